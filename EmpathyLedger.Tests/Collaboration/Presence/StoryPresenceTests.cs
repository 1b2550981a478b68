using EmpathyLedger.Core.Collaboration.Presence;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Tests.Collaboration.Sessions;
using EmpathyLedger.Tests.Communities;

namespace EmpathyLedger.Tests.Collaboration.Presence;

/// <summary>Who is in a story, and where in it, on a real database and one or two nodes.</summary>
public sealed class StoryPresenceTests(TestTown town) : IClassFixture<TestTown>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PresenceLog Log => new(town.Ledger.Database);

    [Fact]
    public async Task WhoComes_IsHere_UntilTheyLeave_OnWhicheverNode()
    {
        var (storyId, people) = await town.StartTogetherAsync(3);
        var (node, other) = (new TestNode(town.Ledger), new TestNode(town.Ledger));
        var (one, two, twoAgain) = (NewPage(people[0], storyId), NewPage(people[1], storyId), NewPage(people[1], storyId));
        await one.OpenAsync(node, Cancellation);
        await two.OpenAsync(node, Cancellation);
        await twoAgain.OpenAsync(other, Cancellation);

        var here = await Log.ReadAsync(people[0], storyId, Cancellation);
        Assert.Equal([people[0].ProfileId!.Value, people[1].ProfileId!.Value], here.Select(person => person.ProfileId));
        Assert.Equal(["Writer 0", "Writer 1"], here.Select(person => person.Shown.Name));
        Assert.Equal([0, 1], here.Select(person => person.Shown.Colour));
        Assert.Equal(here, await Log.ReadAsync(people[2], storyId, Cancellation));

        await two.LeaveAsync();
        await SettledAsync(node, people[0], storyId);
        Assert.Equal(2, (await Log.ReadAsync(people[0], storyId, Cancellation)).Count);
        await twoAgain.LeaveAsync();
        await other.Sessions.StopAsync(Cancellation);
        Assert.Equal([people[0].ProfileId!.Value], (await Log.ReadAsync(people[0], storyId, Cancellation)).Select(person => person.ProfileId));
        await node.Sessions.StopAsync(Cancellation);
        Assert.Empty(await Log.ReadAsync(people[0], storyId, Cancellation));
        Assert.Equal(
            2, await town.Ledger.AdminScalarAsync<long>("select count(*) from ledger.collaboration_sessions where story_id = $1 and ended_at is not null", storyId));
    }

    /// <summary>A node that died says nothing; after a while its pages count as gone.</summary>
    [Fact]
    public async Task WithoutASignOfLife_NobodyIsHere()
    {
        var (storyId, people) = await town.StartTogetherAsync(1);
        var page = NewPage(people[0], storyId);
        await page.OpenAsync(new TestNode(town.Ledger), Cancellation);
        Assert.Single(await Log.ReadAsync(people[0], storyId, Cancellation));
        await town.Ledger.AdminAsync($"update ledger.collaboration_sessions set last_active_at = now() - interval '2 minutes' where story_id = '{storyId}'");
        Assert.Empty(await Log.ReadAsync(people[0], storyId, Cancellation));

        var session = await town.Ledger.AdminScalarAsync<Guid>("select id from ledger.collaboration_sessions where story_id = $1", storyId);
        await Log.KeepAsync(people[0], session, [page.ClientId], Cancellation);
        Assert.Single(await Log.ReadAsync(people[0], storyId, Cancellation));
        Assert.True(await town.Ledger.AdminScalarAsync<bool>("select last_wrote_at is not null from ledger.collaboration_seats where session_id = $1", session));
    }

    /// <summary>Eight colours, each used once more only when all are.</summary>
    [Fact]
    public async Task Colours_AreToldApart()
    {
        var (storyId, people) = await town.StartTogetherAsync(9);
        var node = new TestNode(town.Ledger);
        foreach (var person in people)
        {
            await NewPage(person, storyId).OpenAsync(node, Cancellation);
        }

        var colours = (await Log.ReadAsync(people[0], storyId, Cancellation)).Select(person => person.Shown.Colour).ToList();
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 0], colours);
        await node.Sessions.StopAsync(Cancellation);
    }

    /// <summary>Where somebody is moves with the words, for those who are here and for those who come later.</summary>
    [Fact]
    public async Task ASelection_StaysWithItsWords()
    {
        var (storyId, people) = await town.StartTogetherAsync(3);
        var node = new TestNode(town.Ledger);
        var (one, two) = (NewPage(people[0], storyId), NewPage(people[1], storyId));
        await one.OpenAsync(node, Cancellation);
        await two.OpenAsync(node, Cancellation);
        await TypeAsync(one, new DeltaBuilder().Insert("The river rose.").Build());
        await two.TakeNextAsync(Cancellation);

        // "river", pointed at in the words before "Then " was written, and told behind it.
        await two.PointAsync(4, 5);
        await TypeAsync(one, new DeltaBuilder().Insert("Then ").Build());
        while (one.Others.Single(page => page.ClientId == two.ClientId).Selection is null)
        {
            await one.TakeAnyAsync(Cancellation);
        }

        var late = NewPage(people[2], storyId);
        await late.OpenAsync(node, Cancellation);
        var found = late.Others.Single(page => page.ClientId == two.ClientId);
        Assert.Equal((new StorySelection(StoryPlace.Body, 9, 5), "Writer 1"), (found.Selection!.Value, found.Shown.Name));

        await two.LeaveAsync();
        while (late.Others.Any(page => page.ClientId == two.ClientId))
        {
            await late.TakeAnyAsync(Cancellation);
        }

        await node.Sessions.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Writing_IsNoticed()
    {
        var (storyId, people) = await town.StartTogetherAsync(1);
        var node = new TestNode(town.Ledger);
        var presence = new StoryPresence(Log, node.Writing);
        var page = NewPage(people[0], storyId);
        await page.OpenAsync(node, Cancellation);
        var told = 0;
        using var subscription = presence.SubscribeToWriting(storyId, () => told++);
        Assert.False((await presence.ReadAsync(people[0], storyId, Cancellation)).Single().IsWriting);
        await TypeAsync(page, new DeltaBuilder().Insert("A word. ").Build());
        await TypeAsync(page, new DeltaBuilder().Insert("Another. ").Build());
        Assert.True((await presence.ReadAsync(people[0], storyId, Cancellation)).Single().IsWriting);
        Assert.Equal(1, told);
        await node.Sessions.StopAsync(Cancellation);
    }

    /// <summary>The loop has done what was asked before.</summary>
    private static Task SettledAsync(TestNode node, Actor actor, Guid storyId) => node.Sessions.SettleAsync(actor, storyId, Cancellation);

    private static SimulatedPage NewPage(Actor actor, Guid storyId) => new(actor, storyId) { History = new WritingHistory() };

    private static async Task TypeAsync(SimulatedPage page, Delta change)
    {
        page.Type(change);
        await page.SendAsync();
        while (!page.IsSaved)
        {
            await page.TakeNextAsync(Cancellation);
        }
    }
}
