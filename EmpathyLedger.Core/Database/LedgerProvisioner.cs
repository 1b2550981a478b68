using System.Globalization;
using System.Text;
using EmpathyLedger.Core.Database.Keys;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EmpathyLedger.Core.Database;

/// <summary>
/// Brings the server to where the migrations can start: versions, roles with their passwords, extensions, and what is taken
/// from PUBLIC. Runs at every start, always with the same outcome.
/// </summary>
public sealed partial class LedgerProvisioner(LedgerKeys keys, ILogger<LedgerProvisioner> logger)
{
    private const int FloorMajor = 15;
    private const int FloorServer = 150018;
    private static readonly Version FloorVector = new(0, 8);

    private string KeyMark => $"empathy-ledger key {keys.Fingerprint}";

    public async Task ProvisionAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = await LedgerStartup.ConnectAsync(connectionString, cancellation);
        await CheckVersionsAsync(connection, cancellation);
        await CheckKeyAsync(connection, cancellation);

        var isSuperuser = (bool)(await ScalarAsync(
            connection, "select rolsuper from pg_catalog.pg_roles where rolname = current_user", cancellation))!;
        if (isSuperuser)
        {
            await ApplyAsync(connection, cancellation);
        }
        else if (!await IsProvisionedAsync(connection, cancellation))
        {
            throw new LedgerStartupException(
                $"""
                -- The role of ConnectionStrings:Ledger may not make the roles and extensions that the portal needs.
                -- Let the administrator of the PostgreSQL server run this in the portal's database, then start the portal again:

                {Script(connection.UserName!)}
                """);
        }
    }

    private async Task CheckVersionsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var server = int.Parse((string)(await ScalarAsync(connection, "show server_version_num", cancellation))!, CultureInfo.InvariantCulture);
        if (server / 10000 < FloorMajor)
        {
            throw new LedgerStartupException(
                $"The portal needs PostgreSQL {FloorMajor} or later; this server is {connection.PostgreSqlVersion}.");
        }

        if (server < FloorServer)
        {
            LogOldServer(connection.PostgreSqlVersion.ToString());
        }

        var vector = (string?)await ScalarAsync(
            connection,
            """
            select coalesce(
              (select extversion from pg_catalog.pg_extension where extname = 'vector'),
              (select default_version from pg_catalog.pg_available_extensions where name = 'vector'))
            """,
            cancellation);
        if (vector is null)
        {
            throw new LedgerStartupException(
                $"pgvector is not installed for PostgreSQL {server / 10000}. On Debian, ./run.sh installs it.");
        }

        if (Version.TryParse(vector, out var version) && version < FloorVector)
        {
            throw new LedgerStartupException($"The portal needs pgvector {FloorVector} or later; this server has {vector}.");
        }
    }

    private async Task CheckKeyAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var mark = (string?)await ScalarAsync(
            connection,
            "select pg_catalog.shobj_description(oid, 'pg_authid') from pg_catalog.pg_roles where rolname = 'ledger_owner'",
            cancellation);
        if (mark is not null && mark != KeyMark)
        {
            throw new LedgerStartupException(
                "The database was set up with another key file. Put that file where Ledger:KeyFile points. "
                + "Only if it is lost for good, run as the administrator: comment on role ledger_owner is null");
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        // Roles belong to the whole server and an advisory lock only to one database; two nodes that alter the same role
        // at once end in "tuple concurrently updated".
        await ExecuteAsync(connection, "lock table pg_catalog.pg_authid in share row exclusive mode", cancellation);
        await ExecuteAsync(connection, EmbeddedSql.Provisioning("roles.sql"), cancellation);
        foreach (var (role, verifier) in Verifiers())
        {
            await using var current = new NpgsqlCommand("select rolpassword from pg_catalog.pg_authid where rolname = $1", connection);
            current.Parameters.Add(new NpgsqlParameter<string> { TypedValue = role });
            if (await current.ExecuteScalarAsync(cancellation) as string != verifier)
            {
                await ExecuteAsync(connection, SetPassword(role, verifier), cancellation);
            }
        }

        await ExecuteAsync(connection, $"comment on role ledger_owner is '{KeyMark}'", cancellation);
        await ExecuteAsync(connection, EmbeddedSql.Provisioning("grants.sql"), cancellation);
        await ExecuteAsync(connection, EmbeddedSql.Provisioning("database.sql"), cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private string Script(string userName)
    {
        var script = new StringBuilder()
            .AppendLine("begin;")
            .AppendLine(EmbeddedSql.Provisioning("roles.sql"));
        foreach (var (role, verifier) in Verifiers())
        {
            script.Append(SetPassword(role, verifier)).AppendLine(";");
        }

        return script
            .AppendLine(CultureInfo.InvariantCulture, $"comment on role ledger_owner is '{KeyMark}';")
            .AppendLine(CultureInfo.InvariantCulture, $"grant ledger_owner, ledger_maintenance to {new NpgsqlCommandBuilder().QuoteIdentifier(userName)};")
            .AppendLine(EmbeddedSql.Provisioning("grants.sql"))
            .AppendLine(EmbeddedSql.Provisioning("database.sql"))
            .Append("commit;")
            .ToString();
    }

    private IEnumerable<(string Role, string Verifier)> Verifiers() =>
        LedgerRoles.Login.Select(role => (role, ScramVerifier.Create(keys.RolePassword(role), keys.RoleSalt(role))));

    private static string SetPassword(string role, string verifier) => $"alter role {role} password '{verifier}'";

    /// <summary>What an administrator's run of the script leaves behind, as far as an ordinary role can see it.</summary>
    private async Task<bool> IsProvisionedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select (select count(*) = 10 from pg_catalog.pg_roles
                      where (rolname = any (array['ledger_owner', 'ledger_policy', 'ledger_backup']) and rolbypassrls)
                         or (rolname = any (array['ledger_reader', 'ledger_app', 'ledger_accounts', 'ledger_analysis', 'ledger_insights',
                                                  'ledger_jobs', 'ledger_maintenance']) and not rolbypassrls and not rolsuper))
               and (select count(*) = 2 from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace
                      where (e.extname, n.nspname) in (('vector', 'ext'), ('pgcrypto', 'crypto')))
               and (select pg_catalog.shobj_description(oid, 'pg_authid') from pg_catalog.pg_roles where rolname = 'ledger_owner') = $1
               and pg_catalog.pg_has_role(current_user, 'ledger_owner', 'member')
               and pg_catalog.pg_has_role(current_user, 'ledger_maintenance', 'member')
               and pg_catalog.pg_has_role('ledger_owner', 'ledger_insights', 'member')
               and pg_catalog.has_database_privilege('ledger_insights', pg_catalog.current_database(), 'temporary')
               and pg_catalog.to_regnamespace('migrations') is not null
               and not pg_catalog.has_database_privilege('public', pg_catalog.current_database(), 'temporary')
               and not pg_catalog.has_schema_privilege('public', 'public', 'create')
               and not pg_catalog.has_language_privilege('public', 'plpgsql', 'usage')
               and not pg_catalog.has_function_privilege('public', 'pg_catalog.pg_terminate_backend(integer, bigint)', 'execute')
               and not pg_catalog.has_function_privilege('public', 'pg_catalog.pg_advisory_lock(bigint)', 'execute')
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = KeyMark } },
        };
        try
        {
            return await command.ExecuteScalarAsync(cancellation) is true;
        }
        catch (PostgresException e) when (e.SqlState == "42704")
        {
            // pg_has_role of a role that is not there.
            return false;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation) is var value && value is DBNull ? null : value;
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "PostgreSQL {Version} has known security holes; please update it to 15.18 or later.")]
    private partial void LogOldServer(string version);
}
