using Bunit;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Reviews;

namespace EmpathyLedger.Tests.Live;

public sealed class LiveIslandTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private static readonly LedgerEvent Wanted = new(LedgerEventKind.StoryChanged, Guid.NewGuid(), null, null);
    private static readonly Actor Rosa = new(Guid.NewGuid(), null, 1);

    [Fact]
    public async Task Island_AsksOnceWhenItsCircuitIsUp_AndAgainAtEachChangeItWants()
    {
        await using var page = new IslandPage(Rosa);
        var island = page.Render<TestIsland>().Instance;
        await island.AskedAsync(1);

        page.Events.Raise(new LedgerEvent(LedgerEventKind.DraftChanged, Guid.NewGuid(), null, null));
        page.Events.Raise(Wanted);
        await island.AskedAsync(2);
        Assert.Equal(2, island.Asked);
    }

    [Fact]
    public async Task Resync_IsAnsweredWithoutBeingWanted()
    {
        await using var page = new IslandPage(Rosa);
        var island = page.Render<TestIsland>().Instance;
        await island.AskedAsync(1);

        page.Events.Raise(LedgerEvent.Resync);
        await island.AskedAsync(2);
    }

    [Fact]
    public async Task Changes_WhileItAsks_AreOneMoreQuestion()
    {
        await using var page = new IslandPage(Rosa);
        var island = page.Render<TestIsland>().Instance;
        await island.AskedAsync(1);

        var gate = island.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Events.Raise(Wanted);
        await island.AskedAsync(2);
        for (var i = 0; i < 100; i++)
        {
            page.Events.Raise(Wanted with { CommunityId = Guid.NewGuid() });
        }

        Assert.True(SpinWait.SpinUntil(() => page.Events.IsIdle, TimeSpan.FromSeconds(30)));
        island.Gate = null;
        gate.SetResult();
        await island.AskedAsync(3);
        page.Events.Raise(Wanted);
        await island.AskedAsync(4);
        Assert.Equal(4, island.Asked);
    }

    [Fact]
    public async Task Left_CancelsWhatIsAskedAndHearsNothingMore()
    {
        await using var page = new IslandPage(Rosa);
        var island = page.Render<TestIsland>().Instance;
        await island.AskedAsync(1);
        island.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Events.Raise(Wanted);
        await island.AskedAsync(2);

        await page.DisposeComponentsAsync();
        Assert.True(island.WasCancelled);
        Assert.True(island.HasLeft);
        Assert.Equal(0, page.Events.SubscriberCount);
    }

    [Fact]
    public async Task StaticPage_SubscribesToNothing_AndAsksOnlyIfNothingIsHandedIn()
    {
        await using var page = new IslandPage(Rosa, isInteractive: false);
        Assert.Equal(0, page.Render<TestIsland>().Instance.Asked);
        Assert.Equal(1, page.Render<TestIsland>(with => with.Add(island => island.IsBare, true)).Instance.Asked);
        Assert.Equal(0, page.Events.SubscriberCount);
    }

    [Fact]
    public async Task DatabaseAway_LeavesWhatIsShown_AndTheNextChangeAsksAgain()
    {
        await using var page = new IslandPage(Rosa);
        var island = page.Render<TestIsland>().Instance;
        await island.AskedAsync(1);

        island.Failure = new TimeoutException();
        page.Events.Raise(Wanted);
        await island.AskedAsync(2);
        island.Failure = null;
        page.Events.Raise(LedgerEvent.Resync);
        await island.AskedAsync(3);
    }

    [Fact]
    public async Task Reconnected_IsForWhoCouldNotAsk()
    {
        await using var page = new IslandPage(Rosa);
        var (failed, well) = (page.Render<TestIsland>().Instance, page.Render<TestIsland>().Instance);
        await failed.AskedAsync(1);
        await well.AskedAsync(1);
        failed.Failure = new TimeoutException();
        page.Events.Raise(Wanted);
        await failed.AskedAsync(2);
        await well.AskedAsync(2);

        await page.Renderer.Dispatcher.InvokeAsync(() => { });
        failed.Failure = null;
        page.Events.Raise(LedgerEvent.Reconnected);
        await failed.AskedAsync(3);
        await page.Renderer.Dispatcher.InvokeAsync(() => { });
        page.Events.Raise(LedgerEvent.Reconnected);
        Assert.True(SpinWait.SpinUntil(() => page.Events.IsIdle, TimeSpan.FromSeconds(30)));
        page.Events.Raise(Wanted);
        await failed.AskedAsync(4);
        await well.AskedAsync(3);
        Assert.Equal((4, 3), (failed.Asked, well.Asked));
    }

    [Fact]
    public async Task Communities_OfTheViewer_AreHeardAndOthersAreNot()
    {
        var town = await ReviewTown.BuildAsync(ledger);
        await using var page = new IslandPage(town.Mary, service: new Standings(ledger.Database));
        var island = page.Render<TestCommunitiesIsland>().Instance;
        await island.AskedAsync(1);

        page.Events.Raise(new LedgerEvent(LedgerEventKind.ReviewChanged, Guid.NewGuid(), town.Hill, null));
        page.Events.Raise(new LedgerEvent(LedgerEventKind.MembershipChanged, null, town.Hill, town.Ruth.ProfileId));
        page.Events.Raise(new LedgerEvent(LedgerEventKind.ReviewChanged, Guid.NewGuid(), town.River, null));
        await island.AskedAsync(2);
        Assert.Equal(2, island.Asked);

        // Somebody welcomes her on the hill: from then on its reviews are hers, too.
        await ledger.AdminAsync(
            $"insert into ledger.community_members (community_id, profile_id, status, roles) values ('{town.Hill}', '{town.Mary.ProfileId}', 'active', '{{member,elder}}')");
        page.Events.Raise(new LedgerEvent(LedgerEventKind.MembershipChanged, null, town.Hill, town.Mary.ProfileId));
        await island.AskedAsync(3);
        page.Events.Raise(new LedgerEvent(LedgerEventKind.ReviewChanged, Guid.NewGuid(), town.Hill, null));
        await island.AskedAsync(4);
    }
}
