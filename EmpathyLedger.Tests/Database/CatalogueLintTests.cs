using Npgsql;

namespace EmpathyLedger.Tests.Database;

/// <summary>House rules that the catalogue can tell of every table and function, those of the next migration included.</summary>
public sealed class CatalogueLintTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
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
            and p.proowner not in ('ledger_policy'::regrole, 'ledger_reader'::regrole, 'ledger_maintenance'::regrole)
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
}
