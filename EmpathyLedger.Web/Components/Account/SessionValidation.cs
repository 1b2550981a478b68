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

/// <summary>
/// Asks the same of every open circuit each minute, and at once when this node hears that a session ended; a page whose
/// session has ended goes on as a visitor's.
/// </summary>
public sealed partial class CircuitRevalidation : RevalidatingServerAuthenticationStateProvider
{
    private readonly IServiceScopeFactory _scopes;
    private readonly SessionEndings _endings;
    private readonly ILogger<CircuitRevalidation> _logger;

    public CircuitRevalidation(ILoggerFactory logger, IServiceScopeFactory scopes, SessionEndings endings)
        : base(logger)
    {
        (_scopes, _endings, _logger) = (scopes, endings, logger.CreateLogger<CircuitRevalidation>());
        AuthenticationStateChanged += Listen;
    }

    protected override TimeSpan RevalidationInterval => SessionValidator.Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        // The circuit's own scope lives as long as the page; its context would answer from what it read first.
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var validator = scope.ServiceProvider.GetRequiredService<SessionValidator>();
            return await validator.IsStillSignedInAsync(authenticationState.User, cancellationToken);
        }
        catch (ObjectDisposedException)
        {
            // The portal is stopping and this circuit has not heard of it yet.
            return false;
        }
    }

    protected override void Dispose(bool disposing)
    {
        _endings.Ended -= AskAgain;
        AuthenticationStateChanged -= Listen;
        base.Dispose(disposing);
    }

    // The host says who opened the circuit; before that there is nobody to ask about.
    private void Listen(Task<AuthenticationState> state)
    {
        _endings.Ended -= AskAgain;
        _endings.Ended += AskAgain;
    }

    private void AskAgain(Guid accountId) => _ = AskAgainAsync(accountId);

    private async Task AskAgainAsync(Guid accountId)
    {
        try
        {
            var state = await GetAuthenticationStateAsync();
            if (state.User.ToActor().ProfileId == accountId && !await ValidateAuthenticationStateAsync(state, CancellationToken.None))
            {
                SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
            }
        }
        catch (Exception exception)
        {
            // The minute's own check comes all the same.
            LogNotAsked(_logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An open page could not be asked at once whether its session has ended")]
    private static partial void LogNotAsked(ILogger logger, Exception exception);
}
