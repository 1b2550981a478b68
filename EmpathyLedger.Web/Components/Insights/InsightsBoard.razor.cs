using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Web.Components.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>A community's numbers over a period, for one of its leads, following what changes.</summary>
public sealed partial class InsightsBoard
{
    private readonly InsightsRight _right = new();
    private InsightReport? _report;
    private int _changes;
    private string _announced = "";
    private IJSObjectReference? _module;

    [Inject]
    private SharedInsights Insights { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid CommunityId { get; set; }

    [Parameter, EditorRequired]
    public string Slug { get; set; } = "";

    [Parameter, EditorRequired]
    public PeriodChoice Choice { get; set; } = default!;

    /// <summary>As the page around it has read it.</summary>
    [Parameter, EditorRequired]
    public InsightReport Initial { get; set; } = default!;

    protected override void OnInitialized() => _report = Initial;

    protected override bool IsWanted(LedgerEvent change) =>
        (change.Kind == LedgerEventKind.InsightsChanged && change.CommunityId == CommunityId)
        || (change.Kind == LedgerEventKind.MembershipChanged && change.CommunityId == CommunityId && change.ProfileId == ViewerId);

    protected override async Task RefreshAsync(Actor actor)
    {
        var fresh = await Insights.GetAsync(actor, CommunityId, Choice.Period, _right, Gone);
        if (fresh is not null && _report is not null && InsightChanges.Between(_report, fresh) is { Count: > 0 } moved)
        {
            _changes++;
            _announced = $"The numbers changed: {string.Join("; ", moved)}.";
        }

        _report = fresh;
    }

    private static long StoriesIn(InsightReport report) => report.Stories.Sum(point => point.Now);

    /// <summary>Nothing at all to draw: a young community, or days before anything happened.</summary>
    private static bool IsBare(InsightReport report) =>
        report.IsEmpty && report.Reads.Concat(report.Shares).All(point => point is { Now: 0, Before: 0 });

    private static string Earlier(long before) => before == 0 ? "none in the period before" : $"{InsightWords.Number(before)} in the period before";

    private async Task PrintAsync()
    {
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Insights/InsightsBoard.razor.js");
        await _module.InvokeVoidAsync("print");
    }

    protected override ValueTask LeaveAsync() => PageGone.LetGoAsync(_module);
}
