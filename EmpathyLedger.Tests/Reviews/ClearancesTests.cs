using CsCheck;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Reviews;

public sealed class ClearancesTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private static readonly Gen<(int Elder, int Step, int Kind, int Which)> Steps =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[0, 20]);

    [Fact]
    public void Fold_OfNothing_Waits() => Assert.Equal(ClearanceState.Waiting, Clearances.Fold([]));

    /// <summary>Law: after any sequence of decisions, take-backs and ticks, the database's state is the fold of what was recorded.</summary>
    [Fact]
    public async Task State_AfterAnySequence_IsTheFoldOfWhatWasRecorded()
    {
        var town = await ReviewTown.BuildAsync(ledger);
        await ledger.AdminAsync($"update ledger.community_members set status = 'active', roles = '{{member,elder}}' where profile_id = '{town.Vera.ProfileId}'");
        await Steps.Array[1, 14].SampleAsync(steps => RunAsync(town, steps), iter: 40, threads: 1);
    }

    private static async Task RunAsync(ReviewTown town, (int Elder, int Step, int Kind, int Which)[] steps)
    {
        var story = await town.SendAsync();
        var log = new List<ReviewEntry>();
        var standing = new Dictionary<Actor, ReviewEntry.Said>();
        Actor[] elders = [town.Mary, town.Bill, town.Vera];
        foreach (var step in steps)
        {
            var elder = elders[step.Elder];
            var own = standing.GetValueOrDefault(elder);
            switch (step.Step)
            {
                case < 5:
                    await SayAsync(town, story, elder, (DecisionKind)step.Kind, step.Which, own, standing, log);
                    break;
                case < 7 when own is not null:
                    Assert.Equal(TakeBackOutcome.TakenBack, await town.Reviews.TakeBackAsync(elder, Guid.CreateVersion7(), own.DecisionId, "", CancellationToken.None));
                    log.Add(new ReviewEntry.TookBack(own.DecisionId));
                    standing.Remove(elder);
                    break;
                case >= 7 when own?.ConditionIds.Count > 0:
                    var condition = own.ConditionIds[step.Which % own.ConditionIds.Count];
                    Assert.Equal(TickOutcome.Ticked, await town.Reviews.TickConditionAsync(elder, condition, CancellationToken.None));
                    log.Add(new ReviewEntry.Ticked(condition));
                    break;
            }

            Assert.Equal(Clearances.Fold(log), await town.StateAsync(story.VersionId));
        }
    }

    private static async Task SayAsync(
        ReviewTown town, SentStory story, Actor elder, DecisionKind kind, int which, ReviewEntry.Said? own,
        Dictionary<Actor, ReviewEntry.Said> standing, List<ReviewEntry> log)
    {
        string[] conditions = kind == DecisionKind.ApproveWithConditions ? [.. Enumerable.Range(0, 1 + (which % 3)).Select(i => $"Condition {i}")] : [];
        var outcome = await town.SayAsync(elder, story.VersionId, kind, conditions);
        Assert.Equal(own is null ? DecideOutcome.Recorded : DecideOutcome.AlreadyDecided, outcome);
        if (outcome == DecideOutcome.Recorded)
        {
            var said = await town.OwnAsync(elder, story);
            standing[elder] = new ReviewEntry.Said(said.Id, kind, [.. said.Conditions.Select(condition => condition.Id)]);
            log.Add(standing[elder]);
        }
    }
}
