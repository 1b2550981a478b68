using System.Runtime.CompilerServices;
using EmpathyLedger.Core.Insights;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>A report as charts: what is drawn, and what is said because there is nothing to draw.</summary>
public static class InsightCharts
{
    private static readonly ConditionalWeakTable<InsightReport, Drawn> All = [];

    /// <summary>All of one report: put together once for all pages that show it.</summary>
    public sealed record Drawn(
        ChartModel Told, ChartModel Themes, ChartModel Uses, ChartModel Waited, ChartModel Stages, ChartModel Languages, ChartModel Purposes,
        IReadOnlyList<string> Steps);

    public static Drawn Of(InsightReport report) => All.GetValue(report, of => new(
        Told(of), Named(of.Themes, InsightWords.Theme), Uses(of), Named(of.Waited, InsightWords.Waited), Stages(of.Stages),
        Named(of.Languages, InsightWords.Language), Named(of.Purposes, InsightWords.Purpose),
        [.. of.Stories.Select(point => InsightWords.InTable(point, of.Period))]));

    public const string NothingBefore = "There was nothing to compare with in the period before.";

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
