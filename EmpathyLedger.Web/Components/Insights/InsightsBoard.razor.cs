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
    private InsightsView? _view;
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

    protected override void OnInitialized() => _view = InsightsView.Of(Initial, Slug, Choice);

    protected override bool IsWanted(LedgerEvent change) =>
        (change.Kind == LedgerEventKind.InsightsRead && change.CommunityId == CommunityId)
        || (change.Kind == LedgerEventKind.MembershipChanged && change.CommunityId == CommunityId && change.ProfileId == ViewerId);

    protected override async Task RefreshAsync(Actor actor)
    {
        var report = await Insights.GetAsync(actor, CommunityId, Choice.Period, _right, Gone);
        var fresh = report is null ? null : InsightsView.Of(report, Slug, Choice);
        if (fresh is not null && _view is not null && fresh.Since(_view) is { Length: > 0 } moved)
        {
            _changes++;
            _announced = moved;
        }

        _view = fresh;
    }

    private async Task PrintAsync()
    {
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Insights/InsightsBoard.razor.js");
        await _module.InvokeVoidAsync("print");
    }

    protected override ValueTask LeaveAsync() => PageGone.LetGoAsync(_module);
}
