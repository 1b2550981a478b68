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
