using System.Collections.Immutable;
using EmpathyLedger.Core.Reviews;

namespace EmpathyLedger.Core.Stories.Road;

/// <summary>Where a story stands, without its words: all that decides which steps are open.</summary>
/// <remarks>IsCleared: What is published was cleared and has not been taken back since.</remarks>
public sealed record StoryPosition(
    StoryStage Stage,
    int Revision,
    PrivacyLevel Wished,
    bool HasTitle,
    bool HasWords,
    bool HasCommunities,
    bool BelongsToAll,
    SentCopy? Submitted,
    bool IsPublishWhenApproved,
    bool HasDate,
    ShownCopy? Published,
    bool IsCleared,
    bool IsWithdrawn,
    bool IsArchived,
    bool WasSent)
{
    /// <summary>A story that was just begun.</summary>
    public static StoryPosition Begun { get; } = new(
        StoryStage.Draft, 0, PrivacyLevel.Private, false, false, false, true, null, false, false, null, false, false, false, false);

    /// <summary>Others than its people may see it, as far as <see cref="Shown"/> goes.</summary>
    public bool IsOpen => Published is not null && IsCleared && !IsWithdrawn && !IsArchived;

    /// <summary>The narrower of what the teller wishes and what the elders cleared.</summary>
    public PrivacyLevel Shown => Published is null ? PrivacyLevel.Private : (PrivacyLevel)Math.Min((int)Wished, (int)Published.Audience);
}

/// <summary>A copy that waits for elders; one clearance for each of its communities.</summary>
public sealed record SentCopy(int Revision, PrivacyLevel Audience, ImmutableArray<ClearanceState> Clearances);

public sealed record ShownCopy(int Revision, PrivacyLevel Audience);

/// <summary>
/// The road as a pure machine: each step answers with its outcome and where the story stands after it. The database is the
/// authority and does the same; a property test walks both side by side. The pages ask this one which steps to offer.
/// </summary>
public static class StoryStages
{
    public static StoryPosition Save(StoryPosition at) => at with
    {
        Revision = at.Revision + 1,
        Stage = at.Stage == StoryStage.Published ? StoryStage.Draft : at.Stage,
    };

    /// <summary>"Only me" is without elders too: what they were asked is taken back.</summary>
    public static StoryPosition SetAudience(StoryPosition at, PrivacyLevel audience) =>
        (audience == PrivacyLevel.Private ? CloseReview(at) : at) with { Wished = audience };

    public static (SendOutcome Outcome, StoryPosition After) Send(
        StoryPosition at, int revision, int communities, bool isPublishWhenApproved, bool hasDate)
    {
        SendOutcome? refusal = at switch
        {
            _ when revision != at.Revision => SendOutcome.StaleRevision,
            { IsArchived: true } => SendOutcome.Archived,
            { HasTitle: false } => SendOutcome.NoTitle,
            { HasWords: false } => SendOutcome.NothingWritten,
            { Wished: PrivacyLevel.Private } => SendOutcome.OnlyMe,
            { HasCommunities: false } => SendOutcome.NoCommunity,
            { BelongsToAll: false } => SendOutcome.LeftCommunity,
            _ => null,
        };
        return refusal is { } refused
            ? (refused, at)
            : (SendOutcome.Sent, at with
            {
                Stage = StoryStage.WithElders,
                Submitted = new SentCopy(
                    at.Revision, at.Wished, [.. Enumerable.Repeat(ClearanceState.Waiting, communities)]),
                IsPublishWhenApproved = isPublishWhenApproved,
                HasDate = hasDate,
                WasSent = true,
            });
    }

    /// <summary>After the elders of a community have spoken. Publishes when the teller asked for that beforehand.</summary>
    /// <param name="at">Where the story stands; without a submitted copy nothing happens.</param>
    /// <param name="clearances">What stands in each community now.</param>
    /// <param name="isDue">The chosen date has come.</param>
    public static StoryPosition Settle(StoryPosition at, ImmutableArray<ClearanceState> clearances, bool isDue)
    {
        if (at.Submitted is null)
        {
            return at;
        }

        var heard = at with { Submitted = at.Submitted with { Clearances = clearances } };
        if (clearances.All(state => state == ClearanceState.Approved)
            && (at.IsPublishWhenApproved || isDue) && at.Wished != PrivacyLevel.Private)
        {
            return Show(heard, heard.Submitted.Revision, heard.Submitted.Audience);
        }

        return heard with
        {
            Stage = clearances switch
            {
                _ when clearances.Contains(ClearanceState.Declined) => StoryStage.Declined,
                _ when clearances.All(state => state == ClearanceState.Approved) => at.HasDate ? StoryStage.Scheduled : StoryStage.Approved,
                _ when clearances.Contains(ClearanceState.ChangesAsked) => StoryStage.ChangesAsked,
                _ => StoryStage.WithElders,
            },
        };
    }

    public static (TakeBackFromEldersOutcome Outcome, StoryPosition After) TakeBack(StoryPosition at) =>
        at.Submitted is null ? (TakeBackFromEldersOutcome.NotSent, at) : (TakeBackFromEldersOutcome.TakenBack, CloseReview(at));

    public static (PublishOutcome Outcome, StoryPosition After) Publish(StoryPosition at)
    {
        PublishOutcome? refusal = at switch
        {
            { Wished: PrivacyLevel.Private } => PublishOutcome.OnlyMe,
            { Submitted: { } sent } => sent.Clearances.All(state => state == ClearanceState.Approved) ? null : PublishOutcome.NotApproved,
            { HasCommunities: true } => PublishOutcome.NotApproved,
            { Wished: not PrivacyLevel.People } => PublishOutcome.NoCommunity,
            { HasTitle: false } => PublishOutcome.NoTitle,
            { HasWords: false } => PublishOutcome.NothingWritten,
            _ => null,
        };
        return refusal is { } refused
            ? (refused, at)
            : (PublishOutcome.Published, Show(
                at with { WasSent = true }, at.Submitted?.Revision ?? at.Revision, at.Submitted?.Audience ?? PrivacyLevel.People));
    }

    public static (ScheduleOutcome Outcome, StoryPosition After) Schedule(StoryPosition at, bool hasDate) =>
        at.Submitted is null
            ? (ScheduleOutcome.NotSent, at)
            : (ScheduleOutcome.Scheduled, at with
            {
                HasDate = hasDate,
                IsPublishWhenApproved = false,
                Stage = at.Stage is StoryStage.Approved or StoryStage.Scheduled
                    ? hasDate ? StoryStage.Scheduled : StoryStage.Approved
                    : at.Stage,
            });

    public static (TakeDownOutcome Outcome, StoryPosition After) TakeDown(StoryPosition at) =>
        at.Published is null
            ? (TakeDownOutcome.NotPublished, at)
            : (TakeDownOutcome.TakenDown, Ahead(at with { Published = null, IsCleared = false }));

    public static (WithdrawOutcome Outcome, StoryPosition After) Withdraw(StoryPosition at)
    {
        var closed = CloseReview(at);
        return at.IsWithdrawn
            ? (WithdrawOutcome.AlreadyWithdrawn, closed)
            : (WithdrawOutcome.Withdrawn, Ahead(closed with { IsWithdrawn = true, IsCleared = false }));
    }

    public static StoryPosition Archive(StoryPosition at) => CloseReview(at) with { IsArchived = true };

    public static StoryPosition BringBack(StoryPosition at) => at with { IsArchived = false };

    public static DeleteOutcome Delete(StoryPosition at) => at.WasSent ? DeleteOutcome.WasSent : DeleteOutcome.Deleted;

    private static StoryPosition Show(StoryPosition at, int revision, PrivacyLevel audience) => at with
    {
        Published = new ShownCopy(revision, audience),
        IsCleared = true,
        IsWithdrawn = false,
        IsArchived = false,
        Submitted = null,
        IsPublishWhenApproved = false,
        HasDate = false,
        Stage = revision == at.Revision ? StoryStage.Published : StoryStage.Draft,
    };

    /// <summary>Back to where the head stood before it was sent: the same as what readers have, or ahead of it.</summary>
    private static StoryPosition CloseReview(StoryPosition at) => at.Submitted is null ? at : at with
    {
        Submitted = null,
        IsPublishWhenApproved = false,
        HasDate = false,
        Stage = at.IsCleared && at.Published?.Revision == at.Revision ? StoryStage.Published : StoryStage.Draft,
    };

    private static StoryPosition Ahead(StoryPosition at) =>
        at.Stage == StoryStage.Published ? at with { Stage = StoryStage.Draft } : at;
}
