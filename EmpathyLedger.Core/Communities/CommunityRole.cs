using EmpathyLedger.Core.Database;

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

/// <summary>The database's words for both.</summary>
public static class CommunityWordsInSql
{
    public static string ToSql(this CommunityRole role) => DatabaseWords.Write(role);

    public static string[] ToSql(this IEnumerable<CommunityRole> roles) => [.. roles.Distinct().Order().Select(ToSql)];

    public static IReadOnlyList<CommunityRole> RolesFromSql(string[] words) => [.. words.Select(word => DatabaseWords.Read<CommunityRole>(word)).Order()];

    /// <summary>This community's word for a role.</summary>
    public static RoleName For(this RoleNames names, CommunityRole role) => role switch
    {
        CommunityRole.Member => names.Member,
        CommunityRole.Storyteller => names.Storyteller,
        CommunityRole.Elder => names.Elder,
        CommunityRole.Steward => names.Steward,
    };
}
