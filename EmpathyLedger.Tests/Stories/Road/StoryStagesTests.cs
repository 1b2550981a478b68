using System.Collections.Immutable;
using CsCheck;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Stories.Road;

/// <summary>
/// The law of the road: after any steps, the pure machine and the real database say the same outcome, stand in the same
/// stage, and show the story to the same people.
/// </summary>
public sealed class StoryStagesTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private static readonly DateTimeOffset Far = new(2035, 6, 1, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public enum Act
    {
        Save,
        Send,
        SendStale,
        SendAtOnce,
        SendWithDate,
        TakeBack,
        Publish,
        SetDate,
        ForgetDate,
        DateComes,
        TakeDown,
        Withdraw,
        Archive,
        BringBack,
        Widen,
        Narrow,
        Approve,
        ApproveElsewhere,
        Conditions,
        TickAll,
        AskForChanges,
        Decline,
        TakeBackDecision,
    }

    private static readonly Gen<Act> AnyAct = Gen.Frequency(
        (2, Gen.Const(Act.Approve)), (2, Gen.Const(Act.ApproveElsewhere)), (2, Gen.Const(Act.Publish)), (2, Gen.Const(Act.Send)),
        (8, Gen.Enum<Act>()));

    [Fact]
    public async Task AnySteps_OnTheDatabase_GoAsTheMachineSays()
    {
        var town = await RoadTown.SettleAsync(ledger);
        await Gen.Select(AnyAct.Array[1, 14], Gen.Enum<PrivacyLevel>(), Gen.Bool).SampleAsync(
            async (acts, audience, isInTwo) => await new Walk(ledger, town, isInTwo ? [town.River, town.Shed] : [town.River]).GoAsync(audience, acts),
            iter: 40,
            threads: 1,
            print: value => $"{value.Item2}, {(value.Item3 ? "two communities" : "one")}: {string.Join(' ', value.Item1)}");
    }

    [Theory]
    [InlineData(Act.Send, Act.Approve, Act.Save, Act.Publish, Act.Send, Act.TakeBack)]
    [InlineData(Act.SendAtOnce, Act.Conditions, Act.TickAll, Act.Withdraw, Act.Send, Act.Approve, Act.Publish)]
    [InlineData(Act.Send, Act.Approve, Act.Narrow, Act.Narrow, Act.Approve, Act.Widen, Act.Publish, Act.Send)]
    [InlineData(Act.SendWithDate, Act.Approve, Act.ForgetDate, Act.SetDate, Act.DateComes, Act.Archive, Act.BringBack)]
    [InlineData(Act.Send, Act.Decline, Act.TakeBackDecision, Act.AskForChanges, Act.TakeBackDecision, Act.Approve, Act.Publish, Act.TakeDown)]
    [InlineData(Act.Send, Act.Approve, Act.Publish, Act.Send, Act.TakeBack, Act.Widen, Act.Send, Act.Approve, Act.Publish, Act.Narrow)]
    public async Task KnownRoads_GoAsTheMachineSays(params Act[] acts)
    {
        var town = await RoadTown.SettleAsync(ledger);
        await new Walk(ledger, town, [town.River]).GoAsync(PrivacyLevel.Community, acts);
    }

    /// <summary>One story, walked on both sides at once.</summary>
    private sealed class Walk(LedgerDatabaseFixture ledger, RoadTown town, Guid[] communities)
    {
        private readonly Dictionary<Guid, List<(Guid Id, DecisionKind Kind, bool IsOpen)>> _said = [];
        private StoryPosition _at = StoryPosition.Begun;
        private Guid _story;

        public async Task GoAsync(PrivacyLevel audience, Act[] acts)
        {
            _story = await town.WriteAsync(audience, communities);
            await town.Consents.ChooseReaderAsync(town.Storyteller, _story, town.Friend.ProfileId!.Value, true, Cancellation);
            _at = StoryStages.Save(StoryPosition.Begun) with { HasTitle = true, HasWords = true, HasCommunities = true, Wished = audience };
            foreach (var act in acts)
            {
                await StepAsync(act);
                await CompareAsync(act);
            }
        }

        private async Task CompareAsync(Act act)
        {
            var standing = await town.StandingAsync(_story);
            var position = standing.Position;
            Assert.Equal(
                (act, _at.Stage, _at.Revision, _at.Wished, _at.Shown, _at.IsOpen, _at.IsWithdrawn, _at.IsArchived, _at.WasSent),
                (act, position.Stage, position.Revision, position.Wished, position.Shown, standing.IsOpen, position.IsWithdrawn, position.IsArchived, position.WasSent));
            Assert.Equal(_at.IsOpen, position.IsOpen);
            Assert.Equal(_at.Published, position.Published);
            Assert.Equal((_at.Submitted?.Revision, _at.Submitted?.Audience), (position.Submitted?.Revision, position.Submitted?.Audience));
            Assert.Equal(StoryStages.Publish(_at).Outcome, StoryStages.Publish(position).Outcome);

            var shown = _at.IsOpen ? _at.Shown : PrivacyLevel.Private;
            Assert.Equal(shown >= PrivacyLevel.Community, await town.SeesAsync(town.Member, _story));
            Assert.Equal(shown == PrivacyLevel.Public, await town.SeesAsync(Actor.Anonymous, _story));
            Assert.Equal(shown == PrivacyLevel.Public, await town.SeesAsync(town.Stranger, _story));
            Assert.Equal(
                shown is PrivacyLevel.People or PrivacyLevel.Public || (shown == PrivacyLevel.Community && communities.Contains(town.Shed)),
                await town.SeesAsync(town.Friend, _story));
            Assert.True(await town.SeesAsync(town.CoAuthor, _story));
        }

        private async Task StepAsync(Act act)
        {
            switch (act)
            {
                case Act.Save:
                    Assert.Equal("saved", await town.SaveAsync(_story, "Another title", communities));
                    _at = StoryStages.Save(_at);
                    break;
                case Act.Send:
                    await SendAsync(_at.Revision, PublishingWish.ByMyself);
                    break;
                case Act.SendStale:
                    await SendAsync(_at.Revision - 1, PublishingWish.ByMyself);
                    break;
                case Act.SendAtOnce:
                    await SendAsync(_at.Revision, PublishingWish.WhenApproved);
                    break;
                case Act.SendWithDate:
                    await SendAsync(_at.Revision, PublishingWish.On(Far));
                    break;
                case Act.TakeBack:
                    Follow(StoryStages.TakeBack(_at), await town.Road.TakeBackAsync(town.Storyteller, _story, Cancellation));
                    break;
                case Act.Publish:
                    Follow(StoryStages.Publish(_at), await town.Road.PublishAsync(town.Storyteller, _story, Cancellation));
                    break;
                case Act.SetDate:
                    Follow(StoryStages.Schedule(_at, true), await town.Road.ScheduleAsync(town.Storyteller, _story, Far, Cancellation));
                    break;
                case Act.ForgetDate:
                    Follow(StoryStages.Schedule(_at, false), await town.Road.ScheduleAsync(town.Storyteller, _story, null, Cancellation));
                    break;
                case Act.DateComes:
                    await DateComesAsync();
                    break;
                case Act.TakeDown:
                    Follow(StoryStages.TakeDown(_at), await town.Road.TakeDownAsync(town.Storyteller, _story, Cancellation));
                    break;
                case Act.Withdraw:
                    Follow(StoryStages.Withdraw(_at), await town.Road.WithdrawAsync(town.Storyteller, _story, Cancellation));
                    break;
                case Act.Archive:
                    Follow((ArchiveOutcome.Archived, StoryStages.Archive(_at)), await town.Road.ArchiveAsync(town.Storyteller, _story, Cancellation));
                    break;
                case Act.BringBack:
                    Follow((ArchiveOutcome.BroughtBack, StoryStages.BringBack(_at)), await town.Road.BringBackAsync(town.Storyteller, _story, Cancellation));
                    break;
                case Act.Widen:
                    await WishAsync(_at.Wished == PrivacyLevel.Public ? PrivacyLevel.Public : _at.Wished + 1);
                    break;
                case Act.Narrow:
                    await WishAsync(_at.Wished == PrivacyLevel.Private ? PrivacyLevel.Private : _at.Wished - 1);
                    break;
                case Act.Approve:
                    await DecideAsync(town.Elder, town.River, DecisionKind.Approve);
                    break;
                case Act.ApproveElsewhere:
                    await DecideAsync(town.ShedElder, town.Shed, DecisionKind.Approve);
                    break;
                case Act.Conditions:
                    await DecideAsync(town.Elder, town.River, DecisionKind.ApproveWithConditions);
                    break;
                case Act.TickAll:
                    await TickAsync();
                    break;
                case Act.AskForChanges:
                    await DecideAsync(town.Elder, town.River, DecisionKind.AskForChanges);
                    break;
                case Act.Decline:
                    await DecideAsync(town.Elder, town.River, DecisionKind.Decline);
                    break;
                case Act.TakeBackDecision:
                    await TakeBackDecisionAsync();
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(act), act, null);
            }
        }

        private async Task SendAsync(int revision, PublishingWish wish)
        {
            var expected = StoryStages.Send(_at, revision, communities.Length, wish.IsAtOnce, wish.At is not null);
            Follow(expected, await town.Road.SendToEldersAsync(town.Storyteller, _story, revision, wish, "", Cancellation));
            if (expected.Outcome == SendOutcome.Sent)
            {
                _said.Clear();
            }
        }

        private async Task WishAsync(PrivacyLevel audience)
        {
            await town.Consents.SetAudienceAsync(town.Storyteller, _story, audience, Cancellation);
            _at = StoryStages.SetAudience(_at, audience);
        }

        private async Task DecideAsync(Actor elder, Guid community, DecisionKind kind)
        {
            var id = Guid.CreateVersion7();
            var isWaiting = _at.Submitted is not null && communities.Contains(community);
            var standing = Said(community);
            string[] conditions = kind == DecisionKind.ApproveWithConditions ? ["Leave out the surname"] : [];
            var word = await town.DecideAsync(elder, _story, community, DatabaseWords.Write(kind), id, conditions);
            Assert.Equal(!isWaiting ? "not_found" : standing.Count > 0 ? "already_decided" : "recorded", word);
            if (word == "recorded")
            {
                standing.Add((id, kind, kind == DecisionKind.ApproveWithConditions));
                Settle();
            }
        }

        private async Task TickAsync()
        {
            var standing = Said(town.River);
            if (standing is not [{ IsOpen: true } one] || _at.Submitted is null)
            {
                return;
            }

            var condition = await ledger.AdminScalarAsync<Guid>("select id from ledger.review_conditions where decision_id = $1", one.Id);
            Assert.Equal("ticked", await town.AskAsync(town.Elder, "select app.tick_condition($1)", condition));
            standing[0] = one with { IsOpen = false };
            Settle();
        }

        private async Task TakeBackDecisionAsync()
        {
            var standing = Said(town.River);
            if (standing is not [{ } one])
            {
                return;
            }

            var word = await town.AskAsync(town.Elder, "select app.take_back_decision($1, $2, '')", Guid.CreateVersion7(), one.Id);
            Assert.Equal(_at.Submitted is null ? "no_longer_waiting" : "taken_back", word);
            if (_at.Submitted is not null)
            {
                standing.Clear();
                Settle();
            }
        }

        /// <summary>The clock cannot be moved for one story, so the date is moved to the past, and the job runs.</summary>
        private async Task DateComesAsync()
        {
            await ledger.AdminAsync(
                $"update ledger.story_drafts set publish_at = now() - interval '1 minute' where story_id = '{_story}' and stage = 'scheduled'");
            await town.PublishDueAsync();
            if (_at.Stage == StoryStage.Scheduled)
            {
                _at = StoryStages.Settle(_at, _at.Submitted!.Clearances, isDue: true);
                if (_at.Stage == StoryStage.Scheduled)
                {
                    await ledger.AdminAsync($"update ledger.story_drafts set publish_at = '2035-06-01' where story_id = '{_story}'");
                }
            }
        }

        private void Settle() => _at = StoryStages.Settle(
            _at,
            [.. communities.Select(community => Clearances.Fold(
                Said(community).Select(said => new ReviewEntry.Said(said.Id, said.Kind, said.IsOpen ? [said.Id] : []))))],
            isDue: false);

        private List<(Guid Id, DecisionKind Kind, bool IsOpen)> Said(Guid community) =>
            _said.TryGetValue(community, out var said) ? said : _said[community] = [];

        private void Follow<T>((T Outcome, StoryPosition After) expected, T actual)
            where T : struct, Enum
        {
            Assert.Equal(expected.Outcome, actual);
            _at = expected.After;
        }
    }
}
