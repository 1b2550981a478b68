using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>What a community's leads look at. For everybody else it isn't there.</summary>
public sealed partial class InsightsPage
{
    private CommunityView? _community;
    private InsightReport? _report;
    private PeriodChoice _choice = default!;
    private IReadOnlyList<PeriodChoice> _offered = [];
    private string? _trouble;
    private DateOnly _today;

    [Inject]
    private CommunityDirectory Directory { get; set; } = default!;

    [Inject]
    private CommunityInsights Insights { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public required string Slug { get; set; }

    [SupplyParameterFromQuery]
    public string? Period { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery]
    public string? To { get; set; }

    /// <summary>Which days a name means today.</summary>
    private string Days => _choice.Name.Length == 0 ? "" : $" ({PlainDates.Full(_choice.Period.From)} to {PlainDates.Full(_choice.Period.To)})";

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        var community = await Directory.FindAsync(actor, Slug, Http.RequestAborted);
        if (community is not { IsSteward: true })
        {
            Navigation.NotFound();
            return;
        }

        _today = TodayIn(community.TimeZone, Time.GetUtcNow());
        _offered = PeriodChoice.Offered(_today);
        _trouble = PeriodChoice.TroubleWith(From, To);
        _choice = PeriodChoice.Read(Period, From, To, _today);
        _report = await Insights.GetAsync(actor, community.Id, _choice.Period, Http.RequestAborted);
        if (_report is null)
        {
            Navigation.NotFound();
            return;
        }

        _community = community;
    }

    internal static DateOnly TodayIn(string timeZone, DateTimeOffset now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : TimeZoneInfo.Utc).DateTime);

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
