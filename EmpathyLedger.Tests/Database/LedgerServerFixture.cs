using System.Runtime.Versioning;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Database.Embedded;
using EmpathyLedger.Core.Database.Keys;
using EmpathyLedger.Core.Operations;
using EmpathyLedger.Tests.Database;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: AssemblyFixture(typeof(LedgerServerFixture))]
[assembly: UnsupportedOSPlatform("windows")]

namespace EmpathyLedger.Tests.Database;

/// <summary>
/// One real PostgreSQL for the whole run: an embedded server that this checkout's runs share, with one migrated database
/// that <see cref="LedgerDatabaseFixture"/> copies. Started by the first test that needs it.
/// </summary>
public sealed class LedgerServerFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private EmbeddedServer? _server;
    private int _databases;

    public static string DataDirectory { get; } = Path.Combine(
        Path.GetTempPath(),
        $"empathy-ledger-tests-{Environment.UserName}-{EmbeddedSql.Hash(LedgerOptions.CheckoutRoot(AppContext.BaseDirectory))[..12]}");

    public LedgerOptions Options { get; } = new()
    {
        DataDirectory = DataDirectory,
        KeyFile = Path.Combine(DataDirectory, "ledger.key"),
        IsDurable = false,
    };

    /// <summary>Set once started.</summary>
    public LedgerKeys Keys { get; private set; } = null!;

    public string AdminConnectionString { get; private set; } = "";

    private string Template { get; set; } = "";

    /// <summary>A laptop without PostgreSQL skips these tests; CI fails.</summary>
    public static void SkipWithoutPostgres() =>
        Assert.SkipWhen(
            PostgresBinaries.Find(null) is null && Environment.GetEnvironmentVariable("CI") != "true",
            "No PostgreSQL 15 or later on this machine; ./test.sh installs it.");

    public async Task StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (Template.Length > 0)
            {
                return;
            }

            Keys = LedgerKeys.Open(Options.KeyFile);
            _server ??= new EmbeddedServer(Options, Keys, TimeProvider.System, NullLogger<EmbeddedServer>.Instance);
            AdminConnectionString = EmbeddedServer.ConnectionStringTo(await _server.StartAsync(CancellationToken.None), "postgres");
            await DropLeftoversAsync();
            Template = await MakeTemplateAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <returns>The superuser's connection string to a fresh, migrated database.</returns>
    public async Task<string> CopyTemplateAsync()
    {
        await StartAsync();
        return await CopyAsync(Template);
    }

    /// <returns>The superuser's connection string to a copy of a database that nobody is connected to.</returns>
    public async Task<string> CopyAsync(string database)
    {
        var name = NextName();
        await ExecuteAsync(AdminConnectionString, $"create database {name} template {database} strategy file_copy");
        var connectionString = EmbeddedServer.ConnectionStringTo(AdminConnectionString, name);
        await ExecuteAsync(connectionString, EmbeddedSql.Provisioning("grants.sql"));
        return connectionString;
    }

    /// <returns>The superuser's connection string to an empty database.</returns>
    public async Task<string> CreateEmptyAsync()
    {
        await StartAsync();
        var name = NextName();
        await ExecuteAsync(AdminConnectionString, $"create database {name}");
        return EmbeddedServer.ConnectionStringTo(AdminConnectionString, name);
    }

    public async Task DropAsync(string connectionString) =>
        await ExecuteAsync(AdminConnectionString, $"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    public LedgerProvisioner Provisioner() => new(Keys, NullLogger<LedgerProvisioner>.Instance);

    public LedgerMigrator Migrator() => new(Keys, TimeProvider.System, NullLogger<LedgerMigrator>.Instance);

    private string NextName() => $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";

    private async Task<string> MakeTemplateAsync()
    {
        var content = string.Concat(EmbeddedSql.Migrations.Select(migration => migration.Name + migration.Text))
            + EmbeddedSql.Provisioning("roles.sql") + EmbeddedSql.Provisioning("database.sql") + EmbeddedSql.Provisioning("grants.sql")
            + JobStorageSchema.NewestVersion;
        var name = $"template_{EmbeddedSql.Hash(content)[..12]}";

        await using var admin = new NpgsqlConnection(AdminConnectionString);
        await admin.OpenAsync();
        await ExecuteAsync(admin, "select pg_advisory_lock(1)");
        await using var exists = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", admin)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = name } },
        };
        if (await exists.ExecuteScalarAsync() is not true)
        {
            await ExecuteAsync(admin, $"drop database if exists {name}_new with (force)");
            await ExecuteAsync(admin, $"create database {name}_new");
            var connectionString = EmbeddedServer.ConnectionStringTo(AdminConnectionString, $"{name}_new");
            await Provisioner().ProvisionAsync(connectionString, CancellationToken.None);
            await Migrator().MigrateAsync(connectionString, CancellationToken.None);
            await ExecuteAsync(admin, $"alter database {name}_new rename to {name}");
        }

        return name;
    }

    /// <summary>Databases of test runs that were killed.</summary>
    private async Task DropLeftoversAsync()
    {
        await using var admin = new NpgsqlConnection(AdminConnectionString);
        await admin.OpenAsync();
        var names = new List<string>();
        await using (var command = new NpgsqlCommand("select datname from pg_database where datname like 'test\\_%'", admin))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                names.Add(reader.GetString(0));
            }
        }

        foreach (var name in names.Where(name => !Directory.Exists($"/proc/{name.Split('_')[1]}")))
        {
            await ExecuteAsync(admin, $"drop database if exists {name} with (force)");
        }
    }

    internal static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _starting.Dispose();
    }
}
