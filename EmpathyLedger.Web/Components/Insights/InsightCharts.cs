using EmpathyLedger.Core.Insights;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>A report as charts: what is drawn, and what is said because there is nothing to draw.</summary>
public static class InsightCharts
{
    public const string NothingBefore = "There was nothing to compare with in the period before.";

    /// <summary>All of one report, in the order of the page.</summary>
    public static IReadOnlyList<InsightCard> Cards(InsightReport report, string slug, PeriodChoice choice)
    {
        var step = InsightWords.StepName(report.Period.Step);
        IReadOnlyList<string> steps = [.. report.Stories.Select(point => InsightWords.InTable(point, report.Period))];
        IReadOnlyList<string?> Links(IReadOnlyList<InsightAmount> amounts, Func<string, string> link) =>
            [.. amounts.Select(amount => amount is { Key.Length: > 0, Now: > 0 } ? link(amount.Key) : null)];
        return
        [
            new("told", "Stories told", step,
                "Stories on the day on which they were first published. Only open stories whose tellers agreed to be counted.",
                "No story that may be counted was told in this period.",
                Told(report), steps,
                file: InsightsPaths.Download(slug, InsightCut.All), fileWords: "A file of how many people told, by quarter (CSV)"),
            new("themes", "What they are about", "Theme",
                "Stories of this period by theme. A story with three themes counts in each of them.",
                "None of the stories counted here names a theme.",
                Named(report.Themes, InsightWords.Theme), links: Links(report.Themes, key => InsightsPaths.Behind(slug, choice, theme: key)),
                file: InsightsPaths.Download(slug, InsightCut.Theme), fileWords: "A file of how many people told of them, by quarter (CSV)"),
            new("reads", "Reads and shares", step,
                "How often the stories counted here were opened and shared. A person who comes back the same day counts once.",
                "Nobody has opened or shared one of these stories in this period.",
                Uses(report), steps),
            new("waited", "How long answers took", "Waited",
                "Answers that your elders gave in this period, by the time from sending to the first answer that stands.",
                "Your elders gave no answer in this period.",
                Named(report.Waited, InsightWords.Waited)),
            new("stages", "Where submissions stand", "Stage",
                "Stories that were sent to your elders and are not published, as they stand now, whatever the period.",
                "No story is with your elders.",
                Stages(report.Stages)),
            new("languages", "Languages", "Language",
                "Stories of this period by the language they are told in.",
                "No story that may be counted was told in this period.",
                Named(report.Languages, InsightWords.Language), links: Links(report.Languages, key => InsightsPaths.Behind(slug, choice, language: key)),
                file: InsightsPaths.Download(slug, InsightCut.Language), fileWords: "A file of how many people told in them, by quarter (CSV)"),
            new("purposes", "What tellers allow", "Purpose",
                "Stories of this period whose tellers said yes to a purpose and have not taken it back.",
                "No story that may be counted was told in this period.",
                Named(report.Purposes, InsightWords.Purpose)),
        ];
    }

    public static ChartModel Told(InsightReport report) => OverTime(report.Stories, report.Period);

    /// <summary>Two different things, so beside each other and not beside the period before.</summary>
    public static ChartModel Uses(InsightReport report)
    {
        var reads = new ChartSeries("Reads", [.. report.Reads.Select(point => point.Now)]);
        var shares = new ChartSeries("Shares", [.. report.Shares.Select(point => point.Now)], SeriesTone.Second);
        long readBefore = report.Reads.Sum(point => point.Before), sharedBefore = report.Shares.Sum(point => point.Before);
        return new(
            ChartKind.Columns, Short(report.Reads, report.Period),
            shares.IsZero && !reads.IsZero ? [reads] : [reads, shares],
            (shares.IsZero && !reads.IsZero ? "None of them was shared in this period. " : "")
            + $"In the period before: {InsightWords.Count(readBefore, "read", "reads")}, {InsightWords.Count(sharedBefore, "share", "shares")}.");
    }

    public static ChartModel Named(IReadOnlyList<InsightAmount> amounts, Func<string, string> words) => Compared(
        ChartKind.Bars, [.. amounts.Select(amount => words(amount.Key))],
        [.. amounts.Select(amount => amount.Now)], [.. amounts.Select(amount => amount.Before)]);

    public static ChartModel Stages(SubmissionStages stages) => new(
        ChartKind.Bars, ["Waiting for an elder", "Conditions to meet", "Changes asked", "May be told, not published", "Should not be told"],
        [new ChartSeries("Now", [stages.Waiting, stages.Conditional, stages.ChangesAsked, stages.Approved, stages.Declined])]);

    private static ChartModel OverTime(IReadOnlyList<InsightPoint> points, InsightPeriod period) => Compared(
        ChartKind.Columns, Short(points, period), [.. points.Select(point => point.Now)], [.. points.Select(point => point.Before)]);

    private static ChartModel Compared(ChartKind kind, IReadOnlyList<string> categories, long[] now, long[] before)
    {
        var current = new ChartSeries("This period", now);
        var earlier = new ChartSeries("The period before", before, SeriesTone.Earlier);
        return earlier.IsZero
            ? new(kind, categories, [current], current.IsZero ? "" : NothingBefore)
            : new(kind, categories, [current, earlier]);
    }

    private static string[] Short(IReadOnlyList<InsightPoint> points, InsightPeriod period) =>
        [.. points.Select(point => InsightWords.OnAxis(point, period))];
}
