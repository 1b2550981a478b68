using EmpathyLedger.Core.Collaboration.Remarks;
using EmpathyLedger.Tests.Communities;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Collaboration.Remarks;

/// <summary>A remark is in before its author's part ended or changed, or not at all; a thread is decided once.</summary>
public sealed class RemarkRacesTests(TestTown town) : IClassFixture<TestTown>
{
    private const string Words = "The ferryman kept a lantern.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, RemarkOutcome> Endings => new()
    {
        { "select app.end_part($1, $2)", "begin", RemarkOutcome.NotFound },
        { "select app.end_part($1, $2)", "answer", RemarkOutcome.NotFound },
        { "select app.end_part($1, $2)", "resolve", RemarkOutcome.NotFound },
        { "select app.change_part($1, $2, 'watcher')", "begin", RemarkOutcome.NotAllowed },
        { "select app.change_part($1, $2, 'watcher')", "answer", RemarkOutcome.NotAllowed },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Speaking_WhileThePartEnds_WaitsAndIsNotTaken(string ending, string verb, RemarkOutcome expected)
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var thread = await story.CommentAsync(story.Commenter, 4, 8);
        Task<RemarkOutcome> speaking;
        await using (var scope = await town.Ledger.Database.BeginAsync(story.Teller, Cancellation))
        {
            Assert.Contains(await scope.ScalarAsync<string>(ending, story.StoryId, story.Commenter.ProfileId!.Value), (string[])["ended", "changed"]);
            speaking = Task.Run(() => SpeakAsync(story, verb, thread), Cancellation);
            await LockWaits.UntilItWaitsAsync(town.Ledger, speaking);
            await scope.CommitAsync();
        }

        Assert.Equal(expected, await speaking);
        Assert.Equal(["Why?"], Assert.Single(await story.ReadAsync(story.Teller)).Remarks.Select(remark => remark.Words));
    }

    [Fact]
    public async Task EndingAPart_WhileSomethingIsBeingSaid_WaitsForIt()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var thread = await story.CommentAsync(story.CoAuthor, 4, 8);
        Task ending;
        await using (var scope = await town.Ledger.Database.BeginAsync(story.Commenter, Cancellation))
        {
            Assert.Equal("done", await scope.ScalarAsync<string>("select app.answer_thread(gen_random_uuid(), $1, 'Before I go.')", thread));
            ending = Task.Run(() => EndAsync(story), Cancellation);
            await LockWaits.UntilItWaitsAsync(town.Ledger, ending);
            await scope.CommitAsync();
        }

        await ending;
        Assert.Equal(["Why?", "Before I go."], Assert.Single(await story.ReadAsync(story.Teller)).Remarks.Select(remark => remark.Words));
        Assert.Empty(await story.ReadAsync(story.Commenter));
    }

    [Fact]
    public async Task Refusing_WhileItIsAccepted_WaitsAndFindsItDone()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var suggestion = await story.SuggestAsync(story.Commenter, 4, 8, "boatman");
        Task<RemarkOutcome> refusing;
        await using (var scope = await town.Ledger.Database.BeginAsync(story.Teller, Cancellation))
        {
            Assert.Equal("done", await scope.ScalarAsync<string>("select a.outcome from app.accept_suggestion($1, 1, gen_random_uuid(), null) a", suggestion));
            refusing = Task.Run(() => story.Remarks.RefuseAsync(story.Teller, suggestion, Cancellation), Cancellation);
            await LockWaits.UntilItWaitsAsync(town.Ledger, refusing);
            await scope.CommitAsync();
        }

        Assert.Equal(RemarkOutcome.Closed, await refusing);
    }

    /// <summary>What a suggestion says is not written after it was taken back.</summary>
    [Fact]
    public async Task Accepting_WhileItIsTakenBack_WaitsAndFindsItGone()
    {
        var story = await RemarksTown.SettleAsync(town, Words);
        var suggestion = await story.SuggestAsync(story.Commenter, 4, 8, "boatman");
        Task<(RemarkOutcome Outcome, string? PresentWords)> accepting;
        await using (var scope = await town.Ledger.Database.BeginAsync(story.Commenter, Cancellation))
        {
            Assert.Equal("done", await scope.ScalarAsync<string>("select app.take_back_thread($1)", suggestion));
            accepting = Task.Run(() => story.Remarks.AcceptAsync(story.Teller, story.StoryId, suggestion, "ferryman", Cancellation), Cancellation);
            await LockWaits.UntilItWaitsAsync(town.Ledger, accepting);
            await scope.CommitAsync();
        }

        Assert.Equal((RemarkOutcome.Closed, null), await accepting);
        Assert.Equal(Words + "\n", await story.ReadTextAsync());
    }

    private static async Task<RemarkOutcome> SpeakAsync(RemarksTown story, string verb, Guid thread) => verb switch
    {
        "answer" => await story.Remarks.AnswerAsync(story.Commenter, thread, "Too late.", Cancellation),
        "resolve" => await story.Remarks.ResolveAsync(story.Commenter, thread, Cancellation),
        _ => (await story.Remarks.BeginAsync(
            story.Commenter, story.StoryId, new(Core.Collaboration.Sessions.StoryPlace.Body, 0, 3), 1, RemarkKind.Comment, "Too late.", null, Cancellation)).Outcome,
    };

    private async Task EndAsync(RemarksTown story)
    {
        await using var scope = await town.Ledger.Database.BeginAsync(story.Teller, Cancellation);
        Assert.Equal("ended", await scope.ScalarAsync<string>("select app.end_part($1, $2)", story.StoryId, story.Commenter.ProfileId!.Value));
        await scope.CommitAsync();
    }
}
