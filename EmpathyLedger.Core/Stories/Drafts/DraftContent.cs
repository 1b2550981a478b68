namespace EmpathyLedger.Core.Stories.Drafts;

/// <summary>Somebody whom the story names.</summary>
public sealed record PersonNamed(string Name, bool HasPassed);

/// <summary>All that the teller writes in the editor. Strings are never null; the text has been checked.</summary>
public sealed record DraftContent
{
    public string Title { get; init; } = "";

    public string Summary { get; init; } = "";

    public string Language { get; init; } = "en";

    public string Direction { get; init; } = "ltr";

    public string ToldWhen { get; init; } = "";

    public string ToldTo { get; init; } = "";

    public string Place { get; init; } = "";

    public string Transcript { get; init; } = "";

    public IReadOnlyList<string> Themes { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<PersonNamed> People { get; init; } = [];

    public IReadOnlyList<Guid> CommunityIds { get; init; } = [];

    public bool IsSensitive { get; init; }

    public StoryText Body { get; init; } = StoryText.Empty;

    /// <summary>In words what keeps this from being saved, or null. Lengths that the editor already holds to are told all the same.</summary>
    public string? FindProblem() =>
        TooLong("The title", Title, DraftLimits.TitleCharacters)
        ?? TooLong("The summary", Summary, DraftLimits.SummaryCharacters)
        ?? TooLong("“When it happened”", ToldWhen, DraftLimits.ToldWhenCharacters)
        ?? TooLong("“Who it was told to”", ToldTo, DraftLimits.LineCharacters)
        ?? TooLong("“Where it happened”", Place, DraftLimits.LineCharacters)
        ?? TooLong("The name of the language", Language, DraftLimits.LanguageCharacters)
        ?? TooMany("themes", Themes.Count, DraftLimits.Themes)
        ?? TooMany("notes for readers", Warnings.Count, DraftLimits.Warnings)
        ?? TooMany("people", People.Count, DraftLimits.People)
        ?? TooMany("communities", CommunityIds.Count, DraftLimits.Communities)
        ?? Themes.Select(theme => TooLong("A theme", theme, DraftLimits.ThemeCharacters)).FirstOrDefault(problem => problem is not null)
        ?? Warnings.Select(warning => TooLong("A note for readers", warning, DraftLimits.WarningCharacters)).FirstOrDefault(problem => problem is not null)
        ?? People.Select(person => TooLong("The name of a person", person.Name, DraftLimits.LineCharacters)).FirstOrDefault(problem => problem is not null)
        ?? (WrittenLength(People) <= DraftLimits.PeopleCharacters
            ? null
            : "The names of the people in it are too long together. Please shorten some, or take some out.")
        ?? (Direction is "ltr" or "rtl" ? null : "Please choose whether it is written from left to right or from right to left.")
        ?? (AllText.All(text => StoryText.IsPrintable(text)) ? null : "Something in it is no text (a control character, perhaps from a copied file). Please take it out.");

    private IEnumerable<string> AllText =>
        [Title, Summary, Language, ToldWhen, ToldTo, Place, Transcript, .. Themes, .. Warnings, .. People.Select(person => person.Name)];

    /// <summary>How long PostgreSQL writes the list, at most: <c>[{"name": "Ada", "hasPassed": false}, …]</c>, quotes and the like escaped.</summary>
    private static int WrittenLength(IReadOnlyList<PersonNamed> people) =>
        people.Sum(person => """{"name": "", "hasPassed": false}, """.Length + person.Name.Sum(c => c is '"' or '\\' or < ' ' ? 2 : 1));

    private static string? TooLong(string what, string text, int most) =>
        text.Length <= most ? null : $"{what} is longer than {most} characters. Please shorten it.";

    private static string? TooMany(string what, int count, int most) =>
        count <= most ? null : $"There are more than {most} {what}. Please take some out.";
}
