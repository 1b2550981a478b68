using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Communities;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Archive.Pages;

/// <summary>One file on its way in: for the steward who brought it.</summary>
public sealed partial class ImportPage
{
    private ImportView? _import;

    [Inject]
    private Imports Imports { get; set; } = default!;

    [Parameter]
    public Guid ImportId { get; set; }

    protected override bool IsOpen(CommunityView community) => community.IsSteward;

    protected override async Task LoadAsync(CommunityView community)
    {
        _import = await Imports.FindAsync(Actor, ImportId, Http.RequestAborted);
        if (_import?.CommunityId != community.Id)
        {
            _import = null;
            Navigation.NotFound();
        }
    }
}
