using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Npgsql;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>One built world for all matrix tests. They change nothing that lasts: every write is rolled back.</summary>
public sealed class MatrixFixture(LedgerServerFixture server) : IAsyncLifetime
{
    public LedgerDatabaseFixture Ledger { get; } = new(server);

    internal MatrixWorld World { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Ledger.InitializeAsync();
        World = new MatrixWorld(Ledger);
        await World.BuildAsync();
    }

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();

    internal Task<Dictionary<string, Row>> AllRowsAsync(MatrixTable table) => AllRowsAsync(Ledger, table);

    internal static async Task<Dictionary<string, Row>> AllRowsAsync(LedgerDatabaseFixture ledger, MatrixTable table)
    {
        await using var connection = new NpgsqlConnection(ledger.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select ({table.Key})::text, to_jsonb(t)::text from ledger.{table.Name} t", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<string, Row>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0), new Row(JsonDocument.Parse(reader.GetString(1)).RootElement));
        }

        return rows;
    }
}

[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is xunit's collection.")]
public sealed class MatrixCollection : ICollectionFixture<MatrixFixture>
{
    public const string Name = "Access matrix";
}
