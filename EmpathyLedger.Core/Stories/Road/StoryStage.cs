namespace EmpathyLedger.Core.Stories.Road;

/// <summary>Where the head of a story stands on its road.</summary>
public enum StoryStage
{
    Draft,
    WithElders,
    ChangesAsked,
    Approved,
    Scheduled,
    Published,
    Declined,
}

/// <summary>What the elders of one community have said of a submitted copy.</summary>
public enum ClearanceState
{
    Waiting,
    Approved,

    /// <summary>Approved, once the conditions are met.</summary>
    Conditional,
    ChangesAsked,
    Declined,
}

public enum DecisionKind
{
    Approve,
    ApproveWithConditions,
    AskForChanges,
    Decline,
}
