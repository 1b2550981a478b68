using System.Text.Json;

namespace EmpathyLedger.Core.Demo;

/// <summary>The invented town, as written in the JSON files beside this one.</summary>
internal sealed record DemoMaterial(
    IReadOnlyList<DemoCommunity> Communities, IReadOnlyList<DemoPersonOnPaper> People, IReadOnlyList<DemoStory> Stories,
    IReadOnlyList<DemoShorterStory> Shorter)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static DemoMaterial Read()
    {
        var assembly = typeof(DemoMaterial).Assembly;
        T Load<T>(string name)
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            return JsonSerializer.Deserialize<T>(stream, Options)!;
        }

        const string Folder = "EmpathyLedger.Core.Demo.";
        var stories = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder + "Stories.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Load<DemoStory>);
        return new DemoMaterial(
            Load<List<DemoCommunity>>(Folder + "communities.json"), Load<List<DemoPersonOnPaper>>(Folder + "people.json"), [.. stories],
            Load<List<DemoShorterStory>>(Folder + "shorter-stories.json"));
    }
}

internal sealed record DemoCommunity(
    string Slug, string Name, string Description, string Place, string TimeZone, string AccentColour, JsonElement RoleNames, string[] Themes);

/// <param name="Roles">By the community's slug.</param>
/// <param name="Asked">Slugs of communities that this person waits to join.</param>
internal sealed record DemoPersonOnPaper(
    string Key, string DisplayName, string Email, string[] Languages, string[] OtherNames, Dictionary<string, string[]> Roles, string[] Asked);

internal sealed record DemoNamed(string Name, bool HasPassed);

internal sealed record DemoCondition(string Text, bool Ticked);

internal sealed record DemoNewDraft(string? Title, JsonElement Body);

internal sealed record DemoStory(
    string Slug, string Teller, string[] Communities, string Title, string Summary, string Language, string Direction, string? ToldWhen,
    string? ToldTo, string? Place, string[] Themes, string[] Warnings, DemoNamed[] People, bool IsSensitive, string? Transcript,
    JsonElement Body, DemoRoad Road, DemoNewDraft? NewDraft);

/// <summary>A few sentences; who told them and when is laid out by <see cref="DemoYear"/>.</summary>
internal sealed record DemoShorterStory(string Title, string Text, string[] Themes, string Language);

/// <param name="DaysAgo">When the story came to its stage.</param>
/// <param name="Elders">Who decided, by community slug.</param>
/// <param name="PublishedDaysAgo">For stories that were published before they were withdrawn or put away.</param>
/// <param name="WaitedHours">How long the elders took; null for two days.</param>
internal sealed record DemoRoad(
    string Stage, int DaysAgo, string? Note, DemoCondition[]? Conditions, string Audience, string[] Consents, bool Attribution,
    Dictionary<string, string>? Elders, string[]? Readers, int? PublishInDays, int? PublishedDaysAgo, double? WaitedHours = null);
