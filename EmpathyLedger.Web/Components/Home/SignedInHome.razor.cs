using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Components.Stories.Reading;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Home;

public sealed partial class SignedInHome
{
    [Inject]
    private ViewerClock Clock { get; set; } = default!;

    [Parameter, EditorRequired]
    public PortalView View { get; set; } = PortalView.Unknown;

    [Parameter, EditorRequired]
    public IReadOnlyList<StoryListing> Newest { get; set; } = [];

    private string Greeting =>
        $"{PlainDates.Greeting(Clock.Now, Clock.ZoneOr(View.Portal.TimeZone))}{(View.Viewer.Name.Length > 0 ? $", {View.Viewer.Name}" : "")}";

    private string NewHeading => View.Communities.Count switch
    {
        0 => "New for everyone",
        1 => $"New in {View.Communities[0].Name}",
        _ => "New in your communities",
    };

    private string StoriesPath => View.Communities.Count == 1 ? StoryPaths.Feed(null, View.Communities[0].Slug) : PortalPaths.Stories;
}
