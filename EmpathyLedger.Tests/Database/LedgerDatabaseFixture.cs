using EmpathyLedger.Core.Database;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EmpathyLedger.Tests.Database;

/// <summary>A migrated database for one test class: <c>class StoryTests(LedgerDatabaseFixture ledger) : IClassFixture&lt;LedgerDatabaseFixture&gt;</c>.</summary>
public sealed class LedgerDatabaseFixture(LedgerServerFixture server) : IAsyncLifetime
{
    public LedgerServerFixture Server => server;

    public LedgerConnections Connections { get; } = new();

    public LedgerDatabase Database { get; private set; } = null!;

    /// <summary>The superuser's, to this database: to look behind the policies, never to act for somebody.</summary>
    public string AdminConnectionString { get; private set; } = "";

    /// <summary>For a portal started by a test: use these instead of an embedded server.</summary>
    public Dictionary<string, string?> Configuration => new()
    {
        ["ConnectionStrings:Ledger"] = AdminConnectionString,
        ["Ledger:DataDirectory"] = server.Options.DataDirectory,
        ["Ledger:KeyFile"] = server.Options.KeyFile,
    };

    public async ValueTask InitializeAsync()
    {
        LedgerServerFixture.SkipWithoutPostgres();
        AdminConnectionString = await server.CopyTemplateAsync();
        Database = new LedgerDatabase(Connections, NullLogger<LedgerDatabase>.Instance);
        Connections.Open(AdminConnectionString, server.Keys);
        Database.Use(await server.Migrator().MigrateAsync(AdminConnectionString, CancellationToken.None));
    }

    /// <summary>As the superuser.</summary>
    public Task AdminAsync(string sql) => LedgerServerFixture.ExecuteAsync(AdminConnectionString, sql);

    /// <summary>As the superuser: the first column of the first row.</summary>
    public async Task<T> AdminScalarAsync<T>(string sql, params object?[] args)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in args)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Connections.DisposeAsync();
        if (AdminConnectionString.Length > 0)
        {
            await server.DropAsync(AdminConnectionString);
        }
    }
}
