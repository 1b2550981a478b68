using System.Runtime.Versioning;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Database.Embedded;
using EmpathyLedger.Core.Database.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: UnsupportedOSPlatform("windows")]

namespace EmpathyLedger.Benchmarks;

/// <summary>A migrated database of its own on a server of its own, gone when disposed.</summary>
internal sealed class BenchmarkLedger : IAsyncDisposable
{
    private readonly EmbeddedServer _server;
    private readonly string _serverConnection;
    private readonly string _name = $"bench_{Environment.ProcessId}";

    private BenchmarkLedger(EmbeddedServer server, string serverConnection) =>
        (_server, _serverConnection) = (server, serverConnection);

    public LedgerConnections Connections { get; } = new();

    public LedgerDatabase Database { get; private set; } = null!;

    /// <summary>For a portal over this ledger.</summary>
    public Dictionary<string, string?> Configuration { get; } = [];

    /// <summary>The superuser's: to fill the ledger, and to ask without policies.</summary>
    public NpgsqlDataSource Admin { get; private set; } = null!;

    /// <param name="isDurable">As the portal's own: what is committed is on the disk.</param>
    public static async Task<BenchmarkLedger> CreateAsync(bool isDurable = false)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"empathy-ledger-bench-{Environment.UserName}{(isDurable ? "-durable" : "")}");
        var options = new LedgerOptions { DataDirectory = folder, KeyFile = Path.Combine(folder, "ledger.key"), IsDurable = isDurable };
        var keys = LedgerKeys.Open(options.KeyFile);
        var server = new EmbeddedServer(options, keys, TimeProvider.System, NullLogger<EmbeddedServer>.Instance);
        var ledger = new BenchmarkLedger(
            server, EmbeddedServer.ConnectionStringTo(await server.StartAsync(CancellationToken.None), "postgres"));

        await ledger.OnServerAsync($"create database {ledger._name}");
        var connectionString = EmbeddedServer.ConnectionStringTo(ledger._serverConnection, ledger._name);
        await new LedgerProvisioner(keys, NullLogger<LedgerProvisioner>.Instance).ProvisionAsync(connectionString, CancellationToken.None);
        var claim = await new LedgerMigrator(keys, TimeProvider.System, NullLogger<LedgerMigrator>.Instance)
            .MigrateAsync(connectionString, CancellationToken.None);
        ledger.Connections.Open(connectionString, keys);
        ledger.Configuration["ConnectionStrings:Ledger"] = connectionString;
        ledger.Configuration["Ledger:DataDirectory"] = folder;
        ledger.Configuration["Ledger:KeyFile"] = options.KeyFile;
        ledger.Database = new LedgerDatabase(ledger.Connections, NullLogger<LedgerDatabase>.Instance);
        ledger.Database.Use(claim);
        ledger.Admin = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = true, CommandTimeout = 600, MaxAutoPrepare = 100, AutoPrepareMinUsages = 3 }.ConnectionString);
        return ledger;
    }

    /// <summary>Of the server.</summary>
    public int ProcessId => _server.ProcessId ?? throw new InvalidOperationException("The server is not running.");

    public async Task FillAsync(string sql)
    {
        await using var command = Admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_serverConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Admin.DisposeAsync();
        await Connections.DisposeAsync();
        await OnServerAsync($"drop database {_name} with (force)");
        await _server.DisposeAsync();
    }
}
