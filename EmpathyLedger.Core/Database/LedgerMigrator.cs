using System.Security.Cryptography;
using DbUp;
using DbUp.Engine;
using EmpathyLedger.Core.Database.Keys;
using EmpathyLedger.Core.Operations;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EmpathyLedger.Core.Database;

/// <summary>
/// Brings the schema up to this program: numbered SQL files, forward only, each in a transaction of its own, as
/// <c>ledger_owner</c>. Any number of nodes may start at once: they wait for each other.
/// </summary>
public sealed partial class LedgerMigrator(LedgerKeys keys, TimeProvider time, ILogger<LedgerMigrator> logger)
{
    private const long LockKey = 0x454C_4D49_4752_4154;

    /// <summary>The roles and extensions must be there (<see cref="LedgerProvisioner"/>).</summary>
    /// <returns>Signs for this database.</returns>
    public async Task<ActorClaim> MigrateAsync(string connectionString, CancellationToken cancellation)
    {
        var asOwner = AsOwner(connectionString);

        // On a connection of its own: DbUp opens and closes others, and a lock ends with its session.
        await using var guard = await LedgerStartup.ConnectAsync(asOwner, cancellation);
        await using (var wait = new NpgsqlCommand("select pg_catalog.pg_advisory_lock($1)", guard) { CommandTimeout = 0 })
        {
            wait.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
            await wait.ExecuteNonQueryAsync(cancellation);
        }

        var applied = await AppliedAsync(guard, cancellation);
        var known = EmbeddedSql.Migrations.Select(migration => migration.Name).ToHashSet(StringComparer.Ordinal);
        if (applied.Find(name => !known.Contains(name)) is { } unknown)
        {
            throw new LedgerStartupException(
                $"The database belongs to a newer version of the portal (it has {unknown}, which this version does not know). Start that version.");
        }

        if (applied.Count < known.Count)
        {
            Upgrade(asOwner);
        }

        await JobStorageSchema.InstallAsync(guard, cancellation);

        return new ActorClaim(keys, await ClaimKeyAsync(guard, cancellation), time);
    }

    private void Upgrade(string connectionString)
    {
        var result = DeployChanges.To
            .PostgresqlDatabase(connectionString)
            .WithScripts(EmbeddedSql.Migrations.Select(migration => new SqlScript(migration.Name, migration.Text)))
            .JournalToPostgresqlTable("migrations", "applied")
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .WithExecutionTimeout(TimeSpan.FromHours(1))
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new LedgerStartupException(
                $"The migration {result.ErrorScript?.Name} failed and was rolled back: {Describe(result.Error)}", result.Error);
        }

        foreach (var script in result.Scripts)
        {
            LogApplied(script.Name);
        }
    }

    private static string Describe(Exception error) => error is PostgresException e
        ? $"{e.SqlState}: {e.MessageText} {e.Where}".TrimEnd()
        : error.Message;

    private static async Task<List<string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var exists = new NpgsqlCommand("select pg_catalog.to_regclass('migrations.applied') is not null", connection);
        if (await exists.ExecuteScalarAsync(cancellation) is not true)
        {
            return [];
        }

        await using var command = new NpgsqlCommand("select scriptname from migrations.applied order by 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>
    /// The key id in force. Dumps leave the table out, so a restored database gets a new one: claims from before the
    /// restore are dead.
    /// </summary>
    private async Task<string> ClaimKeyAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        string? current = null;
        await using (var command = new NpgsqlCommand(
            "select kid, secret from vault.claim_keys where not_after = 'infinity' order by kid", connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                var kid = reader.GetString(0);
                if (CryptographicOperations.FixedTimeEquals(reader.GetFieldValue<byte[]>(1), keys.ClaimKey(kid)))
                {
                    current = kid;
                }
            }
        }

        if (current is not null)
        {
            return current;
        }

        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        await using var insert = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("update vault.claim_keys set not_after = pg_catalog.clock_timestamp()"),
                new NpgsqlBatchCommand("insert into vault.claim_keys (kid, secret) values ($1, $2)")
                {
                    Parameters =
                    {
                        new NpgsqlParameter<string> { TypedValue = made },
                        new NpgsqlParameter<byte[]> { TypedValue = keys.ClaimKey(made) },
                    },
                },
            },
        };
        await insert.ExecuteNonQueryAsync(cancellation);
        return made;
    }

    /// <summary>
    /// The role is part of the session, so whatever DbUp opens has it. No parallel index builds: before pgvector 0.8.2 those
    /// of HNSW leak other relations (CVE-2026-3172). Unpooled, so that nothing with these rights stays open.
    /// </summary>
    internal static string AsOwner(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "empathy-ledger migrator" };
        builder.Options = $"{builder.Options} -c role={LedgerRoles.Owner} -c max_parallel_maintenance_workers=0".TrimStart();
        return builder.ConnectionString;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Migrated the database: {Script}.")]
    private partial void LogApplied(string script);
}
