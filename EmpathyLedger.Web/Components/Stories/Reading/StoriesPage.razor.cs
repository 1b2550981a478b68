using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace EmpathyLedger.Web.Components.Stories.Reading;

/// <summary>Feeds as plain pages and links. Only signed-in people's pages change while they look.</summary>
public sealed partial class StoriesPage
{
    private const string ToldToMe = "told-to-you";
    private const string Own = "yours";
    private static readonly InteractiveServerRenderMode WithoutPrerender = new(prerender: false);

    private IReadOnlyList<Tab> _tabs = [];
    private IReadOnlyList<CommunityName> _communities = [];
    private StoryFeed _feed = StoryFeed.Everyone;
    private StoryFeedPage? _page;
    private string? _communityName;
    private bool _isSignedIn;

    [Inject]
    private StoryReader Stories { get; set; } = default!;

    [Inject]
    private CommunityDirectory Directory { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private PortalContext Portal { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "feed")]
    public string? FeedName { get; set; }

    /// <summary>The short name of a community that the reader may know of.</summary>
    [SupplyParameterFromQuery]
    public string? Community { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private bool IsFirstPage => FeedCursor.Parse(After) is null;

    private string Heading => _feed.Kind switch
    {
        StoryFeedKind.Everyone => _isSignedIn ? "Everyone's stories" : "Stories",
        StoryFeedKind.Community => $"Stories of {_communityName}",
        StoryFeedKind.ToldToMe => "Told to you",
        StoryFeedKind.Own => "Yours, as others read them",
    };

    private string EmptyTitle => _feed.Kind switch
    {
        StoryFeedKind.Own => "You have published nothing yet",
        StoryFeedKind.ToldToMe => "Nothing was told to you alone yet",
        StoryFeedKind.Everyone or StoryFeedKind.Community when !IsFirstPage => "There are no more stories",
        StoryFeedKind.Community when _feed.IsForEveryone => "No story of this community is told to everyone yet",
        StoryFeedKind.Everyone or StoryFeedKind.Community => "No story is told here yet",
    };

    private string EmptyWords => _feed.Kind switch
    {
        StoryFeedKind.Own => "Nobody sees what you write until you say so, and the elders have said yes.",
        StoryFeedKind.ToldToMe => "When a teller chooses you as a reader, the story stands here.",
        StoryFeedKind.Everyone or StoryFeedKind.Community => "A story appears when its teller wishes it and the elders have said yes.",
    };

    protected override async Task OnInitializedAsync()
    {
        var view = await Portal.GetAsync(Http.User, Http.RequestAborted);
        _isSignedIn = view.Viewer.IsSignedIn;
        var actor = await CurrentActor.GetAsync();
        if (await ChooseFeedAsync(actor, view) is not { } feed)
        {
            Navigation.NotFound();
            return;
        }

        _feed = feed;
        _tabs = _isSignedIn ? TabsFor(view) : [];
        _communities = await Directory.ListNamesAsync(actor, Http.RequestAborted);
        _page = await Stories.GetFeedAsync(actor, _feed, After, Http.RequestAborted);
    }

    private async Task<StoryFeed?> ChooseFeedAsync(Actor actor, PortalView view)
    {
        if (!string.IsNullOrEmpty(Community))
        {
            if (view.Communities.FirstOrDefault(one => one.Slug == Community) is { } own)
            {
                _communityName = own.Name;
                return StoryFeed.Of(own.Id);
            }

            var other = await Directory.FindAsync(actor, Community, Http.RequestAborted);
            _communityName = other?.Name;
            return other is null ? null : StoryFeed.Of(other.Id, isForEveryone: true);
        }

        return FeedName switch
        {
            null or "" => StoryFeed.Everyone,
            ToldToMe when _isSignedIn => StoryFeed.ToldToMe,
            Own when _isSignedIn => StoryFeed.Own,
            _ => null,
        };
    }

    private List<Tab> TabsFor(PortalView view) =>
    [
        new("Everyone's", StoryPaths.Feed(null, null), _feed.Kind == StoryFeedKind.Everyone),
        .. view.Communities.Select(one => new Tab(one.Name, StoryPaths.Feed(null, one.Slug), one.Id == _feed.CommunityId)),
        new("Told to you", StoryPaths.Feed(ToldToMe, null), _feed.Kind == StoryFeedKind.ToldToMe),
        new("Yours", StoryPaths.Feed(Own, null), _feed.Kind == StoryFeedKind.Own),
    ];

    /// <summary>A choice where there is one: the tabs lead to the reader's own communities only.</summary>
    private bool HasFilter => _feed.Kind is StoryFeedKind.Everyone or StoryFeedKind.Community && _communities.Count > 1;

    private static Guid[] Ids(StoryFeedPage page) => [.. page.Stories.Select(story => story.Id)];

    private sealed record Tab(string Words, string Path, bool IsHere);
}
