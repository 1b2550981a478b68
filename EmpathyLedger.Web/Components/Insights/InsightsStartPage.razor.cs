using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Communities;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Insights;

public sealed partial class InsightsStartPage
{
    private IReadOnlyList<CommunityView> _led = [];

    [Inject]
    private CommunityDirectory Directory { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var mine = await Directory.ListMineAsync(await Current.GetAsync(), Http.RequestAborted);
        _led = [.. mine.Where(community => community.IsSteward)];
        if (_led is [var only])
        {
            Navigation.NavigateTo(CommunityPaths.Insights(only.Slug));
        }
    }
}
