using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Benchmarks.Collaboration;

/// <summary>A hundred people, signed in, and stories that all of them may write in.</summary>
internal sealed class CollaborationFilling(BenchmarkLedger ledger)
{
    public const int Writers = 100;
    public const string Stamp = "stamp";
    private int _stories;

    public static Guid Writer(int number) => Guid.Parse($"019ac000-0000-7000-8000-{number:000000000000}");

    public static Guid Client(int number) => Guid.Parse($"019ac000-0000-7000-9000-{number:000000000000}");

    public static string Words(int characters) =>
        string.Concat(Enumerable.Repeat("It rained on the day we moved. ", characters / 31 + 1))[..characters];

    /// <summary>Accounts too: whoever connects is asked about.</summary>
    public static Task AddWritersAsync(BenchmarkLedger ledger) => ledger.FillAsync(
        $"""
        set session_replication_role = replica;
        update ledger.portal_settings set set_up_at = now();
        create temporary table writers as
          select ('019ac000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid as id, 'Writer ' || i as name from generate_series(0, {Writers - 1}) i;
        insert into ledger.profiles (id, display_name) select id, name from writers;
        insert into accounts.accounts (id, display_name, created_at, user_name, normalized_user_name, email, normalized_email, email_confirmed,
            security_stamp, concurrency_stamp, two_factor_enabled, lockout_enabled, access_failed_count)
          select id, name, now(), id, upper(id::text), id, upper(id::text), true, '{Stamp}', id, false, true, 0 from writers;
        insert into accounts.sessions (id, account_id, started_at, ends_at) select id, id, now(), now() + interval '1 day' from writers;
        drop table writers;
        set session_replication_role = origin;
        """);

    /// <param name="text">Without its closing line end.</param>
    /// <param name="history">Operations that brought it there, one letter each.</param>
    public async Task<Guid> AddStoryAsync(string text, int history = 0)
    {
        var story = Guid.Parse($"019ac000-0000-7000-a000-{++_stories:000000000000}");
        await using (var scope = await ledger.Database.BeginAsync(new Actor(Writer(0), Writer(0), 1), CancellationToken.None))
        {
            await scope.ScalarAsync<string>("select app.start_story($1, 'en', 'ltr')", story);
            await scope.CommitAsync();
        }

        await using var command = ledger.Admin.CreateCommand(
            """
            with people as (
              insert into ledger.story_people (story_id, profile_id, role, added_at)
              select $1, p.id, 'co_author', now() from ledger.profiles p
              where p.id::text like '019ac000-0000-7000-8000-%' and p.id <> $2),
            head as (
              insert into ledger.story_heads (story_id, revision, oldest_revision) select $1, $5, 0 where $5 > 0),
            draft as (
              update ledger.story_drafts d set body = $3, body_text = $4, revision = $5, word_count = 20000 where d.story_id = $1)
            insert into ledger.story_operations (story_id, revision, author_id, client_id, sequence, change, made_at)
            select $1, i, $2, $2, i, convert_to('{"body":{"ops":[{"retain":' || i || '},{"insert":"x"}]}}', 'UTF8'), now()
            from generate_series(1, $5) i
            """);
        command.Parameters.Add(new() { Value = story });
        command.Parameters.Add(new() { Value = Writer(0) });
        command.Parameters.Add(new() { Value = new DeltaBuilder().Insert(text + "\n").Build().ToJson(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = text });
        command.Parameters.Add(new() { Value = history });
        await command.ExecuteNonQueryAsync();
        return story;
    }

    /// <summary>That the log is what was acknowledged: no gaps, each client's in its order and once, and nothing that was acknowledged missing.</summary>
    public async Task CheckAsync(Guid story, LoadAnswer answer)
    {
        var problems = new List<string>();
        await using var log = ledger.Admin.CreateCommand(
            "select count(*), coalesce(max(revision), 0), (select revision from ledger.story_heads where story_id = $1) from ledger.story_operations where story_id = $1");
        log.Parameters.Add(new() { Value = story });
        await using (var reader = await log.ExecuteReaderAsync())
        {
            await reader.ReadAsync();
            if (reader.GetInt64(0) != reader.GetInt32(1) || reader.GetInt32(1) != reader.GetInt32(2))
            {
                problems.Add($"{reader.GetInt64(0)} operations up to revision {reader.GetInt32(1)}, head {reader.GetInt32(2)}.");
            }
        }

        await using var clients = ledger.Admin.CreateCommand(
            """
            select client_id, count(*)::int, max(sequence), bool_and(is_next) from (
              select client_id, sequence, sequence = 1 + coalesce(lag(sequence) over (partition by client_id order by revision), 0) as is_next
              from ledger.story_operations where story_id = $1) o
            group by client_id
            """);
        clients.Parameters.Add(new() { Value = story });
        await using (var reader = await clients.ExecuteReaderAsync())
        {
            var there = new Dictionary<Guid, (int Count, int Last, bool InOrder)>();
            while (await reader.ReadAsync())
            {
                there[reader.GetGuid(0)] = (reader.GetInt32(1), reader.GetInt32(2), reader.GetBoolean(3));
            }

            for (var number = 0; number < answer.Sent.Length; number++)
            {
                var (count, last, inOrder) = there.GetValueOrDefault(Client(number), (0, 0, true));
                if (count != last || !inOrder || last < answer.Acknowledged[number] || last > answer.Sent[number])
                {
                    problems.Add($"Writer {number}: {count} in the log, the last {last}, acknowledged {answer.Acknowledged[number]}, sent {answer.Sent[number]}.");
                }
            }
        }

        if (problems.Count > 0)
        {
            throw new InvalidOperationException($"The log is not what was acknowledged: {string.Join(' ', problems)}");
        }
    }
}
