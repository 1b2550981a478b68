using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Reviews;

/// <summary>Two people at the same moment, on two connections: whatever the order, the ledger ends in a state that one order explains.</summary>
public sealed class ReviewRacesTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private const int Rounds = 8;

    private ReviewTown _town = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _town = await ReviewTown.BuildAsync(ledger);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task ApproveAndDecline_AtOnce_LeaveItDeclined()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var story = await _town.SendAsync();
            var said = await Task.WhenAll(
                Task.Run(() => _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.Approve), Cancellation),
                Task.Run(() => _town.SayAsync(_town.Bill, story.VersionId, DecisionKind.Decline), Cancellation));

            Assert.Equal([DecideOutcome.Recorded, DecideOutcome.Recorded], said);
            Assert.Equal(ClearanceState.Declined, await _town.StateAsync(story.VersionId));
            Assert.Equal("declined", await _town.StageAsync(story.StoryId));
            Assert.Equal("not_approved", await _town.PublishAsync(story));
        }
    }

    [Fact]
    public async Task ApproveThatPublishes_AndDecline_AtOnce_NeverPublishWhatWasDeclined()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var story = await _town.SendAsync(isPublishWhenApproved: true);
            var said = await Task.WhenAll(
                Task.Run(() => _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.Approve), Cancellation),
                Task.Run(() => _town.SayAsync(_town.Bill, story.VersionId, DecisionKind.Decline), Cancellation));

            var isPublished = await ledger.AdminScalarAsync<bool>("select published_version_id is not null from ledger.stories where id = $1", story.StoryId);
            Assert.Equal(DecideOutcome.Recorded, said[0]);
            Assert.Equal(isPublished ? DecideOutcome.NoLongerWaiting : DecideOutcome.Recorded, said[1]);
        }
    }

    [Fact]
    public async Task Decide_WhileTheElderIsRemoved_CountsBeforeOrNotAtAll()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var town = await ReviewTown.BuildAsync(ledger);
            var story = await town.SendAsync();
            var deciding = Task.Run(() => town.SayAsync(town.Mary, story.VersionId, DecisionKind.Approve), Cancellation);
            var removing = Task.Run(() => town.AskAsync(town.Steward, "select app.end_membership($1, $2)", town.River, town.Mary.ProfileId), Cancellation);

            Assert.Equal("ended", await removing);
            var isRecorded = await deciding == DecideOutcome.Recorded;
            Assert.True(isRecorded || await deciding == DecideOutcome.NotAnElder);
            Assert.Equal(isRecorded ? ClearanceState.Approved : ClearanceState.Waiting, await town.StateAsync(story.VersionId));
            Assert.Equal(DecideOutcome.NotAnElder, await town.SayAsync(town.Mary, story.VersionId, DecisionKind.Decline));
            Assert.Null(await town.Reviews.OpenAsync(town.Mary, story.VersionId, Cancellation));
        }
    }

    [Fact]
    public async Task Decide_WhileTheElderIsBeingRemoved_WaitsForTheRemoval()
    {
        var story = await _town.SendAsync();
        Task<DecideOutcome> deciding;
        await using (var removal = await ledger.Database.BeginAsync(_town.Steward, Cancellation))
        {
            Assert.Equal("ended", await removal.ScalarAsync<string>("select app.end_membership($1, $2)", _town.River, _town.Mary.ProfileId));
            deciding = Task.Run(() => _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.Approve), Cancellation);
            await LockWaits.UntilItWaitsAsync(ledger, deciding);
            Assert.False(deciding.IsCompleted);
            await removal.CommitAsync();
        }

        Assert.Equal(DecideOutcome.NotAnElder, await deciding);
        Assert.Equal(ClearanceState.Waiting, await _town.StateAsync(story.VersionId));
    }

    [Fact]
    public async Task Decide_WhileTheTellerSendsAgain_IsNotCarriedOverToTheNewCopy()
    {
        var story = await _town.SendAsync();
        Task<DecideOutcome> deciding;
        var newer = Guid.CreateVersion7();
        await using (var sending = await ledger.Database.BeginAsync(_town.Joan, Cancellation))
        {
            Assert.Equal("sent", await sending.ScalarAsync<string>("select app.send_to_elders($1, $2, 1, false, null)", story.StoryId, newer));
            deciding = Task.Run(() => _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.Approve), Cancellation);
            await LockWaits.UntilItWaitsAsync(ledger, deciding);
            await sending.CommitAsync();
        }

        Assert.Equal(DecideOutcome.NoLongerWaiting, await deciding);
        Assert.Equal(ClearanceState.Waiting, await _town.StateAsync(newer));
        Assert.Equal("with_elders", await _town.StageAsync(story.StoryId));
    }

    [Fact]
    public async Task Decide_PressedTwice_IsOneDecision()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var story = await _town.SendAsync(isPublishWhenApproved: round % 2 == 0);
            var saying = _town.Saying(story.VersionId, DecisionKind.Approve);
            var said = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => _town.Reviews.DecideAsync(_town.Mary, saying, Cancellation), Cancellation)));

            Assert.All(said, outcome => Assert.Equal(DecideOutcome.Recorded, outcome));
            Assert.Equal(1L, await ledger.AdminScalarAsync<long>("select count(*) from ledger.review_decisions where version_id = $1", story.VersionId));
            Assert.Equal(1L, await ledger.AdminScalarAsync<long>(
                "select count(*) from ledger.notifications where story_id = $1 and kind = 'review_decided'", story.StoryId));
        }
    }

    [Fact]
    public async Task DecideThatPublishes_WhileTheTellerKeepsTheNameBack_BothHold()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var story = await _town.SendAsync(isPublishWhenApproved: true);
            var keeping = Task.Run(() => _town.AskAsync(
                _town.Joan,
                """
                insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language)
                values ($1, $2, 'attribution', false, $3, 1, 'en')
                """,
                Guid.CreateVersion7(),
                story.StoryId,
                _town.Joan.ProfileId), Cancellation);
            var deciding = Task.Run(() => _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.Approve), Cancellation);

            Assert.Equal(DecideOutcome.Recorded, await deciding);
            await keeping;
            Assert.True(await ledger.AdminScalarAsync<bool>("select teller_name is null from ledger.stories where id = $1", story.StoryId));
        }
    }
}
