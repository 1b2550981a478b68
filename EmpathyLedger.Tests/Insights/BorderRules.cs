namespace EmpathyLedger.Tests.Insights;

/// <param name="Cut">all, theme or language.</param>
/// <param name="Stories">How many one person told of it.</param>
internal sealed record Telling(string Cut, string Key, int Teller, int Stories);

/// <param name="Theme">Empty for none.</param>
internal sealed record Story(int Teller, string Language, string Theme);

/// <summary>The rules of SECURITY, "Insights", written from its words: the other opinion that <c>app.insight_cells_of</c> is compared with.</summary>
internal static class BorderRules
{
    public static List<Telling> TellingsOf(IEnumerable<Story> stories) =>
    [
        .. stories
            .SelectMany(story => new (string Cut, string Key)[] { ("all", ""), ("language", story.Language), ("theme", story.Theme) }
                .Where(cell => cell.Cut != "theme" || cell.Key.Length > 0).Select(cell => (cell.Cut, cell.Key, story.Teller)))
            .GroupBy(cell => cell).Select(cell => new Telling(cell.Key.Cut, cell.Key.Key, cell.Key.Teller, cell.Count())),
    ];

    public static Dictionary<(string Cut, string Key), int> TellersOf(IEnumerable<Telling> tellings) =>
        tellings.GroupBy(telling => (telling.Cut, telling.Key)).ToDictionary(cell => cell.Key, cell => cell.Count());

    public static SortedDictionary<(string Cut, string Key), int> Publish(IReadOnlyCollection<Telling> tellings, int smallest)
    {
        var shown = new SortedDictionary<(string Cut, string Key), int>();
        var hides = new HashSet<string>();
        foreach (var cell in tellings.GroupBy(telling => (telling.Cut, telling.Key)))
        {
            var isDominated = cell.Max(telling => telling.Stories) * 2 > cell.Sum(telling => telling.Stories);
            if (cell.Count() < smallest || isDominated)
            {
                hides.Add(cell.Key.Cut);
            }
            else
            {
                shown.Add(cell.Key, cell.Count() - (cell.Count() % 5));
            }
        }

        var all = tellings.Count(telling => telling.Cut == "all");
        var most = shown.Where(cell => cell.Key.Cut == "theme").Sum(cell => cell.Value + 4);
        foreach (var cell in shown.Keys.ToList())
        {
            if (hides.Contains(cell.Cut) && (cell.Cut == "language" || (cell.Cut == "theme" && most < all - (all % 5))))
            {
                shown.Remove(cell);
            }
        }

        return shown;
    }
}
