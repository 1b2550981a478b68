using EmpathyLedger.Core.Stories.Shelf;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Components.Stories.Road;

namespace EmpathyLedger.Web.Components.Stories.Shelf;

/// <summary>The filters of "My stories", as words and as they stand in the address.</summary>
public static class ShelfWords
{
    public static string Of(ShelfFilter filter) => filter switch
    {
        ShelfFilter.All => "All",
        ShelfFilter.Drafts => "Drafts",
        ShelfFilter.WithElders => "With the elders",
        ShelfFilter.NeedsMe => "Needs me",
        ShelfFilter.Published => "Published",
        ShelfFilter.TakenBack => "Taken back",
        ShelfFilter.PutAway => "Put away",
    };

    public static string InAddress(ShelfFilter filter) => filter switch
    {
        ShelfFilter.All => "all",
        ShelfFilter.Drafts => "drafts",
        ShelfFilter.WithElders => "with-elders",
        ShelfFilter.NeedsMe => "needs-me",
        ShelfFilter.Published => "published",
        ShelfFilter.TakenBack => "taken-back",
        ShelfFilter.PutAway => "put-away",
    };

    public static ShelfFilter FromAddress(string? text) =>
        Enum.GetValues<ShelfFilter>().FirstOrDefault(filter => InAddress(filter) == text);

    public static string Nothing(ShelfFilter filter) => filter switch
    {
        ShelfFilter.All => "You have not written anything yet",
        ShelfFilter.Drafts => "No drafts",
        ShelfFilter.WithElders => "Nothing is with the elders",
        ShelfFilter.NeedsMe => "Nothing waits for you",
        ShelfFilter.Published => "Nothing is published",
        ShelfFilter.TakenBack => "You have taken nothing back",
        ShelfFilter.PutAway => "Nothing is put away",
    };

    /// <summary>What this story waits for, as a sentence under its title.</summary>
    public static string Sentence(ShelfStory story) => RoadWords.StateOf(story.Stage, story.WithdrawnAt, story.ArchivedAt) switch
    {
        ShownState.Draft when story.IsOpen => "Published; you have changed it since.",
        ShownState.Draft => "Only you and those who write with you can see it.",
        ShownState.WithElders when story.IsOpen => "A new version waits for the elders' word. Readers have the old one.",
        ShownState.WithElders => "It waits for the elders' word.",
        ShownState.ChangesAsked => "The elders ask for a change. Read what they say.",
        ShownState.Approved => "The elders said yes. You can publish it.",
        ShownState.Scheduled => "The elders said yes. It is published on its date.",
        ShownState.Published => "It can be read.",
        ShownState.Declined => "The elders ask that it is not told. Read what they say.",
        ShownState.Withdrawn => "You took it back. Nobody else can read it.",
        ShownState.Archived => "Nobody else can read it while it is put away.",
    };

    public static string Reads(long reads) => reads switch
    {
        0 => "not read yet",
        1 => "read once",
        _ => $"read {reads} times",
    };
}
