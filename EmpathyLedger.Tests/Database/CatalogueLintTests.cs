using System.Text.RegularExpressions;
using EmpathyLedger.Core.Database;
using Npgsql;

namespace EmpathyLedger.Tests.Database;

/// <summary>House rules that the catalogue can tell of every table and function, those of the next migration included.</summary>
public sealed partial class CatalogueLintTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private const string OurSchemas = "('ledger', 'app', 'vault', 'accounts', 'migrations')";

    [Fact]
    public Task Tables_OfOurs_BelongToTheOwner() => NoneAsync(
        $"""
        select c.oid::regclass::text || ' belongs to ' || c.relowner::regrole::text
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in {OurSchemas} and c.relkind in ('r', 'p', 'S', 'm', 'f') and c.relowner <> 'ledger_owner'::regrole
        """);

    [Fact]
    public Task Schemas_OfOurs_BelongToTheOwner() => NoneAsync(
        $"select nspname || ' belongs to ' || nspowner::regrole::text from pg_namespace where nspname in {OurSchemas} and nspowner <> 'ledger_owner'::regrole");

    [Fact]
    public Task DefinerFunctions_BelongToARoleThatOwnsNoTable() => NoneAsync(
        """
        select p.oid::regprocedure::text || ' runs as ' || p.proowner::regrole::text
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where n.nspname in ('ledger', 'app', 'vault', 'accounts') and p.prosecdef
            and p.proowner not in ('ledger_policy'::regrole, 'ledger_reader'::regrole, 'ledger_maintenance'::regrole, 'ledger_insights'::regrole)
        """);

    [Fact]
    public Task Functions_StateTheirSearchPath() => NoneAsync(
        """
        select p.oid::regprocedure::text || ' has ' || coalesce(array_to_string(p.proconfig, ', '), 'no settings')
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where n.nspname in ('ledger', 'app', 'vault', 'accounts')
            and not coalesce(p.proconfig, '{}') @> array['search_path=pg_catalog, pg_temp']
        """);

    [Fact]
    public Task Functions_AreNotForEverybody() => NoneAsync(
        """
        select p.oid::regprocedure::text
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where n.nspname in ('ledger', 'app', 'vault', 'accounts', 'crypto') and has_function_privilege('public', p.oid, 'execute')
        """);

    [Fact]
    public Task Tables_AreNotForEverybody() => NoneAsync(
        """
        select c.oid::regclass::text
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ('ledger', 'app', 'vault', 'accounts', 'migrations', 'hangfire') and c.relkind in ('r', 'p', 'v', 'm', 'f')
            and has_table_privilege('public', c.oid, 'select, insert, update, delete, truncate, references, trigger')
        """);

    [Fact]
    public Task Vault_IsForThePolicyRoleOnly() => NoneAsync(
        """
        select rolname from pg_roles
          where rolname like 'ledger\_%' and (rolcanlogin or rolname = 'ledger_reader')
            and (has_schema_privilege(oid, 'vault', 'usage') or has_table_privilege(oid, 'vault.claim_keys', 'select')
                 or has_schema_privilege(oid, 'crypto', 'usage'))
        """);

    [Fact]
    public Task LoginRoles_AreMembersOfNothing() => NoneAsync(
        """
        select m.member::regrole::text || ' in ' || m.roleid::regrole::text
          from pg_auth_members m join pg_roles r on r.oid = m.member
          where r.rolname like 'ledger\_%' and r.rolcanlogin
        """);

    [Fact]
    public Task Tables_AndPartitions_AreUnderForcedRowSecurity() => NoneAsync(
        """
        select c.oid::regclass::text from pg_class c
          where c.relnamespace = 'ledger'::regnamespace and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
        """);

    [Fact]
    public Task Partitions_AreAskedThroughTheirTableOnly() => NoneAsync(
        """
        select c.oid::regclass::text || ' for ' || r.rolname
          from pg_class c cross join pg_roles r
          where c.relnamespace = 'ledger'::regnamespace and c.relispartition and c.relkind in ('r', 'p')
            and r.rolname in ('ledger_app', 'ledger_reader', 'ledger_accounts', 'ledger_jobs', 'ledger_analysis', 'ledger_insights')
            and has_any_column_privilege(r.oid, c.oid, 'select, insert, update, references')
        """);

    [Fact]
    public Task Policies_AreOneCommandForNamedRoles() => NoneAsync(
        """
        select polrelid::regclass::text || '.' || polname
          from pg_policy where polcmd = '*' or 0 = any (polroles)
        """);

    [Fact]
    public Task Policies_OfWritingCommands_HaveBothConditionsWritten() => NoneAsync(
        """
        select polrelid::regclass::text || '.' || polname || ' (' || polcmd::text || ')'
          from pg_policy
          where (polcmd in ('a', 'w') and polwithcheck is null) or (polcmd in ('r', 'w', 'd') and polqual is null)
        """);

    /// <summary>Unwrapped, such a function runs once per row: 48 times slower where it was measured.</summary>
    [Fact]
    public Task Policies_AskWhoIsAskingOnceAStatement() => NoneAsync(
        """
        select polrelid::regclass::text || '.' || polname || ': ' || condition
          from pg_policy,
            lateral (values (pg_get_expr(polqual, polrelid)), (pg_get_expr(polwithcheck, polrelid))) c (condition)
          where regexp_replace(condition, 'SELECT app\.(current|my)_\w+\(\)', '', 'g') ~ 'app\.(current|my)_\w+\('
        """);

    [Fact]
    public Task Views_AskAsTheirCaller() => NoneAsync(
        """
        select c.oid::regclass::text from pg_class c
          where c.relnamespace in (select oid from pg_namespace where nspname in ('ledger', 'app', 'vault', 'accounts'))
            and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce(c.reloptions, '{}') @> array['security_invoker=true']))
        """);

    [Fact]
    public Task Tables_OfTheLedger_AreCommentedAndHaveSovereignty() => NoneAsync(
        """
        select c.oid::regclass::text from pg_class c
          where c.relnamespace = 'ledger'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            and (obj_description(c.oid, 'pg_class') is null
                 or not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'sovereignty' and a.atttypid = 'jsonb'::regtype))
        """);

    /// <summary>A unique key that one may write tells what is there already: it must begin with whose the row is.</summary>
    [Fact]
    public Task UniqueKeys_ThatTheNodeWrites_BeginWithWhoseTheRowIs() => NoneAsync(
        """
        select i.indexrelid::regclass::text || ' begins with ' || a.attname
          from pg_index i join pg_class c on c.oid = i.indrelid
            join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
          where c.relnamespace = 'ledger'::regnamespace and i.indisunique
            and a.attname not in ('owner_id', 'profile_id', 'story_id', 'community_id')
            and has_column_privilege('ledger_app', c.oid, a.attnum, 'insert, update')
        """);

    /// <summary>Volatility and security are written in the migrations; the catalogue only knows the values, so the text is read.</summary>
    [Fact]
    public void Functions_InMigrations_StateVolatilityAndSecurity()
    {
        var silent = new List<string>();
        foreach (var migration in EmbeddedSql.Migrations)
        {
            foreach (Match function in FunctionHead().Matches(migration.Text))
            {
                var head = function.Groups["head"].Value;
                if (!Volatility().IsMatch(head) || !Security().IsMatch(head))
                {
                    silent.Add($"{migration.Name}: {function.Groups["name"].Value}");
                }
            }
        }

        Assert.Empty(silent);
    }

    [Fact]
    public async Task AppendOnlyTables_RefuseEverybodysChanges()
    {
        string[] logs =
        [
            "access_log", "consent_events", "membership_events", "review_decisions", "review_conditions", "review_condition_ticks",
            "story_reads", "story_shares",
        ];
        await using var connection = new NpgsqlConnection(ledger.AdminConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var table in logs)
        {
            foreach (var change in new[] { $"update ledger.{table} set sovereignty = null", $"delete from ledger.{table}", $"truncate ledger.{table} cascade" })
            {
                foreach (var role in new[] { "ledger_policy", "ledger_owner", "postgres" })
                {
                    await using var command = new NpgsqlCommand($"set role {role}; {change}; reset role", connection);
                    var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
                    Assert.True(
                        refusal.SqlState is "55000" or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.RaiseException
                            || refusal.MessageText.Contains("append-only", StringComparison.Ordinal),
                        $"{role}: {change}: {refusal.SqlState} {refusal.MessageText}");
                }
            }
        }
    }

    private async Task NoneAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ledger.AdminConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var found = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            found.Add(reader.GetString(0));
        }

        Assert.Empty(found);
    }

    [GeneratedRegex(@"create (or replace )?function (?<name>[\w.]+)\((?<head>.*?)as \$", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex FunctionHead();

    [GeneratedRegex(@"\b(volatile|stable|immutable)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Volatility();

    [GeneratedRegex(@"\bsecurity (definer|invoker)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Security();
}
