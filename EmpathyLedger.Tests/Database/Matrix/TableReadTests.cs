using Npgsql;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>Every table, asked by everybody: what the database shows is what the model says, row by row.</summary>
[Collection(MatrixCollection.Name)]
public sealed class TableReadTests(MatrixFixture matrix)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Tables => [.. MatrixTable.All.Select(table => table.Name)];

    [Fact]
    public async Task Tables_OfTheLedger_AreAllInTheMatrix()
    {
        await using var connection = new NpgsqlConnection(matrix.Ledger.AdminConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(
            """
            select c.relname::text from pg_class c
              where c.relnamespace = 'ledger'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var tables = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            tables.Add(reader.GetString(0));
        }

        Assert.Equal(MatrixTable.All.Select(table => table.Name).Order(StringComparer.Ordinal), tables.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Select_ByEverybody_ShowsWhatTheModelSays(string name)
    {
        var table = MatrixTable.All.Single(t => t.Name == name);
        var rows = await matrix.AllRowsAsync(table);
        Assert.NotEmpty(rows);
        var differences = new List<string>();
        foreach (var who in matrix.World.Everybody)
        {
            if (table.Sees is not { } sees)
            {
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await RefusalAsync(who, $"select {table.Key} from ledger.{name}"));
                continue;
            }

            var shown = await ShownAsync(who, table);
            var expected = rows.Where(row => sees(matrix.World.Model, row.Value, who)).Select(row => row.Key).ToHashSet();
            differences.AddRange(shown.Except(expected).Select(key => $"{who} sees {Describe(rows[key])}"));
            differences.AddRange(expected.Except(shown).Select(key => $"{who} does not see {Describe(rows[key])}"));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(40)));
    }

    private async Task<HashSet<string>> ShownAsync(Person who, MatrixTable table)
    {
        await using var scope = await matrix.Ledger.Database.BeginAsync(who.Actor, Cancellation);
        return [.. await scope.QueryAsync($"select ({table.Key})::text from ledger.{table.Name}", reader => reader.GetString(0))];
    }

    private async Task<string?> RefusalAsync(Person who, string sql)
    {
        await using var scope = await matrix.Ledger.Database.BeginAsync(who.Actor, Cancellation);
        return (await Assert.ThrowsAsync<PostgresException>(() => scope.ExecuteAsync(sql))).SqlState;
    }

    private string Describe(Row row)
    {
        var text = row.Columns.GetRawText();
        foreach (var (id, name) in matrix.World.Model.Stories.Select(s => (s.Key, s.Value.Situation))
            .Concat(matrix.World.SignedIn.Select(person => (person.Id, person.Name))))
        {
            text = text.Replace(id.ToString(), name, StringComparison.Ordinal);
        }

        return text.Length > 700 ? text[..700] : text;
    }
}
