using CsCheck;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Stories.Road;

namespace EmpathyLedger.Tests.Consent;

public sealed class ConsentFoldingTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private abstract record Step
    {
        public sealed record Answer(ConsentPurpose Purpose, bool IsGranted) : Step;

        public sealed record Audience(PrivacyLevel Level) : Step;
    }

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (3, Gen.Select(Gen.Enum<ConsentPurpose>(), Gen.Bool).Select(Step (pair) => new Step.Answer(pair.Item1, pair.Item2))),
        (1, Gen.Enum<PrivacyLevel>().Select(Step (level) => new Step.Audience(level))));

    [Fact]
    public void Fold_OfNoAnswers_AllowsNothingButTheName() =>
        Assert.Equal(
            [ConsentPurpose.Attribution],
            ConsentFolding.Fold([]).Answers.Where(answer => answer.Value.IsGranted).Select(answer => answer.Key));

    [Fact]
    public void Fold_InAnyOrderOfReading_IsTheSame() =>
        Gen.Select(Gen.Enum<ConsentPurpose>(), Gen.Bool).List[0, 30].Sample(answers =>
        {
            var events = answers
                .Select((answer, i) => new ConsentEvent(answer.Item1, answer.Item2, DateTimeOffset.UnixEpoch, i, 1, "en"))
                .ToList();
            var folded = ConsentFolding.Fold(events);
            Assert.Equal(folded.Answers, ConsentFolding.Fold(Enumerable.Reverse(events)).Answers);
            foreach (var (purpose, answer) in folded.Answers)
            {
                Assert.Equal(events.LastOrDefault(e => e.Purpose == purpose)?.IsGranted ?? purpose.IsGrantedAtFirst(), answer.IsGranted);
            }
        });

    /// <summary>The law: what the events fold to is what the policies read, and "everyone" is a level and a consent together.</summary>
    [Fact]
    public async Task Fold_AfterAnySteps_IsWhatTheDatabasesColumnsSay()
    {
        var town = await RoadTown.SettleAsync(ledger);
        await AnyStep.List[1, 10].SampleAsync(
            async steps =>
            {
                var story = await town.StartAsync();
                var audience = PrivacyLevel.Private;
                foreach (var step in steps)
                {
                    audience = step switch
                    {
                        Step.Audience wish => wish.Level,
                        Step.Answer { Purpose: ConsentPurpose.PublicDisplay, IsGranted: true } => PrivacyLevel.Public,
                        Step.Answer { Purpose: ConsentPurpose.PublicDisplay } when audience == PrivacyLevel.Public => PrivacyLevel.Community,
                        _ => audience,
                    };
                    await TakeAsync(town, story, step);
                    var view = (await town.Consents.GetAsync(town.Storyteller, story, Cancellation))!;
                    Assert.Equal(audience, view.Wished);
                    Assert.Equal(audience == PrivacyLevel.Public, view.Standing.IsGranted(ConsentPurpose.PublicDisplay));
                    Assert.Equal(await ColumnsAsync(story), Granted(view.Standing));
                }
            },
            iter: 25,
            threads: 1);
    }

    /// <summary>Two tabs answer at the same moment: the last event and the column still agree.</summary>
    [Fact]
    public async Task Answers_AtTheSameMoment_AgreeWithTheColumns()
    {
        var town = await RoadTown.SettleAsync(ledger);
        var story = await town.StartAsync();
        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(
                town.Consents.GrantAsync(town.Storyteller, story, ConsentPurpose.Research, Cancellation),
                town.Consents.WithdrawAsync(town.Storyteller, story, ConsentPurpose.Research, Cancellation),
                town.Consents.GrantAsync(town.Storyteller, story, ConsentPurpose.Research, Cancellation));
            var view = (await town.Consents.GetAsync(town.Storyteller, story, Cancellation))!;
            Assert.Equal(await ColumnsAsync(story), Granted(view.Standing));
        }
    }

    [Fact]
    public async Task SameAnswerTwice_IsOneEvent_WithTheWordingThatWasShown()
    {
        var town = await RoadTown.SettleAsync(ledger);
        var story = await town.StartAsync();
        Assert.Equal(ConsentOutcome.Unchanged, await town.Consents.GrantAsync(town.Storyteller, story, ConsentPurpose.Attribution, Cancellation));
        Assert.Equal(ConsentOutcome.Changed, await town.Consents.GrantAsync(town.Storyteller, story, ConsentPurpose.Insights, Cancellation));
        Assert.Equal(ConsentOutcome.Unchanged, await town.Consents.GrantAsync(town.Storyteller, story, ConsentPurpose.Insights, Cancellation));
        var answer = Assert.Single((await town.Consents.GetAsync(town.Storyteller, story, Cancellation))!.History);
        Assert.Equal((ConsentPurpose.Insights, true, ConsentWording.Version, ConsentWording.Language),
            (answer.Purpose, answer.IsGranted, answer.WordingVersion, answer.Language));
    }

    private static async Task TakeAsync(RoadTown town, Guid story, Step step)
    {
        var outcome = step switch
        {
            Step.Audience wish => await town.Consents.SetAudienceAsync(town.Storyteller, story, wish.Level, Cancellation),
            Step.Answer { IsGranted: true } yes => await town.Consents.GrantAsync(town.Storyteller, story, yes.Purpose, Cancellation),
            Step.Answer no => await town.Consents.WithdrawAsync(town.Storyteller, story, no.Purpose, Cancellation),
            _ => throw new InvalidOperationException(),
        };
        Assert.NotEqual(ConsentOutcome.NotFound, outcome);
    }

    private static string Granted(ConsentStanding standing) => string.Join(
        ' ', Enum.GetValues<ConsentPurpose>().Where(standing.IsGranted).Select(purpose => purpose.ToWord()));

    private async Task<string> ColumnsAsync(Guid story) => await ledger.AdminScalarAsync<string>(
        """
        select concat_ws(' ', case when consent_public_display then 'public_display' end, case when consent_insights then 'insights' end,
          case when consent_research then 'research' end, case when consent_ai_local then 'ai_local' end,
          case when consent_ai_external then 'ai_external' end, case when consent_cross_community then 'cross_community' end,
          case when consent_commercial then 'commercial' end, case when consent_attribution then 'attribution' end)
        from ledger.stories where id = $1
        """,
        story);
}
