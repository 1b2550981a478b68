using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Web.Components.Communities;
using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>
/// A report as the page shows it, every word and number in its last form. Put together once for all circuits that were given
/// the same report, whichever thread asks first: a circuit only compares and sends what moved.
/// </summary>
public sealed class InsightsView
{
    private static readonly ConditionalWeakTable<InsightReport, ConcurrentDictionary<(string Slug, string Query), InsightsView>> All = [];

    private readonly InsightReport _report;
    private Announcement? _announcement; // any thread: whoever comes second puts the same words in its place

    private InsightsView(InsightReport report, string slug, PeriodChoice choice)
    {
        _report = report;
        long told = report.Stories.Sum(point => point.Now);
        Told = InsightWords.Number(told);
        ToldBefore = Earlier(report.Stories.Sum(point => point.Before));
        Behind = told > 0 ? InsightsPaths.Behind(slug, choice) : null;
        Tellers = InsightWords.Number(report.Tellers.Now);
        TellersBefore = Earlier(report.Tellers.Before);
        FirstTime = report.Tellers.FirstTime > 0 ? $"{InsightWords.Number(report.Tellers.FirstTime)} for the first time" : null;
        Waiting = InsightWords.Number(report.Stages.Waiting);
        LongestSince = report.Stages.LongestSince is { } since ? $"the longest since {PlainDates.Full(since)}" : null;
        IsBare = report.IsEmpty && report.Reads.Concat(report.Shares).All(point => point is { Now: 0, Before: 0 });
        Cards = IsBare ? [] : InsightCharts.Cards(report, slug, choice);
        Leaving = $"{CommunityPaths.Settings(slug)}#leaving-title";
        File = InsightsPaths.Download(slug);
    }

    public string Told { get; }

    public string ToldBefore { get; }

    /// <summary>Where the stories are; null where there is none.</summary>
    public string? Behind { get; }

    public string Tellers { get; }

    public string TellersBefore { get; }

    public string? FirstTime { get; }

    public string Waiting { get; }

    public string? LongestSince { get; }

    /// <summary>Nothing at all to draw: a young community, or days before anything happened.</summary>
    public bool IsBare { get; }

    public IReadOnlyList<InsightCard> Cards { get; }

    public string Leaving { get; }

    public string File { get; }

    public static InsightsView Of(InsightReport report, string slug, PeriodChoice choice) => All
        .GetValue(report, _ => [])
        .GetOrAdd((slug, choice.Query), static (_, of) => new InsightsView(of.report, of.slug, of.choice), (report, slug, choice));

    /// <summary>What has moved since another was shown, to be read aloud; empty where a person would see the same page.</summary>
    public string Since(InsightsView before)
    {
        if (Volatile.Read(ref _announcement) is not { } kept || kept.Before != before)
        {
            var moved = InsightChanges.Between(before._report, _report);
            kept = new(before, moved.Count == 0 ? "" : $"The numbers changed: {string.Join("; ", moved)}.");
            Volatile.Write(ref _announcement, kept);
        }

        return kept.Words;
    }

    private static string Earlier(long before) => before == 0 ? "none in the period before" : $"{InsightWords.Number(before)} in the period before";

    private sealed record Announcement(InsightsView Before, string Words);
}
