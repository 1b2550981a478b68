using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Tests.Communities;

namespace EmpathyLedger.Tests.Collaboration.Sessions;

/// <summary>Watchers and commenters in a session: they see every word as it is written, and none of theirs is taken.</summary>
public sealed class ReadingAlongTests(TestTown town) : IClassFixture<TestTown>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("watcher")]
    [InlineData("commenter")]
    public async Task WhoReadsAlong_SeesWhatIsWritten_AndChangesNothing(string part)
    {
        var (storyId, people) = await town.StartTogetherAsync(2);
        await MakeAsync(part, storyId, people[1]);
        var node = new TestNode(town.Ledger);

        // The first to come brings the draft, also where they may only read it.
        var (reader, teller) = (NewPage(people[1], storyId), NewPage(people[0], storyId));
        Assert.True(await reader.OpenAsync(node, Cancellation));
        Assert.True(await teller.OpenAsync(node, Cancellation));
        Assert.Equal((false, true), (reader.MayWrite, teller.MayWrite));
        await TypeAsync(teller, "The river rose. ");
        await reader.TakeNextAsync(Cancellation);
        Assert.Equal("The river rose. \n", TextOf(reader));

        reader.Type(new DeltaBuilder().Insert("Not mine. ").Build());
        await reader.SendAsync();
        await reader.TakeNextAsync(Cancellation);
        Assert.False(reader.IsSaved);
        Assert.True(reader.IsConnected);
        await TypeAsync(teller, "Twice. ");
        Assert.Equal("Twice. The river rose. \n", TextOf(teller));

        // Nor by way of a whole draft, which is no page's.
        Assert.Equal(WriteOutcome.NotFound, await node.Sessions.WriteAsync(people[1], storyId, new DraftContent { Title = "Mine" }, Cancellation));
        await teller.LeaveAsync();
        await node.Sessions.SettleAsync(people[1], storyId, Cancellation);
        await node.Sessions.StopAsync(Cancellation);
        var log = await TestNode.NewLog(town.Ledger).ReadAsync(people[0], storyId, 0, Cancellation);
        Assert.All(log, operation => Assert.Equal(people[0].ProfileId, operation.AuthorId));
        Assert.Equal(2, log.Count);
        Assert.Equal("Twice. The river rose.", (await new Drafts(town.Ledger.Database).WatchAsync(people[1], storyId, Cancellation))!.Content.Body.ToPlainText().Trim());
        Assert.Empty(reader.History.Faults);
        Assert.Equal(
            ["watch"],
            await ReadAccessAsync(storyId, people[1]));
    }

    /// <summary>Whether the portal said so first or the database at the next word: never put out, never taken, and still told the others'.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WriterWhoBecomesAReader_Stays_AndNothingMoreOfTheirsIsTaken(bool isTold)
    {
        var (storyId, people) = await town.StartTogetherAsync(2);
        var node = new TestNode(town.Ledger);
        var (teller, helper) = (NewPage(people[0], storyId), NewPage(people[1], storyId));
        await teller.OpenAsync(node, Cancellation);
        await helper.OpenAsync(node, Cancellation);
        await TypeAsync(helper, "With help. ");
        await teller.TakeNextAsync(Cancellation);
        await MakeAsync("watcher", storyId, people[1]);
        if (isTold)
        {
            await HearAsync(node, storyId, people[1]);
        }

        helper.Type(new DeltaBuilder().Insert("Not any more. ").Build());
        await helper.SendAsync();
        await helper.TakeNextAsync(Cancellation);
        Assert.Equal((false, false, false), (helper.MayWrite, helper.IsSaved, helper.IsPutOut));

        await TypeAsync(teller, "Alone: ");
        await helper.TakeNextAsync(Cancellation);
        Assert.Equal("Alone: With help. \n", TextOf(teller));
        Assert.Equal("Alone: Not any more. With help. \n", TextOf(helper));
        Assert.Empty(helper.History.Faults);
        Assert.False(await SeatMayWriteAsync(storyId, people[1]));
        await node.Sessions.StopAsync(Cancellation);
        Assert.Equal(2, (await TestNode.NewLog(town.Ledger).ReadAsync(people[0], storyId, 0, Cancellation)).Count);
    }

    [Fact]
    public async Task ReaderWhoBecomesAWriter_WritesInTheSameSeat()
    {
        var (storyId, people) = await town.StartTogetherAsync(2);
        await MakeAsync("commenter", storyId, people[1]);
        var node = new TestNode(town.Ledger);
        var (teller, helper) = (NewPage(people[0], storyId), NewPage(people[1], storyId));
        await teller.OpenAsync(node, Cancellation);
        await helper.OpenAsync(node, Cancellation);
        Assert.False(helper.MayWrite);
        await MakeAsync("co_author", storyId, people[1]);
        await HearAsync(node, storyId, people[1]);
        while (!helper.MayWrite)
        {
            await helper.TakeAnyAsync(Cancellation);
        }

        await TypeAsync(helper, "Now. ");
        await teller.TakeNextAsync(Cancellation);
        Assert.Equal("Now. \n", TextOf(teller));
        Assert.True(await SeatMayWriteAsync(storyId, people[1]));
        await node.Sessions.StopAsync(Cancellation);
    }

    [Fact]
    public async Task ReaderWhosePartEnds_IsPutOut()
    {
        var (storyId, people) = await town.StartTogetherAsync(2);
        await MakeAsync("watcher", storyId, people[1]);
        var node = new TestNode(town.Ledger);
        var reader = NewPage(people[1], storyId);
        await reader.OpenAsync(node, Cancellation);
        await town.Ledger.AdminAsync($"delete from ledger.story_people where story_id = '{storyId}' and profile_id = '{people[1].ProfileId}'");
        await HearAsync(node, storyId, people[1]);
        await reader.TakeNextAsync(Cancellation);
        Assert.True(reader.IsPutOut);
        Assert.False(await reader.OpenAsync(node, Cancellation));
    }

    /// <summary>Nobody who is here may save; the one who wrote last still may, and it is theirs.</summary>
    [Fact]
    public async Task WithReadersLeftAlone_WhatWasWrittenIsSavedAllTheSame()
    {
        var (storyId, people) = await town.StartTogetherAsync(2);
        await MakeAsync("watcher", storyId, people[1]);
        var node = new TestNode(town.Ledger);
        var (teller, reader) = (NewPage(people[0], storyId), NewPage(people[1], storyId));
        await teller.OpenAsync(node, Cancellation);
        await reader.OpenAsync(node, Cancellation);
        await TypeAsync(teller, "Kept. ");
        await teller.LeaveAsync();
        await node.Sessions.StopAsync(Cancellation);
        var draft = await new Drafts(town.Ledger.Database).OpenAsync(people[0], storyId, Cancellation);
        Assert.Equal((1, "Kept."), (draft!.Revision, draft.Content.Body.ToPlainText().Trim()));
    }

    private Task MakeAsync(string part, Guid storyId, Actor person) => town.Ledger.AdminAsync(
        $"update ledger.story_people set role = '{part}' where story_id = '{storyId}' and profile_id = '{person.ProfileId}'");

    private static Task HearAsync(TestNode node, Guid storyId, Actor person) =>
        node.Sessions.HearAsync(new LedgerEvent(LedgerEventKind.PartChanged, storyId, null, person.ProfileId));

    private Task<bool> SeatMayWriteAsync(Guid storyId, Actor person) => town.Ledger.AdminScalarAsync<bool>(
        """
        select bool_and(t.may_write) from ledger.collaboration_sessions s join ledger.collaboration_seats t on t.session_id = s.id
        where s.story_id = $1 and t.profile_id = $2
        """,
        storyId,
        person.ProfileId!.Value);

    private Task<string[]> ReadAccessAsync(Guid storyId, Actor person) => town.Ledger.AdminScalarAsync<string[]>(
        "select array_agg(distinct a.action::text) from ledger.access_log a where a.story_id = $1 and a.actor_id = $2 and a.is_granted",
        storyId,
        person.ProfileId!.Value)!;

    private static string TextOf(SimulatedPage page) => string.Concat(page.Text.Ops.ToArray().Select(op => op.Text));

    private static SimulatedPage NewPage(Actor actor, Guid storyId) => new(actor, storyId) { History = new WritingHistory() };

    private static async Task TypeAsync(SimulatedPage page, string words)
    {
        page.Type(new DeltaBuilder().Insert(words).Build());
        await page.SendAsync();
        while (!page.IsSaved)
        {
            await page.TakeNextAsync(Cancellation);
        }
    }
}
