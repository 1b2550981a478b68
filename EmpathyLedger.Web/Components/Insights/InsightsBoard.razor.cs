using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Insights;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>A community's numbers over a period, for one of its leads, following what changes.</summary>
public sealed partial class InsightsBoard
{
    private readonly InsightsRight _right = new();
    private InsightReport? _report;
    private DateTimeOffset _changedAt;
    private string _announced = "";

    [Inject]
    private SharedInsights Insights { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid CommunityId { get; set; }

    [Parameter, EditorRequired]
    public string Slug { get; set; } = "";

    [Parameter, EditorRequired]
    public PeriodChoice Choice { get; set; } = default!;

    /// <summary>As the page around it has read it.</summary>
    [Parameter, EditorRequired]
    public InsightReport Initial { get; set; } = default!;

    private long StoriesNow => _report!.Stories.Sum(point => point.Now);

    protected override void OnInitialized()
    {
        _report = Initial;
        _changedAt = Time.GetUtcNow();
    }

    protected override bool IsWanted(LedgerEvent change) =>
        (change.Kind == LedgerEventKind.InsightsChanged && change.CommunityId == CommunityId)
        || (change.Kind == LedgerEventKind.MembershipChanged && change.CommunityId == CommunityId && change.ProfileId == ViewerId);

    protected override async Task RefreshAsync(Actor actor)
    {
        var fresh = await Insights.GetAsync(actor, CommunityId, Choice.Period, _right, Gone);
        if (fresh is not null && _report is not null && !IsSame(fresh, _report))
        {
            _changedAt = Time.GetUtcNow();
            _announced = $"The numbers changed: {InsightWords.Count(fresh.Stories.Sum(point => point.Now), "story", "stories")} told, "
                + $"{InsightWords.Number(fresh.Stages.Waiting)} waiting for an elder.";
        }

        _report = fresh;
    }

    private static bool IsSame(InsightReport one, InsightReport other) =>
        one.Tellers == other.Tellers && one.Stages == other.Stages
        && one.Stories.SequenceEqual(other.Stories) && one.Reads.SequenceEqual(other.Reads) && one.Shares.SequenceEqual(other.Shares)
        && one.Themes.SequenceEqual(other.Themes) && one.Languages.SequenceEqual(other.Languages)
        && one.Purposes.SequenceEqual(other.Purposes) && one.Waited.SequenceEqual(other.Waited);

    private ChartModel OverTime(IReadOnlyList<InsightPoint> points) => new(
        ChartKind.Columns, Short(points),
        [
            new ChartSeries("This period", [.. points.Select(point => point.Now)]),
            new ChartSeries("The period before", [.. points.Select(point => point.Before)], IsEarlier: true),
        ]);

    private ChartModel Uses(InsightReport report) => new(
        ChartKind.Columns, Short(report.Reads),
        [
            new ChartSeries("Reads", [.. report.Reads.Select(point => point.Now)]),
            new ChartSeries("Shares", [.. report.Shares.Select(point => point.Now)], IsEarlier: true),
        ]);

    private static ChartModel Named(IReadOnlyList<InsightAmount> amounts, Func<string, string> words) => new(
        ChartKind.Bars, [.. amounts.Select(amount => words(amount.Key))],
        [
            new ChartSeries("This period", [.. amounts.Select(amount => amount.Now)]),
            new ChartSeries("The period before", [.. amounts.Select(amount => amount.Before)], IsEarlier: true),
        ]);

    private static ChartModel Stages(SubmissionStages stages) => new(
        ChartKind.Bars, ["Waiting for an elder", "Conditions to meet", "Changes asked", "May be told, not published", "Should not be told"],
        [new ChartSeries("Now", [stages.Waiting, stages.Conditional, stages.ChangesAsked, stages.Approved, stages.Declined])]);

    private string[] Short(IReadOnlyList<InsightPoint> points) => [.. points.Select(point => InsightWords.OnAxis(point, Choice.Period))];

    private string[] Long(IReadOnlyList<InsightPoint> points) => [.. points.Select(point => InsightWords.InTable(point, Choice.Period))];
}
