using EmpathyLedger.Core.Collaboration.History;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Tests.Collaboration.Sessions;
using EmpathyLedger.Tests.Communities;

namespace EmpathyLedger.Tests.Collaboration.History;

/// <summary>A story's history on a real database, read from the operations that its pages wrote.</summary>
public sealed class StoryHistoryTests(TestTown town) : IClassFixture<TestTown>
{
    private readonly TestNode _node = new(town.Ledger);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StoryHistory History => new(town.Ledger.Database, _node.Log, _node.Sessions);

    [Fact]
    public async Task EachMoment_IsTheTextAsItWas()
    {
        var (storyId, writers) = await town.StartTogetherAsync(2);
        var moments = new List<Delta>();
        var (one, two) = (await OpenAsync(storyId, writers[0]), await OpenAsync(storyId, writers[1]));
        moments.Add(one.Text);
        for (var turn = 0; turn < 12; turn++)
        {
            var (writer, reader) = turn % 2 == 0 ? (one, two) : (two, one);
            await TypeAsync(writer, new DeltaBuilder().Retain(turn % 3 == 0 ? 0 : writer.Text.Length - 1).Insert($"word {turn} ", turn % 4 == 0 ? AttributeMap.Of("bold", true) : default).Build());
            await reader.TakeNextAsync(Cancellation);
            moments.Add(writer.Text);
        }

        for (var revision = 0; revision < moments.Count; revision++)
        {
            var moment = await History.ReadAsync(writers[1], storyId, revision, Cancellation);
            Assert.Equal(moments[revision], Delta.ParseDocument(moment!.Content.Body.ToJson()).Delta);
        }

        var replay = await History.ReplayAsync(writers[0], storyId, 3, 9, Cancellation);
        Assert.Equal(["Writer 0", "Writer 1"], replay!.Authors.Select(author => author.Name).Order());
        Assert.Equal([4, 5, 6, 7, 8, 9], replay.Operations.Select(operation => operation.Revision));
        Assert.Equal(
            moments[9],
            replay.Operations.Aggregate(Delta.ParseDocument(replay.Beginning.Content.Body.ToJson()).Delta!, (text, operation) => text.Compose(operation.Change.Body)));
        Assert.Null(await History.ReadAsync(writers[0], storyId, 13, Cancellation));
        Assert.Null(await History.ReadAsync(await town.AddPersonAsync("Nobody of this story"), storyId, 3, Cancellation));
        Assert.Null(await History.ReplayAsync(await town.AddPersonAsync("Nobody of it either"), storyId, 3, 9, Cancellation));
    }

    [Fact]
    public async Task TheTimeline_TellsWhoSatTogether()
    {
        var (storyId, writers) = await town.StartTogetherAsync(2);
        var (one, two) = (await OpenAsync(storyId, writers[0]), await OpenAsync(storyId, writers[1]));
        await TypeAsync(one, new DeltaBuilder().Insert("Alone. ").Build());
        await town.Ledger.AdminAsync(Backdate(storyId, "2 hours"));
        await two.TakeNextAsync(Cancellation);
        await TypeAsync(two, new DeltaBuilder().Insert("Together. ").Build());
        await one.TakeNextAsync(Cancellation);
        await TypeAsync(one, new DeltaBuilder().Insert("Both. ").Build());

        var timeline = await History.ReadTimelineAsync(writers[1], storyId, null, Cancellation);
        Assert.Equal([(2, 3), (1, 1)], timeline!.Sittings.Select(sitting => (sitting.FirstRevision, sitting.LastRevision)));
        Assert.Equal([["Writer 1", "Writer 0"], ["Writer 0"]], timeline.Sittings.Select(sitting => sitting.Authors.Select(author => author.Name)));
        Assert.Equal((null, null), (timeline.Next, timeline.PurgedAt));
        Assert.Equal([1], (await History.ReadTimelineAsync(writers[0], storyId, 2, Cancellation))!.Sittings.Select(sitting => sitting.LastRevision));
        Assert.Null(await History.ReadTimelineAsync(await town.AddPersonAsync("A stranger to it"), storyId, null, Cancellation));
    }

    [Fact]
    public async Task AMomentBroughtBack_IsANewChange_ThatOpenPagesSee()
    {
        var (storyId, writers) = await town.StartTogetherAsync(2);
        var page = await OpenAsync(storyId, writers[1]);
        await TypeAsync(page, new DeltaBuilder().Insert("As it was.").Build());
        await TypeAsync(page, new DeltaBuilder().Retain(3).Delete(3).Build());
        Assert.Equal(WriteOutcome.Written, await History.RestoreAsync(writers[0], storyId, 1, Cancellation));
        await page.TakeNextAsync(Cancellation);
        Assert.Equal("As it was.\n", string.Concat(page.Text.Ops.ToArray().Select(op => op.Text)));
        Assert.Equal(3, page.Revision);
        Assert.Equal(WriteOutcome.NotFound, await History.RestoreAsync(writers[0], storyId, 99, Cancellation));
    }

    /// <summary>The draft stays, and who writes goes on; nothing of what was before is left anywhere.</summary>
    [Fact]
    public async Task APurge_ReachesEverythingButTheDraft()
    {
        var (storyId, writers) = await town.StartTogetherAsync(2);
        var page = await OpenAsync(storyId, writers[1]);
        await TypeAsync(page, new DeltaBuilder().Insert("A secret that goes. ").Build());
        Assert.Equal("kept", await KeepAsync(writers[0], storyId));
        await TypeAsync(page, new DeltaBuilder().Delete(20).Insert("What stays.").Build());

        Assert.Equal(PurgeOutcome.NotFound, await History.PurgeAsync(writers[1], storyId, Cancellation));
        Assert.Equal(PurgeOutcome.Purged, await History.PurgeAsync(writers[0], storyId, Cancellation));

        Assert.Equal(0, await town.Ledger.AdminScalarAsync<long>("select count(*) from ledger.story_operations where story_id = $1", storyId));
        Assert.Equal(0, await town.Ledger.AdminScalarAsync<long>("select count(*) from ledger.story_versions where story_id = $1", storyId));
        Assert.Equal(
            1, await town.Ledger.AdminScalarAsync<long>(
                "select count(*) from ledger.story_checkpoints where story_id = $1 and position('secret' in convert_from(content, 'UTF8')) = 0", storyId));
        var timeline = await History.ReadTimelineAsync(writers[0], storyId, null, Cancellation);
        Assert.Empty(timeline!.Sittings);
        Assert.NotNull(timeline.PurgedAt);
        Assert.Null(await History.ReadAsync(writers[0], storyId, 1, Cancellation));
        Assert.Equal("What stays.", (await History.ReadAsync(writers[0], storyId, 2, Cancellation))!.Content.Body.ToPlainText());

        await TypeAsync(page, new DeltaBuilder().Insert("More. ").Build());
        Assert.Equal([3], (await History.ReadTimelineAsync(writers[0], storyId, null, Cancellation))!.Sittings.Select(sitting => sitting.FirstRevision));
        var back = await OpenAsync(storyId, writers[0]);
        Assert.Equal(page.Text, back.Text);
    }

    private static string Backdate(Guid storyId, string by) =>
        $"""
        set session_replication_role = replica;
        update ledger.story_operations set made_at = made_at - interval '{by}' where story_id = '{storyId}';
        set session_replication_role = origin;
        """;

    private async Task<string?> KeepAsync(Core.Database.Actor actor, Guid storyId)
    {
        await _node.Sessions.SettleAsync(actor, storyId, Cancellation);
        await using var scope = await town.Ledger.Database.BeginAsync(actor, Cancellation);
        var word = await scope.ScalarAsync<string>("select app.keep_version($1, $2)", storyId, Guid.CreateVersion7());
        await scope.CommitAsync();
        return word;
    }

    private async Task<SimulatedPage> OpenAsync(Guid storyId, Core.Database.Actor actor)
    {
        var page = new SimulatedPage(actor, storyId) { History = new WritingHistory() };
        Assert.True(await page.OpenAsync(_node, Cancellation));
        return page;
    }

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
