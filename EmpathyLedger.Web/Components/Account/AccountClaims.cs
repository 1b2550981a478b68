using System.Globalization;
using System.Security.Claims;
using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace EmpathyLedger.Web.Components.Account;

/// <summary>What a cookie says of its bearer, and the actor that follows from it.</summary>
public static class AccountClaims
{
    public const string SessionId = "sid";
    public const string AssuranceLevel = "aal";

    /// <summary>Nobody, unless account and session are both named.</summary>
    public static Actor ToActor(this ClaimsPrincipal? user)
    {
        if (user?.Identity?.IsAuthenticated != true
            || !Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var accountId)
            || !Guid.TryParse(user.FindFirstValue(SessionId), out var sessionId))
        {
            return Actor.Anonymous;
        }

        return new Actor(
            accountId,
            sessionId,
            int.TryParse(user.FindFirstValue(AssuranceLevel), CultureInfo.InvariantCulture, out var level) ? level : 1);
    }

    /// <summary>The stamp is renewed every minute from the account, which knows nothing of sessions: carry them over.</summary>
    internal static void CarryOver(ClaimsPrincipal from, ClaimsPrincipal to)
    {
        var identity = (ClaimsIdentity)to.Identity!;
        foreach (var type in (ReadOnlySpan<string>)[SessionId, AssuranceLevel])
        {
            if (from.FindFirst(type) is { } claim && !to.HasClaim(c => c.Type == type))
            {
                identity.AddClaim(claim.Clone(identity));
            }
        }
    }
}

/// <summary>A person's own name is their identity's name; the e-mail address stays out of the cookie.</summary>
public sealed class AccountPrincipalFactory(UserManager<LedgerAccount> accounts, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<LedgerAccount>(accounts, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(LedgerAccount user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        Replace(identity, identity.NameClaimType, user.DisplayName);
        foreach (var address in identity.FindAll(ClaimTypes.Email).ToList())
        {
            identity.RemoveClaim(address);
        }

        return identity;
    }

    private static void Replace(ClaimsIdentity identity, string type, string value)
    {
        foreach (var claim in identity.FindAll(type).ToList())
        {
            identity.RemoveClaim(claim);
        }

        identity.AddClaim(new Claim(type, value));
    }
}
