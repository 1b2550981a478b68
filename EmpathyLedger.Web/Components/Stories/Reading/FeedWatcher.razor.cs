using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Stories.Reading;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EmpathyLedger.Web.Components.Stories.Reading;

/// <summary>
/// Keeps an open feed true: a story that is published is offered, one that is taken back disappears. An event only says
/// that something changed; what this reader may see of it is asked again.
/// </summary>
public sealed partial class FeedWatcher
{
    private readonly HashSet<Guid> _onPage = [];
    private List<StoryListing> _new = [];
    private bool _isShown;

    [Inject]
    private StoryReader Stories { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [Parameter, EditorRequired]
    public StoryFeed Feed { get; set; } = StoryFeed.Everyone;

    /// <summary>The stories that the page shows.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Guid> Shown { get; set; } = [];

    /// <summary>New stories belong before the first page; on later ones they only disappear.</summary>
    [Parameter]
    public bool IsFirstPage { get; set; }

    protected override void OnInitialized() => _onPage.UnionWith(Shown);

    // A story's change is told for each of its communities and once without any: one of them is this feed's.
    protected override bool IsWanted(LedgerEvent change) =>
        (change.Kind == LedgerEventKind.StoryChanged && change.CommunityId == Feed.CommunityId)
        || (change.Kind == LedgerEventKind.MembershipChanged && ViewerId is not null && change.ProfileId == ViewerId);

    protected override async Task RefreshAsync(Actor actor)
    {
        var still = await Stories.GetStillInFeedAsync(actor, Feed, _onPage, Gone);
        var gone = _onPage.Except(still).ToArray();
        if (gone.Length > 0)
        {
            await using var page = await Script.InvokeAsync<IJSObjectReference>("import", Gone, "./js/reading-live.js");
            await page.InvokeVoidAsync("removeCards", Gone, (object)gone);
            _onPage.ExceptWith(gone);
        }

        if (IsFirstPage)
        {
            var first = await Stories.GetFeedAsync(actor, Feed, null, Gone);

            // What follows the first story that the page shows already is older, and a page further on.
            _new = [.. first.Stories.TakeWhile(story => !_onPage.Contains(story.Id))];
        }

        _isShown &= _new.Count > 0;
    }

    private void Show() => _isShown = true;
}
