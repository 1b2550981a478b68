namespace EmpathyLedger.Core.Communities;

/// <summary>What a person may be in a community; several at once. In the order of <c>ledger.community_role</c>.</summary>
public enum CommunityRole
{
    Member,
    Storyteller,
    Elder,
    Steward,
}

public enum MembershipStatus
{
    Asked,
    Active,
    Left,
    Removed,
    Refused,
}

/// <summary>The database's words for both, translated here alone.</summary>
public static class CommunityWordsInSql
{
    public static string ToSql(this CommunityRole role) => role switch
    {
        CommunityRole.Member => "member",
        CommunityRole.Storyteller => "storyteller",
        CommunityRole.Elder => "elder",
        CommunityRole.Steward => "steward",
    };

    public static string[] ToSql(this IEnumerable<CommunityRole> roles) => [.. roles.Distinct().Order().Select(ToSql)];

    public static CommunityRole RoleFromSql(string word) => word switch
    {
        "member" => CommunityRole.Member,
        "storyteller" => CommunityRole.Storyteller,
        "elder" => CommunityRole.Elder,
        "steward" => CommunityRole.Steward,
        _ => throw new InvalidOperationException($"Not a role: {word}"),
    };

    public static IReadOnlyList<CommunityRole> RolesFromSql(string[] words) => [.. words.Select(RoleFromSql).Order()];

    public static MembershipStatus StatusFromSql(string word) => word switch
    {
        "asked" => MembershipStatus.Asked,
        "active" => MembershipStatus.Active,
        "left" => MembershipStatus.Left,
        "removed" => MembershipStatus.Removed,
        "refused" => MembershipStatus.Refused,
        _ => throw new InvalidOperationException($"Not a membership: {word}"),
    };

    /// <summary>This community's word for a role.</summary>
    public static RoleName For(this RoleNames names, CommunityRole role) => role switch
    {
        CommunityRole.Member => names.Member,
        CommunityRole.Storyteller => names.Storyteller,
        CommunityRole.Elder => names.Elder,
        CommunityRole.Steward => names.Steward,
    };
}
