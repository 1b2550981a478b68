using EmpathyLedger.Core.Collaboration.Remarks;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Tests.Collaboration.Sessions;
using EmpathyLedger.Tests.Communities;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Collaboration.Remarks;

/// <summary>Accepting a suggestion: an operation like any other, in one with its mark, of words that were seen.</summary>
public sealed class AcceptanceTests(TestTown town) : IClassFixture<TestTown>
{
    private const string Words = "The ferryman kept a lantern.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnAcceptance_IsAChangeOfWhoeverAccepts_ThatOpenPagesSee()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var suggestion = await story.SuggestAsync(story.Commenter, 4, 8, "ferrywoman");
        var page = await story.OpenAsync(story.CoAuthor);
        Assert.Equal([new Passage(suggestion, new StorySelection(StoryPlace.Body, 4, 8), IsSuggestion: true)], page.Passages);
        page.Type(new DeltaBuilder().Retain(28).Insert(" Always.").Build());
        Assert.Equal((RemarkOutcome.Done, null), await AcceptAsync(story, suggestion, "ferryman"));
        while (page.Passages.Count > 0)
        {
            await page.TakeAnyAsync(Cancellation);
        }

        await page.SendAsync();
        await page.TakeNextAsync(Cancellation);
        Assert.Equal("The ferrywoman kept a lantern. Always.\n", string.Concat(page.Text.Ops.ToArray().Select(op => op.Text)));
        Assert.False(page.History.HasFaults);
        var log = await story.Node.Log.ReadAsync(story.Teller, story.StoryId, 1, Cancellation);
        Assert.Equal([story.Teller.ProfileId, story.CoAuthor.ProfileId], log.Select(operation => (Guid?)operation.AuthorId));

        // Both words begin and end alike, and of that nothing was touched.
        Assert.Equal(new DeltaBuilder().Retain(9).Insert("wo").Build(), log[0].Change.Body);
        var closed = Assert.Single((await story.Remarks.ReadClosedAsync(story.Commenter, story.StoryId, null, Cancellation)).Threads);
        Assert.Equal((RemarkState.Accepted, "Writer 0"), (closed.State, closed.DecidedByName));
        Assert.Equal((RemarkOutcome.Closed, null), await AcceptAsync(story, suggestion, "ferrywoman"));
    }

    [Fact]
    public async Task WordsThatChanged_AreShownFirst()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var suggestion = await story.SuggestAsync(story.CoAuthor, 4, 8, "boatman");

        // Its session has not heard what is written on another node.
        await story.OpenAsync(story.Teller);
        var page = await story.OpenAsync(story.CoAuthor, story.NewNode());
        await RemarksTown.TypeAsync(page, new DeltaBuilder().Retain(9).Insert("wo").Build());
        Assert.Equal((RemarkOutcome.Changed, "ferrywoman"), await AcceptAsync(story, suggestion, "ferryman"));
        Assert.Equal("The ferrywoman kept a lantern.\n", await story.ReadTextAsync());
        Assert.Equal((RemarkOutcome.Done, null), await AcceptAsync(story, suggestion, "ferrywoman"));
        Assert.Equal("The boatman kept a lantern.\n", await story.ReadTextAsync());
    }

    [Fact]
    public async Task Deciding_IsForTheTeller()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var suggestion = await story.SuggestAsync(story.CoAuthor, 4, 8, "boatman");
        foreach (var who in new[] { story.CoAuthor, story.Commenter, story.Watcher })
        {
            Assert.Equal((RemarkOutcome.NotAllowed, null), await story.Remarks.AcceptAsync(who, story.StoryId, suggestion, "not what it says", Cancellation));
            Assert.Equal(RemarkOutcome.NotAllowed, await story.Remarks.RefuseAsync(who, suggestion, Cancellation));
        }

        Assert.Equal((RemarkOutcome.NotFound, null), await story.Remarks.AcceptAsync(town.Stranger, story.StoryId, suggestion, "ferryman", Cancellation));
        var other = await RemarksTown.SettleAsync(town, Words);
        Assert.Equal((RemarkOutcome.NotFound, null), await other.Remarks.AcceptAsync(other.Teller, other.StoryId, suggestion, "ferryman", Cancellation));
        Assert.Equal(Words + "\n", await story.ReadTextAsync());
    }

    /// <summary>The passage may be gone: then the words stand where it was, if that is what whoever accepts has seen.</summary>
    [Fact]
    public async Task APassageOfWhichNothingIsLeft_KeepsItsPlace()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var suggestion = await story.SuggestAsync(story.Commenter, 4, 8, "boatman");
        var page = await story.OpenAsync(story.CoAuthor);
        await RemarksTown.TypeAsync(page, new DeltaBuilder().Retain(4).Delete(8).Build());
        Assert.Equal("ferryman", Assert.Single(await story.ReadAsync(story.Teller)).Quote);
        Assert.Equal((RemarkOutcome.Changed, ""), await AcceptAsync(story, suggestion, "ferryman"));
        Assert.Equal((RemarkOutcome.Done, null), await AcceptAsync(story, suggestion, ""));
        Assert.Equal("The boatman kept a lantern.\n", await story.ReadTextAsync());
    }

    [Fact]
    public async Task WordsForAPlace_AndNoWordsForAPassage()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var place = await story.SuggestAsync(story.Commenter, 4, 0, "old ");
        var nothing = await story.SuggestAsync(story.Commenter, 18, 9, "");
        Assert.Equal((RemarkOutcome.Done, null), await AcceptAsync(story, place, ""));
        Assert.Equal((RemarkOutcome.Done, null), await AcceptAsync(story, nothing, "a lantern"));
        Assert.Equal("The old ferryman kept .\n", await story.ReadTextAsync());
    }

    /// <summary>What was heard has its own passages, and stays plain.</summary>
    [Fact]
    public async Task Transcript_HasItsOwnPassages()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var content = (await new Drafts(town.Ledger.Database).OpenAsync(story.Teller, story.StoryId, Cancellation))!.Content;
        await story.Node.Sessions.WriteAsync(story.Teller, story.StoryId, content with { Transcript = "And then he came" }, Cancellation);
        var page = await story.OpenAsync(story.CoAuthor);
        var (_, thread) = await story.Remarks.BeginAsync(
            story.Commenter, story.StoryId, new StorySelection(StoryPlace.Transcript, 9, 2), 2, RemarkKind.Suggestion, "", "the\nferryman", Cancellation);
        await story.HearAsync(story.Node);
        await RemarksTown.TypeAsync(page, new DeltaBuilder().Insert("So. ").Build());
        await story.Node.Sessions.WriteAsync(
            story.Teller, story.StoryId, content with { Body = Core.Stories.StoryText.OfPlainText("So. " + Words).Text!, Transcript = "And so, then he came" }, Cancellation);
        var other = await story.OpenAsync(story.Watcher);
        Assert.Equal([new Passage(thread!.Value, new StorySelection(StoryPlace.Transcript, 13, 2), IsSuggestion: true)], other.Passages);
        Assert.Equal((RemarkOutcome.Done, null), await AcceptAsync(story, thread.Value, "he"));
        var after = await story.Node.Log.OpenAsync(story.Teller, story.StoryId, Cancellation);
        Assert.Equal(
            ("So. " + Words + "\n", "And so, then the\nferryman came\n"), (after!.Value.State.Body.ReadText(), after.Value.State.Transcript.ReadText()));
    }

    /// <summary>The mark alone, where the passage says it already.</summary>
    [Fact]
    public async Task WhatIsThereAlready_IsMarked()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var suggestion = await story.SuggestAsync(story.CoAuthor, 4, 8, "ferrywoman");
        var page = await story.OpenAsync(story.CoAuthor);
        await RemarksTown.TypeAsync(page, new DeltaBuilder().Retain(9).Insert("wo").Build());
        Assert.Equal((RemarkOutcome.Done, null), await AcceptAsync(story, suggestion, "ferrywoman"));
        Assert.Equal(2, (await story.Node.Log.ReadAsync(story.Teller, story.StoryId, 0, Cancellation)).Count);
        Assert.Equal(RemarkState.Accepted, Assert.Single((await story.Remarks.ReadClosedAsync(story.Teller, story.StoryId, null, Cancellation)).Threads).State);
    }

    [Fact]
    public async Task AText_ThatWouldBeTooLong_StaysAsItIs()
    {
        var story = await RemarksTown.SettleAsync(town, new string('x', DraftLimits.BodyCharacters - 2));
        var suggestion = await story.SuggestAsync(story.Commenter, 0, 0, "yyy");
        Assert.Equal((RemarkOutcome.TooLong, null), await AcceptAsync(story, suggestion, ""));
        Assert.Equal(RemarkState.Open, Assert.Single(await story.ReadAsync(story.Teller)).State);
    }

    /// <summary>Two who accept at once, on two nodes: one does it, the other hears that it is done. It is in the text once.</summary>
    [Fact]
    public async Task TwoWhoAccept_AtOnce_DoItOnce()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var (one, other) = (story.NewNode(), story.NewNode());
        var pages = new[] { await story.OpenAsync(story.CoAuthor, one), await story.OpenAsync(story.CoAuthor, other) };
        for (var round = 0; round < 6; round++)
        {
            var suggestion = await story.SuggestAsync(story.Commenter, 0, 0, $"{round} ", revision: 1 + round);
            var answers = await Task.WhenAll(
                story.RemarksOn(one).AcceptAsync(story.Teller, story.StoryId, suggestion, "", Cancellation),
                story.RemarksOn(other).AcceptAsync(story.Teller, story.StoryId, suggestion, "", Cancellation));
            Assert.Equal([RemarkOutcome.Done, RemarkOutcome.Closed], answers.Select(answer => answer.Outcome).Order());
        }

        Assert.Equal("5 4 3 2 1 0 " + Words + "\n", await story.ReadTextAsync());
        Assert.All(pages, page => Assert.False(page.History.HasFaults));
    }

    /// <summary>Accepted on one node while somebody types within the passage on another: either it was what they saw, or they are shown what it is.</summary>
    [Fact]
    public async Task AcceptingWhileSomebodyTypes_TakesWhatWasSeen_OrNothing()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var (one, other) = (story.NewNode(), story.NewNode());
        await story.OpenAsync(story.CoAuthor, one);
        var page = await story.OpenAsync(story.CoAuthor, other);
        var revision = 1;
        for (var round = 0; round < 8; round++)
        {
            // The node that accepts knows of the newest words, and so does the page.
            var text = await story.ReadTextAsync();
            var suggestion = await story.SuggestAsync(story.Commenter, 0, text.Length - 1, $"{Words} {round}", revision);
            page.Type(new DeltaBuilder().Retain(1 + round).Insert("·").Build());
            await page.SendAsync();
            var answer = await story.RemarksOn(one).AcceptAsync(story.Teller, story.StoryId, suggestion, text[..^1], Cancellation);
            while (!page.IsSaved)
            {
                await page.TakeNextAsync(Cancellation);
            }

            var log = await story.Node.Log.ReadAsync(story.Teller, story.StoryId, 0, Cancellation);
            revision = log.Count;
            if (answer.Outcome == RemarkOutcome.Done)
            {
                Assert.Contains(log, operation => operation.AuthorId == story.Teller.ProfileId && operation.Revision > 1);
            }
            else
            {
                Assert.Equal((RemarkOutcome.Changed, await story.ReadTextAsync()), (answer.Outcome, answer.PresentWords + "\n"));
                Assert.Equal(RemarkOutcome.Done, await story.Remarks.RefuseAsync(story.Teller, suggestion, Cancellation));
            }

            await other.Sessions.HearAsync(new Core.Events.LedgerEvent(Core.Events.LedgerEventKind.DraftWritten, story.StoryId, null, null));
            while (page.Revision < revision)
            {
                await page.TakeAnyAsync(Cancellation);
            }

            Assert.Equal(await story.ReadTextAsync(), string.Concat(page.Text.Ops.ToArray().Select(op => op.Text)));
        }
    }

    /// <summary>A mark without its words, or words without the mark, would be noticed: the log that sets the one and loses the other.</summary>
    [Fact]
    public async Task AnAcceptanceThatLosesItsWords_IsNoticed()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var suggestion = await story.SuggestAsync(story.Commenter, 4, 8, "boatman");
        var node = new TestNode(town.Ledger, passages: log => new LosingLog(town.Ledger, log));
        Assert.Equal(RemarkOutcome.Done, (await story.RemarksOn(node).AcceptAsync(story.Teller, story.StoryId, suggestion, "ferryman", Cancellation)).Outcome);
        Assert.NotEqual("The boatman kept a lantern.\n", await story.ReadTextAsync());
    }

    private static Task<(RemarkOutcome Outcome, string? PresentWords)> AcceptAsync(RemarksTown story, Guid suggestion, string seen) =>
        story.Remarks.AcceptAsync(story.Teller, story.StoryId, suggestion, seen, Cancellation);

    private sealed class LosingLog(LedgerDatabaseFixture ledger, OperationLog log) : PassageLog(ledger.Database, log)
    {
        internal override Task<Acceptance> AcceptAsync(Actor actor, Guid threadId, int expected, Guid clientId, StoryChange? change) =>
            base.AcceptAsync(actor, threadId, expected, clientId, null);
    }
}
