using EmpathyLedger.Core.Communities;

namespace EmpathyLedger.Web.Components.Communities;

/// <summary>Roles by a community's own words, and what each may do in plain ones.</summary>
public static class RoleWords
{
    public static readonly IReadOnlyList<CommunityRole> All = Enum.GetValues<CommunityRole>();

    /// <summary>"Old hand, Storyteller"; who is nothing more is a member.</summary>
    public static IEnumerable<string> Of(RoleNames names, IReadOnlyList<CommunityRole> roles)
    {
        var more = roles.Where(role => role != CommunityRole.Member).ToList();
        return (more.Count > 0 ? more : [CommunityRole.Member]).Select(role => names.For(role).One);
    }

    public static string Line(RoleNames names, IReadOnlyList<CommunityRole> roles) => string.Join(", ", Of(names, roles));

    /// <summary>"Old hand (elder)" where the community has a word of its own.</summary>
    public static string WithPlain(RoleNames names, CommunityRole role)
    {
        var (own, plain) = (names.For(role).One, RoleNames.Plain.For(role).One);
        return own.Equals(plain, StringComparison.OrdinalIgnoreCase) ? own : $"{own} ({plain.ToLowerInvariant()})";
    }

    public static string Explain(CommunityRole role) => role switch
    {
        CommunityRole.Member => "Reads what the community keeps among itself. Everybody here is one.",
        CommunityRole.Storyteller => "Tells stories here. Known to the others as somebody who does.",
        CommunityRole.Elder => "Reads what tellers send, and says whether it may be told. Never about their own stories.",
        CommunityRole.Steward => "Welcomes and invites people, gives roles, and looks after the community's page.",
    };
}
