using EmpathyLedger.Core.Stories;

namespace EmpathyLedger.Core.Reviews;

/// <summary>A community for which the actor speaks as an elder, and what stands there.</summary>
/// <param name="RoleNames">The community's words for its roles, as JSON.</param>
/// <param name="OwnDecision">What the actor has said and not taken back.</param>
/// <param name="OpenConditions">How many of the actor's own conditions are not ticked yet.</param>
public sealed record ReviewSeat(
    Guid CommunityId, string CommunityName, string TimeZone, string RoleNames, ClearanceState State, DecisionKind? OwnDecision, int OpenConditions);

/// <summary>A submitted copy in an elder's queue. The title is the submitted one, never the draft's.</summary>
/// <param name="TellerName">Null when the teller keeps their name back.</param>
/// <param name="TellerNote">The teller's word to the elders, with this copy; empty where there is none.</param>
public sealed record QueuedStory(
    Guid VersionId,
    Guid StoryId,
    string Title,
    string? TellerName,
    string Language,
    bool IsRightToLeft,
    int ReadingMinutes,
    PrivacyLevel Audience,
    DateTimeOffset SentAt,
    string TellerNote,
    IReadOnlyList<ReviewSeat> Seats)
{
    /// <summary>True while no elder of one of the actor's communities has said anything that stands.</summary>
    public bool IsWaiting => Seats.Any(seat => seat.State == ClearanceState.Waiting);
}

/// <summary>Where a page of the queue ended: the next one begins after it.</summary>
public readonly record struct ReviewCursor(bool HasSpoken, DateTimeOffset SentAt, Guid VersionId);

/// <param name="Waiting">Nobody of the actor's community has said anything yet. Oldest first.</param>
/// <param name="Spoken">Something was said, by the actor or another elder, and the review is still open. Oldest first.</param>
/// <param name="WaitingCount">All that wait, also beyond this page.</param>
/// <param name="Next">Null when there is no more.</param>
public sealed record AskedReviews(
    IReadOnlyList<QueuedStory> Waiting, IReadOnlyList<QueuedStory> Spoken, int WaitingCount, ReviewCursor? Next);

public sealed record NamedPerson(string Name, bool HasPassed);

/// <summary>What an elder reads: one frozen copy, whole.</summary>
/// <param name="Body">Quill Delta as JSON, <c>{"ops":[…]}</c>.</param>
/// <param name="BodyText">The same as plain text.</param>
/// <param name="Position">1 for the oldest that waits; 0 when this one does not wait any more.</param>
public sealed record ReviewReading(
    QueuedStory Story,
    string Summary,
    string ToldWhen,
    string ToldTo,
    string Place,
    IReadOnlyList<string> Themes,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<NamedPerson> People,
    bool IsSensitive,
    string Body,
    string BodyText,
    string Transcript,
    int Position,
    int WaitingCount);

/// <param name="TickedAt">Null while it is not met.</param>
public sealed record ReviewCondition(Guid Id, string Wording, DateTimeOffset? TickedAt)
{
    public bool IsMet => TickedAt is not null;
}

/// <summary>What one elder said of one version, and whether it still stands.</summary>
/// <param name="ElderName">Null when the actor may not know it.</param>
/// <param name="IsOwn">The actor said it.</param>
/// <param name="Conditions">In the order in which they were written.</param>
public sealed record ReviewDecision(
    Guid Id,
    Guid StoryId,
    Guid VersionId,
    Guid CommunityId,
    string? ElderName,
    bool IsOwn,
    DecisionKind Kind,
    string Note,
    DateTimeOffset DecidedAt,
    DateTimeOffset? TakenBackAt,
    IReadOnlyList<ReviewCondition> Conditions)
{
    public bool Stands => TakenBackAt is null;
}

public enum ReviewPresence
{
    /// <summary>The actor may speak.</summary>
    Open,

    /// <summary>The teller took it back or sent a newer copy, or it was published.</summary>
    Closed,

    NotAnElder,
}

/// <summary>What stands for one version in one community, as an elder of it sees it.</summary>
/// <param name="Decisions">Of this version, oldest first. Of a closed one only the actor's own.</param>
/// <param name="Earlier">Of earlier copies of the same story, oldest first.</param>
/// <param name="NewerVersionId">The copy that the teller sent since, if it waits for the same elders.</param>
/// <param name="IsPublished">True when readers have exactly this copy, and the actor may read it.</param>
public sealed record ReviewStanding(
    ReviewPresence Presence,
    ClearanceState? State,
    IReadOnlyList<ReviewDecision> Decisions,
    IReadOnlyList<ReviewDecision> Earlier,
    Guid? NewerVersionId,
    bool IsPublished)
{
    public ReviewDecision? Own => Decisions.LastOrDefault(decision => decision is { IsOwn: true, Stands: true });
}

/// <summary>A decision as an elder makes it.</summary>
/// <param name="Id">Made once per decision by the page: sent twice, it is one decision.</param>
public sealed record NewDecision(
    Guid Id, Guid VersionId, Guid CommunityId, DecisionKind Kind, string Note, IReadOnlyList<string> Conditions);
