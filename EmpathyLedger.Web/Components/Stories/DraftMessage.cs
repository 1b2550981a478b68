using System.Text.Json;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Web.Components.Stories;

/// <summary>The draft as it travels, in both directions. Everything may be missing in what comes in; what goes out is whole.</summary>
public sealed record DraftMessage
{
    public Guid? StoryId { get; init; }

    /// <summary>Out: the revision that is there.</summary>
    public int? Revision { get; init; }

    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>In: the revision that these words were written on top of.</summary>
    public int? BaseRevision { get; init; }

    /// <summary>In: keep what is there as a version before it is replaced.</summary>
    public bool? KeepPrevious { get; init; }

    public string? Title { get; init; }

    public string? Summary { get; init; }

    public string? Language { get; init; }

    public string? Direction { get; init; }

    public string? ToldWhen { get; init; }

    public string? ToldTo { get; init; }

    public string? Place { get; init; }

    public string? Transcript { get; init; }

    public IReadOnlyList<string>? Themes { get; init; }

    public IReadOnlyList<string>? Warnings { get; init; }

    public IReadOnlyList<PersonNamed>? People { get; init; }

    public IReadOnlyList<Guid>? CommunityIds { get; init; }

    public bool? IsSensitive { get; init; }

    public JsonElement Body { get; init; }

    public static DraftMessage Of(Draft draft) => new()
    {
        StoryId = draft.StoryId,
        Revision = draft.Revision,
        SavedAt = draft.SavedAt,
        Title = draft.Content.Title,
        Summary = draft.Content.Summary,
        Language = draft.Content.Language,
        Direction = draft.Content.Direction,
        ToldWhen = draft.Content.ToldWhen,
        ToldTo = draft.Content.ToldTo,
        Place = draft.Content.Place,
        Transcript = draft.Content.Transcript,
        Themes = draft.Content.Themes,
        Warnings = draft.Content.Warnings,
        People = draft.Content.People,
        CommunityIds = draft.Content.CommunityIds,
        IsSensitive = draft.Content.IsSensitive,
        Body = JsonElement.Parse(draft.Content.Body.ToJson()),
    };

    public DraftContent ToContent(StoryText body) => new()
    {
        Title = Line(Title),
        Summary = Summary?.Trim() ?? "",
        Language = Line(Language) is { Length: > 0 } language ? language : "und",
        Direction = Direction ?? "ltr",
        ToldWhen = Line(ToldWhen),
        ToldTo = Line(ToldTo),
        Place = Line(Place),
        Transcript = Transcript?.ReplaceLineEndings("\n") ?? "",
        Themes = Words(Themes),
        Warnings = Words(Warnings),
        People = [.. (People ?? []).Where(person => !string.IsNullOrWhiteSpace(person?.Name)).Select(person => person with { Name = Line(person.Name) })],
        CommunityIds = [.. (CommunityIds ?? []).Distinct()],
        IsSensitive = IsSensitive == true,
        Body = body,
    };

    private static string Line(string? text) => text?.ReplaceLineEndings(" ").Trim() ?? "";

    private static List<string> Words(IEnumerable<string?>? words) =>
        [.. (words ?? []).Select(Line).Where(word => word.Length > 0).Distinct(StringComparer.Ordinal)];
}
