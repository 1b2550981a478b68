namespace EmpathyLedger.Web.Components.Layout;

public sealed record NavigationItem(string Words, string Path, IconName Icon, int Count = 0, string? Explanation = null, bool NeedsFullLoad = false);

/// <summary>
/// The doors a viewer sees: a bar on wide screens, four tabs on a phone, and a page with the rest.
/// An elder who is also a steward gets Reviews in the tabs: somebody waits for them.
/// </summary>
public sealed record NavigationModel(
    IReadOnlyList<NavigationItem> Bar,
    IReadOnlyList<NavigationItem> Tabs,
    IReadOnlyList<NavigationItem> Rest)
{
    private static readonly NavigationItem Home = new("Home", PortalPaths.Home, IconName.Home);
    private static readonly NavigationItem Stories = new("Stories", PortalPaths.Stories, IconName.Stories);
    private static readonly NavigationItem Search = new("Search", PortalPaths.Search, IconName.Search, Explanation: "Find words in the stories you may read");
    private static readonly NavigationItem SignIn = new("Sign in", PortalPaths.SignIn, IconName.SignIn);
    private static readonly NavigationItem More = new("More", PortalPaths.More, IconName.More);
    private static readonly NavigationItem MyStories = new("My stories", PortalPaths.MyStories, IconName.Shelf, Explanation: "Everything you have written, and where it stands");
    private static readonly NavigationItem Write = new("Write", PortalPaths.Write, IconName.Write, Explanation: "Nobody sees it until you say so", NeedsFullLoad: true);
    private static readonly NavigationItem Community = new("Community", PortalPaths.Communities, IconName.People, Explanation: "Members, invitations and how the community describes itself");
    private static readonly NavigationItem Communities = new("Communities", PortalPaths.Communities, IconName.People, Explanation: "Yours, and those you can ask to join");
    private static readonly NavigationItem Insights = new("Insights", PortalPaths.Insights, IconName.Insights, Explanation: "How the stories of your community are going");
    private static readonly NavigationItem Profile = new("Your profile", PortalPaths.Profile, IconName.Person, Explanation: "Your names, languages and picture");
    private static readonly NavigationItem Look = new("Look and text", PortalPaths.Look, IconName.Look, Explanation: "Colours, contrast and the size of the text");

    /// <summary>Before the first community is made there is nowhere to go.</summary>
    public static readonly NavigationModel Nowhere = new([], [], []);

    public static NavigationModel For(PortalView view) => view.Portal.IsSetUp ? For(view.Viewer) : Nowhere;

    public static NavigationModel For(PortalViewer viewer)
    {
        if (!viewer.IsSignedIn)
        {
            return new NavigationModel([Home, Stories, Search], [Home, Stories, Search, SignIn], [Look, SignIn]);
        }

        var reviews = new NavigationItem("Reviews", PortalPaths.Reviews, IconName.Review, viewer.WaitingReviews, "Stories that wait for an elder's word");
        var isElder = viewer.Roles.HasFlag(PortalRoles.Elder);
        var isSteward = viewer.Roles.HasFlag(PortalRoles.Steward);
        var people = isSteward ? Community : Communities;

        List<NavigationItem> bar = [Home, Stories, MyStories];
        if (isElder)
        {
            bar.Add(reviews);
        }

        if (isSteward)
        {
            bar.Add(Insights);
            bar.Add(Community);
        }

        bar.Add(Search);

        var own = isElder ? reviews : isSteward ? Insights : Write;
        NavigationItem[] tabs = [Home, Stories, own, More];
        IEnumerable<NavigationItem> all = isSteward ? [MyStories, Write, Search, Insights, people, Profile, Look] : [MyStories, Write, Search, people, Profile, Look];
        var rest = all.Where(item => !tabs.Contains(item));
        return new NavigationModel(bar, tabs, [.. rest]);
    }

    /// <summary>
    /// True where the viewer is on this item's page or on one below it. Writing a story and its earlier versions have
    /// addresses below the story's, and belong to the teller's own shelf.
    /// </summary>
    public static bool IsCurrent(NavigationItem item, string path)
    {
        if (path.StartsWith(PortalPaths.Stories + "/", StringComparison.OrdinalIgnoreCase)
            && (path.EndsWith("/edit", StringComparison.OrdinalIgnoreCase) || path.Contains("/versions", StringComparison.OrdinalIgnoreCase)))
        {
            return item.Path == PortalPaths.MyStories;
        }

        if (path.StartsWith(PortalPaths.Communities + "/", StringComparison.OrdinalIgnoreCase) && path.Contains("/insights", StringComparison.OrdinalIgnoreCase))
        {
            return item.Path == PortalPaths.Insights;
        }

        return item.Path == PortalPaths.Home
            ? path is "/" or ""
            : path.Equals(item.Path, StringComparison.OrdinalIgnoreCase)
              || path.StartsWith(item.Path + "/", StringComparison.OrdinalIgnoreCase);
    }
}
