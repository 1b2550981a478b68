namespace EmpathyLedger.Core.Notifications;

public enum NewsKind
{
    ReviewWaiting,
    ReviewDecided,
    ConditionsMet,
    MembershipAsked,
    MembershipApproved,
    MembershipRefused,

    /// <summary>A narrator whose stories one kept has claimed them.</summary>
    CustodyEnded,

    /// <summary>Asked to have a part in somebody's story; news as long as it waits for an answer.</summary>
    StoryInvited,

    /// <summary>Whoever was asked said yes.</summary>
    InvitationAccepted,
    InvitationDeclined,

    /// <summary>One's own part in a story is another one now.</summary>
    PartChanged,
    PartEnded,

    /// <summary>Somebody who had a part in one's own story has left it.</summary>
    PartLeft,

    /// <summary>Somebody commented on one's own story, or suggested other words.</summary>
    ThreadBegun,

    /// <summary>Where one said something about a story, somebody answered.</summary>
    ThreadAnswered,

    /// <summary>What one said something about is resolved, accepted or refused.</summary>
    ThreadDecided,
}

/// <summary>Something that a person should know, said once however often it happened.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Ids">The notifications that this stands for: read together.</param>
/// <param name="StoryId">The story, where it is about one that whoever reads this may open.</param>
/// <param name="CommunityId">Where it happened.</param>
/// <param name="CommunitySlug">For its address.</param>
/// <param name="CommunityName">Null when there is no community, or the person may not know it any more.</param>
/// <param name="RoleNames">The community's words for its roles, as JSON.</param>
/// <param name="Pending">How many stories wait, or people ask, at this moment; 1 for what simply happened.</param>
/// <param name="At">The last time that it happened.</param>
public sealed record News(
    NewsKind Kind,
    IReadOnlyList<Guid> Ids,
    Guid? StoryId,
    Guid? CommunityId,
    string? CommunitySlug,
    string? CommunityName,
    string? RoleNames,
    int Pending,
    DateTimeOffset At);
