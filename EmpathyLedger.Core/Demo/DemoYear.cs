using System.Text.Json;

namespace EmpathyLedger.Core.Demo;

/// <summary>
/// Lays the shorter stories out over thirteen months, as uneven as life: by whom, when, for whom, what may be done with them
/// and how long the elders took. The same at each start, so that two demonstrations show the same charts.
/// </summary>
internal static class DemoYear
{
    private const string Shed = "north-shed";
    private const string Town = "saltbush-river";

    /// <summary>Earlier, nobody had a community to tell in.</summary>
    private const int FirstDayAgo = 370;

    /// <summary>How many stories a month brings, the longest ago first.</summary>
    private static readonly int[] Months = [6, 9, 14, 7, 12, 19, 6, 3, 11, 21, 16, 17, 9];

    /// <summary>How long the elders took, in hours; most answers come within days.</summary>
    private static readonly double[] Waits = [5, 9, 20, 30, 44, 50, 61, 70, 90, 130, 150, 210, 300, 400];

    /// <summary>Some tell more than others. Bill's own shelf stays short: a newcomer is asked to find something on it.</summary>
    private static readonly string[] InTown =
    [
        "sam-okafor", "rosa-lindqvist", "rosa-lindqvist", "tess-brennan", "ruth-ansah", "elena-ibarra", "gus-andreou", "gus-andreou",
        "gus-andreou", "hanh-nguyen", "devika-pillai", "devika-pillai", "noa-peretz", "peg-doyle", "peg-doyle", "peg-doyle", "peg-doyle",
        "kit-harlow", "mary-cole", "layla-haddad", "tomasz-wilk",
    ];

    private static readonly string[] InShed = ["tomasz-wilk", "tomasz-wilk", "ruth-ansah", "sam-okafor", "tess-brennan"];
    private static readonly string[] TownElders = ["mary-cole", "layla-haddad", "bill-naden", "mary-cole"];
    private static readonly string[] ShedThemes = ["Tools", "Wood", "Metal", "Making and mending"];

    private static readonly Dictionary<string, string> Tellers = new()
    {
        ["es"] = "elena-ibarra", ["pl"] = "tomasz-wilk", ["sv"] = "rosa-lindqvist", ["ar"] = "layla-haddad", ["he"] = "noa-peretz",
    };

    public static IEnumerable<DemoStory> LayOut(IReadOnlyList<DemoShorterStory> stories)
    {
        // Seven has nothing in common with their number: neighbours on paper are told months apart.
        var order = Enumerable.Range(0, stories.Count).Select(index => stories[index * 7 % stories.Count]).ToList();
        var days = Months.SelectMany((count, month) => Enumerable.Range(0, count).Select(index => DayAgo(month, index, count))).ToList();
        return order.Zip(days, (story, daysAgo) => (story, daysAgo)).Select((told, index) => Tell(told.story, told.daysAgo, index));
    }

    private static int DayAgo(int month, int index, int count) =>
        Math.Min(FirstDayAgo, (Months.Length - 1 - month) * 30 + 1 + ((index * 29 / count) + (Chance(index, month) % 4)) % 29);

    private static DemoStory Tell(DemoShorterStory story, int daysAgo, int index)
    {
        var isShed = story.Themes.Any(ShedThemes.Contains);
        var teller = Tellers.GetValueOrDefault(story.Language) ?? Of(isShed ? InShed : InTown, index, 1);
        var community = isShed ? Shed : Town;
        var elder = isShed ? "arthur-pell" : TownElders.Select((_, turn) => TownElders[(Chance(index, 2) + turn) % TownElders.Length]).First(name => name != teller);

        // What is new on the public shelf stays what a newcomer is told about.
        var audience = daysAgo > 70 && Chance(index, 3) % 3 == 0 ? "public" : "community";
        return new DemoStory(
            $"shorter-{index}", teller, [community], story.Title, story.Text[..(story.Text.IndexOf('.') + 1)], story.Language,
            story.Language is "ar" or "he" ? "rtl" : "ltr", null, null, null, story.Themes, [], [], false, null,
            JsonSerializer.SerializeToElement(new { ops = new[] { new { insert = story.Text + "\n" } } }),
            new DemoRoad(
                "published", daysAgo, null, null, audience, [.. ConsentsOf(index)], Chance(index, 4) % 10 != 0,
                new() { [community] = elder }, null, null, null, Of(Waits, index, 5) * (daysAgo is > 150 and < 240 ? 1.6 : 1)),
            null);
    }

    /// <summary>Most are counted in the insights; some tellers would rather not.</summary>
    private static IEnumerable<string> ConsentsOf(int index)
    {
        if (Chance(index, 6) % 7 != 0)
        {
            yield return "insights";
        }

        foreach (var (purpose, oneIn) in new[] { ("research", 3), ("analysis", 5), ("across_communities", 4), ("commercial", 20) })
        {
            if (Chance(index, oneIn + 10) % oneIn == 0)
            {
                yield return purpose;
            }
        }
    }

    private static T Of<T>(T[] values, int index, int salt) => values[Chance(index, salt) % values.Length];

    /// <summary>Looks like chance and is the same each time.</summary>
    internal static int Chance(int index, int salt)
    {
        var mixed = unchecked(((uint)index + 1) * 2654435761u ^ ((uint)salt + 1) * 2246822519u);
        mixed = unchecked((mixed ^ (mixed >> 15)) * 3266489917u);
        return (int)((mixed ^ (mixed >> 13)) & 0x7fffffff);
    }
}
