using EmpathyLedger.Core.Collaboration.Remarks;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Tests.Collaboration.Sessions;
using EmpathyLedger.Tests.Communities;

namespace EmpathyLedger.Tests.Collaboration.Remarks;

/// <summary>A story with some words in it, its teller, a co-author, a commenter and a watcher; and what they do with remarks on a node.</summary>
internal sealed class RemarksTown
{
    private readonly TestTown _town;

    private RemarksTown(TestTown town) => _town = town;

    public required Guid StoryId { get; init; }

    public required Actor Teller { get; init; }

    public required Actor CoAuthor { get; init; }

    public required Actor Commenter { get; init; }

    public required Actor Watcher { get; init; }

    public required TestNode Node { get; init; }

    public StoryRemarks Remarks => RemarksOn(Node);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RemarksTown> SettleAsync(TestTown town, string words)
    {
        var (storyId, writers) = await town.StartTogetherAsync(2);
        var story = new RemarksTown(town)
        {
            StoryId = storyId,
            Teller = writers[0],
            CoAuthor = writers[1],
            Commenter = await town.AddMemberAsync("Cleo", town.Riverside, CommunityRole.Member),
            Watcher = await town.AddMemberAsync("Wim", town.Riverside, CommunityRole.Member),
            Node = new TestNode(town.Ledger),
        };
        await story.GiveAsync(story.Commenter, "commenter");
        await story.GiveAsync(story.Watcher, "watcher");
        if (words.Length > 0)
        {
            var page = await story.OpenAsync(story.Teller);
            await TypeAsync(page, new DeltaBuilder().Insert(words).Build());
            await page.LeaveAsync();
            await story.Node.Sessions.SettleAsync(story.Teller, storyId, Cancellation);
        }

        return story;
    }

    public StoryRemarks RemarksOn(TestNode node) => new(_town.Ledger.Database, node.Sessions, node.PassageLog, TimeProvider.System);

    public TestNode NewNode() => new(_town.Ledger);

    public Task GiveAsync(Actor who, string part) => _town.Ledger.AdminAsync(
        $"insert into ledger.story_people (story_id, profile_id, role, added_at) values ('{StoryId}', '{who.ProfileId}', '{part}', now())");

    /// <summary>As ending somebody's part does.</summary>
    public Task EndPartAsync(Actor who) => _town.Ledger.AdminAsync(
        $"begin; select app.lock_parts('{StoryId}'); delete from ledger.story_people where story_id = '{StoryId}' and profile_id = '{who.ProfileId}'; commit");

    public Task HearAsync(TestNode node) => node.Sessions.HearAsync(new LedgerEvent(LedgerEventKind.RemarksChanged, StoryId, null, null));

    public async Task<SimulatedPage> OpenAsync(Actor actor, TestNode? node = null)
    {
        var page = new SimulatedPage(actor, StoryId) { History = new WritingHistory() };
        Assert.True(await page.OpenAsync(node ?? Node, Cancellation));
        return page;
    }

    public static async Task TypeAsync(SimulatedPage page, Delta change)
    {
        page.Type(change);
        await page.SendAsync();
        while (!page.IsSaved)
        {
            await page.TakeNextAsync(Cancellation);
        }
    }

    public async Task<Guid> CommentAsync(Actor who, int index, int length, int revision = 1, string words = "Why?")
    {
        var (outcome, id) = await Remarks.BeginAsync(
            who, StoryId, new StorySelection(StoryPlace.Body, index, length), revision, RemarkKind.Comment, words, null, Cancellation);
        Assert.Equal(RemarkOutcome.Done, outcome);
        return id!.Value;
    }

    public async Task<Guid> SuggestAsync(Actor who, int index, int length, string replacement, int revision = 1)
    {
        var (outcome, id) = await Remarks.BeginAsync(
            who, StoryId, new StorySelection(StoryPlace.Body, index, length), revision, RemarkKind.Suggestion, "", replacement, Cancellation);
        Assert.Equal(RemarkOutcome.Done, outcome);
        return id!.Value;
    }

    public Task<IReadOnlyList<RemarkThread>> ReadAsync(Actor who) => Remarks.ReadAsync(who, StoryId, Cancellation);

    /// <summary>As it stands in the log, whoever has it open.</summary>
    public async Task<string> ReadTextAsync()
    {
        var opened = await Node.Log.OpenAsync(Teller, StoryId, Cancellation);
        return opened!.Value.State.Body.ReadText();
    }
}
