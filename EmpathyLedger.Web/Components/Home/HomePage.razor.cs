using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Home;

/// <summary>What waits for this person comes first. A visitor meets the newest stories that everyone may read.</summary>
public sealed partial class HomePage
{
    private const int Enough = 6;

    private PortalView _view = PortalView.Unknown;
    private IReadOnlyList<StoryListing> _newest = [];
    private bool _isKnown;

    [Inject]
    private PortalContext Portal { get; set; } = default!;

    [Inject]
    private StoryReader Stories { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _view = await Portal.GetAsync(Http.User, Http.RequestAborted);
        var actor = await CurrentActor.GetAsync();
        _newest = _view.Communities.Count > 0
            ? await Stories.GetNewestInMyCommunitiesAsync(actor, Enough, Http.RequestAborted)
            : [.. (await Stories.GetFeedAsync(actor, StoryFeed.Everyone, null, Http.RequestAborted)).Stories.Take(Enough)];
        _isKnown = true;
    }
}
