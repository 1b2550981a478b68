namespace EmpathyLedger.Web.Components.Layout;

/// <summary>Where a story stands, as its teller sees it: the draft's stage, over which "taken back" and "put away" win.</summary>
public enum ShownState
{
    Draft,
    WithElders,
    ChangesAsked,
    Approved,
    Scheduled,
    Published,
    Declined,
    Withdrawn,
    Archived,
}

public sealed record ShownStateLook(string Words, Tone Tone, IconName Icon);

public static class ShownStates
{
    public static ShownStateLook LookOf(ShownState state) => state switch
    {
        ShownState.Draft => new("Draft", Tone.Plain, IconName.Write),
        ShownState.WithElders => new("With the elders", Tone.River, IconName.Clock),
        ShownState.ChangesAsked => new("A change is asked for", Tone.Amber, IconName.Write),
        ShownState.Approved => new("It may be told", Tone.Leaf, IconName.Check),
        ShownState.Scheduled => new("Will be published", Tone.River, IconName.Clock),
        ShownState.Published => new("Published", Tone.Leaf, IconName.Eye),
        ShownState.Declined => new("Should not be told", Tone.Stop, IconName.Lock),
        ShownState.Withdrawn => new("Taken back", Tone.Amber, IconName.Lock),
        ShownState.Archived => new("Put away", Tone.Plain, IconName.Shelf),
    };
}
