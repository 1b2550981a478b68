namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>What a column can be. The database's words for them and the command line's are <see cref="ImportFields.Word"/>.</summary>
public enum ImportField
{
    Identifier,

    Title,

    Narrator,

    Interviewer,

    Recorded,

    Language,

    Place,

    Summary,

    Themes,

    Text,

    /// <summary>Of a file that this portal exported: which story the row is.</summary>
    StoryId,
}

public static class ImportFields
{
    /// <summary>
    /// By what headings a column is recognised, best first, as <see cref="ImportMapping"/> compares them. The first is the
    /// heading of an export, so an export is always recognised.
    /// </summary>
    private static readonly Dictionary<ImportField, string[]> Headings = new()
    {
        [ImportField.Identifier] =
            ["identifier", "id", "reference", "ref", "call number", "accession number", "catalogue number", "catalog number", "record id", "number"],
        [ImportField.Title] = ["title", "story title", "name of story", "interview title", "heading"],
        [ImportField.Narrator] =
            ["narrator", "teller", "speaker", "interviewee", "storyteller", "informant", "told by", "narrator name", "name of narrator", "interviewee name"],
        [ImportField.Interviewer] = ["interviewer", "told to", "collector", "recorded by", "interviewed by", "interviewer name"],
        [ImportField.Recorded] =
            ["recorded", "date recorded", "recording date", "interview date", "date of interview", "told when", "recorded on", "date", "year"],
        [ImportField.Language] = ["language", "lang", "language code"],
        [ImportField.Place] = ["place", "location", "where", "coverage"],
        [ImportField.Summary] = ["summary", "abstract", "description"],
        [ImportField.Themes] = ["themes", "theme", "subjects", "subject", "keywords", "tags", "topics"],
        [ImportField.Text] = ["transcript", "text", "full text", "story text", "story", "transcription", "body", "content"],
        [ImportField.StoryId] = ["story id"],
    };

    public static IReadOnlyList<ImportField> All { get; } = Enum.GetValues<ImportField>();

    /// <summary>Without these no row can come in.</summary>
    public static IReadOnlyList<ImportField> Required { get; } = [ImportField.Title, ImportField.Narrator, ImportField.Text];

    /// <summary>As the command line and the stored mapping say it.</summary>
    public static string Word(this ImportField field) => field switch
    {
        ImportField.Identifier => "identifier",
        ImportField.Title => "title",
        ImportField.Narrator => "narrator",
        ImportField.Interviewer => "interviewer",
        ImportField.Recorded => "recorded",
        ImportField.Language => "language",
        ImportField.Place => "place",
        ImportField.Summary => "summary",
        ImportField.Themes => "themes",
        ImportField.Text => "text",
        ImportField.StoryId => "story-id",
    };

    /// <summary>As it is said in a sentence.</summary>
    public static string Name(this ImportField field) => field switch
    {
        ImportField.Identifier => "identifier",
        ImportField.Title => "title",
        ImportField.Narrator => "narrator",
        ImportField.Interviewer => "interviewer",
        ImportField.Recorded => "date of recording",
        ImportField.Language => "language",
        ImportField.Place => "place",
        ImportField.Summary => "summary",
        ImportField.Themes => "themes",
        ImportField.Text => "text",
        ImportField.StoryId => "number in this portal",
    };

    public static ImportField? Parse(string word) =>
        All.Where(field => field.Word().Equals(word.Trim(), StringComparison.OrdinalIgnoreCase)).Select(field => (ImportField?)field).FirstOrDefault()
        ?? All.Where(field => Headings[field].Contains(Normalise(word))).Select(field => (ImportField?)field).FirstOrDefault();

    /// <summary>What an export writes above the column.</summary>
    internal static string ExportHeading(this ImportField field) => Headings[field][0];

    internal static IReadOnlyList<string> KnownHeadings(ImportField field) => Headings[field];

    /// <summary><c>Date_of-Interview:</c> is <c>date of interview</c>.</summary>
    internal static string Normalise(string heading) => string.Join(
        ' ',
        new string([.. heading.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
