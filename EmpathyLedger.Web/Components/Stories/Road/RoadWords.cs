using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Web.Components.Stories.Road;

/// <summary>What became of a step, to be said aloud.</summary>
public sealed record RoadMessage(string Words, bool IsDone);

/// <summary>Every outcome of the road as a kind sentence.</summary>
public static class RoadWords
{
    public const string NotFound = "This story is not here any more, or it is not yours to decide about.";
    public const string DatabaseAway = "The ledger cannot be reached just now. Nothing was changed; please try again in a moment.";
    public const string BeingWritten = "Somebody is writing in it at this moment. Nothing is lost; please try again when they pause.";
    public const string NotSaved = "The newest words are not saved yet. Wait until it says “Saved”, then send it.";

    public static ShownState StateOf(StoryStage stage, DateTimeOffset? withdrawnAt, DateTimeOffset? archivedAt) =>
        archivedAt is not null ? ShownState.Archived
        : withdrawnAt is not null && stage is StoryStage.Draft ? ShownState.Withdrawn
        : StateOf(stage);

    private static ShownState StateOf(StoryStage stage) => stage switch
    {
        StoryStage.Draft => ShownState.Draft,
        StoryStage.WithElders => ShownState.WithElders,
        StoryStage.ChangesAsked => ShownState.ChangesAsked,
        StoryStage.Approved => ShownState.Approved,
        StoryStage.Scheduled => ShownState.Scheduled,
        StoryStage.Published => ShownState.Published,
        StoryStage.Declined => ShownState.Declined,
    };

    public static RoadMessage Say(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Sent => Done("It is sent. They read the copy that you sent; you can go on writing."),
        SendOutcome.NotFound => Refused(NotFound),
        SendOutcome.StaleRevision => Refused("The story was changed in another place since you looked. Read it once more, then send it."),
        SendOutcome.Archived => Refused("It is put away. Bring it back first, then send it."),
        SendOutcome.NoTitle => Refused("It has no title yet. Give it one, then send it."),
        SendOutcome.NothingWritten => Refused("Nothing is written yet."),
        SendOutcome.OnlyMe => Refused("Only you may read it. Choose below who else may, then send it."),
        SendOutcome.NoCommunity => Refused("Choose first which of your communities it is for: its elders are asked."),
        SendOutcome.LeftCommunity => Refused("You no longer belong to one of its communities. Take that community out, then send it."),
        SendOutcome.TooOften => Refused("You have sent it many times today. It is saved as it is; please send it again tomorrow."),
    };

    public static RoadMessage Say(TakeBackFromEldersOutcome outcome) => outcome switch
    {
        TakeBackFromEldersOutcome.TakenBack => Done("It is back with you. The elders no longer see it."),
        TakeBackFromEldersOutcome.NotFound => Refused(NotFound),
        TakeBackFromEldersOutcome.NotSent => Refused("It is not with the elders any more."),
    };

    public static RoadMessage Say(PublishOutcome outcome) => outcome switch
    {
        PublishOutcome.Published => Done("It is published."),
        PublishOutcome.NotFound => Refused(NotFound),
        PublishOutcome.OnlyMe => Refused("Only you may read it. Choose below who else may, then publish it."),
        PublishOutcome.NoCommunity => Refused("Choose first which of your communities it is for: its elders are asked."),
        PublishOutcome.NoTitle => Refused("It has no title yet. Give it one, then publish it."),
        PublishOutcome.NothingWritten => Refused("Nothing is written yet."),
        PublishOutcome.NotApproved => Refused("The elders have not all said yes, or have just changed their mind."),
        PublishOutcome.LeftCommunity => Refused("You no longer belong to one of the communities that you sent it to. Take that community out, then send it again."),
        PublishOutcome.TooOften => Refused("You have published it many times today. It is saved as it is; please publish it again tomorrow."),
        PublishOutcome.BeingWritten => Refused(BeingWritten),
    };

    public static RoadMessage Say(ScheduleOutcome outcome, bool hasDate) => outcome switch
    {
        ScheduleOutcome.Scheduled => Done(hasDate ? "The date is kept." : "It has no date any more. You publish it when you like."),
        ScheduleOutcome.NotFound => Refused(NotFound),
        ScheduleOutcome.NotSent => Refused("It is not with the elders any more, so it cannot have a date."),
    };

    public static RoadMessage Say(TakeDownOutcome outcome) => outcome switch
    {
        TakeDownOutcome.TakenDown => Done("The old one is down. Nobody can read it any more."),
        TakeDownOutcome.NotFound => Refused(NotFound),
        TakeDownOutcome.NotPublished => Refused("There is nothing published to take down."),
    };

    public static RoadMessage Say(WithdrawOutcome outcome) => outcome switch
    {
        WithdrawOutcome.Withdrawn => Done("You have taken it back. It is gone for everybody else, everywhere."),
        WithdrawOutcome.NotFound => Refused(NotFound),
        WithdrawOutcome.AlreadyWithdrawn => Done("It was taken back already. Nobody else can read it."),
    };

    public static RoadMessage Say(ArchiveOutcome outcome) => outcome switch
    {
        ArchiveOutcome.Archived => Done("It is put away. Nobody else can read it while it is."),
        ArchiveOutcome.BroughtBack => Done("It is back."),
        ArchiveOutcome.NotFound => Refused(NotFound),
    };

    public static RoadMessage Say(DeleteOutcome outcome) => outcome switch
    {
        DeleteOutcome.Deleted => Done("It is deleted."),
        DeleteOutcome.NotFound => Refused(NotFound),
        DeleteOutcome.WasSent => Refused("Elders have been given a copy, so it cannot be deleted as if it had never been. You can put it away."),
    };

    public static RoadMessage Say(ClearanceState state, RoleName elders) => state switch
    {
        ClearanceState.Waiting => new($"Waits for one of the {Many(elders)}.", false),
        ClearanceState.Approved => new("Said yes.", true),
        ClearanceState.Conditional => new("Said yes, once this is seen to:", false),
        ClearanceState.ChangesAsked => new("Ask for a change.", false),
        ClearanceState.Declined => new("Said that it should not be told.", false),
    };

    public static string Say(DecisionKind kind) => kind switch
    {
        DecisionKind.Approve => "It may be told",
        DecisionKind.ApproveWithConditions => "It may be told, with conditions",
        DecisionKind.AskForChanges => "Please change something",
        DecisionKind.Decline => "It should not be told",
    };

    /// <summary>"elders" inside a sentence; a community's own word keeps its letters.</summary>
    public static string Many(RoleName role) => role == RoleNames.Plain.Elder ? "elders" : role.Many;

    /// <summary>"an elder", "an Old hand".</summary>
    public static string One(RoleName role)
    {
        var word = role == RoleNames.Plain.Elder ? "elder" : role.One;
        return $"{("aeiouAEIOU".Contains(word[0]) ? "an" : "a")} {word}";
    }

    /// <summary>The elders of all its communities: their own word where it is one community, or all use the same.</summary>
    public static string EldersOf(IReadOnlyList<ChosenCommunity> communities) =>
        communities.Select(community => Many(community.Elders)).Distinct().ToList() is [var word] ? word : "elders";

    private static RoadMessage Done(string words) => new(words, true);

    private static RoadMessage Refused(string words) => new(words, false);
}
