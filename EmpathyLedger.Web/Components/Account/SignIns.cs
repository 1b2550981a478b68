using System.Globalization;
using System.Security.Claims;
using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Database;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace EmpathyLedger.Web.Components.Account;

public enum SignInOutcome
{
    SignedIn,
    Refused,

    /// <summary>Said only to somebody who knew the password.</summary>
    NotConfirmed,
    TooManyTries,
}

/// <summary>Writes and ends the cookie, and the session behind it. For static pages and endpoints only.</summary>
public sealed class SignIns(
    SignInManager<LedgerAccount> manager,
    UserManager<LedgerAccount> accounts,
    Sessions sessions,
    LedgerDatabase database,
    AttemptLimiter limiter,
    PortalFacts facts,
    DemoPeople demoPeople)
{
    private const int PasswordOnly = 1;

    public async Task<SignInOutcome> SignInAsync(string email, string password, string address, CancellationToken cancellationToken)
    {
        var pair = $"{accounts.NormalizeEmail(email)} {address}";
        if (!limiter.TryTake(AttemptKind.SignInFromAddress, address) || !limiter.TryTake(AttemptKind.SignInToAccountFromAddress, pair))
        {
            return SignInOutcome.TooManyTries;
        }

        var account = await accounts.FindByEmailAsync(email);
        if (account?.PasswordHash is null)
        {
            // One hash is computed either way, so that the clock doesn't tell who has an account.
            accounts.PasswordHasher.HashPassword(account ?? new LedgerAccount { DisplayName = "", CreatedAt = default }, password);
            return SignInOutcome.Refused;
        }

        if (!await accounts.CheckPasswordAsync(account, password))
        {
            return SignInOutcome.Refused;
        }

        if (!account.EmailConfirmed)
        {
            return SignInOutcome.NotConfirmed;
        }

        await SignInAsync(account, cancellationToken);
        return SignInOutcome.SignedIn;
    }

    /// <summary>Signs in an account that has just proved itself by password or link, and sees that it has a profile.</summary>
    public async Task SignInAsync(LedgerAccount account, CancellationToken cancellationToken)
    {
        var session = await sessions.StartAsync(account.Id, cancellationToken);
        var actor = new Actor(account.Id, session.Id, PasswordOnly);
        await using (var scope = await database.BeginAsync(actor, cancellationToken))
        {
            await scope.ExecuteAsync("select app.ensure_profile($1)", account.DisplayName);
            await scope.CommitAsync();
        }

        await manager.SignInWithClaimsAsync(
            account,
            new AuthenticationProperties { IsPersistent = false },
            [
                new Claim(AccountClaims.SessionId, session.Id.ToString()),
                new Claim(AccountClaims.AssuranceLevel, PasswordOnly.ToString(CultureInfo.InvariantCulture)),
            ]);
    }

    /// <summary>
    /// One press, no password: only in a demonstration, only as one of its invented people. Whoever registers there chooses
    /// a password; nobody comes in as them without it.
    /// </summary>
    public async Task<bool> SignInToDemoAsync(Guid accountId, string address, CancellationToken cancellationToken)
    {
        if (!limiter.TryTake(AttemptKind.DemoSignInFromAddress, address)
            || !(await facts.ReadAsync(cancellationToken)).IsDemo
            || (await demoPeople.ListAsync(cancellationToken)).All(person => person.ProfileId != accountId)
            || await accounts.FindByIdAsync(accountId.ToString()) is not { PasswordHash: null } account)
        {
            return false;
        }

        await SignInAsync(account, cancellationToken);
        return true;
    }

    public async Task SignOutAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (user.ToActor().SessionId is { } sessionId)
        {
            await sessions.EndAsync(sessionId, cancellationToken);
        }

        await manager.SignOutAsync();
    }
}
