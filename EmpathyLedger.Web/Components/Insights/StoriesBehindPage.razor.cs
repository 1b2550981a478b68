using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>Which stories a number counts, as far as the lead who asks may read them.</summary>
public sealed partial class StoriesBehindPage
{
    private StoryFeedPage? _page;
    private PeriodChoice _choice = default!;

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

    [SupplyParameterFromQuery]
    public string? Theme { get; set; }

    [SupplyParameterFromQuery]
    public string? Language { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private string Heading => Theme is { Length: > 0 } theme ? $"Stories about {theme}"
        : Language is { Length: > 0 } language ? $"Stories told in {InsightWords.Language(language)}"
        : "Stories told";

    protected override bool IsOpen(CommunityView community) => community.IsSteward;

    protected override async Task LoadAsync(CommunityView community)
    {
        _choice = PeriodChoice.Read(Period, From, To, ViewerClock.DayIn(community.TimeZone, Time.GetUtcNow()));
        var filter = new InsightFilter(
            _choice.Period, string.IsNullOrEmpty(Theme) ? null : Theme, string.IsNullOrEmpty(Language) ? null : Language);
        _page = await Insights.ListStoriesAsync(Actor, community.Id, filter, After, Http.RequestAborted);
    }
}
