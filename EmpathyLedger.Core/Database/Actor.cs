namespace EmpathyLedger.Core.Database;

/// <summary>
/// Who asks. Every call into Core names its actor first; the database decides what that actor may see.
/// The profile's id is the account's id. Assurance level 0 is nobody, 1 a password, 2 a second factor or a passkey.
/// </summary>
public readonly record struct Actor(Guid? ProfileId, Guid? SessionId, int AssuranceLevel)
{
    /// <summary>A visitor who has not signed in: sees what is public.</summary>
    public static Actor Anonymous => default;

    public bool IsAnonymous => ProfileId is null;
}
