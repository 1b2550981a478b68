using System.Globalization;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Web.Components.Reviews;

/// <summary>Reviews in words. Every sentence that an elder confirms is written here.</summary>
public static class ReviewWords
{
    private static readonly string[] Numbers = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];

    public static string Waiting(int count) => count switch
    {
        0 => "Nothing waits for you",
        1 => "One story is waiting for you",
        _ => $"{Number(count)} stories are waiting for you",
    };

    public static string Number(int count) =>
        count < Numbers.Length ? Numbers[count] : count.ToString(CultureInfo.InvariantCulture);

    public static string Minutes(int minutes) => minutes <= 1 ? "1 minute" : $"{minutes} minutes";

    public static string TellerOf(string? name) => name ?? "someone who keeps their name back";

    public static string Button(DecisionKind kind) => kind switch
    {
        DecisionKind.Approve => "It may be told",
        DecisionKind.ApproveWithConditions => "It may be told, if…",
        DecisionKind.AskForChanges => "Ask for a change",
        DecisionKind.Decline => "It should not be told",
    };

    /// <summary>Who would read it: "everyone".</summary>
    public static string Readers(PrivacyLevel audience) => audience switch
    {
        PrivacyLevel.Private => "nobody but its own people",
        PrivacyLevel.People => "the people whom the teller chose",
        PrivacyLevel.Community => "the members of its communities",
        PrivacyLevel.Public => "everyone",
    };

    public static string AudienceChip(PrivacyLevel audience) => $"If told, for {Readers(audience)}";

    /// <summary>After "You are saying:" and "You have said:".</summary>
    public static string Sentence(DecisionKind kind, PrivacyLevel audience) => kind switch
    {
        DecisionKind.Approve => $"this story may be told, to {Readers(audience)}.",
        DecisionKind.ApproveWithConditions => $"this story may be told, to {Readers(audience)}, once this is done:",
        DecisionKind.AskForChanges => "something should be changed before this story is told.",
        DecisionKind.Decline => "this story should not be told.",
    };

    /// <summary>After another elder's name.</summary>
    public static string Voice(DecisionKind kind) => kind switch
    {
        DecisionKind.Approve => "It may be told.",
        DecisionKind.ApproveWithConditions => "It may be told, once this is done:",
        DecisionKind.AskForChanges => "Something should be changed first.",
        DecisionKind.Decline => "It should not be told.",
    };

    public static string Question(DecisionKind kind) => kind switch
    {
        DecisionKind.Approve => "A word to the teller",
        DecisionKind.ApproveWithConditions => "It may be told, if…",
        DecisionKind.AskForChanges => "What should be changed?",
        DecisionKind.Decline => "Why should it not be told?",
    };

    public static string NoteLabel(DecisionKind kind) => kind switch
    {
        DecisionKind.Approve or DecisionKind.ApproveWithConditions => "A word to the teller, if you like",
        DecisionKind.AskForChanges => "What you would like to be different",
        DecisionKind.Decline => "Your reason, in your own words",
    };

    public static string NoteHint(DecisionKind kind) => kind switch
    {
        DecisionKind.Decline => "The teller reads this with your name, or whoever looks after the story for them. They may answer you, change the story, or keep it private.",
        DecisionKind.Approve or DecisionKind.ApproveWithConditions or DecisionKind.AskForChanges => "The teller reads this with your name, or whoever looks after the story for them.",
    };

    /// <summary>Of a story that is kept for a narrator without an account, its custodian is told. An elder need not know which it is.</summary>
    private const string Told = "The teller has been told, or whoever looks after the story for them.";

    public static string AllDone => Told + " They can publish it when the elders of every community that was asked have said yes.";

    public static string HappensNow(DecisionKind kind, bool isOpen) => kind switch
    {
        DecisionKind.Approve when isOpen => Told + " It is published when they say so, and when the elders of every community that was asked have said yes.",
        DecisionKind.Approve => Told,
        DecisionKind.ApproveWithConditions => Told + " It cannot be published until you have said of each point that it is done.",
        DecisionKind.AskForChanges => Told + " They can change it and send it again. The new copy then comes to the elders.",
        DecisionKind.Decline => Told + " It will not be published. They may answer, change it and send it again, or keep it private.",
    };

    public static string State(ReviewSeat seat) => (seat.OwnDecision, seat.OpenConditions) switch
    {
        (DecisionKind.ApproveWithConditions, 1) => "You said: it may be told, once one point is done",
        (DecisionKind.ApproveWithConditions, > 1 and var open) => $"You said: it may be told, once {open} points are done",
        (DecisionKind.ApproveWithConditions or DecisionKind.Approve, _) => "You said: it may be told",
        (DecisionKind.AskForChanges, _) => "You asked for a change",
        (DecisionKind.Decline, _) => "You said: it should not be told",
        (null, _) => seat.State switch
        {
            ClearanceState.Waiting => "Nobody has answered yet",
            ClearanceState.Approved => "Another elder said: it may be told",
            ClearanceState.Conditional => "Another elder said: it may be told, if…",
            ClearanceState.ChangesAsked => "Another elder asked for a change",
            ClearanceState.Declined => "Another elder said: it should not be told",
        },
    };

    public static Tone ToneOf(ClearanceState state) => state switch
    {
        ClearanceState.Waiting => Tone.Plain,
        ClearanceState.Approved => Tone.Leaf,
        ClearanceState.Conditional => Tone.River,
        ClearanceState.ChangesAsked => Tone.Amber,
        ClearanceState.Declined => Tone.Stop,
    };

    public static string Missing(MissingWords missing) => missing switch
    {
        MissingWords.Note => "Please write a few words to the teller first.",
        MissingWords.Condition => "Please write at least one point that has to be done first.",
        MissingWords.NoteTooLong => $"That is longer than {DecisionLimits.Note} letters. Please make it shorter.",
        MissingWords.ConditionTooLong => $"One point is longer than {DecisionLimits.Condition} letters. Please make it shorter.",
        MissingWords.TooManyConditions => $"There is room for {DecisionLimits.Conditions} points.",
    };

    /// <summary>Null when it was recorded.</summary>
    public static string? Refusal(DecideOutcome outcome, ReviewSeat seat) => outcome switch
    {
        DecideOutcome.Recorded => null,
        DecideOutcome.NotAnElder => NotAnElder(seat),
        DecideOutcome.NotFound => "Nothing was counted: this story is not waiting for you any more.",
        DecideOutcome.OwnStory => "Nothing was counted: you are one of the people who wrote this story, and nobody decides about their own.",
        DecideOutcome.NoLongerWaiting => "Nothing was counted: the teller has sent a newer copy or taken it back, or it has been published in the meantime.",
        DecideOutcome.AlreadyDecided => "Nothing new was counted: you have already said something about this story, perhaps in another window. It is shown here.",
        DecideOutcome.Invalid => "Nothing was counted: some words are missing or too long.",
    };

    public static string? Refusal(TakeBackOutcome outcome, ReviewSeat seat) => outcome switch
    {
        TakeBackOutcome.TakenBack or TakeBackOutcome.AlreadyTakenBack => null,
        TakeBackOutcome.NotFound => "There is nothing of yours to take back here.",
        TakeBackOutcome.NotAnElder => NotAnElder(seat),
        TakeBackOutcome.NoLongerWaiting => "It can't be taken back any more: the story has been published, sent anew or taken back in the meantime.",
    };

    public static string? Refusal(TickOutcome outcome, ReviewSeat seat) => outcome switch
    {
        TickOutcome.Ticked => null,
        TickOutcome.NotFound => "This point is not yours, or you have taken back what you said.",
        TickOutcome.NotAnElder => NotAnElder(seat),
        TickOutcome.NoLongerWaiting => "This story does not wait any more, so nothing was changed.",
    };

    public const string Unreachable = "The portal cannot reach its database just now. Nothing was counted, and what you wrote is still here. Try again in a moment.";

    public static string NotAnElder(ReviewSeat seat) =>
        $"Nothing was counted: you are not among the {EldersOf(seat.RoleNames)} of {seat.CommunityName} any more.";

    /// <summary>The community's own word, "elders" where it has none.</summary>
    public static string EldersOf(string? roleNames)
    {
        var many = RoleNames.Parse(roleNames).Elder.Many;
        return many == RoleNames.Plain.Elder.Many ? "elders" : many;
    }
}
