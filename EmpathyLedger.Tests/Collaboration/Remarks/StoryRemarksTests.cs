using EmpathyLedger.Core.Collaboration.History;
using EmpathyLedger.Core.Collaboration.Remarks;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Notifications;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Tests.Archive;
using EmpathyLedger.Tests.Collaboration.Sessions;
using EmpathyLedger.Tests.Communities;

namespace EmpathyLedger.Tests.Collaboration.Remarks;

/// <summary>Comments and suggestions on a real database: begun, answered, decided, taken back, and told to whom they concern.</summary>
public sealed class StoryRemarksTests(TestTown town) : IClassFixture<TestTown>
{
    private const string Words = "The ferryman kept a lantern. He lit it for us.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LedgerNotifications News => new(town.Ledger.Database, TimeProvider.System);

    [Fact]
    public async Task AComment_IsReadByEverybodyWithAPart_InTheOrderOfTheText()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var later = await story.CommentAsync(story.CoAuthor, 29, 2, words: "Who?");
        var earlier = await story.CommentAsync(story.Commenter, 4, 8, words: "  What was\r\nhis name? ");
        Assert.Equal(RemarkOutcome.Done, await story.Remarks.AnswerAsync(story.Teller, earlier, "Matti.", Cancellation));

        foreach (var who in new[] { story.Teller, story.CoAuthor, story.Commenter, story.Watcher })
        {
            var threads = await story.ReadAsync(who);
            Assert.Equal([earlier, later], threads.Select(thread => thread.Id));
            var thread = threads[0];
            Assert.Equal(
                (RemarkKind.Comment, StoryPlace.Body, "ferryman", null, RemarkState.Open, story.Commenter.ProfileId!.Value, "Cleo"),
                (thread.Kind, thread.Place, thread.Quote, thread.Replacement, thread.State, thread.AuthorId, thread.AuthorName));
            Assert.Equal([("Cleo", "What was\nhis name?"), ("Writer 0", "Matti.")], thread.Remarks.Select(remark => (remark.AuthorName, remark.Words)));
            Assert.Equal(earlier, thread.Remarks[0].Id);
            Assert.Equal(
                (who != story.Watcher, who != story.Watcher, false, who == story.Commenter),
                (thread.MayAnswer, thread.MayResolve, thread.MayDecide, thread.MayTakeBack));
        }

        Assert.Empty(await story.ReadAsync(town.Stranger));
        Assert.Empty((await story.Remarks.ReadClosedAsync(town.Stranger, story.StoryId, null, Cancellation)).Threads);
        Assert.Equal(RemarkOutcome.NotFound, (await BeginAsync(story, town.Stranger, 0, 3, "Why?")).Outcome);
        Assert.Equal(RemarkOutcome.NotAllowed, (await BeginAsync(story, story.Watcher, 0, 3, "Why?")).Outcome);
        Assert.Equal(RemarkOutcome.NotAllowed, await story.Remarks.AnswerAsync(story.Watcher, earlier, "Me too.", Cancellation));
        Assert.Equal(RemarkOutcome.NotFound, await story.Remarks.AnswerAsync(town.Stranger, earlier, "Me too.", Cancellation));
    }

    /// <summary>Whoever may only look opens the story to look, and is not noted as one who was refused.</summary>
    [Fact]
    public async Task ACommenter_WithNobodyWriting_OpensTheStoryToLook()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        await story.CommentAsync(story.Commenter, 4, 8);
        Assert.Equal(
            ["watch true"],
            await town.Ledger.AdminScalarAsync<string[]>(
                "select array_agg(distinct action || ' ' || is_granted) from ledger.access_log where story_id = $1 and actor_id = $2", story.StoryId, story.Commenter.ProfileId!.Value));
    }

    /// <summary>The passage is one in the words that its author saw; what was written since has moved it.</summary>
    [Fact]
    public async Task APassage_OfOlderWords_IsWhereTheyAreNow()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var page = await story.OpenAsync(story.CoAuthor);
        var watching = await story.OpenAsync(story.Watcher);
        await RemarksTown.TypeAsync(page, new DeltaBuilder().Insert("Long ago. ").Build());
        await RemarksTown.TypeAsync(page, new DeltaBuilder().Retain(18).Insert("y").Build());
        var thread = await story.CommentAsync(story.Commenter, 4, 8);
        Assert.Equal("ferryyman", Assert.Single(await story.ReadAsync(story.Commenter)).Quote);
        await story.HearAsync(story.Node);
        foreach (var told in new[] { page, watching })
        {
            while (told.Passages.Count == 0)
            {
                await told.TakeAnyAsync(Cancellation);
            }

            Assert.Equal([new Passage(thread, new StorySelection(StoryPlace.Body, 14, 9), IsSuggestion: false)], told.Passages);
        }

        await RemarksTown.TypeAsync(page, new DeltaBuilder().Retain(14).Delete(9).Build());
        var other = await story.OpenAsync(story.Teller);
        Assert.Equal([new Passage(thread, new StorySelection(StoryPlace.Body, 14, 0), IsSuggestion: false)], other.Passages);
        Assert.Equal(RemarkOutcome.Gone, (await BeginAsync(story, story.Commenter, 4, 8, "Again?")).Outcome);

        Assert.Equal(RemarkOutcome.Done, await story.Remarks.ResolveAsync(story.Commenter, thread, Cancellation));
        await story.HearAsync(story.Node);
        while (page.Passages.Count > 0)
        {
            await page.TakeAnyAsync(Cancellation);
        }

        Assert.Equal("ferryyman", Assert.Single((await story.Remarks.ReadClosedAsync(story.Watcher, story.StoryId, null, Cancellation)).Threads).Quote);
    }

    [Fact]
    public async Task WhatIsNoRemark_HasItsOwnAnswer()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var where = new StorySelection(StoryPlace.Body, 4, 8);
        async Task<RemarkOutcome> AskAsync(StorySelection where, int revision, RemarkKind kind, string words, string? replacement = null) =>
            (await story.Remarks.BeginAsync(story.Commenter, story.StoryId, where, revision, kind, words, replacement, Cancellation)).Outcome;

        Assert.Equal(RemarkOutcome.Empty, await AskAsync(where, 1, RemarkKind.Comment, " \n "));
        Assert.Equal(RemarkOutcome.TooLong, await AskAsync(where, 1, RemarkKind.Comment, new string('x', RemarkLimits.Words + 1)));
        Assert.Equal(RemarkOutcome.NotText, await AskAsync(where, 1, RemarkKind.Comment, "A\0b"));
        Assert.Equal(RemarkOutcome.NotText, await AskAsync(where, 1, RemarkKind.Suggestion, "", "\ud83d"));
        Assert.Equal(RemarkOutcome.Empty, await AskAsync(where, 1, RemarkKind.Suggestion, "", "ferryman"));
        Assert.Equal(RemarkOutcome.Empty, await AskAsync(where with { Length = 0 }, 1, RemarkKind.Suggestion, "Hm.", ""));
        Assert.Equal(RemarkOutcome.TooLong, await AskAsync(where, 1, RemarkKind.Suggestion, "", new string('x', RemarkLimits.Replacement + 1)));
        Assert.Equal(RemarkOutcome.TooLong, await AskAsync(where with { Length = RemarkLimits.Passage + 1 }, 1, RemarkKind.Comment, "All of it."));
        Assert.Equal(RemarkOutcome.Gone, await AskAsync(where with { Length = 0 }, 1, RemarkKind.Comment, "Here."));
        Assert.Equal(RemarkOutcome.Gone, await AskAsync(where, 7, RemarkKind.Comment, "Of words that nobody has written."));
        Assert.Equal(RemarkOutcome.Gone, await AskAsync(where with { Place = StoryPlace.Details }, 1, RemarkKind.Comment, "The title?"));
        Assert.Equal(RemarkOutcome.Gone, await AskAsync(where with { Index = 46 }, 1, RemarkKind.Comment, "Behind the end."));
        Assert.Empty(await story.ReadAsync(story.Teller));

        await town.Ledger.AdminAsync(
            $"""
            insert into ledger.story_threads (id, story_id, kind, place, anchor_revision, anchor_index, anchor_length, quote, author_id, made_at)
            select gen_random_uuid(), '{story.StoryId}', 'comment', 'body', 1, 0, 3, 'The', '{story.Commenter.ProfileId}', now() from generate_series(1, 499)
            """);
        var last = await story.CommentAsync(story.Commenter, 4, 8);
        Assert.Equal(RemarkOutcome.TooMany, await AskAsync(where, 1, RemarkKind.Comment, "One too many."));
        Assert.Equal(RemarkLimits.OpenThreads, (await story.ReadAsync(story.Teller)).Count);
        Assert.Equal(RemarkOutcome.Done, await story.Remarks.ResolveAsync(story.Teller, last, Cancellation));
        await story.CommentAsync(story.Commenter, 4, 8);
        Assert.Equal(RemarkOutcome.TooMany, await story.Remarks.ReopenAsync(story.Teller, last, Cancellation));
    }

    [Fact]
    public async Task ALongPassage_IsQuotedUpToALimit_InWholeCharacters()
    {
        var story = await RemarksTown.SettleAsync(town, "x" + string.Concat(Enumerable.Repeat("😀", 400)));
        await story.CommentAsync(story.Commenter, 1, 800);

        // From the middle of a character to the middle of another: both whole.
        await story.CommentAsync(story.Commenter, 2, 2);
        var quotes = (await story.ReadAsync(story.Teller)).Select(thread => thread.Quote).OrderBy(quote => quote.Length).ToList();
        Assert.Equal(["😀😀", string.Concat(Enumerable.Repeat("😀", 249)) + "…"], quotes);
    }

    [Fact]
    public async Task ClosedThreads_AreReadTwentyAtATime()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var closed = new List<Guid>();
        for (var number = 0; number < 23; number++)
        {
            closed.Add(await story.CommentAsync(story.Commenter, number, 1));
            Assert.Equal(RemarkOutcome.Done, await story.Remarks.ResolveAsync(story.Teller, closed[^1], Cancellation));
        }

        Assert.Equal(RemarkOutcome.Closed, await story.Remarks.ResolveAsync(story.Teller, closed[0], Cancellation));
        Assert.Equal(RemarkOutcome.Closed, await story.Remarks.AnswerAsync(story.Teller, closed[0], "Too late.", Cancellation));
        var first = await story.Remarks.ReadClosedAsync(story.Watcher, story.StoryId, null, Cancellation);
        var rest = await story.Remarks.ReadClosedAsync(story.Watcher, story.StoryId, first.Next, Cancellation);
        Assert.Equal((20, 3), (first.Threads.Count, rest.Threads.Count));
        Assert.Null(rest.Next);
        Assert.Equal(closed.AsEnumerable().Reverse(), first.Threads.Concat(rest.Threads).Select(thread => thread.Id));
        Assert.All(first.Threads, thread => Assert.Equal((RemarkState.Resolved, "Writer 0", false), (thread.State, thread.DecidedByName, thread.MayAnswer)));

        Assert.Equal(RemarkOutcome.Done, await story.Remarks.ReopenAsync(story.Commenter, closed[0], Cancellation));
        Assert.Equal(closed[0], Assert.Single(await story.ReadAsync(story.Teller)).Id);
    }

    [Fact]
    public async Task WhatIsTakenBack_IsGone_AndWhatOthersSaidStays()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var alone = await story.CommentAsync(story.Commenter, 0, 3, words: "Never mind");
        Assert.Equal(RemarkOutcome.NotAllowed, await story.Remarks.TakeBackThreadAsync(story.Teller, alone, Cancellation));
        Assert.Equal(RemarkOutcome.Done, await story.Remarks.TakeBackThreadAsync(story.Commenter, alone, Cancellation));
        Assert.Equal(RemarkOutcome.Closed, await story.Remarks.TakeBackThreadAsync(story.Commenter, alone, Cancellation));

        var answered = await story.CommentAsync(story.Commenter, 4, 8, words: "Too much");
        await story.Remarks.AnswerAsync(story.Teller, answered, "Is it?", Cancellation);
        var answer = Assert.Single(await story.ReadAsync(story.Teller)).Remarks[1].Id;
        Assert.Equal(RemarkOutcome.Done, await story.Remarks.TakeBackRemarkAsync(story.Commenter, answered, Cancellation));
        var thread = Assert.Single(await story.ReadAsync(story.Commenter));
        Assert.Equal([("", true), ("Is it?", false)], thread.Remarks.Select(remark => (remark.Words, remark.IsTakenBack)));
        Assert.False(thread.MayTakeBack);

        Assert.Equal(RemarkOutcome.NotAllowed, await story.Remarks.TakeBackRemarkAsync(story.Commenter, answer, Cancellation));
        Assert.Equal(RemarkOutcome.Done, await story.Remarks.TakeBackRemarkAsync(story.Teller, answer, Cancellation));
        Assert.Empty(await story.ReadAsync(story.Teller));

        // Nobody accepts what its author no longer says; what was said about it stays.
        var suggestion = await story.SuggestAsync(story.Commenter, 4, 8, "boatman");
        await story.Remarks.AnswerAsync(story.CoAuthor, suggestion, "I like it.", Cancellation);
        Assert.Equal(RemarkOutcome.Done, await story.Remarks.TakeBackThreadAsync(story.Commenter, suggestion, Cancellation));
        Assert.Equal((RemarkOutcome.Closed, null), await story.Remarks.AcceptAsync(story.Teller, story.StoryId, suggestion, "ferryman", Cancellation));
        var closed = Assert.Single((await story.Remarks.ReadClosedAsync(story.Teller, story.StoryId, null, Cancellation)).Threads);
        Assert.Equal((suggestion, RemarkState.TakenBack, ""), (closed.Id, closed.State, closed.Replacement));
        Assert.Equal(
            0, await town.Ledger.AdminScalarAsync<long>(
                """
                select count(*) from ledger.story_threads t join ledger.thread_remarks r on r.thread_id = t.id
                where t.story_id = $1 and (r.words in ('Never mind', 'Too much', 'Is it?') or t.replacement = 'boatman')
                """,
                story.StoryId));
    }

    [Fact]
    public async Task WhoeverItConcerns_HearsOfIt_OnceUntilItIsRead()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var one = await story.SuggestAsync(story.Commenter, 4, 8, "boatman");
        var two = await story.CommentAsync(story.Commenter, 0, 3);
        await story.CommentAsync(story.Teller, 0, 3);
        Assert.Equal([(NewsKind.ThreadBegun, story.StoryId)], await NewsOfAsync(story.Teller));
        Assert.Equal(1, await CountAsync(story.Teller));
        Assert.Empty(await NewsOfAsync(story.Commenter));

        await story.Remarks.AnswerAsync(story.CoAuthor, one, "Yes.", Cancellation);
        await story.Remarks.AnswerAsync(story.CoAuthor, one, "Or no.", Cancellation);
        Assert.Equal([(NewsKind.ThreadAnswered, story.StoryId)], await NewsOfAsync(story.Commenter));
        Assert.Equal(1, await CountAsync(story.Commenter));
        Assert.Empty(await NewsOfAsync(story.CoAuthor));

        await story.EndPartAsync(story.CoAuthor);
        Assert.Equal(RemarkOutcome.Done, await story.Remarks.RefuseAsync(story.Teller, one, Cancellation));
        Assert.Equal(RemarkOutcome.Done, await story.Remarks.ResolveAsync(story.Commenter, two, Cancellation));
        Assert.Contains((NewsKind.ThreadDecided, story.StoryId), await NewsOfAsync(story.Commenter));
        Assert.Empty(await NewsOfAsync(story.CoAuthor));
        Assert.Empty(await NewsOfAsync(story.Watcher));
    }

    /// <summary>In a narrator's place whoever keeps the story hears and decides, as long as they keep it.</summary>
    [Fact]
    public async Task OfAKeptStory_ItsCustodianHears_AndDecides()
    {
        var keeper = await town.AddMemberAsync("Kay", town.Riverside, CommunityRole.Steward);
        var commenter = await town.AddMemberAsync("Cleo", town.Riverside, CommunityRole.Member);
        var narrator = await KeptStory.NarratorAsync(town.Ledger, town.Riverside, keeper.ProfileId!.Value, "Ann Ferrier");
        var storyId = Guid.CreateVersion7();
        await KeptStory.AddAsync(town.Ledger, storyId, town.Riverside, keeper.ProfileId!.Value, narrator, "The lantern");
        await town.Ledger.AdminAsync(
            $"insert into ledger.story_people (story_id, profile_id, role, added_at) values ('{storyId}', '{commenter.ProfileId}', 'commenter', now())");
        var node = new TestNode(town.Ledger);
        var remarks = new StoryRemarks(town.Ledger.Database, node.Sessions, node.PassageLog, TimeProvider.System);
        Task<(RemarkOutcome Outcome, Guid? ThreadId)> SuggestAsync(string word) => remarks.BeginAsync(
            commenter, storyId, new StorySelection(StoryPlace.Body, 4, 8), 1, RemarkKind.Suggestion, "", word, Cancellation);

        var first = (await SuggestAsync("boatman")).ThreadId!.Value;
        Assert.Equal([(NewsKind.ThreadBegun, storyId)], await NewsOfAsync(keeper));
        Assert.True(Assert.Single(await remarks.ReadAsync(keeper, storyId, Cancellation)).MayDecide);
        Assert.Equal((RemarkOutcome.Done, null), await remarks.AcceptAsync(keeper, storyId, first, "ferryman", Cancellation));
        Assert.Equal("The boatman kept a lantern.\n", (await node.Log.OpenAsync(keeper, storyId, Cancellation))!.Value.State.Body.ReadText());

        await town.Ledger.AdminAsync($"update ledger.notifications set read_at = now(); update ledger.community_members set roles = '{{member}}' where profile_id = '{keeper.ProfileId}'");
        var (outcome, third) = await remarks.BeginAsync(
            commenter, storyId, new StorySelection(StoryPlace.Body, 4, 7), 2, RemarkKind.Suggestion, "", "pilot", Cancellation);
        Assert.Equal(RemarkOutcome.Done, outcome);
        Assert.Empty(await NewsOfAsync(keeper));
        Assert.Equal((RemarkOutcome.NotFound, null), await remarks.AcceptAsync(keeper, storyId, third!.Value, "boatman", Cancellation));
    }

    [Fact]
    public async Task WhoHasNoPartAnyMore_ReadsNothing_AndSaysNothing()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var thread = await story.CommentAsync(story.CoAuthor, 4, 8);
        var page = await story.OpenAsync(story.CoAuthor);
        Assert.Single(page.Passages);
        await story.EndPartAsync(story.CoAuthor);

        Assert.Empty(await story.ReadAsync(story.CoAuthor));
        Assert.Equal(RemarkOutcome.NotFound, (await BeginAsync(story, story.CoAuthor, 0, 3, "Once more")).Outcome);
        Assert.Equal(RemarkOutcome.NotFound, await story.Remarks.AnswerAsync(story.CoAuthor, thread, "Once more", Cancellation));
        Assert.Equal(RemarkOutcome.NotFound, await story.Remarks.ResolveAsync(story.CoAuthor, thread, Cancellation));
        Assert.Equal(RemarkOutcome.NotFound, await story.Remarks.TakeBackThreadAsync(story.CoAuthor, thread, Cancellation));
        Assert.Null(await story.Node.PassageLog.ReadAsync(story.CoAuthor, story.StoryId, Cancellation));

        // A session in which nobody is left who may read them tells nobody.
        await story.CommentAsync(story.Teller, 0, 3);
        await story.HearAsync(story.Node);
        await story.Node.Sessions.HearAsync(new Core.Events.LedgerEvent(Core.Events.LedgerEventKind.PartChanged, story.StoryId, null, story.CoAuthor.ProfileId));
        await page.TakeNextAsync(Cancellation);
        Assert.True(page.IsPutOut);
        Assert.Equal(thread, Assert.Single(page.Passages).ThreadId);
    }

    /// <summary>Remarks stay, and hang where they hung. What they quote of older words goes, and what was suggested once and is decided.</summary>
    [Fact]
    public async Task APurge_ForgetsOlderWords_AndKeepsTheRemarks()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var comment = await story.CommentAsync(story.Commenter, 29, 2);
        var open = await story.SuggestAsync(story.Commenter, 4, 8, "boatman");
        var refused = await story.SuggestAsync(story.Commenter, 13, 4, "held");
        Assert.Equal(RemarkOutcome.Done, await story.Remarks.RefuseAsync(story.Teller, refused, Cancellation));

        // Written through a node that is gone before it saved anything.
        var page = await story.OpenAsync(story.CoAuthor, story.NewNode());
        await RemarksTown.TypeAsync(page, new DeltaBuilder().Insert("Long ago. ").Build());
        page.Close();
        var history = new StoryHistory(town.Ledger.Database, story.Node.Log, story.Node.Sessions);
        Assert.Equal(PurgeOutcome.Purged, await history.PurgeAsync(story.Teller, story.StoryId, Cancellation));

        var threads = await story.ReadAsync(story.Teller);
        Assert.Equal([(open, "", "boatman"), (comment, "", null)], threads.Select(thread => (thread.Id, thread.Quote, thread.Replacement)));
        Assert.Equal("", Assert.Single((await story.Remarks.ReadClosedAsync(story.Teller, story.StoryId, null, Cancellation)).Threads).Replacement);
        var after = await story.OpenAsync(story.Teller);
        Assert.Equal([(14, 8), (39, 2)], after.Passages.Select(passage => (passage.Where.Index, passage.Where.Length)).Order());
        Assert.Equal((RemarkOutcome.Done, null), await story.Remarks.AcceptAsync(story.Teller, story.StoryId, open, "ferryman", Cancellation));
        Assert.Equal("Long ago. The boatman kept a lantern. He lit it for us.\n", await story.ReadTextAsync());
    }

    /// <summary>Of a comment that was resolved before, nothing says where its words are after a purge: it stays where it was, within the text.</summary>
    [Fact]
    public async Task APassageOlderThanTheHistory_StaysWhereItWas_WithinTheText()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var thread = await story.CommentAsync(story.Commenter, 29, 17);
        Assert.Equal(RemarkOutcome.Done, await story.Remarks.ResolveAsync(story.Commenter, thread, Cancellation));
        var page = await story.OpenAsync(story.CoAuthor);
        await RemarksTown.TypeAsync(page, new DeltaBuilder().Delete(10).Build());
        var history = new StoryHistory(town.Ledger.Database, story.Node.Log, story.Node.Sessions);
        Assert.Equal(PurgeOutcome.Purged, await history.PurgeAsync(story.Teller, story.StoryId, Cancellation));
        Assert.Equal(RemarkOutcome.Done, await story.Remarks.ReopenAsync(story.Commenter, thread, Cancellation));
        await RemarksTown.TypeAsync(page, new DeltaBuilder().Insert("So ").Build());

        var other = await story.OpenAsync(story.Teller, story.NewNode());
        Assert.Equal(new StorySelection(StoryPlace.Body, 32, 8), Assert.Single(other.Passages).Where);
        Assert.Equal(PurgeOutcome.Purged, await history.PurgeAsync(story.Teller, story.StoryId, Cancellation));
    }

    /// <summary>A copy that was kept and is brought back is one more change; the threads hang on what is left of their words.</summary>
    [Fact]
    public async Task AVersionBroughtBack_KeepsTheThreads()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var before = (await new Drafts(town.Ledger.Database).OpenAsync(story.Teller, story.StoryId, Cancellation))!.Content;
        var page = await story.OpenAsync(story.CoAuthor);
        await RemarksTown.TypeAsync(page, new DeltaBuilder().Retain(28).Insert(" It was old.").Build());
        var kept = await story.CommentAsync(story.Commenter, 4, 8, revision: 2);
        var lost = await story.CommentAsync(story.Commenter, 36, 3, revision: 2);
        Assert.Equal(WriteOutcome.Written, await story.Node.Sessions.WriteAsync(story.Teller, story.StoryId, before, Cancellation));

        Assert.Equal([(kept, "ferryman"), (lost, "old")], (await story.ReadAsync(story.Teller)).Select(thread => (thread.Id, thread.Quote)));
        var other = await story.OpenAsync(story.Teller, story.NewNode());
        Assert.Equal(
            [(kept, 4, 8), (lost, 29, 0)],
            other.Passages.OrderBy(passage => passage.Where.Index).Select(passage => (passage.ThreadId, passage.Where.Index, passage.Where.Length)));
    }

    [Fact]
    public async Task ADraftThatIsDeleted_TakesItsThreadsWithIt()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var thread = await story.CommentAsync(story.Commenter, 4, 8);
        await story.Remarks.AnswerAsync(story.Teller, thread, "Matti.", Cancellation);
        await using (var scope = await town.Ledger.Database.BeginAsync(story.Teller, Cancellation))
        {
            Assert.Equal("deleted", await scope.ScalarAsync<string>("select app.delete_draft($1)", story.StoryId));
            await scope.CommitAsync();
        }

        Assert.Equal(0, await town.Ledger.AdminScalarAsync<long>("select count(*) from ledger.thread_remarks where thread_id = $1", thread));
        Assert.Empty(await story.ReadAsync(story.Teller));
        Assert.Equal(RemarkOutcome.NotFound, await story.Remarks.ResolveAsync(story.Commenter, thread, Cancellation));
    }

    private static Task<(RemarkOutcome Outcome, Guid? ThreadId)> BeginAsync(RemarksTown story, Core.Database.Actor who, int index, int length, string words) =>
        story.Remarks.BeginAsync(who, story.StoryId, new StorySelection(StoryPlace.Body, index, length), 1, RemarkKind.Comment, words, null, Cancellation);

    private async Task<List<(NewsKind Kind, Guid? StoryId)>> NewsOfAsync(Core.Database.Actor who) =>
        [.. (await News.ListAsync(who, Cancellation)).Where(news => news.StoryId is not null).Select(news => (news.Kind, news.StoryId))];

    private Task<long> CountAsync(Core.Database.Actor who) => town.Ledger.AdminScalarAsync<long>(
        "select count(*) from ledger.notifications where profile_id = $1 and kind::text like 'thread%'", who.ProfileId!.Value);
}
