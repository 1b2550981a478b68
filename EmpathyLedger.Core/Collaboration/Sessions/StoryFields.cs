using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>
/// What a draft says beside its words. Each is changed as a whole: of two people who change the same one, the later stands, and
/// the history has both.
/// </summary>
public sealed record StoryFields(
    string Title,
    string Summary,
    string Language,
    string Direction,
    string ToldWhen,
    string ToldTo,
    string Place,
    IReadOnlyList<string> Themes,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<PersonNamed> People,
    bool IsSensitive)
{
    public static StoryFields Of(DraftContent content) => new(
        content.Title, content.Summary, content.Language, content.Direction, content.ToldWhen, content.ToldTo, content.Place,
        content.Themes, content.Warnings, content.People, content.IsSensitive);

    /// <summary>In words what keeps these from being saved, or null.</summary>
    public string? FindProblem() => ToContent().FindProblem();

    /// <summary>As a draft without words.</summary>
    public DraftContent ToContent() => new()
    {
        Title = Title,
        Summary = Summary,
        Language = Language,
        Direction = Direction,
        ToldWhen = ToldWhen,
        ToldTo = ToldTo,
        Place = Place,
        Themes = Themes,
        Warnings = Warnings,
        People = People,
        IsSensitive = IsSensitive,
    };
}

/// <summary>New values for some of the <see cref="StoryFields"/>; null where one stays as it is.</summary>
public sealed record StoryFieldChanges
{
    public static StoryFieldChanges None { get; } = new();

    public string? Title { get; init; }

    public string? Summary { get; init; }

    public string? Language { get; init; }

    public string? Direction { get; init; }

    public string? ToldWhen { get; init; }

    public string? ToldTo { get; init; }

    public string? Place { get; init; }

    public IReadOnlyList<string>? Themes { get; init; }

    public IReadOnlyList<string>? Warnings { get; init; }

    public IReadOnlyList<PersonNamed>? People { get; init; }

    public bool? IsSensitive { get; init; }

    /// <summary>What takes one to the other.</summary>
    public static StoryFieldChanges Between(StoryFields before, StoryFields after) => new()
    {
        Title = Changed(before.Title, after.Title),
        Summary = Changed(before.Summary, after.Summary),
        Language = Changed(before.Language, after.Language),
        Direction = Changed(before.Direction, after.Direction),
        ToldWhen = Changed(before.ToldWhen, after.ToldWhen),
        ToldTo = Changed(before.ToldTo, after.ToldTo),
        Place = Changed(before.Place, after.Place),
        Themes = Changed(before.Themes, after.Themes),
        Warnings = Changed(before.Warnings, after.Warnings),
        People = Changed(before.People, after.People),
        IsSensitive = before.IsSensitive == after.IsSensitive ? null : after.IsSensitive,
    };

    public StoryFields ApplyTo(StoryFields fields) => ReferenceEquals(this, None) ? fields : new(
        Title ?? fields.Title, Summary ?? fields.Summary, Language ?? fields.Language, Direction ?? fields.Direction,
        ToldWhen ?? fields.ToldWhen, ToldTo ?? fields.ToldTo, Place ?? fields.Place, Themes ?? fields.Themes,
        Warnings ?? fields.Warnings, People ?? fields.People, IsSensitive ?? fields.IsSensitive);

    private static string? Changed(string before, string after) => before == after ? null : after;

    private static IReadOnlyList<T>? Changed<T>(IReadOnlyList<T> before, IReadOnlyList<T> after) => before.SequenceEqual(after) ? null : after;
}
