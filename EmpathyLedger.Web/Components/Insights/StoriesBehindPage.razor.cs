using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Web.Components.Account;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>Which stories a number counts, as far as the lead who asks may read them.</summary>
public sealed partial class StoriesBehindPage
{
    private CommunityView? _community;
    private StoryFeedPage? _page;
    private PeriodChoice _choice = default!;

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

    [SupplyParameterFromQuery]
    public string? Theme { get; set; }

    [SupplyParameterFromQuery]
    public string? Language { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private string Heading => Theme is { Length: > 0 } theme ? $"Stories about {theme}"
        : Language is { Length: > 0 } language ? $"Stories told in {InsightWords.Language(language)}"
        : "Stories told";

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        var community = await Directory.FindAsync(actor, Slug, Http.RequestAborted);
        if (community is not { IsSteward: true })
        {
            Navigation.NotFound();
            return;
        }

        _choice = PeriodChoice.Read(Period, From, To, InsightsPage.TodayIn(community.TimeZone, Time.GetUtcNow()));
        var filter = new InsightFilter(
            _choice.Period, string.IsNullOrEmpty(Theme) ? null : Theme, string.IsNullOrEmpty(Language) ? null : Language);
        _page = await Insights.ListStoriesAsync(actor, community.Id, filter, After, Http.RequestAborted);
        _community = community;
    }
}
