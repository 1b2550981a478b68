using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Tests.Database;
using Npgsql;
using Cell = (System.Guid Community, string Audience, System.DateOnly Day, string Measure, string Key);

namespace EmpathyLedger.Tests.Insights;

/// <summary>
/// Another hand: plain loops over what the superuser reads of stories and reviews, without any function, policy or table of the
/// summary. Whatever it counts differently is a fault of one of the two.
/// </summary>
internal sealed class SummaryByHand(LedgerDatabaseFixture ledger, SummaryWalk walk)
{
    private static readonly string[] Levels = ["private", "people", "community", "public"];

    private readonly Dictionary<Cell, long> _cells = [];
    private readonly List<(Guid Community, Guid Teller, DateOnly Day)> _tellings = [];
    private Dictionary<Guid, string> _zones = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Guid[] Communities => [walk.Town.River, walk.Town.Shed];

    /// <summary>What is wrong after a walk, in words; nothing where all agree.</summary>
    public static async Task<List<string>> DifferencesAsync(LedgerDatabaseFixture ledger, SummaryWalk walk)
    {
        var hand = new SummaryByHand(ledger, walk);
        await hand.CountAsync();
        List<string> differences = [];
        await hand.CompareSummaryAsync(differences);
        await hand.CompareSharesAsync(differences);
        await hand.CompareWhatIsSeenAsync(differences);
        return differences;
    }

    public static DateOnly DayOf(DateTimeOffset at, string zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);

    /// <summary>The communities in which a story is counted now, and their time zones.</summary>
    public static async Task<List<(Guid Community, string Zone)>> CountedInAsync(LedgerDatabaseFixture ledger, Guid story)
    {
        var facts = (await ReadAsync(ledger, $"{StoryColumns} where s.id = $1", StoryOf, story)).SingleOrDefault();
        return facts is { IsCounted: true }
            ? await ReadAsync(ledger, "select id, time_zone from ledger.communities where id = any ($1)", row => (row.GetGuid(0), row.GetString(1)), facts.Communities)
            : [];
    }

    private async Task CountAsync()
    {
        _zones = (await ReadAsync(ledger, "select id, time_zone from ledger.communities where id = any ($1)", row => (row.GetGuid(0), row.GetString(1)), Communities))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2);
        foreach (var story in await ReadAsync(ledger, $"{StoryColumns} where s.community_ids && $1", StoryOf, Communities))
        {
            if (story.IsCounted)
            {
                CountTold(story);
            }
        }

        await CountReviewsAsync();
    }

    private void CountTold(Facts story)
    {
        foreach (var community in story.Communities)
        {
            var day = DayOf(story.ToldAt, _zones[community]);
            _tellings.Add((community, story.Teller, day));
            foreach (var (measure, key) in story.Themes.Distinct().Select(theme => ("theme", theme))
                .Concat(story.Purposes.Select(purpose => ("purpose", purpose))).Append(("stories", "")).Append(("language", story.Language)))
            {
                Add((community, story.Audience, day, measure, key), 1);
            }

            foreach (var (use, times) in walk.Uses.Where(use => use.Key.Community == community && use.Key.Story == story.Id))
            {
                Add((community, story.Audience, use.Day, use.Measure, ""), times);
            }
        }
    }

    private async Task CountReviewsAsync()
    {
        var sent = await ReadAsync(
            ledger,
            "select version_id, community_id, state::text, is_open, sent_at from ledger.version_clearances where community_id = any ($1)",
            row => (Version: row.GetGuid(0), Community: row.GetGuid(1), State: row.GetString(2), IsOpen: row.GetBoolean(3), At: row.GetFieldValue<DateTimeOffset>(4)),
            Communities);
        var decisions = await ReadAsync(
            ledger,
            "select id, version_id, community_id, takes_back, decided_at from ledger.review_decisions where community_id = any ($1)",
            row => (Id: row.GetGuid(0), Version: row.GetGuid(1), Community: row.GetGuid(2), TakesBack: row[3] as Guid?, At: row.GetFieldValue<DateTimeOffset>(4)),
            Communities);
        var takenBack = decisions.Select(decision => decision.TakesBack).ToHashSet();
        foreach (var copy in sent)
        {
            var zone = _zones[copy.Community];
            Add((copy.Community, "review", DayOf(copy.At, zone), "sent", ""), 1);
            if (copy.IsOpen)
            {
                Add((copy.Community, "review", DayOf(copy.At, zone), "stage", copy.State), 1);
            }

            var standing = decisions.Where(decision => decision.Version == copy.Version && decision.Community == copy.Community
                && decision.TakesBack is null && !takenBack.Contains(decision.Id)).ToList();
            if (standing.Count > 0)
            {
                var first = standing.Min(decision => decision.At);
                Add((copy.Community, "review", DayOf(first, zone), "decided", copy.State), 1);
                Add((copy.Community, "review", DayOf(first, zone), "waited", StepOf(first - copy.At)), 1);
            }
        }
    }

    private static string StepOf(TimeSpan waited) => waited.TotalDays switch
    {
        < 1 => "day",
        < 3 => "three_days",
        < 7 => "week",
        < 14 => "two_weeks",
        _ => "longer",
    };

    private void Add(Cell cell, long value) => _cells[cell] = _cells.GetValueOrDefault(cell) + value;

    private async Task CompareSummaryAsync(List<string> differences)
    {
        const string Kept = "select community_id, audience::text, day, measure::text, key, value from ledger.insight_days where community_id = any ($1)";
        var kept = (await ReadAsync(ledger, Kept, CellOf, Communities)).ToDictionary(pair => pair.Cell, pair => pair.Value);
        differences.AddRange(kept.Keys.Union(_cells.Keys).Where(cell => kept.GetValueOrDefault(cell) != _cells.GetValueOrDefault(cell) || !_cells.ContainsKey(cell))
            .Select(cell => $"{cell}: {kept.GetValueOrDefault(cell)} kept, {_cells.GetValueOrDefault(cell)} by hand"));
    }

    /// <summary>That nothing stays of a story that is counted nowhere, and that what is kept of each sums up to the numbers.</summary>
    private async Task CompareSharesAsync(List<string> differences)
    {
        differences.AddRange(await ReadAsync(
            ledger,
            """
            with summed as (
              select x.community_id, c.audience, c.day, c.measure, c.key, sum(c.value)::bigint as value
              from ledger.insight_shares x cross join lateral unnest(x.counts) c where x.community_id = any ($1) group by 1, 2, 3, 4, 5),
            kept as (select d.community_id, d.audience, d.day, d.measure, d.key, d.value from ledger.insight_days d where d.community_id = any ($1))
            select 'shares: ' || x::text from (
              (select * from summed except select * from kept) union all (select * from kept except select * from summed)) x
            """,
            row => row.GetString(0),
            Communities));
        var tellers = (await ReadAsync(
            ledger,
            "select community_id, teller_id, told_on from ledger.insight_shares where told_on is not null and community_id = any ($1)",
            row => (row.GetGuid(0), row.GetGuid(1), row.GetFieldValue<DateOnly>(2)),
            Communities)).Order();
        if (!tellers.SequenceEqual(_tellings.Order()))
        {
            differences.Add("shares: other tellers or days than by hand");
        }
    }

    /// <summary>Whoever leads a community sees its numbers and all of them; everybody else sees none.</summary>
    private async Task CompareWhatIsSeenAsync(List<string> differences)
    {
        var town = walk.Town;
        var insights = new CommunityInsights(ledger.Database);
        var now = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var period = new InsightPeriod(now.AddDays(-45), now.AddDays(30));
        foreach (var who in new[]
        {
            town.Steward, town.Storyteller, town.CoAuthor, town.Elder, town.ShedElder, town.Member, town.Friend, town.Stranger, Actor.Anonymous,
        })
        {
            foreach (var community in Communities)
            {
                var leads = await ledger.AdminScalarAsync<bool>(
                    "select exists (select 1 from ledger.community_members m where m.community_id = $1 and m.profile_id = $2 and m.status = 'active' and 'steward' = any (m.roles))",
                    community,
                    who.ProfileId ?? Guid.Empty);
                var report = await insights.GetAsync(who, community, period, Cancellation);
                var seen = report is null ? null : $"{report.Stories.Sum(point => point.Now)} {report.Reads.Sum(point => point.Now)} {report.Shares.Sum(point => point.Now)} {report.Stages.Waiting} {report.Tellers}";
                var expected = leads ? Expected(community, period) : null;
                if (await RowsSeenAsync(who, community) != (leads ? _cells.Keys.Count(cell => cell.Community == community) : 0))
                {
                    differences.Add($"{who.ProfileId} sees other rows of {community}");
                }

                if (seen != expected)
                {
                    differences.Add($"{who.ProfileId} sees of {community}: {seen ?? "nothing"}; should see {expected ?? "nothing"}");
                }
            }
        }
    }

    private async Task<long> RowsSeenAsync(Actor who, Guid community)
    {
        await using var scope = await ledger.Database.BeginAsync(who, Cancellation);
        return await scope.ScalarAsync<long>("select count(d.value) from ledger.insight_days d where d.community_id = $1", community);
    }

    private string Expected(Guid community, InsightPeriod period)
    {
        bool In(DateOnly day, InsightPeriod days) => day >= days.From && day <= days.To;
        long Sum(string measure) => _cells.Where(cell => cell.Key.Community == community && cell.Key.Measure == measure && In(cell.Key.Day, period)).Sum(cell => cell.Value);
        var told = _tellings.Where(telling => telling.Community == community).ToList();
        var now = told.Where(telling => In(telling.Day, period)).Select(telling => telling.Teller).ToHashSet();
        var firstTime = now.Count(teller => !told.Any(telling => telling.Teller == teller && telling.Day < period.From));
        var before = told.Where(telling => In(telling.Day, period.Before)).Select(telling => telling.Teller).Distinct().Count();
        var waiting = _cells.Where(cell => cell.Key.Community == community && cell.Key is { Measure: "stage", Key: "waiting" }).Sum(cell => cell.Value);
        return $"{Sum("stories")} {Sum("reads")} {Sum("shares")} {waiting} {new InsightTellers(now.Count, firstTime, before)}";
    }

    private static (Cell Cell, long Value) CellOf(NpgsqlDataReader row) =>
        ((row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetString(3), row.GetString(4)), row.GetInt64(5));

    private const string StoryColumns =
        """
        select s.id, s.teller_id, s.privacy_level::text, coalesce(s.cleared_level::text, 'private'), s.language, s.themes, s.community_ids,
          coalesce(s.first_published_at, s.created_at), s.consent_public_display, s.consent_insights,
          s.published_version_id is not null and s.withdrawn_at is null and s.archived_at is null and s.erased_at is null and s.is_cleared,
          s.consent_research, s.consent_ai_local, s.consent_ai_external, s.consent_cross_community, s.consent_commercial, s.consent_attribution
        from ledger.stories s
        """;

    private static Facts StoryOf(NpgsqlDataReader row)
    {
        var level = Math.Min(Array.IndexOf(Levels, row.GetString(2)), Array.IndexOf(Levels, row.GetString(3)));
        string[] purposes = ["research", "ai_local", "ai_external", "cross_community", "commercial", "attribution"];
        return new Facts(
            row.GetGuid(0), row.GetGuid(1), level >= 2 && row.GetBoolean(9) && row.GetBoolean(10), level == 3 && row.GetBoolean(8) ? "public" : "members",
            row.GetString(4), row.GetFieldValue<string[]>(5), row.GetFieldValue<Guid[]>(6), row.GetFieldValue<DateTimeOffset>(7),
            [.. purposes.Where((_, at) => row.GetBoolean(11 + at))]);
    }

    private static async Task<List<T>> ReadAsync<T>(LedgerDatabaseFixture ledger, string sql, Func<NpgsqlDataReader, T> read, params object[] args)
    {
        await using var connection = new NpgsqlConnection(ledger.AdminConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in args)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private sealed record Facts(
        Guid Id, Guid Teller, bool IsCounted, string Audience, string Language, string[] Themes, Guid[] Communities, DateTimeOffset ToldAt, string[] Purposes);
}
