using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>What a community's leads look at. For everybody else it isn't there.</summary>
public sealed partial class InsightsPage
{
    private InsightReport? _report;
    private PeriodChoice _choice = default!;
    private IReadOnlyList<PeriodChoice> _offered = [];
    private string? _trouble;
    private DateOnly _today;

    [Inject]
    private CommunityInsights Insights { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [SupplyParameterFromQuery]
    public string? Period { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery]
    public string? To { get; set; }

    /// <summary>Which days a name means today.</summary>
    private string Days => _choice.Name.Length == 0 ? "" : $" ({PlainDates.Full(_choice.Period.From)} to {PlainDates.Full(_choice.Period.To)})";

    protected override bool IsOpen(CommunityView community) => community.IsSteward;

    protected override async Task LoadAsync(CommunityView community)
    {
        _today = ViewerClock.DayIn(community.TimeZone, Time.GetUtcNow());
        _offered = PeriodChoice.Offered(_today);
        _trouble = PeriodChoice.TroubleWith(From, To);
        _choice = PeriodChoice.Read(Period, From, To, _today);
        _report = await Insights.GetAsync(Actor, community.Id, _choice.Period, Http.RequestAborted);
        if (_report is null)
        {
            // No longer a steward, since a moment ago.
            Navigation.NotFound();
        }
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
