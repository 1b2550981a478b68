namespace EmpathyLedger.Core.Communities;

/// <summary>A community as somebody sees it: its own words, and what they are in it.</summary>
public sealed record CommunityView(
    Guid Id, string Slug, string Name, string Description, string Place, string DataLocation, string TimeZone, RoleNames RoleNames,
    string? AccentColour, Guid? ArtworkId, IReadOnlyList<string> Themes, bool IsListed, OwnMembership? Own, int Waiting)
{
    public bool IsMember => Own?.Status == MembershipStatus.Active;

    public bool IsSteward => IsMember && Own!.Roles.Contains(CommunityRole.Steward);

    public bool HasAsked => Own?.Status == MembershipStatus.Asked;
}

public sealed record OwnMembership(MembershipStatus Status, IReadOnlyList<CommunityRole> Roles, DateTimeOffset? AskedAt);

public sealed record CommunityMember(Guid ProfileId, string DisplayName, Guid? PictureId, IReadOnlyList<CommunityRole> Roles, DateTimeOffset? JoinedAt);

public sealed record WaitingPerson(Guid ProfileId, string DisplayName, Guid? PictureId, string? Note, DateTimeOffset AskedAt);

/// <summary>A community in which no story can be told yet, to somebody who leads it.</summary>
/// <param name="HasOthers">Somebody else belongs to it.</param>
/// <param name="HasElder">Somebody, maybe the steward, can say yes to a story.</param>
public sealed record YoungCommunity(string Slug, string Name, RoleNames RoleNames, bool HasOthers, bool HasElder);

/// <summary>One page of a list. <paramref name="Next"/> asks for the page after it; null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, PageMark? Next);

/// <summary>The last name and id of a page: the next one begins after it.</summary>
public sealed record PageMark(string Name, Guid Id);
