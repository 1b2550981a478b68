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
