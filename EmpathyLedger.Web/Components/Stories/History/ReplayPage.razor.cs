using System.Globalization;
using EmpathyLedger.Core.Collaboration.History;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.History;

/// <summary>A sitting, change by change; the browser fetches the changes (<see cref="HistoryEndpoints"/>).</summary>
[CountedAs(RequestKind.Desk)]
public sealed partial class ReplayPage
{
    [Inject]
    private StoryHistory History { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Parameter]
    public Guid StoryId { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private int After { get; set; }

    [SupplyParameterFromQuery(Name = "until")]
    private int Until { get; set; }

    private string HistoryPath => $"{PortalPaths.Stories}/{StoryId}/history";

    private string Source => string.Create(CultureInfo.InvariantCulture, $"{HistoryPath}/operations?after={After}&until={Until}");

    protected override async Task OnInitializedAsync()
    {
        if (!await History.MayReadAsync(await CurrentActor.GetAsync(), StoryId, Http.RequestAborted))
        {
            Navigation.NotFound();
        }
    }
}
