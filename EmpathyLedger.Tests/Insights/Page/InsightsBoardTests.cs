using Bunit;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Events;
using EmpathyLedger.Tests.Live;
using EmpathyLedger.Tests.Stories.Road;
using EmpathyLedger.Tests.TestDoubles;
using EmpathyLedger.Web.Components.Insights;
using Microsoft.Extensions.Logging.Abstractions;

namespace EmpathyLedger.Tests.Insights.Page;

/// <summary>The live part of the page, with its circuit up and real numbers under it.</summary>
public sealed class InsightsBoardTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private static readonly PeriodChoice Year = PeriodChoice.Read(
        null, null, null, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1));

    private readonly CommunityInsights _insights = new(ledger.Database);
    private RoadTown _town = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _town = await RoadTown.SettleAsync(ledger);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task ChangedNumbers_AreShownAndSaidOnce_AndSameNumbersSayNothing()
    {
        await using var page = Page(_town.Steward);
        var board = await ShowAsync(page, _town.Steward);
        Assert.Equal(("", "0"), (Said(board), Told(board)));

        await TellAsync();
        page.Events.Raise(Changed);
        board.WaitForAssertion(() => Assert.Equal("1", Told(board)), TimeSpan.FromSeconds(20));
        var said = Said(board);
        Assert.StartsWith("The numbers changed: 1 story told; by 1 person", said, StringComparison.Ordinal);
        Assert.Equal("1", board.Find(".live").GetAttribute("data-changes"));

        // The table, too.
        Assert.Contains(board.FindAll("section[aria-labelledby=told] tbody td"), cell => cell.TextContent == "1");

        var rendered = board.RenderCount;
        page.Events.Raise(Changed);
        board.WaitForState(() => board.RenderCount > rendered, TimeSpan.FromSeconds(20));
        Assert.Equal((said, "1"), (Said(board), board.Find(".live").GetAttribute("data-changes")));
    }

    [Fact]
    public async Task EmptyCommunity_SaysWhenAStoryIsCounted()
    {
        await using var page = Page(_town.Steward);
        var board = await ShowAsync(page, _town.Steward);
        Assert.Contains("Nothing is counted in these days.", board.Markup, StringComparison.Ordinal);
        Assert.Empty(board.FindAll(".chart-card"));
    }

    [Fact]
    public async Task LeadWhoLeadsNoMore_LosesTheNumbersFromTheOpenPage()
    {
        await TellAsync();
        await using var page = Page(_town.Member);
        var report = await _insights.GetAsync(_town.Steward, _town.River, Year.Period, Cancellation);
        var board = Render(page, report!);
        board.WaitForAssertion(
            () => Assert.Contains("These numbers are not for you any more.", board.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Empty(board.FindAll("table"));
    }

    /// <summary>The node's listening connection is killed while something happens: the open page asks once, and another community's not at all.</summary>
    [Fact]
    public async Task NodeThatWasAway_ShowsWhatHappenedMeanwhile()
    {
        await using var page = Page(_town.Steward);
        var board = await ShowAsync(page, _town.Steward);
        var other = new HeardEvents();
        using var subscription = page.Events.Subscribe(change => change.CommunityId == _town.Shed, other.HandleAsync);
        var clock = new HeldClock();
        using var notifier = new EventNotifier(ledger.Connections, ledger.Database, new InsightsSummary(ledger.Connections), clock, NullLogger<EventNotifier>.Instance);
        await notifier.AnnounceAsync(Cancellation);
        using var listener = new EventListener(ledger.Connections, page.Events, clock, NullLogger<EventListener>.Instance);
        await listener.StartAsync(Cancellation);
        Assert.Equal(LedgerEvent.Resync, await other.NextAsync());
        Assert.True(SpinWait.SpinUntil(() => page.Events.IsIdle, TimeSpan.FromSeconds(20)));
        await page.Renderer.Dispatcher.InvokeAsync(() => { });

        await ListeningLine.LoseAsync(ledger, clock);
        await TellAsync();
        await notifier.AnnounceAsync(Cancellation);
        Assert.Equal("0", Told(board));
        clock.Release();

        board.WaitForAssertion(() => Assert.Equal("1", Told(board)), TimeSpan.FromSeconds(20));
        Assert.Equal("1", board.Find(".live").GetAttribute("data-changes"));
        Assert.False(other.HasMore);
        await listener.StopAsync(Cancellation);
    }

    /// <summary>What two circuits that were given the same numbers are sent is put together once, and never for anybody else's numbers.</summary>
    [Fact]
    public async Task SameReport_IsPutIntoWordsOnce()
    {
        var report = (await _insights.GetAsync(_town.Steward, _town.River, Year.Period, Cancellation))!;
        var view = InsightsView.Of(report, "river", Year);
        Assert.Same(view, InsightsView.Of(report, "river", Year));
        Assert.NotSame(view, InsightsView.Of(report, "stream", Year));
        Assert.NotSame(view, InsightsView.Of(report with { }, "river", Year));
        Assert.NotSame(view, InsightsView.Of(report, "river", Year with { Name = "" }));
        Assert.Equal("", InsightsView.Of(report with { }, "river", Year).Since(view));
    }

    private IslandPage Page(Actor viewer) =>
        new(viewer, listening: events => new SharedInsights(_insights, events, TimeProvider.System));

    private LedgerEvent Changed => new(LedgerEventKind.InsightsChanged, null, _town.River, null);

    private async Task<IRenderedComponent<InsightsBoard>> ShowAsync(IslandPage page, Actor lead) =>
        Render(page, (await _insights.GetAsync(lead, _town.River, Year.Period, Cancellation))!);

    private IRenderedComponent<InsightsBoard> Render(IslandPage page, InsightReport report) => page.Render<InsightsBoard>(with => with
        .Add(x => x.CommunityId, _town.River).Add(x => x.Slug, "river").Add(x => x.Choice, Year).Add(x => x.Initial, report));

    private async Task TellAsync()
    {
        var story = await _town.PublishedAsync(PrivacyLevel.Community);
        await _town.Consents.GrantAsync(_town.Storyteller, story, ConsentPurpose.Insights, Cancellation);
        await new InsightsSummary(ledger.Connections).UpdateAsync(Cancellation);
    }

    private static string Said(IRenderedComponent<InsightsBoard> board) => board.Find("[role=status]").TextContent;

    private static string Told(IRenderedComponent<InsightsBoard> board) => board.Find("#figure-told").TextContent;
}
