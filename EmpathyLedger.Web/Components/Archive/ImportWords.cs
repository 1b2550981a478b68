using System.Globalization;
using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Components.Stories.Road;

namespace EmpathyLedger.Web.Components.Archive;

/// <summary>A file on its way in, and the stories that came of it, in sentences.</summary>
public static class ImportWords
{
    public static string State(ImportView import) => import.State switch
    {
        ImportState.Uploading => "On its way here",
        ImportState.Uploaded => "Here; nothing came in yet",
        ImportState.Checking => "Being looked through",
        ImportState.Checked => "Looked through; nothing came in yet",
        ImportState.Importing => "Coming in",
        ImportState.Done => $"{Stories(import.RowsImported)} came in",
        ImportState.Cancelled => $"Stopped; {Stories(import.RowsImported)} came in",
        ImportState.Unreadable => "Can't be read",
    };

    public static Tone Tone(ImportView import) => import.State switch
    {
        ImportState.Done => import.RowsFailed > 0 ? Layout.Tone.Amber : Layout.Tone.Leaf,
        ImportState.Unreadable => Layout.Tone.Stop,
        ImportState.Cancelled => Layout.Tone.Amber,
        ImportState.Uploading or ImportState.Uploaded or ImportState.Checking or ImportState.Checked or ImportState.Importing => Layout.Tone.River,
    };

    public static string Stories(long count) => count switch
    {
        0 => "no story",
        1 => "1 story",
        _ => $"{count.ToString("N0", CultureInfo.InvariantCulture)} stories",
    };

    public static string Rows(int count) => count == 1 ? "1 row" : $"{count.ToString("N0", CultureInfo.InvariantCulture)} rows";

    public static string Progress(ImportView import, int done) => import.RowsTotal is { } total
        ? $"{Rows(done)} of {total.ToString("N0", CultureInfo.InvariantCulture)}."
        : $"{Rows(done)} so far.";

    public static string Title(ImportRowView row) => row.Title.Length > 0 ? row.Title : "No title";

    public static string Outcome(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Ready => "can come in",
        ImportOutcome.Imported => "came in",
        ImportOutcome.Known => "here already",
        ImportOutcome.Failed => "can't come in",
    };

    public static Tone Tone(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Ready or ImportOutcome.Imported => Layout.Tone.Leaf,
        ImportOutcome.Known => Layout.Tone.River,
        ImportOutcome.Failed => Layout.Tone.Amber,
    };

    /// <summary>Null for a step that was taken: the page shows it.</summary>
    public static string? Refusal(ImportStepOutcome outcome) => outcome switch
    {
        ImportStepOutcome.Started or ImportStepOutcome.Cancelled => null,
        ImportStepOutcome.NotFound => "It has gone on in the meantime. This is how it stands now.",
        ImportStepOutcome.Unmapped => "Say first which columns hold the title, who told it, and the text.",
    };

    /// <summary>A column, as it is asked for.</summary>
    public static string Field(ImportField field) => field switch
    {
        ImportField.Identifier => "Identifier",
        ImportField.Title => "Title",
        ImportField.Narrator => "Who told it",
        ImportField.Interviewer => "Who asked, or to whom it was told",
        ImportField.Recorded => "When it was told",
        ImportField.Language => "Language",
        ImportField.Place => "Place",
        ImportField.Summary => "Summary",
        ImportField.Themes => "Themes",
        ImportField.Text => "The text",
        ImportField.StoryId => "Number in this portal",
    };

    public static string About(ImportField field) => field switch
    {
        ImportField.Identifier => "Your own shelf mark or number. With it the same story never comes in twice.",
        ImportField.Title => "Every story needs one.",
        ImportField.Narrator => "The person whose story it is. Every story needs one.",
        ImportField.Interviewer => "A name.",
        ImportField.Recorded => "A date or a year.",
        ImportField.Language => "As in English, es or pl.",
        ImportField.Place => "Where it was told, or where it happened.",
        ImportField.Summary => "A few sentences.",
        ImportField.Themes => "Several in one cell, with a semicolon between them.",
        ImportField.Text => "The story itself, or the transcript of an interview.",
        ImportField.StoryId => "Only in a table that was downloaded here.",
    };

    public static string Of(KeptStage stage) => stage switch
    {
        KeptStage.All => "All",
        KeptStage.ToDecide => "Not decided yet",
        KeptStage.WithElders => "With the elders",
        KeptStage.NeedsYou => "Needs you",
        KeptStage.Published => "Published",
    };

    /// <summary>What a kept story waits for.</summary>
    public static string Next(KeptStory story, RoleNames names) => RoadWords.StateOf(story.Stage, story.WithdrawnAt, story.ArchivedAt) switch
    {
        ShownState.Draft when story.Audience == Core.Stories.PrivacyLevel.Private => "Enter who may read it",
        ShownState.Draft => $"Ready to be sent to the {names.Elder.Many}",
        ShownState.WithElders => $"It waits for the {names.Elder.Many}' word",
        ShownState.ChangesAsked => "A change is asked for",
        ShownState.Approved => "You can publish it",
        ShownState.Scheduled => "It is published on its date",
        ShownState.Published => "It can be read",
        ShownState.Declined => "They ask that it is not told",
        ShownState.Withdrawn => "Taken back",
        ShownState.Archived => "Put away",
    };
}
