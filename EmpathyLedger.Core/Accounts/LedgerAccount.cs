using Microsoft.AspNetCore.Identity;

namespace EmpathyLedger.Core.Accounts;

/// <summary>Who can sign in. Its id is also the id of the person's profile.</summary>
public sealed class LedgerAccount : IdentityUser<Guid>
{
    /// <summary>The name given at registration; the profile's name counts once there is one.</summary>
    public required string DisplayName { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>A new account under this address, not yet stored, without a password.</summary>
    public static LedgerAccount For(string displayName, string email, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        DisplayName = displayName,
        CreatedAt = now,
        UserName = email,
        Email = email,
    };
}
