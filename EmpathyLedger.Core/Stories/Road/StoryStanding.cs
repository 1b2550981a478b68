using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Reviews;

namespace EmpathyLedger.Core.Stories.Road;

/// <summary>Everything that the page of a story says about its road, read in one transaction as the actor.</summary>
/// <remarks>
/// IsTeller: False for a co-author, who sees the road but takes no step on it. Shown: What readers have now;
/// meaningful while it is open. IsOpen: Published, cleared, neither taken back nor put away. WasSent:
/// A copy was sent to elders at some time: then it cannot be deleted as if it had never been.
/// </remarks>
public sealed record StoryStanding(
    Guid StoryId,
    bool IsTeller,
    StoryStage Stage,
    int Revision,
    string Title,
    bool HasWords,
    PrivacyLevel Wished,
    PrivacyLevel Shown,
    bool IsOpen,
    bool IsPublishWhenApproved,
    DateTimeOffset? PublishAt,
    DateTimeOffset SavedAt,
    DateTimeOffset? PublishedAt,
    DateTimeOffset? WithdrawnAt,
    DateTimeOffset? ArchivedAt,
    bool WasSent,
    PublishedCopy? Published,
    SubmittedCopy? Submitted,
    IReadOnlyList<ChosenCommunity> Communities)
{
    public bool HasTitle => !string.IsNullOrWhiteSpace(Title);

    public StoryPosition Position => new(
        Stage,
        Revision,
        Wished,
        HasTitle,
        HasWords,
        Communities.Count > 0,
        Communities.All(community => community.IsMember),
        Submitted is null ? null : new SentCopy(Submitted.Revision, Submitted.Audience, [.. Submitted.Clearances.Select(c => c.State)]),
        IsPublishWhenApproved,
        PublishAt is not null,
        Published is null ? null : new ShownCopy(Published.Revision, Published.Audience),
        Published is not null && WithdrawnAt is null,
        WithdrawnAt is not null,
        ArchivedAt is not null,
        WasSent);
}

/// <summary>The copy that readers have, or had before the story was taken back.</summary>
public sealed record PublishedCopy(Guid VersionId, int Revision, PrivacyLevel Audience);

/// <summary>The copy that the elders are reading.</summary>
public sealed record SubmittedCopy(
    Guid VersionId, int Number, int Revision, PrivacyLevel Audience, DateTimeOffset SentAt, IReadOnlyList<CommunityClearance> Clearances);

/// <summary>A community chosen for the draft.</summary>
/// <remarks>
/// OtherElders: How many could say yes there: its elders without the people of the story. Zero for a co-author's
/// eyes.
/// </remarks>
public sealed record ChosenCommunity(
    Guid Id, string Name, string Slug, string TimeZone, RoleName Elders, bool IsMember, int OtherElders);

public sealed record CommunityClearance(
    Guid CommunityId, string CommunityName, RoleName Elders, ClearanceState State, IReadOnlyList<StandingDecision> Decisions);

/// <summary>A decision that has not been taken back.</summary>
/// <remarks>ElderName: Null once the teller and the elder share no community.</remarks>
public sealed record StandingDecision(
    Guid Id, string? ElderName, DecisionKind Kind, string Note, DateTimeOffset DecidedAt, IReadOnlyList<ReviewCondition> Conditions);
