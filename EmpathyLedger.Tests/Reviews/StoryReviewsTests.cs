using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Reviews;

/// <summary>Who sees a story that waits, who may speak, and what their word does. One town for each test.</summary>
public sealed class StoryReviewsTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private ReviewTown _town = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _town = await ReviewTown.BuildAsync(ledger);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Queue_OfAnElder_HasWhatWaitsOldestFirst()
    {
        var first = await _town.SendAsync("The first");
        var second = await _town.SendAsync("The second", audience: "public");

        var queue = await _town.Reviews.GetQueueAsync(_town.Mary, null, Cancellation);

        Assert.Equal([first.VersionId, second.VersionId], queue.Waiting.Select(story => story.VersionId));
        Assert.Equal(2, queue.WaitingCount);
        Assert.Empty(queue.Spoken);
        Assert.Null(queue.Next);
        Assert.Equal(("The second", "Joan", 2, PrivacyLevel.Public), queue.Waiting[1] switch { var s => (s.Title, s.TellerName, s.ReadingMinutes, s.Audience) });
        var seat = Assert.Single(queue.Waiting[0].Seats);
        Assert.Equal((_town.River, "River", ClearanceState.Waiting, null), (seat.CommunityId, seat.CommunityName, seat.State, seat.OwnDecision));
        Assert.Equal(second.VersionId, await _town.Reviews.FindNextAsync(_town.Mary, first.VersionId, Cancellation));
    }

    [Fact]
    public async Task Queue_AfterAWord_KeepsTheStoryUnderWhatWasSaid()
    {
        var story = await _town.SendAsync();
        Assert.Equal(DecideOutcome.Recorded, await _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.ApproveWithConditions, "Ask her sister", "Leave out the name"));

        var own = Assert.Single((await _town.Reviews.GetQueueAsync(_town.Mary, null, Cancellation)).Spoken).Seats.Single();
        var others = Assert.Single((await _town.Reviews.GetQueueAsync(_town.Bill, null, Cancellation)).Spoken).Seats.Single();

        Assert.Equal((DecisionKind.ApproveWithConditions, 2), (own.OwnDecision, own.OpenConditions));
        Assert.Equal((null, ClearanceState.Conditional, 0), (others.OwnDecision, others.State, others.OpenConditions));
        Assert.Equal(0, await _town.Reviews.CountWaitingAsync(_town.Bill, Cancellation));
    }

    [Fact]
    public async Task Queue_OfMoreThanAPage_GoesOnWhereItEnded()
    {
        for (var i = 0; i < 52; i++)
        {
            await _town.SendAsync($"Story {i}");
        }

        var first = await _town.Reviews.GetQueueAsync(_town.Mary, null, Cancellation);
        var rest = await _town.Reviews.GetQueueAsync(_town.Mary, first.Next, Cancellation);

        Assert.Equal(50, first.Waiting.Count);
        Assert.Equal(["Story 50", "Story 51"], rest.Waiting.Select(story => story.Title));
        Assert.Equal(52, first.WaitingCount);
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task Queue_OfAnElderOfTwoCommunities_ShowsAStoryOnceWithBothParts()
    {
        var story = await _town.SendAsync(communities: [_town.River, _town.Hill]);

        Assert.Equal(["Hill", "River"], Assert.Single((await _town.Reviews.GetQueueAsync(_town.Bill, null, Cancellation)).Waiting).Seats.Select(seat => seat.CommunityName));
        Assert.Equal(["Hill"], Assert.Single((await _town.Reviews.GetQueueAsync(_town.Ruth, null, Cancellation)).Waiting).Seats.Select(seat => seat.CommunityName));

        Assert.Equal(DecideOutcome.Recorded, await _town.SayAsync(_town.Bill, story.VersionId, DecisionKind.Approve));
        Assert.Equal("with_elders", await _town.StageAsync(story.StoryId));
        Assert.Equal(DecideOutcome.Recorded, await _town.Reviews.DecideAsync(
            _town.Ruth, _town.Saying(story.VersionId, DecisionKind.Approve) with { CommunityId = _town.Hill }, Cancellation));
        Assert.Equal("approved", await _town.StageAsync(story.StoryId));
    }

    [Fact]
    public async Task Open_AsAnElder_GivesTheWordsAndIsLogged()
    {
        var story = await _town.SendAsync();

        var reading = await _town.Reviews.OpenAsync(_town.Mary, story.VersionId, Cancellation);

        Assert.NotNull(reading);
        Assert.Equal("Go and stand on it.\n", reading.BodyText);
        Assert.Contains("\"ops\"", reading.Body, StringComparison.Ordinal);
        Assert.Equal("And then the tape ends.", reading.Transcript);
        Assert.Equal([new NamedPerson("Ada", true)], reading.People);
        Assert.Equal(["flood"], reading.Warnings);
        Assert.Equal((1, 1), (reading.Position, reading.WaitingCount));
        Assert.Equal(1, await OpeningsAsync(_town.Mary, story.VersionId));
    }

    [Fact]
    public async Task Open_ByAnybodyElse_IsNotFoundAndTheRefusalIsLogged()
    {
        var story = await _town.SendAsync();

        foreach (var actor in NotAsked())
        {
            Assert.Null(await _town.Reviews.OpenAsync(actor, story.VersionId, Cancellation));
            Assert.Empty((await _town.Reviews.GetQueueAsync(actor, null, Cancellation)).Waiting);
            Assert.Equal(0, await _town.Reviews.CountWaitingAsync(actor, Cancellation));
            Assert.Equal(0, await OpeningsAsync(actor, story.VersionId));
        }

        Assert.Equal(NotAsked().Count(actor => !actor.IsAnonymous), await ledger.AdminScalarAsync<long>(
            "select count(*) from ledger.access_log where action = 'refused' and detail = $1", $"review: {story.VersionId}"));
    }

    [Fact]
    public async Task Decide_ByAnybodyElse_ChangesNothing()
    {
        var story = await _town.SendAsync();
        foreach (var actor in NotAsked())
        {
            var expected = actor == _town.Sam ? DecideOutcome.OwnStory : DecideOutcome.NotAnElder;
            foreach (var kind in Enum.GetValues<DecisionKind>())
            {
                Assert.Equal(expected, await _town.SayAsync(actor, story.VersionId, kind, kind == DecisionKind.ApproveWithConditions ? ["x"] : []));
            }

            Assert.Empty(actor == _town.Sam || actor == _town.Joan ? [] : await _town.Reviews.GetDecisionsAsync(actor, story.VersionId, Cancellation));
        }

        Assert.Equal(ClearanceState.Waiting, await _town.StateAsync(story.VersionId));
    }

    [Fact]
    public async Task Decide_OnOnesOwnStory_IsRefusedAndItIsNotInTheQueue()
    {
        var story = await _town.SendAsync(teller: _town.Mary);

        Assert.Empty((await _town.Reviews.GetQueueAsync(_town.Mary, null, Cancellation)).Waiting);
        Assert.Null(await _town.Reviews.OpenAsync(_town.Mary, story.VersionId, Cancellation));
        Assert.Equal(DecideOutcome.OwnStory, await _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.Approve));
        Assert.Single((await _town.Reviews.GetQueueAsync(_town.Bill, null, Cancellation)).Waiting);
    }

    [Fact]
    public async Task Decide_InACommunityThatWasNotAsked_IsNotFound()
    {
        var story = await _town.SendAsync();
        Assert.Equal(DecideOutcome.NotFound, await _town.Reviews.DecideAsync(
            _town.Bill, _town.Saying(story.VersionId, DecisionKind.Approve) with { CommunityId = _town.Hill }, Cancellation));
    }

    [Theory]
    [InlineData(DecisionKind.AskForChanges, "  ", null)]
    [InlineData(DecisionKind.Decline, "", null)]
    [InlineData(DecisionKind.ApproveWithConditions, "Well told", " ")]
    public async Task Decide_WithoutItsWords_IsInvalid(DecisionKind kind, string note, string? condition)
    {
        var story = await _town.SendAsync();
        var saying = _town.Saying(story.VersionId, kind) with { Note = note, Conditions = condition is null ? [] : [condition] };
        Assert.Equal(DecideOutcome.Invalid, await _town.Reviews.DecideAsync(_town.Mary, saying, Cancellation));
    }

    [Fact]
    public async Task Decide_InTwoTabs_IsRefusedInTheSecond()
    {
        var story = await _town.SendAsync();
        Assert.Equal(DecideOutcome.Recorded, await _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.Approve));
        Assert.Equal(DecideOutcome.AlreadyDecided, await _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.Decline));
        Assert.Equal(ClearanceState.Approved, await _town.StateAsync(story.VersionId));
    }

    [Fact]
    public async Task Decide_OnACopyThatWasReplaced_IsRefusedAndTheNewerOneIsNamed()
    {
        var story = await _town.SendAsync();
        await _town.SaveAsync(_town.Joan, story.StoryId, "Better words", [_town.River]);
        var newer = await _town.SendAgainAsync(_town.Joan, story.StoryId, 2);

        Assert.Equal(DecideOutcome.NoLongerWaiting, await _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.Approve));
        var standing = await _town.Reviews.GetStandingAsync(_town.Mary, story.StoryId, story.VersionId, _town.River, Cancellation);
        Assert.Equal((ReviewPresence.Closed, newer), (standing.Presence, standing.NewerVersionId));
        Assert.Null(await _town.Reviews.OpenAsync(_town.Mary, story.VersionId, Cancellation));
    }

    [Fact]
    public async Task Standing_OfANewerCopy_TellsEveryElderWhatWasAskedOfTheEarlierOne()
    {
        var story = await _town.SendAsync();
        await _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.AskForChanges);
        await _town.SaveAsync(_town.Joan, story.StoryId, "Better words", [_town.River]);
        var newer = await _town.SendAgainAsync(_town.Joan, story.StoryId, 2);

        var standing = await _town.Reviews.GetStandingAsync(_town.Bill, story.StoryId, newer, _town.River, Cancellation);

        Assert.Equal(ClearanceState.Waiting, standing.State);
        Assert.Empty(standing.Decisions);
        var earlier = Assert.Single(standing.Earlier);
        Assert.Equal(("Mary", DecisionKind.AskForChanges, "A word to the teller."), (earlier.ElderName, earlier.Kind, earlier.Note));
        Assert.Empty((await _town.Reviews.GetStandingAsync(_town.Ruth, story.StoryId, newer, _town.River, Cancellation)).Earlier);
    }

    [Fact]
    public async Task TakeBack_BeforePublishing_LetsTheElderSpeakAgain()
    {
        var story = await _town.SendAsync();
        await _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.Decline);
        var said = await _town.OwnAsync(_town.Mary, story);
        Assert.Equal("declined", await _town.StageAsync(story.StoryId));

        Assert.Equal(TakeBackOutcome.NotFound, await TakeBackAsync(_town.Bill, said.Id));
        Assert.Equal(TakeBackOutcome.TakenBack, await TakeBackAsync(_town.Mary, said.Id));
        Assert.Equal(TakeBackOutcome.AlreadyTakenBack, await TakeBackAsync(_town.Mary, said.Id));
        Assert.Equal("with_elders", await _town.StageAsync(story.StoryId));
        Assert.Equal(DecideOutcome.Recorded, await _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.Approve));

        var decisions = await _town.Reviews.GetDecisionsAsync(_town.Joan, story.VersionId, Cancellation);
        Assert.Equal([(DecisionKind.Decline, false), (DecisionKind.Approve, true)], decisions.Select(decision => (decision.Kind, decision.Stands)));
    }

    [Fact]
    public async Task TakeBack_AfterPublishing_IsRefused()
    {
        var story = await _town.SendAsync();
        await _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.Approve);
        var said = await _town.OwnAsync(_town.Mary, story);
        Assert.Equal("published", await _town.PublishAsync(story));

        Assert.Equal(TakeBackOutcome.NoLongerWaiting, await TakeBackAsync(_town.Mary, said.Id));
        var standing = await _town.Reviews.GetStandingAsync(_town.Mary, story.StoryId, story.VersionId, _town.River, Cancellation);
        Assert.Equal((ReviewPresence.Closed, true, said.Id), (standing.Presence, standing.IsPublished, standing.Own!.Id));
    }

    [Fact]
    public async Task Conditions_BlockPublishingUntilTheirElderTicksEach()
    {
        var story = await _town.SendAsync();
        await _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.ApproveWithConditions, "Ask her sister", "Leave out the name");
        var conditions = (await _town.OwnAsync(_town.Mary, story)).Conditions;
        Assert.Equal(["Ask her sister", "Leave out the name"], conditions.Select(condition => condition.Wording));
        await _town.SayAsync(_town.Bill, story.VersionId, DecisionKind.Approve);

        Assert.Equal("not_approved", await _town.PublishAsync(story));
        Assert.Equal(TickOutcome.NotFound, await _town.Reviews.TickConditionAsync(_town.Bill, conditions[0].Id, Cancellation));
        Assert.Equal(TickOutcome.NotFound, await _town.Reviews.TickConditionAsync(_town.Joan, conditions[0].Id, Cancellation));
        Assert.Equal(TickOutcome.Ticked, await _town.Reviews.TickConditionAsync(_town.Mary, conditions[0].Id, Cancellation));
        Assert.Equal("not_approved", await _town.PublishAsync(story));
        Assert.Equal(TickOutcome.Ticked, await _town.Reviews.TickConditionAsync(_town.Mary, conditions[1].Id, Cancellation));
        Assert.Equal(TickOutcome.Ticked, await _town.Reviews.TickConditionAsync(_town.Mary, conditions[1].Id, Cancellation));
        Assert.Equal(1L, await ledger.AdminScalarAsync<long>(
            "select count(*) from ledger.notifications where story_id = $1 and kind = 'conditions_met'", story.StoryId));
        Assert.Equal("published", await _town.PublishAsync(story));
    }

    [Fact]
    public async Task Decisions_AreReadByTheTellerAndByThisCommunitysElders()
    {
        var story = await _town.SendAsync(communities: [_town.River, _town.Hill]);
        await _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.AskForChanges);

        foreach (var actor in new[] { _town.Joan, _town.Sam, _town.Bill, _town.Mary })
        {
            Assert.Single(await _town.Reviews.GetDecisionsAsync(actor, story.VersionId, Cancellation));
        }

        foreach (var actor in new[] { _town.Ruth, _town.Vera, _town.Member, _town.Steward, _town.Stranger, Actor.Anonymous })
        {
            Assert.Empty(await _town.Reviews.GetDecisionsAsync(actor, story.VersionId, Cancellation));
        }
    }

    private IEnumerable<Actor> NotAsked() =>
        [_town.Joan, _town.Sam, _town.Ruth, _town.Vera, _town.Member, _town.Steward, _town.Stranger, Actor.Anonymous];

    private Task<TakeBackOutcome> TakeBackAsync(Actor elder, Guid decision) =>
        _town.Reviews.TakeBackAsync(elder, Guid.CreateVersion7(), decision, "", Cancellation);

    private Task<long> OpeningsAsync(Actor actor, Guid version) => ledger.AdminScalarAsync<long>(
        "select count(*) from ledger.access_log where version_id = $1 and actor_id is not distinct from $2::uuid and action = 'view' and is_granted",
        version,
        actor.ProfileId);
}
