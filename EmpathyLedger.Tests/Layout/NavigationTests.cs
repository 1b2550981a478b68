using Bunit;
using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Tests.Layout;

public sealed class NavigationTests
{
    public static TheoryData<PortalViewer, string[]> TabsByRole => new()
    {
        { PortalViewer.Visitor, ["Home", "Stories", "Search", "Sign in"] },
        { Person(PortalRoles.None), ["Home", "Stories", "Write", "More"] },
        { Person(PortalRoles.Teller), ["Home", "Stories", "Write", "More"] },
        { Person(PortalRoles.Teller | PortalRoles.Elder), ["Home", "Stories", "Reviews", "More"] },
        { Person(PortalRoles.Steward), ["Home", "Stories", "Insights", "More"] },
        { Person(PortalRoles.Steward | PortalRoles.Elder), ["Home", "Stories", "Reviews", "More"] },
    };

    [Theory, MemberData(nameof(TabsByRole))]
    public void Tabs_EachRole_AreItsFour(PortalViewer viewer, string[] expected) =>
        Assert.Equal(expected, NavigationModel.For(viewer).Tabs.Select(item => item.Words));

    [Fact]
    public void Bar_ElderWhoIsSteward_HasBothDoors()
    {
        var bar = NavigationModel.For(Person(PortalRoles.Elder | PortalRoles.Steward)).Bar.Select(item => item.Words);
        Assert.Equal(["Home", "Stories", "My stories", "Reviews", "Insights", "Community", "Search"], bar);
    }

    [Theory]
    [InlineData(PortalRoles.None)]
    [InlineData(PortalRoles.Teller)]
    [InlineData(PortalRoles.Elder)]
    [InlineData(PortalRoles.Steward)]
    [InlineData(PortalRoles.Teller | PortalRoles.Elder | PortalRoles.Steward)]
    public void TabsAndMorePage_Together_LeaveNothingOfTheBarOutOfReach(PortalRoles roles)
    {
        var model = NavigationModel.For(Person(roles));
        var reachable = model.Tabs.Concat(model.Rest).Select(item => item.Path).ToList();
        Assert.All(model.Bar, item => Assert.Contains(item.Path, reachable));
        Assert.Equal(reachable.Count, reachable.Distinct().Count());
    }

    [Fact]
    public void Reviews_ViewerIsNoElder_AreNotNamedAnywhere()
    {
        var model = NavigationModel.For(Person(PortalRoles.Teller) with { WaitingReviews = 4 });
        Assert.DoesNotContain(model.Bar.Concat(model.Tabs).Concat(model.Rest), item => item.Path == PortalPaths.Reviews);
    }

    [Theory]
    [InlineData(PortalRoles.None)]
    [InlineData(PortalRoles.Teller | PortalRoles.Elder)]
    public void Insights_ViewerRunsNoCommunity_AreNotNamedAnywhere(PortalRoles roles)
    {
        var model = NavigationModel.For(Person(roles));
        Assert.DoesNotContain(model.Bar.Concat(model.Tabs).Concat(model.Rest), item => item.Path == PortalPaths.Insights);
    }

    [Theory]
    [InlineData("/", "/", true)]
    [InlineData("/", "/stories", false)]
    [InlineData("/stories", "/stories", true)]
    [InlineData("/stories", "/stories/018f/read", true)]
    [InlineData("/stories", "/stories-of-the-river", false)]
    [InlineData("/stories", "/stories/018f/edit", false)]
    [InlineData("/my-stories", "/stories/018f/edit", true)]
    [InlineData("/my-stories", "/stories/018f/versions", true)]
    [InlineData("/insights", "/insights", true)]
    [InlineData("/insights", "/communities/riverside/insights", true)]
    [InlineData("/insights", "/communities/riverside/insights/stories", true)]
    [InlineData("/communities", "/communities/riverside/insights", false)]
    [InlineData("/communities", "/communities/riverside/people", true)]
    public void IsCurrent_PathBelowAnItem_BelongsToIt(string item, string path, bool expected) =>
        Assert.Equal(expected, NavigationModel.IsCurrent(new NavigationItem("x", item, IconName.Home), path));

    [Fact]
    public void PortalTabs_ElderOnAReview_MarksOnePlaceAndSaysHowManyWait()
    {
        using var context = new BunitContext();
        var model = NavigationModel.For(Person(PortalRoles.Elder) with { WaitingReviews = 3 });

        var tabs = context.Render<PortalTabs>(with => with.Add(x => x.Navigation, model).Add(x => x.Path, "/reviews/018f"));

        var current = Assert.Single(tabs.FindAll("[aria-current=page]"));
        Assert.Equal("/reviews", current.GetAttribute("href"));
        Assert.Equal("Reviews3 waiting", current.TextContent);
        Assert.All(tabs.FindAll("svg"), icon => Assert.Equal("true", icon.GetAttribute("aria-hidden")));
    }

    [Fact]
    public void PortalTabs_Write_IsLoadedInFullBecauseTheEditorLivesOutsideTheCircuit()
    {
        using var context = new BunitContext();
        var tabs = context.Render<PortalTabs>(with => with.Add(x => x.Navigation, NavigationModel.For(Person(PortalRoles.Teller))).Add(x => x.Path, "/"));
        Assert.Equal("false", tabs.Find($"a[href='{PortalPaths.Write}']").GetAttribute("data-enhance-nav"));
    }

    [Fact]
    public void PortalHeader_Demonstration_SaysSoBesideTheCommunitysName()
    {
        using var context = new BunitContext();
        var view = new PortalView(new PortalIdentity("Saltbush River", IsDemo: true), PortalViewer.Visitor);

        var header = context.Render<PortalHeader>(with => with.Add(x => x.View, view).Add(x => x.Navigation, NavigationModel.For(view.Viewer)).Add(x => x.Path, "/"));

        Assert.Equal("Demonstration: invented people", header.Find(".demo").TextContent);
        Assert.StartsWith("Saltbush River", header.Find(".brand").TextContent, StringComparison.Ordinal);
        Assert.Equal("Sign in", header.Find(".who").TextContent.Trim());
    }

    [Fact]
    public void PortalHeader_BeforeTheFirstCommunity_HasNoDoorThatLeadsNowhere()
    {
        using var context = new BunitContext();
        var view = new PortalView(new PortalIdentity("Empathy Ledger", IsSetUp: false), PortalViewer.Visitor);

        var header = context.Render<PortalHeader>(with => with.Add(x => x.View, view).Add(x => x.Navigation, NavigationModel.For(view)).Add(x => x.Path, "/"));

        Assert.Equal("/", Assert.Single(header.FindAll("a")).GetAttribute("href"));
        Assert.Empty(header.FindAll("nav"));
    }

    private static PortalViewer Person(PortalRoles roles) => new(true, "Mary Carter", roles);
}
