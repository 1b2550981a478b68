namespace EmpathyLedger.Core.Reviews;

/// <summary>What an elder can say of a version. <c>ledger.decision_kind</c> without <c>take_back</c>, which says nothing of the story.</summary>
public enum DecisionKind
{
    Approve,
    ApproveWithConditions,
    AskForChanges,
    Decline,
}

/// <summary>What stands for a version in one community: <c>ledger.clearance_state</c>.</summary>
public enum ClearanceState
{
    Waiting,
    Approved,
    Conditional,
    ChangesAsked,
    Declined,
}

public enum DecideOutcome
{
    Recorded,

    /// <summary>The actor is not, or no longer, an elder of that community.</summary>
    NotAnElder,
    NotFound,
    OwnStory,

    /// <summary>The teller has sent a newer copy or taken it back, or it has been published.</summary>
    NoLongerWaiting,

    /// <summary>The actor has said something else that still stands, in another tab perhaps.</summary>
    AlreadyDecided,

    /// <summary>Words are missing or too long: see <see cref="DecisionLimits"/>.</summary>
    Invalid,
}

public enum TakeBackOutcome
{
    TakenBack,
    NotFound,
    NotAnElder,
    NoLongerWaiting,
    AlreadyTakenBack,
}

public enum TickOutcome
{
    Ticked,
    NotFound,
    NotAnElder,
    NoLongerWaiting,
}

/// <summary>How far the schema lets an elder's words go, in characters (UTF-16).</summary>
public static class DecisionLimits
{
    public const int Note = 4000;
    public const int Condition = 1000;
    public const int Conditions = 12;
}

/// <summary>The database's words. One that the portal does not know is a bug.</summary>
internal static class ReviewWire
{
    public static string ToWord(this DecisionKind kind) => kind switch
    {
        DecisionKind.Approve => "approve",
        DecisionKind.ApproveWithConditions => "approve_with_conditions",
        DecisionKind.AskForChanges => "ask_for_changes",
        DecisionKind.Decline => "decline",
    };

    public static DecisionKind ParseKind(string word) => word switch
    {
        "approve" => DecisionKind.Approve,
        "approve_with_conditions" => DecisionKind.ApproveWithConditions,
        "ask_for_changes" => DecisionKind.AskForChanges,
        "decline" => DecisionKind.Decline,
        _ => throw Unknown(word),
    };

    public static ClearanceState ParseState(string word) => word switch
    {
        "waiting" => ClearanceState.Waiting,
        "approved" => ClearanceState.Approved,
        "conditional" => ClearanceState.Conditional,
        "changes_asked" => ClearanceState.ChangesAsked,
        "declined" => ClearanceState.Declined,
        _ => throw Unknown(word),
    };

    public static DecideOutcome ParseDecide(string? word) => word switch
    {
        "recorded" => DecideOutcome.Recorded,
        "not_an_elder" => DecideOutcome.NotAnElder,
        "not_found" => DecideOutcome.NotFound,
        "own_story" => DecideOutcome.OwnStory,
        "no_longer_waiting" => DecideOutcome.NoLongerWaiting,
        "already_decided" => DecideOutcome.AlreadyDecided,
        "invalid" => DecideOutcome.Invalid,
        _ => throw Unknown(word),
    };

    public static TakeBackOutcome ParseTakeBack(string? word) => word switch
    {
        "taken_back" => TakeBackOutcome.TakenBack,
        "not_found" => TakeBackOutcome.NotFound,
        "not_an_elder" => TakeBackOutcome.NotAnElder,
        "no_longer_waiting" => TakeBackOutcome.NoLongerWaiting,
        "already_taken_back" => TakeBackOutcome.AlreadyTakenBack,
        _ => throw Unknown(word),
    };

    public static TickOutcome ParseTick(string? word) => word switch
    {
        "ticked" => TickOutcome.Ticked,
        "not_found" => TickOutcome.NotFound,
        "not_an_elder" => TickOutcome.NotAnElder,
        "no_longer_waiting" => TickOutcome.NoLongerWaiting,
        _ => throw Unknown(word),
    };

    private static InvalidOperationException Unknown(string? word) => new($"The database answered '{word}', which the portal does not know.");
}
