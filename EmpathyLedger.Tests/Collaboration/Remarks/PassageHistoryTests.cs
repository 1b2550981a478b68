using EmpathyLedger.Core.Collaboration.Remarks;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Tests.Collaboration.Sessions;
using EmpathyLedger.Tests.Communities;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Collaboration.Remarks;

/// <summary>
/// Several people write through two nodes, comment on what they see, and come and go; sessions end, are left lying and begin anew.
/// Whatever happens, a passage stays the letters that it was begun on: so says the database, and so each page is told.
/// </summary>
public sealed class PassageHistoryTests(TestTown town) : IClassFixture<TestTown>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Passages_WhateverIsWritten_StayTheirWords(int seed) =>
        Assert.Empty(await WriteAsync(seed, log => new PassageLog(town.Ledger.Database, log)));

    /// <summary>Places of older words, noted as if they were of the newest.</summary>
    [Fact]
    public async Task PassagesThatAreNotMoved_AreNoticed() =>
        Assert.NotEmpty(await WriteAsync(3, log => new ForgetfulLog(town.Ledger, log)));

    private async Task<List<string>> WriteAsync(int seed, Func<OperationLog, PassageLog> newPassages)
    {
        var random = new Random(seed);
        var (storyId, writers) = await town.StartTogetherAsync(3);
        var history = new WritingHistory { Beginning = new DeltaBuilder().Insert("\n").Build() };
        var oracle = new PassageOracle(history.Beginning);
        var open = new List<(Guid Id, Actor Author, RemarkKind Kind)>();
        TestNode NewNode() => new(town.Ledger, passages: newPassages);
        var nodes = new[] { NewNode(), NewNode() };
        var pages = writers.ConvertAll(writer => new SimulatedPage(writer, storyId) { History = history });
        var typing = new RandomTyping(random);
        for (var step = 0; step < 220; step++)
        {
            var page = pages[random.Next(pages.Count)];
            if (!page.IsConnected)
            {
                await page.OpenAsync(nodes[random.Next(nodes.Length)], Cancellation);
            }

            switch (random.Next(31))
            {
                case < 11:
                    page.Type(typing.Next(page.Text));
                    break;
                case < 19:
                    await page.SendAsync();
                    break;
                case < 24:
                    page.TakeOne();
                    break;
                case < 26:
                    await SaveAsync(page);
                    if (page.IsSaved && page.Text.Length > 3)
                    {
                        await BeginAsync(page, random, storyId, oracle, open);
                    }

                    break;
                case < 27 when open.FindAll(thread => thread.Kind == RemarkKind.Comment) is { Count: > 0 } comments:
                    // What is closed and open again was not followed in between.
                    var (thread, author, _) = comments[random.Next(comments.Count)];
                    Assert.Equal(RemarkOutcome.Done, await Remarks(nodes[0]).ResolveAsync(author, thread, Cancellation));
                    await HearAsync(nodes[random.Next(nodes.Length)], storyId);
                    page.Type(typing.Next(page.Text));
                    await page.SendAsync();
                    Assert.Equal(RemarkOutcome.Done, await Remarks(nodes[0]).ReopenAsync(author, thread, Cancellation));
                    break;
                case < 28 when open.Count > 0:
                    await AcceptAsync(nodes[random.Next(nodes.Length)], writers[0], storyId, open[random.Next(open.Count)], open);
                    break;
                case < 29:
                    await HearAsync(nodes[random.Next(nodes.Length)], storyId);
                    break;
                case < 30:
                    await page.LeaveAsync();
                    break;
                default:
                    if (random.Next(3) == 0)
                    {
                        // Nobody hears of it any more, and what it would still save comes late.
                        var left = random.Next(nodes.Length);
                        foreach (var lost in pages.Where(lost => lost.Node == nodes[left]))
                        {
                            lost.Close();
                        }

                        nodes[left] = NewNode();
                    }

                    break;
            }
        }

        Assert.NotEmpty(open);
        await ComeToRestAsync(pages, nodes, storyId);
        return await FindFaultsAsync(storyId, writers[0], nodes, pages, oracle, [.. open.Select(thread => thread.Id)]);
    }

    private async Task BeginAsync(SimulatedPage page, Random random, Guid storyId, PassageOracle oracle, List<(Guid Id, Actor Author, RemarkKind Kind)> open)
    {
        var characters = string.Concat(page.Text.Ops.ToArray().Select(op => op.Text));
        var (start, end) = (Boundary(random.Next(characters.Length - 1)), Boundary(random.Next(characters.Length)));
        var where = new StorySelection(StoryPlace.Body, Math.Min(start, end), Math.Abs(end - start));
        if (where.Length > 0)
        {
            var (kind, replacement) = random.Next(3) == 0 ? (RemarkKind.Suggestion, "as it was\ntold") : (RemarkKind.Comment, null);
            var (outcome, id) = await Remarks(page.Node!).BeginAsync(
                page.Actor, storyId, where, page.Revision, kind, "What is this?", replacement, Cancellation);
            Assert.True(outcome is RemarkOutcome.Done or RemarkOutcome.Gone, outcome.ToString());
            if (id is { } begun)
            {
                oracle.Begin(begun, page.Revision, where);
                open.Add((begun, page.Actor, kind));
            }
        }

        int Boundary(int at) => char.IsLowSurrogate(characters[at]) ? at - 1 : at;
    }

    /// <summary>Its words are written as any others are, and are followed as such; the thread is done.</summary>
    private async Task AcceptAsync(
        TestNode node, Actor teller, Guid storyId, (Guid Id, Actor Author, RemarkKind Kind) thread, List<(Guid Id, Actor Author, RemarkKind Kind)> open)
    {
        var (outcome, present) = await Remarks(node).AcceptAsync(teller, storyId, thread.Id, "not what is there", Cancellation);
        if (thread.Kind == RemarkKind.Comment)
        {
            Assert.Equal((RemarkOutcome.NotAllowed, null), (outcome, present));
            return;
        }

        Assert.Equal(RemarkOutcome.Changed, outcome);
        (outcome, _) = await Remarks(node).AcceptAsync(teller, storyId, thread.Id, present!, Cancellation);
        if (outcome == RemarkOutcome.Done)
        {
            open.Remove(thread);
        }
        else
        {
            Assert.Equal(RemarkOutcome.Changed, outcome);
        }
    }

    private static async Task<List<string>> FindFaultsAsync(
        Guid storyId, Actor teller, TestNode[] nodes, List<SimulatedPage> pages, PassageOracle oracle, List<Guid> open)
    {
        var log = await nodes[0].Log.ReadAsync(teller, storyId, 0, Cancellation);
        var expected = oracle.Follow(log);
        var faults = new List<string>();
        foreach (var page in pages)
        {
            Compare($"page at {page.Revision}", page.Passages.ToDictionary(passage => passage.ThreadId, passage => passage.Where));
        }

        await nodes[0].Sessions.SettleAsync(teller, storyId, Cancellation);
        var stored = await nodes[0].PassageLog.ReadAsync(teller, storyId, Cancellation);
        Assert.All(stored!, anchor => Assert.Equal(log.Count, anchor.Revision));
        Compare("database", stored!.ToDictionary(anchor => anchor.ThreadId, anchor => anchor.Where));
        return faults;

        void Compare(string whose, Dictionary<Guid, StorySelection> told)
        {
            if (!told.Keys.Order().SequenceEqual(open.Order()))
            {
                faults.Add($"The {whose} knows {told.Count} of {open.Count} threads.");
            }

            foreach (var (threadId, where) in told)
            {
                var (index, length) = expected[threadId];
                if (where.Length != length || (length > 0 && where.Index != index))
                {
                    faults.Add($"The {whose} has {threadId} at {where.Index}+{where.Length}, and it is at {index}+{length}.");
                }
            }
        }
    }

    /// <summary>Everything is in and heard of; then each opens the story anew, on either node.</summary>
    private static async Task ComeToRestAsync(List<SimulatedPage> pages, TestNode[] nodes, Guid storyId)
    {
        foreach (var page in pages)
        {
            while (!page.IsConnected || !page.IsSaved)
            {
                await (page.IsConnected ? SaveAsync(page) : page.OpenAsync(nodes[0], Cancellation));
            }
        }

        foreach (var node in nodes)
        {
            await node.Sessions.HearAsync(new LedgerEvent(LedgerEventKind.DraftWritten, storyId, null, null));
            await HearAsync(node, storyId);
        }

        for (var number = 0; number < pages.Count; number++)
        {
            await pages[number].LeaveAsync();
            Assert.True(await pages[number].OpenAsync(nodes[number % nodes.Length], Cancellation));
        }

        Assert.Single(pages.Select(page => page.Revision).Distinct());
    }

    private static async Task SaveAsync(SimulatedPage page)
    {
        await page.SendAsync();
        while (page.IsConnected && !page.IsSaved)
        {
            await page.TakeNextAsync(Cancellation);
            await page.SendAsync();
        }
    }

    private StoryRemarks Remarks(TestNode node) => new(town.Ledger.Database, node.Sessions, node.PassageLog, TimeProvider.System);

    private static Task HearAsync(TestNode node, Guid storyId) => node.Sessions.HearAsync(new LedgerEvent(LedgerEventKind.RemarksChanged, storyId, null, null));

    private sealed class ForgetfulLog(LedgerDatabaseFixture ledger, OperationLog log) : PassageLog(ledger.Database, log)
    {
        internal override async Task StoreAsync(
            Actor actor, Guid storyId, int revision, IReadOnlyCollection<(Guid ThreadId, StorySelection Where)> passages, CancellationToken cancellation)
        {
            var before = await ReadAsync(actor, storyId, cancellation);
            await base.StoreAsync(actor, storyId, revision, [.. before!.Select(anchor => (anchor.ThreadId, anchor.Where))], cancellation);
        }
    }
}
