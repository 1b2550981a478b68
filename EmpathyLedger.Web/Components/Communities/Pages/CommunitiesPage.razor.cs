using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Account;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Communities.Pages;

public sealed partial class CommunitiesPage
{
    private IReadOnlyList<CommunityView> _mine = [];
    private Page<CommunityView> _others = new([], null);

    [Inject]
    private CommunityDirectory Directory { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery]
    public string? Said { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [SupplyParameterFromQuery]
    public Guid AfterId { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        _mine = await Directory.ListMineAsync(actor, Http.RequestAborted);
        _others = await Directory.ListOthersAsync(actor, After is null ? null : new PageMark(After, AfterId), Http.RequestAborted);
    }
}
