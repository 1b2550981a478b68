using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Web.Components.Account;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Communities.Pages;

/// <summary>A page at a community's address. Whoever may not know of the community, or not come in here, finds nothing.</summary>
public abstract class PageOfCommunity : ComponentBase
{
    [Inject]
    protected CommunityDirectory Directory { get; set; } = null!;

    [Inject]
    protected CurrentActor Current { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public required string Slug { get; set; }

    [SupplyParameterFromQuery]
    public string? Said { get; set; }

    protected Actor Actor { get; private set; }

    /// <summary>Null until everything is there to be drawn, and for whom nothing is.</summary>
    protected CommunityView? Community { get; private set; }

    protected virtual bool IsOpen(CommunityView community) => true;

    protected virtual Task LoadAsync(CommunityView community) => Task.CompletedTask;

    protected sealed override async Task OnInitializedAsync()
    {
        Actor = await Current.GetAsync();
        if (await Directory.FindAsync(Actor, Slug, Http.RequestAborted) is not { } community || !IsOpen(community))
        {
            Navigation.NotFound();
            return;
        }

        await LoadAsync(community);
        Community = community;
    }
}
