using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.People;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Stories.Road;

namespace EmpathyLedger.Tests.Stories.People;

/// <summary>The draft as whoever may only look follows it: word by word, and nothing after their part has ended.</summary>
public sealed class StoryWatchTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StoryPeople People { get; } = new(ledger.Database, new AttemptLimiter(TimeProvider.System), TimeProvider.System);

    [Fact]
    public async Task Watcher_FollowsWhatIsWritten_UntilTheirPartEnds()
    {
        var town = await RoadTown.SettleAsync(ledger);
        var story = await town.WriteAsync(PrivacyLevel.Private, town.River);
        var drafts = new Core.Stories.Drafts.Drafts(ledger.Database);
        var watch = new StoryWatch(new OperationLog(ledger.Database, drafts, TimeProvider.System), drafts);
        Assert.Null(await watch.OpenAsync(town.Stranger, story, Cancellation));
        var link = (await People.MakeLinkAsync(town.Storyteller, story, StoryPart.Watcher, Cancellation)).Token!.Value;
        await People.AcceptLinkAsync(town.Stranger, link, Cancellation);
        Assert.Null(await drafts.OpenAsync(town.Stranger, story, Cancellation));

        await AppendAsync(town, story, "First. ");
        var watched = (await watch.OpenAsync(town.Stranger, story, Cancellation))!;
        Assert.StartsWith("First. ", watched.Read().Body.ToPlainText(), StringComparison.Ordinal);
        Assert.Empty(watched.Read().CommunityIds);
        await AppendAsync(town, story, "Second. ");
        await watch.FollowAsync(town.Stranger, watched, Cancellation);
        Assert.StartsWith("Second. First. ", watched.Read().Body.ToPlainText(), StringComparison.Ordinal);

        await People.EndAsync(town.Storyteller, story, town.Stranger.ProfileId!.Value, Cancellation);
        await AppendAsync(town, story, "Not for everybody. ");
        await watch.FollowAsync(town.Stranger, watched, Cancellation);
        Assert.StartsWith("Second. ", watched.Read().Body.ToPlainText(), StringComparison.Ordinal);
        Assert.Null(await watch.OpenAsync(town.Stranger, story, Cancellation));
    }

    private async Task AppendAsync(RoadTown town, Guid story, string words)
    {
        var head = await ledger.AdminScalarAsync<int>(
            "select coalesce((select h.revision from ledger.story_heads h where h.story_id = $1), (select d.revision from ledger.story_drafts d where d.story_id = $1))", story);
        await town.AskAsync(
            town.Storyteller,
            "select app.append_operations($1, $2, array[gen_random_uuid()], '{1}', array[convert_to($3, 'UTF8')])::text",
            story, head, $$$"""{"body":{"ops":[{"insert":"{{{words}}}"}]}}""");
    }
}
