using System.Security.Claims;
using EmpathyLedger.Core.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace EmpathyLedger.Web.Components.Account;

/// <summary>Checks a cookie once a minute: the account's security stamp as Identity does, and that its session is open.</summary>
public sealed class SessionValidator(
    IOptions<SecurityStampValidatorOptions> options, SignInManager<LedgerAccount> signIn, ILoggerFactory logger, Sessions sessions)
    : SecurityStampValidator<LedgerAccount>(options, signIn, logger)
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task<LedgerAccount?> VerifySecurityStamp(ClaimsPrincipal? principal) =>
        await IsGoodAsync(principal, CancellationToken.None) ? await base.VerifySecurityStamp(principal) : null;

    /// <summary>True while account, stamp and session are all as they were at sign-in.</summary>
    public async Task<bool> IsStillSignedInAsync(ClaimsPrincipal principal, CancellationToken cancellationToken) =>
        await IsGoodAsync(principal, cancellationToken) && await SignInManager.ValidateSecurityStampAsync(principal) is not null;

    private async Task<bool> IsGoodAsync(ClaimsPrincipal? principal, CancellationToken cancellationToken) =>
        principal.ToActor() is { ProfileId: { } accountId, SessionId: { } sessionId }
        && await sessions.IsOpenAsync(sessionId, accountId, cancellationToken);
}

/// <summary>Asks the same of every open circuit each minute; a page whose session ended goes on as a visitor's.</summary>
public sealed class CircuitRevalidation(ILoggerFactory logger, IServiceScopeFactory scopes)
    : RevalidatingServerAuthenticationStateProvider(logger)
{
    protected override TimeSpan RevalidationInterval => SessionValidator.Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        // The circuit's own scope lives as long as the page; its context would answer from what it read first.
        await using var scope = scopes.CreateAsyncScope();
        var validator = scope.ServiceProvider.GetRequiredService<SessionValidator>();
        return await validator.IsStillSignedInAsync(authenticationState.User, cancellationToken);
    }
}
