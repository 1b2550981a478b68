namespace EmpathyLedger.Tests.Insights;

/// <summary>
/// Bounds on every number of a quarter from what was published of it, carried from one to the other until nothing moves.
/// It knows which themes and languages there are, takes it that every story has a theme and that nobody tells most of a group
/// (so a number that is left out beside others of its kind is at most four).
/// </summary>
internal sealed class DownloadSolver(
    IEnumerable<(string Cut, string Key)> cells, IReadOnlyDictionary<(string Cut, string Key), int> published)
{
    private const int Unbounded = 1_000_000;

    public Dictionary<(string Cut, string Key), (int Low, int High)> Solve()
    {
        var bounds = cells.ToDictionary(cell => cell, cell => published.TryGetValue(cell, out var shown)
            ? (Low: shown, High: shown + 4)
            : (Low: 0, High: published.Keys.Any(other => other.Cut == cell.Cut) ? 4 : Unbounded));

        bool isMoving;
        do
        {
            isMoving = false;
            foreach (var cut in new[] { "language", "theme" })
            {
                var parts = bounds.Keys.Where(cell => cell.Cut == cut).ToList();
                if (parts.Count == 0)
                {
                    continue;
                }

                var all = bounds[("all", "")];
                isMoving |= Narrow(bounds, ("all", ""), parts.Max(part => bounds[part].Low), Math.Min(Unbounded, parts.Sum(part => (long)bounds[part].High)));
                foreach (var part in parts)
                {
                    var others = parts.Where(other => other != part).Sum(other => (long)bounds[other].High);
                    isMoving |= Narrow(bounds, part, Math.Max(0, all.Low - others), all.High);
                }
            }
        }
        while (isMoving);
        return bounds;
    }

    private static bool Narrow(Dictionary<(string Cut, string Key), (int Low, int High)> bounds, (string Cut, string Key) cell, long low, long high)
    {
        var old = bounds[cell];
        var now = (Low: (int)Math.Max(old.Low, Math.Min(low, Unbounded)), High: (int)Math.Min(old.High, high));
        bounds[cell] = now;
        return now != old;
    }
}
