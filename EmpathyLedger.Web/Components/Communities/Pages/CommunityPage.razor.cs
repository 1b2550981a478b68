using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Account;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Communities.Pages;

/// <summary>A community's face: what it says of itself, to everybody who may know that it is there.</summary>
public sealed partial class CommunityPage
{
    private CommunityView? _community;
    private bool _isSignedIn;

    [Inject]
    private CommunityDirectory Directory { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public required string Slug { get; set; }

    [SupplyParameterFromQuery]
    public string? Said { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        _isSignedIn = !actor.IsAnonymous;
        _community = await Directory.FindAsync(actor, Slug, Http.RequestAborted);
        if (_community is null)
        {
            Navigation.NotFound();
        }
    }
}
