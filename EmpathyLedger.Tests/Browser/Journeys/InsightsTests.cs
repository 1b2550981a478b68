using EmpathyLedger.Web.Components.Layout;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>The numbers move in one browser because of what somebody does in another.</summary>
[Collection(nameof(Town))]
public sealed class InsightsTests(Town town) : Journey(town)
{
    private const string Counted = "Count it in our community's insights";

    [Fact]
    public async Task PublishedStory_MovesTheLeadsChart_AndConsentTakenBackMovesItDown()
    {
        var tess = await ComeAsync("Tess Brennan", InsightsWall.Path);
        var wall = new InsightsWall(tess);
        await wall.IsLiveAsync();
        await wall.IsDrawnAsync("What they are about");
        await wall.UnfoldAsync("What they are about");
        int told = await wall.ToldAsync(), kitchens = await wall.InTableAsync("What they are about", "Kitchens");

        var peg = await ComeAsync("Peg Doyle", $"/stories/{await StoryAsync("Gravy")}/edit");
        var road = new StoryRoadPanel(peg);
        await road.CanPublishAsync();
        await road.PublishAsync();
        await wall.HasToldAsync(told + 1);
        await wall.HasInTableAsync("What they are about", "Kitchens", kitchens + 1);
        await wall.HasPicturedAsync("Stories told", told + 1);
        await wall.MarkSaysAsync("changed");
        await wall.IsSaidAsync($"The numbers changed: {told + 1} stories told");
        await tess.PictureAsync("insights-1-moved");

        await road.AgreesNoMoreAsync(Counted);
        await wall.HasToldAsync(told);
        await wall.HasInTableAsync("What they are about", "Kitchens", kitchens);
        await wall.IsSaidAsync($"The numbers changed: {told} stories told");

        await tess.Link("Open these stories").ClickAsync();
        await tess.IsAtAsync("Stories told");
        await tess.DoesNotSeeAsync("Gravy");
        await tess.PictureAsync("insights-2-behind");
    }

    [Fact]
    public async Task ConnectionCutAndBack_IsSaid_AndTheNumbersCatchUp()
    {
        var line = new CutLine();
        var tess = (await VisitorAsync()).Expect("WebSocket", "Failed to", "Connection disconnected", "Error: ");
        await line.LayAsync(tess.Page);
        await tess.ComeInAsAsync("Tess Brennan", InsightsWall.Path);
        var wall = new InsightsWall(tess);
        await wall.IsLiveAsync();
        var told = await wall.ToldAsync();

        await line.CutAsync();
        await wall.MarkSaysAsync("Not live");
        await tess.PictureAsync("insights-3-cut", isWhole: false);
        var sam = await ComeAsync("Sam Okafor", $"/stories/{await StoryAsync("The only tuba in the district")}/edit");
        await new StoryRoadPanel(sam).AgreesNoMoreAsync(Counted);
        await wall.HasToldAsync(told);

        line.Mend();
        await wall.HasToldAsync(told - 1);
        await wall.MarkSaysAsync("Live");
    }

    [Fact]
    public async Task Lead_OnAPhone_ReadsThemInOneColumn()
    {
        var tess = await ComeAsync("Tess Brennan", device: new()
        {
            ViewportSize = new() { Width = 390, Height = 844 },
            DeviceScaleFactor = 2,
            HasTouch = true,
            IsMobile = true,
        });
        await tess.Page.GetByRole(AriaRole.Navigation, new() { Name = "Tabs" }).GetByRole(AriaRole.Link, new() { Name = "Insights" }).TapAsync();
        var wall = new InsightsWall(tess);
        await wall.IsLiveAsync();
        foreach (var chart in new[] { "Stories told", "What they are about", "Reads and shares", "What tellers allow" })
        {
            await wall.IsDrawnAsync(chart);
        }

        Assert.Equal(0, await tess.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await tess.PictureAsync("insights-4-phone");
    }

    /// <summary>The demonstration's period before has stories in its last month alone: the column at the edge of the picture.</summary>
    [Theory]
    [InlineData(390, null)]
    [InlineData(390, "32")]
    [InlineData(1280, null)]
    [InlineData(1280, "32")]
    public async Task EveryNumber_HasItsBar_HoweverNarrowThePageAndLargeTheText(int width, string? text)
    {
        var tess = await VisitorAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
        if (text is not null)
        {
            await tess.Page.Context.AddCookiesAsync([new() { Name = LookSettings.CookieName, Value = $"auto.{text}", Url = tess.Address("/") }]);
        }

        await tess.ComeInAsAsync("Tess Brennan", InsightsWall.Path);
        var wall = new InsightsWall(tess);
        foreach (var chart in new[] { "Stories told", "What they are about", "Reads and shares", "How long answers took", "Languages", "What tellers allow" })
        {
            var (drawn, counted) = await wall.BarsAsync(chart);
            Assert.True(drawn.SequenceEqual(counted), $"{chart}: {string.Join(", ", drawn)} bars for {string.Join(", ", counted)} numbers.");
        }
    }

    [Fact]
    public async Task Member_HasNoNumbers_AndACommunitysAreNotThere()
    {
        var pilar = (await ComeAsync("Pilar Stein", "/insights")).Expect("status of 404");
        await pilar.SeesHeadingAsync("There are no numbers for you here.");
        foreach (var path in new[] { InsightsWall.Path, $"{InsightsWall.Path}/stories", "/communities/north-shed/insights" })
        {
            Assert.Equal(404, (await pilar.GoAsync(path))!.Status);
        }
    }

    [Fact]
    public async Task WrongDays_AreSaid_AndTheRightOneIsKept()
    {
        var tess = await ComeAsync("Tess Brennan", InsightsWall.Path);
        await tess.GoAsync($"{InsightsWall.Path}?from=2026-02-31&to=2026-03-05");
        await tess.SeesAsync("“2026-02-31” is not a day in the calendar.");
        await Assertions.Expect(tess.Page.GetByLabel("Last day")).ToHaveValueAsync("2026-03-05");
    }

    private Task<Guid> StoryAsync(string title) => Town.AskDatabaseAsync<Guid>("select story_id from ledger.story_drafts where title = $1", title);
}
