using System.Text.Json;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories;
using Npgsql;

namespace EmpathyLedger.Core.Reviews;

/// <summary>The statements of <see cref="StoryReviews"/> and how their rows are read.</summary>
internal static class ReviewSql
{
    // Authors see their own reviews too, so being asked as an elder is said here, and not having written it.
    private const string Asked = """
        select c.version_id, c.story_id, c.community_id, c.state, c.title, c.teller_name, c.language, c.direction, c.word_count,
          c.audience, c.teller_note, c.sent_at
        from ledger.version_clearances c
        where c.is_open and c.community_id = any ((select app.my_elder_community_ids())::uuid[]) and not app.wrote_version(c.version_id)
        """;

    private const string SeatColumns = """
        a.version_id, a.story_id, a.title, a.teller_name, a.language, a.direction = 'rtl', greatest(1, round(a.word_count / 180.0))::integer,
          a.audience::text, a.sent_at, a.community_id, c.name, c.time_zone, c.role_names::text, a.state::text, own.kind::text,
          (select count(*)::integer from ledger.review_conditions x
           where x.decision_id = own.id and not exists (select from ledger.review_condition_ticks t where t.condition_id = x.id)),
          a.teller_note
        """;

    private const string SeatJoins = """
        join ledger.communities c on c.id = a.community_id
        left join ledger.review_decisions own on own.version_id = a.version_id and own.community_id = a.community_id
          and own.elder_id = app.current_actor_id() and own.kind <> 'take_back'
          and not exists (select from ledger.review_decisions b where b.takes_back = own.id)
        """;

    public const string CountWaiting = $"""
        select count(distinct a.version_id) from ({Asked}) a where a.state = 'waiting'
        """;

    public const string NextWaiting = $"""
        select a.version_id from ({Asked}) a where a.state = 'waiting' and a.version_id <> $1 order by a.sent_at, a.version_id limit 1
        """;

    public const string QueuePage = $"""
        with asked as ({Asked}),
        page as (
          select v.version_id, v.has_spoken
          from (select version_id, sent_at, bool_and(state <> 'waiting') as has_spoken from asked group by version_id, sent_at) v
          where $1::boolean is null or (v.has_spoken, v.sent_at, v.version_id) > ($1::boolean, $2::timestamptz, $3::uuid)
          order by v.has_spoken, v.sent_at, v.version_id
          limit $4)
        select {SeatColumns}
        from page p join asked a on a.version_id = p.version_id
        {SeatJoins}
        order by p.has_spoken, a.sent_at, a.version_id, c.name, a.community_id
        """;

    public const string SeatsOfVersion = $"""
        select {SeatColumns}
        from ({Asked}) a
        {SeatJoins}
        where a.version_id = $1
        order by c.name, a.community_id
        """;

    /// <summary>1 for the oldest that waits, 0 when this one does not wait.</summary>
    public const string Position = $"""
        with waiting as (select distinct a.sent_at, a.version_id from ({Asked}) a where a.state = 'waiting')
        select case when exists (select from waiting w where w.version_id = $1)
          then (select count(*) from waiting w, waiting me where me.version_id = $1 and (w.sent_at, w.version_id) <= (me.sent_at, me.version_id))
          else 0 end
        """;

    public const string Open = """
        select summary, told_when, told_to, place, themes, warnings, people::text, is_sensitive, body::text, body_text, transcript
        from app.open_version($1)
        """;

    public const string OpenReviewsOfStory = """
        select c.version_id, c.state::text from ledger.version_clearances c
        where c.story_id = $1 and c.community_id = $2 and c.is_open
          and c.community_id = any ((select app.my_elder_community_ids())::uuid[]) and not app.wrote_version(c.version_id)
        order by c.sent_at desc
        """;

    public const string IsPublished = """
        select exists (select from ledger.stories s where s.id = $1 and s.published_version_id = $2 and s.is_open)
        """;

    public const string IsOwnDecision = """
        select exists (select from ledger.review_decisions d
          where d.id = $1 and d.version_id = $2 and d.community_id = $3 and d.elder_id = app.current_actor_id())
        """;

    public sealed record Seat(QueuedStory Story, ReviewSeat Of);

    public static Seat ReadSeat(NpgsqlDataReader reader)
    {
        var seat = new ReviewSeat(
            reader.GetGuid(9),
            reader.GetString(10),
            reader.GetString(11),
            reader.GetString(12),
            DatabaseWords.Read<ClearanceState>(reader.GetString(13)),
            reader.IsDBNull(14) ? null : DatabaseWords.Read<DecisionKind>(reader.GetString(14)),
            reader.GetInt32(15));
        var story = new QueuedStory(
            reader.GetGuid(0),
            reader.GetGuid(1),
            reader.GetString(2),
            reader.IsDBNull(3) ? null : reader.GetString(3),
            reader.GetString(4),
            reader.GetBoolean(5),
            reader.GetInt32(6),
            PrivacyLevels.Parse(reader.GetString(7)),
            reader.GetFieldValue<DateTimeOffset>(8),
            reader.GetString(16),
            []);
        return new Seat(story, seat);
    }

    /// <summary>One story for the rows of its communities, in the order of the rows.</summary>
    public static List<QueuedStory> Gather(IEnumerable<Seat> seats) =>
        [.. seats.GroupBy(seat => seat.Story.VersionId).Select(rows => rows.First().Story with { Seats = [.. rows.Select(row => row.Of)] })];

    public static ReviewReading ReadWords(NpgsqlDataReader reader, QueuedStory story, int position, int waitingCount) => new(
        story,
        reader.GetString(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetFieldValue<string[]>(4),
        reader.GetFieldValue<string[]>(5),
        ReadPeople(reader.GetString(6)),
        reader.GetBoolean(7),
        reader.GetString(8),
        reader.GetString(9),
        reader.GetString(10),
        position,
        waitingCount);

    public static async Task<List<ReviewDecision>> ReadDecisionsAsync(ActorScope scope, string where, params object[] args)
    {
        var decisions = await scope.QueryAsync(
            $"""
            select d.id, d.story_id, d.version_id, d.community_id, p.display_name, d.elder_id = app.current_actor_id(), d.kind::text, d.note,
              d.decided_at, b.decided_at
            from ledger.review_decisions d
            left join ledger.review_decisions b on b.takes_back = d.id
            left join ledger.profiles p on p.id = d.elder_id
            where {where} and d.kind <> 'take_back'
            order by d.sequence
            """,
            ReadDecision,
            args);
        if (decisions.Count == 0)
        {
            return decisions;
        }

        var conditions = await scope.QueryAsync(
            """
            select c.decision_id, c.id, c.wording, t.ticked_at
            from ledger.review_conditions c left join ledger.review_condition_ticks t on t.condition_id = c.id
            where c.decision_id = any ($1) order by c.decision_id, c.position
            """,
            reader => (DecisionId: reader.GetGuid(0), Condition: new ReviewCondition(
                reader.GetGuid(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3))),
            decisions.Select(decision => decision.Id).ToArray());
        var byDecision = conditions.ToLookup(row => row.DecisionId, row => row.Condition);
        return [.. decisions.Select(decision => decision with { Conditions = [.. byDecision[decision.Id]] })];
    }

    private static ReviewDecision ReadDecision(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetGuid(1),
        reader.GetGuid(2),
        reader.GetGuid(3),
        reader.IsDBNull(4) ? null : reader.GetString(4),
        reader.GetBoolean(5),
        DatabaseWords.Read<DecisionKind>(reader.GetString(6)),
        reader.GetString(7),
        reader.GetFieldValue<DateTimeOffset>(8),
        reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9),
        []);

    private static List<NamedPerson> ReadPeople(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.EnumerateArray()
                .Where(person => person.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
                .Select(person => new NamedPerson(
                    person.GetProperty("name").GetString()!,
                    person.TryGetProperty("hasPassed", out var passed) && passed.ValueKind == JsonValueKind.True)),
        ];
    }
}
