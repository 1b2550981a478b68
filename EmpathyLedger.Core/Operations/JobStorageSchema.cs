using EmpathyLedger.Core.Database;
using Hangfire.PostgreSql;
using Npgsql;

namespace EmpathyLedger.Core.Operations;

/// <summary>
/// Schema <c>hangfire</c>, as Hangfire.PostgreSql ships it. Made by the migrator as ledger_owner: the node's own role may
/// read and write the rows and change no table.
/// </summary>
internal static class JobStorageSchema
{
    public const string Name = "hangfire";

    private const string Grants =
        $"""
        comment on schema {Name} is 'Scheduled and queued work. Only ledger_jobs may use it.';
        grant usage on schema {Name} to {LedgerRoles.Jobs}, {LedgerRoles.Backup};
        grant select, insert, update, delete on all tables in schema {Name} to {LedgerRoles.Jobs};
        revoke insert, update, delete on {Name}.schema from {LedgerRoles.Jobs};
        grant usage, select on all sequences in schema {Name} to {LedgerRoles.Jobs};
        """;

    /// <param name="asOwner">Under the migrator's lock: two installers at once would fail.</param>
    /// <param name="cancellation">Ends the wait for the server's answer, not an installation that has begun.</param>
    public static async Task InstallAsync(NpgsqlConnection asOwner, CancellationToken cancellation)
    {
        if (await IsCurrentAsync(asOwner, cancellation))
        {
            return;
        }

        PostgreSqlObjectsInstaller.Install(asOwner, Name);
        await using var grants = new NpgsqlCommand(Grants, asOwner);
        await grants.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Grants come last, so whoever was stopped in the middle installs again.</summary>
    private static async Task<bool> IsCurrentAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var exists = new NpgsqlCommand(
            $"select pg_catalog.to_regclass('{Name}.schema') is not null and pg_catalog.has_schema_privilege('{LedgerRoles.Jobs}', '{Name}', 'usage')",
            connection);
        if (await exists.ExecuteScalarAsync(cancellation) is not true)
        {
            return false;
        }

        await using var version = new NpgsqlCommand($"select max(version) from {Name}.schema", connection);
        return await version.ExecuteScalarAsync(cancellation) is int installed && installed >= NewestVersion;
    }

    /// <summary>The number of the last script inside the package.</summary>
    internal static int NewestVersion { get; } = typeof(PostgreSqlObjectsInstaller).Assembly.GetManifestResourceNames()
        .Select(name => name.Split('.') is [.., var last, "sql"] && last.StartsWith('v') && int.TryParse(last.AsSpan(1), out var number) ? number : 0)
        .Max();
}
