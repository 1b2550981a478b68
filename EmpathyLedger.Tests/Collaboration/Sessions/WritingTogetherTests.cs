using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Tests.Communities;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Collaboration.Sessions;

/// <summary>
/// Two to twenty pages write in one story through one or two nodes, on a real database, with everything that a bad link and a bad
/// day do: late, lost and repeated messages, closed and reopened pages, killed nodes, a database that hangs up. What happened is
/// then held against the contract.
/// </summary>
public sealed class WritingTogetherTests(TestTown town) : IClassFixture<TestTown>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int, int, int> Histories => new()
    {
        { 1, 2, 1 }, { 2, 2, 2 }, { 3, 3, 1 }, { 4, 4, 2 }, { 5, 6, 2 }, { 6, 9, 1 }, { 7, 14, 2 }, { 8, 20, 2 },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task WritingTogether_WhateverHappens_KeepsTheContract(int seed, int people, int nodes) =>
        Assert.Empty(await WriteAsync(seed, people, nodes));

    /// <summary>A ledger that says "committed" and writes later loses what it said when its node is killed.</summary>
    [Fact]
    public async Task AcknowledgingBeforeTheCommit_IsNoticed() =>
        Assert.Contains(await WriteAndKillAsync(KillableLog.Hasty), fault => fault.Contains("told as committed", StringComparison.Ordinal));

    [Fact]
    public async Task ApplyingTwice_IsNoticed() =>
        Assert.Contains(await WriteAndKillAsync(KillableLog.Double), fault => fault.Contains("Nobody sent", StringComparison.Ordinal));

    [Fact]
    public async Task WithoutAFault_NothingIsNoticed() => Assert.Empty(await WriteAndKillAsync(KillableLog.Sound));

    /// <summary>The shortest history that shows either fault: three operations, each acknowledged, a killed node, another one.</summary>
    private async Task<List<string>> WriteAndKillAsync(Func<LedgerDatabaseFixture, KillableLog> newLog)
    {
        var (storyId, writers) = await town.StartTogetherAsync(1);
        var history = new WritingHistory { Beginning = new DeltaBuilder().Insert("\n").Build() };
        var node = new RunningNode(town.Ledger, newLog);
        var page = new SimulatedPage(writers[0], storyId) { History = history };
        await page.OpenAsync(node.Node, Cancellation);
        for (var word = 0; word < 3; word++)
        {
            page.Type(new DeltaBuilder().Insert("word ").Build());
            await page.SendAsync();
            while (!page.IsSaved)
            {
                await page.TakeNextAsync(Cancellation);
            }
        }

        node.Kill([page]);
        var other = new RunningNode(town.Ledger, KillableLog.Sound).Node;
        await page.OpenAsync(other, Cancellation);
        await other.Sessions.SettleAsync(writers[0], storyId, Cancellation);
        history.Promised.AddRange(node.Node.Promised);
        var log = await TestNode.NewLog(town.Ledger).ReadAsync(writers[0], storyId, 0, Cancellation);
        var draft = await new Drafts(town.Ledger.Database).OpenAsync(writers[0], storyId, Cancellation);
        return history.FindFaults(log, [page], draft!.Revision, Delta.ParseDocument(draft.Content.Body.ToJson()).Delta!);
    }

    /// <summary>Put out of the story while writing: what was sent before is in, and nothing after it, whichever node is asked.</summary>
    [Fact]
    public async Task WhoLosesTheRight_IsPutOut_AndNothingMoreOfTheirsIsTaken()
    {
        var (storyId, writers) = await town.StartTogetherAsync(2);
        var history = new WritingHistory { Beginning = new DeltaBuilder().Insert("\n").Build() };
        var node = new RunningNode(town.Ledger, KillableLog.Sound);
        var (teller, helper) = (new SimulatedPage(writers[0], storyId) { History = history }, new SimulatedPage(writers[1], storyId) { History = history });
        await teller.OpenAsync(node.Node, Cancellation);
        await helper.OpenAsync(node.Node, Cancellation);
        helper.Type(new DeltaBuilder().Insert("With help. ").Build());
        await helper.SendAsync();
        await helper.TakeNextAsync(Cancellation);
        await teller.TakeNextAsync(Cancellation);

        // As ending somebody's part does: the head is held, so nothing is between two words.
        await town.Ledger.AdminAsync(
            $"begin; select 1 from ledger.story_heads where story_id = '{storyId}' for update; delete from ledger.story_people where story_id = '{storyId}' and profile_id = '{writers[1].ProfileId}'; commit");
        helper.Type(new DeltaBuilder().Insert("Not any more. ").Build());
        teller.Type(new DeltaBuilder().Retain(teller.Text.Length - 1).Insert("Alone.").Build());
        await helper.SendAsync();
        await teller.SendAsync();
        await helper.TakeNextAsync(Cancellation);
        await teller.TakeNextAsync(Cancellation);

        Assert.True(helper.IsPutOut);
        Assert.False(helper.IsSaved);
        Assert.True(teller.IsSaved);
        Assert.False(await helper.OpenAsync(node.Node, Cancellation));
        Assert.False(await helper.OpenAsync(new RunningNode(town.Ledger, KillableLog.Sound).Node, Cancellation));
        Assert.Equal("With help. Alone.\n", string.Concat(teller.Text.Ops.ToArray().Select(op => op.Text)));
        await node.Node.Sessions.SettleAsync(writers[0], storyId, Cancellation);
        var log = await TestNode.NewLog(town.Ledger).ReadAsync(writers[0], storyId, 0, Cancellation);
        Assert.Equal([writers[1].ProfileId!.Value, writers[0].ProfileId!.Value], log.Select(operation => operation.AuthorId));
        history.Promised.AddRange(node.Node.Promised);
        Assert.Empty(history.FindFaults(log, [teller, helper], 2, teller.Text));
    }

    /// <summary>One joins two lines, the other deletes the last: a text's last line end stays, formatted as it was, on every page.</summary>
    [Fact]
    public async Task LastLineEnd_DeletedByTwoTogether_Stays()
    {
        var (storyId, writers) = await town.StartTogetherAsync(2);
        var history = new WritingHistory { Beginning = new DeltaBuilder().Insert("\n").Build() };
        var node = new RunningNode(town.Ledger, KillableLog.Sound);
        var (one, other) = (new SimulatedPage(writers[0], storyId) { History = history }, new SimulatedPage(writers[1], storyId) { History = history });
        await one.OpenAsync(node.Node, Cancellation);
        await other.OpenAsync(node.Node, Cancellation);
        one.Type(new DeltaBuilder().Insert("a\nb").Retain(1, AttributeMap.Of("list", "bullet")).Build());
        await one.SendAsync();
        await one.TakeNextAsync(Cancellation);
        await other.TakeNextAsync(Cancellation);

        one.Type(new DeltaBuilder().Delete(2).Build());
        other.Type(new DeltaBuilder().Retain(2).Delete(2).Build());
        await one.SendAsync();
        await one.TakeNextAsync(Cancellation);
        await other.SendAsync();
        other.Type(new DeltaBuilder().Insert("c").Build());
        await other.TakeNextAsync(Cancellation);
        await other.TakeNextAsync(Cancellation);
        await other.SendAsync();
        await other.TakeNextAsync(Cancellation);
        await one.TakeNextAsync(Cancellation);
        await one.TakeNextAsync(Cancellation);

        var expected = new DeltaBuilder().Insert("c").Insert("\n", AttributeMap.Of("list", "bullet")).Build();
        Assert.Equal((expected, expected), (one.Text, other.Text));
        await node.Node.Sessions.SettleAsync(writers[0], storyId, Cancellation);
        var log = await TestNode.NewLog(town.Ledger).ReadAsync(writers[0], storyId, 0, Cancellation);
        Assert.Empty(history.FindFaults(log, [one, other], 4, expected));
    }

    /// <summary>The events tell of it: nobody has to write to be put out.</summary>
    [Fact]
    public async Task WhoLosesTheRight_IsPutOut_WhenThePortalSaysSo()
    {
        var (storyId, writers) = await town.StartTogetherAsync(2);
        var node = new RunningNode(town.Ledger, KillableLog.Sound);
        var helper = new SimulatedPage(writers[1], storyId) { History = new WritingHistory() };
        await helper.OpenAsync(node.Node, Cancellation);
        await town.Ledger.AdminAsync($"delete from ledger.story_people where story_id = '{storyId}' and profile_id = '{writers[1].ProfileId}'");
        await node.Node.Sessions.HearAsync(new Core.Events.LedgerEvent(Core.Events.LedgerEventKind.StoryChanged, storyId, null, writers[1].ProfileId));
        await helper.TakeNextAsync(Cancellation);
        Assert.True(helper.IsPutOut);
    }

    /// <summary>Sending freezes what was acknowledged, also when no node has the story open any more.</summary>
    [Fact]
    public async Task Settling_WithNobodyWriting_BringsTheDraftUpToItsLog()
    {
        var (storyId, writers) = await town.StartTogetherAsync(1);
        var killed = new RunningNode(town.Ledger, KillableLog.Sound);
        var page = new SimulatedPage(writers[0], storyId) { History = new WritingHistory() };
        await page.OpenAsync(killed.Node, Cancellation);
        page.Type(new DeltaBuilder().Insert("Kept in the log.").Build());
        await page.SendAsync();
        await page.TakeNextAsync(Cancellation);
        killed.Kill([page]);

        var other = new RunningNode(town.Ledger, KillableLog.Sound).Node;
        Assert.True(await other.Log.IsBehindAsync(writers[0], storyId, Cancellation));
        await other.Sessions.SettleAsync(writers[0], storyId, Cancellation);
        Assert.False(await other.Log.IsBehindAsync(writers[0], storyId, Cancellation));
        var draft = await new Drafts(town.Ledger.Database).OpenAsync(writers[0], storyId, Cancellation);
        Assert.Equal((1, "Kept in the log."), (draft!.Revision, draft.Content.Body.ToPlainText()));
    }

    /// <summary>A whole draft put in its place (an older version, say) reaches the others as any change does.</summary>
    [Fact]
    public async Task Writing_AWholeDraft_MergesWithWhatOthersType()
    {
        var (storyId, writers) = await town.StartTogetherAsync(2);
        var node = new RunningNode(town.Ledger, KillableLog.Sound).Node;
        var page = new SimulatedPage(writers[1], storyId) { History = new WritingHistory() };
        await page.OpenAsync(node, Cancellation);
        page.Type(new DeltaBuilder().Insert("One. Two.").Build());
        await page.SendAsync();
        await page.TakeNextAsync(Cancellation);
        page.Type(new DeltaBuilder().Retain(9).Insert(" Four.").Build());

        var content = new DraftContent { Title = "Counting", Body = Core.Stories.StoryText.OfPlainText("Zero. One. Two.").Text!, Transcript = "As it was told" };
        Assert.Equal(WriteOutcome.Written, await node.Sessions.WriteAsync(writers[0], storyId, content, Cancellation));
        await page.TakeNextAsync(Cancellation);
        await page.SendAsync();
        await page.TakeNextAsync(Cancellation);
        Assert.Equal("Zero. One. Two. Four.\n", string.Concat(page.Text.Ops.ToArray().Select(op => op.Text)));

        var stranger = await town.AddPersonAsync("Nobody of this story");
        Assert.Equal(WriteOutcome.NotFound, await node.Sessions.WriteAsync(stranger, storyId, content, Cancellation));
        await node.Sessions.SettleAsync(writers[0], storyId, Cancellation);
        var draft = await new Drafts(town.Ledger.Database).OpenAsync(writers[0], storyId, Cancellation);
        Assert.Equal(("Counting", "As it was told", "Zero. One. Two. Four."), (draft!.Content.Title, draft.Content.Transcript, draft.Content.Body.ToPlainText()));
    }

    private async Task<List<string>> WriteAsync(int seed, int people, int nodeCount)
    {
        var random = new Random(seed);
        var (storyId, writers) = await town.StartTogetherAsync(people);
        var history = new WritingHistory { Beginning = new DeltaBuilder().Insert("\n").Build() };
        var nodes = Enumerable.Range(0, nodeCount).Select(_ => new RunningNode(town.Ledger, KillableLog.Sound)).ToList();
        var everyNode = nodes.ToList();
        var pages = writers.Select(writer => new SimulatedPage(writer, storyId) { History = history }).ToList();
        var typing = new RandomTyping(random);
        foreach (var page in pages)
        {
            await page.OpenAsync(nodes[random.Next(nodeCount)].Node, Cancellation);
        }

        for (var step = 0; step < 40 * people; step++)
        {
            var page = pages[random.Next(pages.Count)];
            switch (random.Next(40))
            {
                case < 14:
                    page.Type(typing.Next(page.Text));
                    break;
                case < 22:
                    await page.SendAsync();
                    break;
                case < 33:
                    page.TakeOne();
                    break;
                case < 34:
                    var at = random.Next(page.Text.Length + 1);
                    await page.PointAsync(at, random.Next(page.Text.Length - at + 1));
                    break;
                case < 35:
                    await page.SendAgainAsync();
                    break;
                case < 36:
                    await page.LeaveAsync();
                    break;
                case < 37:
                    page.Close();
                    break;
                case < 38:
                    if (nodeCount > 1)
                    {
                        await nodes[random.Next(nodeCount)].HearAsync(storyId);
                    }

                    break;
                case 38 when random.Next(4) == 0:
                    var killed = random.Next(nodeCount);
                    nodes[killed].Kill(pages);
                    everyNode.Add(nodes[killed] = new RunningNode(town.Ledger, KillableLog.Sound));
                    break;
                case 39 when random.Next(6) == 0:
                    await HangUpAsync();
                    break;
                default:
                    break;
            }

            if (!page.IsConnected && random.Next(3) == 0)
            {
                await OpenAsync(page, nodes[random.Next(nodeCount)]);
            }
        }

        await ComeToRestAsync(pages, nodes, storyId, history);
        history.Promised.AddRange(everyNode.SelectMany(node => node.Node.Promised));
        if (!history.HasFaults)
        {
            await nodes[0].Node.Sessions.SettleAsync(writers[0], storyId, Cancellation);
        }

        var draft = await new Drafts(town.Ledger.Database).OpenAsync(writers[0], storyId, Cancellation);
        var log = await TestNode.NewLog(town.Ledger).ReadAsync(writers[0], storyId, 0, Cancellation);
        Assert.NotEmpty(log);
        return history.FindFaults(log, pages, draft!.Revision, Delta.ParseDocument(draft.Content.Body.ToJson()).Delta!);
    }

    /// <summary>Everybody is back on a sound link, and has everything.</summary>
    private static async Task ComeToRestAsync(List<SimulatedPage> pages, List<RunningNode> nodes, Guid storyId, WritingHistory history)
    {
        while (true)
        {
            foreach (var page in pages)
            {
                while (!page.IsConnected && !history.HasFaults)
                {
                    await OpenAsync(page, nodes[0]);
                }

                await page.SendAsync();
                while (page.IsConnected && !page.IsSaved && !history.HasFaults)
                {
                    await page.TakeNextAsync(Cancellation);
                    await page.SendAsync();
                }
            }

            foreach (var node in nodes)
            {
                await node.HearAsync(storyId);
            }

            foreach (var page in pages)
            {
                // Opened anew, each has everything that was committed before: no message needs to be waited for.
                await page.LeaveAsync();
                await OpenAsync(page, nodes[0]);
            }

            // A ledger that breaks the contract may never come to rest.
            if (history.HasFaults || (pages.All(page => page.IsConnected && page.IsSaved) && pages.Select(page => page.Revision).Distinct().Count() == 1))
            {
                return;
            }
        }
    }

    private static async Task OpenAsync(SimulatedPage page, RunningNode node)
    {
        try
        {
            await page.OpenAsync(node.Node, Cancellation);
        }
        catch (Exception away) when (away is Npgsql.NpgsqlException or InvalidOperationException or TogetherRefusedException)
        {

            // The database hung up meanwhile. The page tries again.
            page.Close();
        }
        catch (InvalidDataException broken)
        {
            page.History.Check(false, broken.Message);
            page.Close();
        }
    }

    private Task HangUpAsync() => town.Ledger.AdminAsync(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'ledger_app'");

    private sealed class RunningNode
    {
        private readonly KillableLog _log;

        public RunningNode(LedgerDatabaseFixture ledger, Func<LedgerDatabaseFixture, KillableLog> newLog)
        {
            _log = newLog(ledger);
            Node = new TestNode(ledger, _ => _log);
        }

        public TestNode Node { get; }

        public Task HearAsync(Guid storyId) => Node.Sessions.HearAsync(new Core.Events.LedgerEvent(Core.Events.LedgerEventKind.DraftWritten, storyId, null, null));

        /// <summary>As kill -9: nobody is told, and nothing more is written.</summary>
        public void Kill(List<SimulatedPage> pages)
        {
            _log.Kill();
            foreach (var page in pages.Where(page => page.Node == Node))
            {
                page.Close();
            }
        }
    }
}
