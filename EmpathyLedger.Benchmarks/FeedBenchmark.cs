using System.Diagnostics;
using System.Globalization;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Reading;
using Npgsql;

namespace EmpathyLedger.Benchmarks;

/// <summary>
/// What row security costs a reader. Each round asks once as the portal does (signed claim, policies) and once by hand (the
/// same columns, the visibility conditions written into the query, as a superuser whom no policy concerns), in turns, on
/// random stories; medians of all rounds.
/// </summary>
internal static class FeedBenchmark
{
    private const int Stories = 100_000;
    private const int Communities = 20;
    private const int Rounds = 400;

    private const string Columns =
        """
        s.id, s.title, s.summary, s.opening, s.teller_name, s.language, s.direction = 'rtl', s.told_when, s.warnings,
        s.reading_minutes, array(select c.name from ledger.communities c where c.id = any (s.community_ids) order by c.name),
        s.published_at
        """;

    private static readonly Guid Reader = Guid.Parse("019ab000-0000-7000-8000-00000000beef");

    public static async Task RunAsync(BenchmarkLedger ledger, bool explain)
    {
        await ledger.FillAsync(Filling);
        var stories = new StoryReader(ledger.Database);
        var actor = new Actor(Reader, Guid.NewGuid(), 1);
        var (mine, ids) = await ReadPlanAsync(ledger);
        if (explain)
        {
            await ExplainAsync(ledger, actor, mine[0], ids[0]);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Stories:N0} stories in {Communities} communities; medians of {Rounds} rounds, in turns"));
        var claim = await MeasureClaimAsync(ledger, actor);
        await CompareAsync(
            "id look-up",
            round => stories.GetStateAsync(actor, ids[round % ids.Length], CancellationToken.None),
            round => ByHandAsync(
                ledger,
                """
                select s.published_version_id, s.teller_name, s.shown_level >= 'community' from ledger.stories s
                where s.id = $1 and s.is_open and s.erased_at is null and (s.teller_id = $2
                  or (s.shown_level = 'public' and s.consent_public_display) or (s.shown_level >= 'community' and s.community_ids && $3))
                """,
                ids[round % ids.Length],
                Reader,
                mine),
            claim);
        await CompareAsync(
            "community feed, first page",
            round => stories.GetFeedAsync(actor, StoryFeed.Of(mine[round % mine.Length]), null, CancellationToken.None),
            round => ByHandAsync(
                ledger,
                $"""
                select {Columns} from ledger.story_communities f join ledger.stories s on s.id = f.story_id
                where f.community_id = $1 and s.is_open and s.erased_at is null
                order by f.published_at desc, f.story_id desc limit 21
                """,
                mine[round % mine.Length]),
            claim);
        await CompareAsync(
            "everyone's feed, first page",
            _ => stories.GetFeedAsync(Actor.Anonymous, StoryFeed.Everyone, null, CancellationToken.None),
            _ => ByHandAsync(
                ledger,
                $"""
                select {Columns} from ledger.public_stories f join ledger.stories s on s.id = f.story_id
                where s.is_open and s.erased_at is null
                order by f.published_at desc, f.story_id desc limit 21
                """),
            claim: 0);
    }

    /// <summary>What a statement pays for knowing who asks, whatever it reads: signing, sending and verifying the claim.</summary>
    private static Task<double> MeasureClaimAsync(BenchmarkLedger ledger, Actor actor) => CompareAsync(
        "who asks, and nothing else",
        async _ =>
        {
            await using var scope = await ledger.Database.BeginByKeyAsync(actor, CancellationToken.None);
            await scope.ScalarAsync<Guid>("select app.current_actor_id()");
            await scope.CommitAsync();
        },
        _ => ByHandAsync(ledger, "select null::uuid"),
        claim: null);

    private static async Task<double> CompareAsync(string what, Func<int, Task> underPolicies, Func<int, Task> byHand, double? claim)
    {
        var times = (Under: new double[Rounds], Hand: new double[Rounds]);
        for (var round = -40; round < Rounds; round++)
        {
            var under = await TimeAsync(underPolicies, Math.Abs(round));
            var hand = await TimeAsync(byHand, Math.Abs(round));
            if (round >= 0)
            {
                (times.Under[round], times.Hand[round]) = (under, hand);
            }
        }

        Array.Sort(times.Under);
        Array.Sort(times.Hand);
        var (slow, fast) = (times.Under[Rounds / 2], times.Hand[Rounds / 2]);
        var ratio = claim is { } cost ? $"ratio {slow / fast:F2}, beyond the claim {(slow - cost) / fast:F2}" : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-28} {slow,7:F3} ms under policies  {fast,7:F3} ms by hand  {ratio}"));
        return slow - fast;
    }

    private static async Task<double> TimeAsync(Func<int, Task> ask, int round)
    {
        var start = Stopwatch.GetTimestamp();
        await ask(round);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>In a transaction too, as everything the portal asks: what is compared is the policies and the claim.</summary>
    private static async Task ByHandAsync(BenchmarkLedger ledger, string sql, params object[] args)
    {
        await using var connection = await ledger.Admin.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(sql, connection, transaction))
        {
            foreach (var value in args)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    _ = reader.GetValue(i);
                }
            }
        }

        await transaction.CommitAsync();
    }

    private static async Task<(Guid[] Mine, Guid[] Ids)> ReadPlanAsync(BenchmarkLedger ledger)
    {
        await using var mine = ledger.Admin.CreateCommand(
            $"select array_agg(community_id) from ledger.community_members where profile_id = '{Reader}'");
        await using var ids = ledger.Admin.CreateCommand(
            "select array_agg(id) from (select id from ledger.stories where shown_level = 'public' order by md5(id::text) limit 1000) x");
        return ((Guid[])(await mine.ExecuteScalarAsync())!, (Guid[])(await ids.ExecuteScalarAsync())!);
    }

    private static async Task ExplainAsync(BenchmarkLedger ledger, Actor actor, Guid community, Guid story)
    {
        foreach (var (what, sql, argument) in new (string, string, Guid)[]
        {
            ("id look-up", "select s.title from ledger.stories s where s.id = $1 and s.is_open", story),
            ("community feed", $"select {Columns} from ledger.story_communities f join ledger.stories s on s.id = f.story_id where f.community_id = $1 and s.is_open order by f.published_at desc, f.story_id desc limit 21", community),
        })
        {
            await using var scope = await ledger.Database.BeginByKeyAsync(actor, CancellationToken.None);
            Console.WriteLine($"-- {what}");
            foreach (var line in await scope.QueryAsync($"explain (analyze, buffers, costs off) {sql}", row => row.GetString(0), argument))
            {
                Console.WriteLine(line);
            }
        }
    }

    // Foreign keys and triggers are off while it is filled: their rows are written here as they would write them.
    private static string Filling =>
        $$"""
        set session_replication_role = replica;
        insert into ledger.profiles (id, display_name) values ('{{Reader}}', 'Reader');
        insert into ledger.profiles (id, display_name)
          select ('019ab000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'Teller ' || i from generate_series(1, 2000) i;
        insert into ledger.communities (id, slug, name)
          select ('019ab000-0000-7000-9000-' || lpad(i::text, 12, '0'))::uuid, 'place-' || i, 'Place ' || i from generate_series(1, {{Communities}}) i;
        insert into ledger.community_members (community_id, profile_id, status, roles, joined_at)
          select ('019ab000-0000-7000-9000-' || lpad(i::text, 12, '0'))::uuid, '{{Reader}}'::uuid, 'active'::ledger.membership_status, '{member}'::ledger.community_role[], now() from generate_series(1, 3) i
          union all
          select ('019ab000-0000-7000-9000-' || lpad((1 + i % {{Communities}})::text, 12, '0'))::uuid,
            ('019ab000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'active', '{member,storyteller}', now() from generate_series(1, 2000) i;
        with moments as (
          select i, timestamptz '2024-02-01' + make_interval(mins => (i * 14.5)::int) as at,
            (array['public', 'community', 'community', 'people'])[1 + (i / {{Communities}}) % 4]::ledger.privacy_level as level
          from generate_series(1, {{Stories}}) i)
        insert into ledger.stories (id, teller_id, privacy_level, cleared_level, consent_public_display, title, summary, opening, told_when, teller_name,
          themes, reading_minutes, community_ids, published_version_id, first_published_at, published_at, is_cleared, created_at, updated_at)
        select id, ('019ab000-0000-7000-8000-' || lpad((1 + i % 2000)::text, 12, '0'))::uuid, level, level, level = 'public',
          'Story number ' || i, repeat('What the teller says of it. ', 4), repeat('How it begins, in the wet year. ', 7), 'about 1973', 'Teller ' || (1 + i % 2000),
          '{Water,Work}', 6, array[('019ab000-0000-7000-9000-' || lpad((1 + i % {{Communities}})::text, 12, '0'))::uuid], id, at, at, true, at, at
        from (
          select m.*, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid as id
          from moments m) x;
        insert into ledger.story_communities (community_id, published_at, story_id, teller_id, shown_level, consent_public_display)
          select s.community_ids[1], s.published_at, s.id, s.teller_id, s.shown_level, s.consent_public_display
          from ledger.stories s where s.is_open and s.shown_level >= 'community';
        insert into ledger.public_stories (published_at, story_id)
          select s.published_at, s.id from ledger.stories s where s.is_open and s.shown_level = 'public';
        set session_replication_role = origin;
        analyze;
        """;
}
