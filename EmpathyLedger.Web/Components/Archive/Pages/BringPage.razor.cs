using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Communities;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Archive.Pages;

/// <summary>Where a steward hands in a file of stories.</summary>
public sealed partial class BringPage
{
    private IReadOnlyList<ImportView> _imports = [];

    [Inject]
    private Imports Imports { get; set; } = default!;

    /// <summary>Why the last file was not taken, as the address says it.</summary>
    [SupplyParameterFromQuery]
    public string? Trouble { get; set; }

    protected override bool IsOpen(CommunityView community) => community.IsSteward;

    protected override async Task LoadAsync(CommunityView community) =>
        _imports = await Imports.ListAsync(Actor, community.Id, Http.RequestAborted);
}
