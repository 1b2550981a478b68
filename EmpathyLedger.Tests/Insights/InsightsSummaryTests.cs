using CsCheck;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Insights;

/// <summary>
/// The law of the summary: whatever happened, in whatever order and in whatever portions it was counted, the numbers are
/// those that counting everything from the beginning gives, and a story that may not be counted moves none of them.
/// </summary>
public sealed class InsightsSummaryTests(LedgerDatabaseFixture ledger, LedgerServerFixture server) : IClassFixture<LedgerDatabaseFixture>
{
    private static readonly Gen<SummaryStep[]> Steps =
        Gen.Select(Gen.Int[0, SummaryStep.Kinds - 1], Gen.Int[0, 999], Gen.Int[0, 999], (kind, what, how) => new SummaryStep(kind, what, how)).Array[50];

    /// <summary>Where one thing is done wrong: what stands in a function and what stands there instead, or a statement.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { "what is read is forgotten", "app.update_insights(integer)", "sum(c.reads), sum(c.shares)\n    from -> 0, 0\n    from" },
        { "what is gone stays among the shares", "app.update_insights(integer)", "where s.community_id = t.community_id and s.story_id = t.story_id\n      and not -> where false and not" },
        { "what was is not taken out", "app.update_insights(integer)", "select s.community_id, -1, unnest(s.counts) from stale s -> select s.community_id, -1, unnest(s.counts) from stale s where false" },
        { "a change is lost where a portion ends", "app.update_insights(integer)", "c.story_id, c.happened_at, c.reads, c.shares) -> c.story_id, c.happened_at, c.reads, c.shares, (select count(*) from ledger.insight_changes) = 1 as is_last) | select count(*), array_agg(distinct c.story_id) -> select count(*), coalesce(array_agg(distinct c.story_id) filter (where not c.is_last), '{}')" },
        { "days are those of London", "app.insight_shares_of(uuid[])", "(s.first_published_at at time zone c.time_zone)::date -> (s.first_published_at at time zone 'UTC')::date" },
        { "a theme that is named twice counts twice", "app.insight_shares_of(uuid[])", "select distinct 'theme' -> select 'theme'" },
        { "what is closed still waits", "app.insight_shares_of(uuid[])", "s.state::text where s.is_open -> s.state::text" },
        { "a decision that was taken back still stands", "app.insight_shares_of(uuid[])", "b.takes_back = r.id -> false" },
        { "two stories of one teller are two people", "app.count_tellers(uuid,date,date)", "count(distinct s.teller_id), -> count(s.teller_id)," },
        { "the level of the policy is too low", "alter policy stories_select_insights on ledger.stories using (is_open and consent_insights and shown_level >= 'people' and erased_at is null)", "" },
        { "the level of the policy is too high", "alter policy stories_select_insights on ledger.stories using (is_open and consent_insights and shown_level >= 'public' and erased_at is null)", "" },
        { "nobody asks for consent", "alter policy stories_select_insights on ledger.stories using (is_open and shown_level >= 'community' and erased_at is null)", "" },
        { "what is withdrawn is counted", "alter policy stories_select_insights on ledger.stories using (published_version_id is not null and consent_insights and shown_level >= 'community' and erased_at is null)", "" },
        { "a change of the time zone is not noted", "drop trigger communities_note_time_zone_change on ledger.communities", "" },
        { "a change of a story is not noted", "drop trigger stories_note_insight_change on ledger.stories", "" },
        { "an answer of an elder is not noted", "drop trigger version_clearances_note_insight_change on ledger.version_clearances", "" },
        { "a sharing is not noted", "drop trigger story_shares_note_use on ledger.story_shares", "" },
        { "any member sees the numbers", "create policy planted on ledger.insight_days for select to ledger_app using (true)", "" },
    };

    [Fact]
    public async Task RandomSteps_AnyPortions_GiveWhatCountingByHandGives() => await Steps.SampleAsync(
        async steps => Assert.Empty(await SummaryByHand.DifferencesAsync(ledger, await SummaryWalk.GoAsync(ledger, steps))),
        iter: 6,
        threads: 1);

    /// <summary>The law itself, tried on faults: it must notice each, within a few walks.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public async Task PlantedFault_IsNoticed(string fault, string where, string what)
    {
        await using var faulty = new LedgerDatabaseFixture(server);
        await faulty.InitializeAsync();
        await PlantAsync(faulty, where, what);
        for (var seed = 1; seed <= 12; seed++)
        {
            if ((await SummaryByHand.DifferencesAsync(faulty, await SummaryWalk.GoAsync(faulty, SummaryStep.Random(seed, 50)))).Count > 0)
            {
                return;
            }
        }

        Assert.Fail($"Nobody noticed that {fault}.");
    }

    private static async Task PlantAsync(LedgerDatabaseFixture ledger, string where, string what)
    {
        if (what.Length == 0)
        {
            await ledger.AdminAsync(where);
            return;
        }

        var text = await ledger.AdminScalarAsync<string>($"select pg_get_functiondef('{where}'::regprocedure)");
        foreach (var change in what.Split(" | "))
        {
            var (right, wrong) = change.Split(" -> ") is [var one, var other] ? (one, other) : throw new ArgumentException(change, nameof(what));
            Assert.Contains(right, text, StringComparison.Ordinal);
            text = text.Replace(right, wrong, StringComparison.Ordinal);
        }

        await ledger.AdminAsync(text);
    }
}
