using System.Globalization;
using Npgsql;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>Every table and every writing verb, tried by everybody and undone; and what the app's column grants are at all.</summary>
[Collection(MatrixCollection.Name)]
public sealed class TableVerbTests(MatrixFixture matrix)
{
    /// <summary>The only rights to write that the app role has: docs/data-access.md, "writes by the app itself".</summary>
    private static readonly string[] DocumentedWrites =
    [
        "communities update accent_colour", "communities update artwork_id", "communities update data_location", "communities update description",
        "communities update is_listed", "communities update name", "communities update place", "communities update role_names",
        "communities update smallest_group", "communities update themes", "communities update time_zone",
        "consent_events insert actor_id", "consent_events insert id", "consent_events insert is_granted", "consent_events insert language",
        "consent_events insert purpose", "consent_events insert story_id", "consent_events insert wording_version",
        "notifications update read_at",
        "pictures delete", "pictures insert community_id", "pictures insert content", "pictures insert content_type", "pictures insert height",
        "pictures insert kind", "pictures insert owner_id", "pictures insert width",
        "profiles update display_name", "profiles update languages", "profiles update other_names", "profiles update picture_id",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Tables => [.. MatrixTable.All.Select(table => table.Name)];

    public static TheoryData<string> ForbiddenColumns =>
    [
        "stories.teller_id", "stories.is_sensitive", "stories.is_cleared", "stories.erased_at", "stories.sovereignty",
        "story_drafts.body", "story_drafts.body_text", "story_drafts.transcript", "story_drafts.sovereignty",
        "story_versions.body", "story_versions.body_text", "story_versions.transcript", "story_versions.teller_id", "story_versions.author_ids",
        "story_invitations.token_hash", "story_invitations.profile_id", "version_clearances.author_ids", "version_clearances.keeper_ids", "version_clearances.custodian_id", "stories.custodian_id",
        "story_versions.custodian_id", "story_drafts.teller_id", "narrator_claims.token_hash", "story_communities.teller_id", "community_invitations.token_hash", "notifications.mail_sent_at",
        "story_search.words", "access_log.session_id", "portal_settings.is_demo_filling",
        "story_threads.quote", "story_threads.replacement", "story_threads.sovereignty", "thread_remarks.words",
        "insight_shares.teller_id", "insight_shares.counts", "insight_days.sovereignty",
    ];

    [Theory]
    [MemberData(nameof(ForbiddenColumns))]
    public async Task Column_ThatIsNotForTheApp_IsRefusedEvenToTheTeller(string column)
    {
        var (table, name) = (column.Split('.')[0], column.Split('.')[1]);
        await using var session = await ActorSession.OpenAsync(matrix.Ledger, matrix.World.Storyteller);
        foreach (var sql in new[]
        {
            $"select {name}::text from ledger.{table} limit 0", $"select 1 from ledger.{table} where {name} is null",
            $"select count({name}) from ledger.{table}", $"select t::text from ledger.{table} t limit 0", $"select * from ledger.{table} limit 0",
            $"select 1 from ledger.{table} order by {name}",
        })
        {
            Assert.Equal(Attempt.Denied, (await session.TryAsync(sql)).SqlState);
        }
    }

    [Fact]
    public async Task WriteGrants_OfTheApp_AreTheDocumentedOnes()
    {
        var sql = """
            select c.relname || ' ' || lower(p.verb) || ' ' || a.attname
              from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                cross join (values ('INSERT'), ('UPDATE'), ('REFERENCES')) p (verb)
              where c.relnamespace = 'ledger'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and has_column_privilege('ledger_app', c.oid, a.attnum, p.verb)
            union all
            select c.relname || ' ' || lower(p.verb)
              from pg_class c cross join (values ('DELETE'), ('TRUNCATE'), ('TRIGGER')) p (verb)
              where c.relnamespace = 'ledger'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and has_table_privilege('ledger_app', c.oid, p.verb)
            """;
        Assert.Equal(DocumentedWrites.Order(StringComparer.Ordinal), (await AdminListAsync(sql)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task EveryWritingVerb_ByEverybody_IsRefusedUnlessDocumented(string table)
    {
        foreach (var who in matrix.World.Named)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            foreach (var (verb, sql) in Verbs(table))
            {
                if ((table, verb) is not ("pictures", "delete" or "merge delete"))
                {
                    var attempt = await session.TryAsync(sql);
                    Assert.True(attempt.IsDenied, $"{who}: {verb} on {table}: {attempt.SqlState} {attempt.Message}");
                }
            }

            var copied = await session.TryCopyFromAsync($"copy ledger.{table} from stdin");
            Assert.True(copied.IsDenied, $"{who}: copy from on {table}: {copied.SqlState}");
            Assert.True((await session.TryCopyToAsync($"copy ledger.{table} to stdout")).IsDenied, $"{who}: copy to on {table}");
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task CopyTo_OfAQuery_ShowsWhatASelectShows(string name)
    {
        var table = MatrixTable.All.Single(t => t.Name == name);
        foreach (var who in matrix.World.Named)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            var copied = await session.TryCopyToAsync($"copy (select ({table.Key})::text from ledger.{name}) to stdout");
            if (table.Sees is null)
            {
                Assert.True(copied.IsDenied);
                continue;
            }

            Assert.Equal(
                (await session.KeysAsync($"select ({table.Key})::text from ledger.{name}")).Order(StringComparer.Ordinal),
                copied.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task OtherSchemas_AreClosedToTheAppWhoeverAsks()
    {
        var tables = await AdminListAsync(
            "select schemaname || '.' || quote_ident(tablename) from pg_tables where schemaname in ('accounts', 'hangfire', 'migrations', 'vault')");
        Assert.True(tables.Count > 10, string.Create(CultureInfo.InvariantCulture, $"{tables.Count} tables"));
        foreach (var who in new[] { matrix.World.Steward, matrix.World.Anonymous })
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            foreach (var table in tables)
            {
                foreach (var sql in new[] { $"select 1 from {table}", $"delete from {table}", $"insert into {table} default values", $"truncate {table}" })
                {
                    Assert.True((await session.TryAsync(sql)).IsDenied, sql);
                }
            }
        }
    }

    private static IEnumerable<(string Verb, string Sql)> Verbs(string table) =>
    [
        ("insert", $"insert into ledger.{table} default values"),
        ("update", $"update ledger.{table} set sovereignty = null"),
        ("delete", $"delete from ledger.{table}"),
        ("truncate", $"truncate ledger.{table} cascade"),
        ("merge delete", $"merge into ledger.{table} t using (values (1)) v (n) on true when matched then delete"),
        ("merge update", $"merge into ledger.{table} t using (values (1)) v (n) on true when matched then update set sovereignty = null"),
        ("merge insert", $"merge into ledger.{table} t using (values (1)) v (n) on false when not matched then insert default values"),
        ("select for update of all", $"select sovereignty from ledger.{table} for update"),
        ("disable row security", $"alter table ledger.{table} disable row level security"),
    ];

    private async Task<List<string>> AdminListAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(matrix.Ledger.AdminConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var found = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
