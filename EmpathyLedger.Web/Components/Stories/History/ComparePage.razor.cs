using EmpathyLedger.Core.Collaboration.History;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.History;

/// <summary>Any two moments or versions of a story beside each other.</summary>
[CountedAs(RequestKind.Desk)]
public sealed partial class ComparePage
{
    private StoryComparison? _compared;
    private string _direction = "ltr";
    private string _language = "";

    [Inject]
    private StoryHistory History { get; set; } = default!;

    [Inject]
    private StoryMoments Moments { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Parameter]
    public Guid StoryId { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private string? Before { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    private string HistoryPath => $"{PortalPaths.Stories}/{StoryId}/history";

    protected override async Task OnInitializedAsync()
    {
        var actor = await CurrentActor.GetAsync();
        if (!await History.MayReadAsync(actor, StoryId, Http.RequestAborted))
        {
            Navigation.NotFound();
            return;
        }

        if (MomentKey.Parse(Before) is { } before && MomentKey.Parse(After) is { } after
            && await Moments.ReadAsync(actor, StoryId, before, Http.RequestAborted) is { } one
            && await Moments.ReadAsync(actor, StoryId, after, Http.RequestAborted) is { } other)
        {
            _compared = StoryComparison.Between(one, other);
            (_direction, _language) = (other.Direction, other.Language);
        }
    }
}
