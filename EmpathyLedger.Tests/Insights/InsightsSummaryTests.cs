using CsCheck;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Stories.Road;

namespace EmpathyLedger.Tests.Insights;

/// <summary>
/// The law of the summary: whatever happened, in whatever order and in whatever portions it was counted, the numbers are
/// those that counting everything from the beginning gives.
/// </summary>
public sealed class InsightsSummaryTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private static readonly Gen<Step[]> Steps =
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 999], Gen.Int[0, 999], (kind, what, how) => new Step(kind, what, how)).Array[30];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RandomSteps_AnyPortions_GiveWhatCountingFromTheBeginningGives() => await Steps.SampleAsync(
        async steps =>
        {
            var town = await RoadTown.SettleAsync(ledger);
            var stories = new List<Guid>();
            foreach (var step in steps)
            {
                await TakeAsync(town, stories, step);
            }

            await CountAllAsync();
            await AssertSummaryIsSumAsync();
            await AssertSumIsRecountAsync();
            await AssertRecountIsCountByHandAsync(town);
        },
        iter: 4,
        threads: 1);

    private async Task TakeAsync(RoadTown town, List<Guid> stories, Step step)
    {
        if (step.Kind <= 2 || stories.Count == 0)
        {
            var level = (PrivacyLevel)(step.How % 4);
            if (level is PrivacyLevel.Private or PrivacyLevel.People)
            {
                stories.Add(await town.WriteAsync(level, town.River));
                return;
            }

            var story = await town.WriteAsync(level, step.What % 3 == 0 ? [town.River, town.Shed] : [town.River]);
            await town.SendAsync(story);
            await town.DecideAsync(town.Elder, story, town.River, step.What % 5 == 0 ? "decline" : "approve");
            await town.DecideAsync(town.ShedElder, story, town.Shed, "approve");
            await town.Road.PublishAsync(town.Storyteller, story, Cancellation);
            stories.Add(story);
            return;
        }

        var chosen = stories[step.What % stories.Count];
        switch (step.Kind)
        {
            case 3 or 4:
                await AnswerAsync(town, chosen, ConsentPurpose.Insights, step.How % 4 != 0);
                break;
            case 5:
                await AnswerAsync(town, chosen, step.How % 2 == 0 ? ConsentPurpose.Research : ConsentPurpose.Attribution, step.How % 3 == 0);
                break;
            case 6:
                await town.Consents.SetAudienceAsync(town.Storyteller, chosen, (PrivacyLevel)(step.How % 4), Cancellation);
                break;
            case 7:
                await town.Road.WithdrawAsync(town.Storyteller, chosen, Cancellation);
                break;
            case 8:
                await ledger.AdminAsync($"update ledger.stories set themes = '{{T{step.How % 3},T{step.How % 2},Water}}', language = '{(step.How % 2 == 0 ? "en" : "ar")}' where id = '{chosen}'");
                break;
            case 9:
                await town.AskAsync(town.Member, "select 'x' from app.open_story($1, 'view') union all select 'nothing' limit 1", chosen);
                break;
            case 10:
                await town.AskAsync(town.Member, "select app.check_story_access($1, 'share')::text", chosen);
                break;
            case 11:
                await ledger.AdminAsync($"update ledger.communities set time_zone = '{(step.How % 2 == 0 ? "Australia/Perth" : "America/Lima")}' where id = '{town.River}'");
                break;
        }

        if (step.How % 3 == 0)
        {
            await CountAsync(1 + (step.How % 4));
        }
    }

    private static Task<ConsentOutcome> AnswerAsync(RoadTown town, Guid story, ConsentPurpose purpose, bool isGranted) => isGranted
        ? town.Consents.GrantAsync(town.Storyteller, story, purpose, Cancellation)
        : town.Consents.WithdrawAsync(town.Storyteller, story, purpose, Cancellation);

    private async Task<int> CountAsync(int portion)
    {
        await using var command = ledger.Connections.Jobs.CreateCommand($"select app.update_insights({portion})");
        return (int)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private async Task CountAllAsync()
    {
        await new InsightsSummary(ledger.Connections).UpdateAsync(Cancellation);
        Assert.Equal(0L, await ledger.AdminScalarAsync<long>("select count(*) from ledger.insight_changes"));
    }

    private async Task AssertSummaryIsSumAsync() => Assert.Equal(
        "",
        await ledger.AdminScalarAsync<string>(
            """
            with summed as (
              select x.community_id, c.audience, c.day, c.measure, c.key, sum(c.value)::bigint as value
              from ledger.insight_shares x cross join lateral unnest(x.counts) c group by 1, 2, 3, 4, 5),
            kept as (select d.community_id, d.audience, d.day, d.measure, d.key, d.value from ledger.insight_days d)
            select coalesce(string_agg(x::text, ' '), '') from (
              (select * from summed except select * from kept) union all (select * from kept except select * from summed)) x
            """));

    private async Task AssertSumIsRecountAsync() => Assert.Equal(
        "",
        await ledger.AdminScalarAsync<string>(
            """
            set role ledger_insights;
            with recounted as (
              select f.community_id, f.story_id, f.teller_id, f.told_on, f.counts
              from app.insight_shares_of(array(select id from ledger.stories) || array(select story_id from ledger.version_clearances)) f),
            kept as (select x.community_id, x.story_id, x.teller_id, x.told_on, x.counts from ledger.insight_shares x)
            select coalesce(string_agg(x::text, ' '), '') from (
              (select * from recounted except select * from kept) union all (select * from kept except select * from recounted)) x
            """));

    /// <summary>Another hand: plain loops over what the superuser reads, without any function or policy of the summary.</summary>
    private async Task AssertRecountIsCountByHandAsync(RoadTown town)
    {
        var rows = await ledger.AdminScalarAsync<string[]>(
            """
            select coalesce(array_agg(concat_ws('|', s.id, s.shown_level, s.consent_public_display, s.consent_research, s.consent_attribution,
              s.language, array_to_string(s.themes, ','), array_to_string(s.community_ids, ','),
              s.consent_insights and s.published_version_id is not null and s.withdrawn_at is null and s.archived_at is null and s.is_cleared)), '{}')
            from ledger.stories s where s.teller_id = $1
            """,
            town.Storyteller.ProfileId);
        var byHand = new Dictionary<(Guid Community, string Measure, string Key), long>();
        foreach (var row in rows.Select(row => row.Split('|')))
        {
            if (row[8] != "t" || row[1] is not ("community" or "public"))
            {
                continue;
            }

            foreach (var community in row[7].Split(',').Select(Guid.Parse))
            {
                void Add(string measure, string key) => byHand[(community, measure, key)] = byHand.GetValueOrDefault((community, measure, key)) + 1;
                Add("stories", "");
                Add("language", row[5]);
                foreach (var theme in row[6].Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct())
                {
                    Add("theme", theme);
                }

                if (row[3] == "t")
                {
                    Add("purpose", "research");
                }

                if (row[4] == "t")
                {
                    Add("purpose", "attribution");
                }
            }
        }

        var kept = await ledger.AdminScalarAsync<string[]>(
            """
            select coalesce(array_agg(concat_ws('|', x.community_id, x.measure, x.key, x.value)), '{}') from (
              select d.community_id, d.measure, d.key, sum(d.value) as value from ledger.insight_days d
              where d.measure in ('stories', 'language', 'theme', 'purpose') and d.community_id = any ($1) group by 1, 2, 3) x
            """,
            (object)new[] { town.River, town.Shed });
        var shown = kept.Select(row => row.Split('|')).ToDictionary(
            row => (Guid.Parse(row[0]), row[1], row[2]), row => long.Parse(row[3], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(byHand.OrderBy(pair => pair.Key).ToList(), shown.OrderBy(pair => pair.Key).ToList());
    }

    private sealed record Step(int Kind, int What, int How);
}
