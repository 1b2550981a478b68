using Npgsql;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>The roles that log in beside the node: which tables each may read, row by row where it sees some rows only, and none may write.</summary>
[Collection(MatrixCollection.Name)]
public sealed class OtherRoleTests(MatrixFixture matrix)
{
    /// <summary>Role to the tables that it may read; the rest is refused, whatever the column.</summary>
    private static readonly Dictionary<string, string[]> Readable = new()
    {
        ["ledger_accounts"] = [],
        ["ledger_jobs"] = [],
        ["ledger_analysis"] = ["stories"],
        ["ledger_insights"] =
        [
            "communities", "stories", "version_clearances", "review_decisions",
            "insight_days", "insight_shares", "insight_changes", "insight_turn",
            "insight_quarters", "insight_cells", "insight_quarter_stories", "insight_wishes", "insight_refresh", "story_days",
        ],
        ["ledger_backup"] = [.. MatrixTable.All.Select(table => table.Name)],
    };

    /// <summary>What ledger_insights keeps itself, and which commands that takes; nobody logs in as it, its functions run as it.</summary>
    private static readonly Dictionary<string, string[]> Kept = new()
    {
        ["insight_days"] = ["insert", "update", "delete"],
        ["insight_shares"] = ["insert", "update", "delete"],
        ["insight_changes"] = ["update", "delete"],
        ["insight_turn"] = ["update"],
        ["story_days"] = ["insert", "update"],
        ["insight_quarters"] = ["insert"],
        ["insight_cells"] = ["insert"],
        ["insight_quarter_stories"] = ["insert"],
        ["insight_wishes"] = ["insert", "delete"],
        ["insight_refresh"] = ["update"],
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Roles => [.. Readable.Keys];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Tables_OfTheLedger_AreReadByWhoMayAndRefusedToTheRest(string role)
    {
        await using var connection = await BecomeAsync(role);
        var read = new List<string>();
        foreach (var table in MatrixTable.All)
        {
            // An anonymous row asks for every column, a count for none: the one shows whether all may be read, the other whether any may.
            var state = await TryAsync(connection, $"select count(*) from ledger.{table.Name}");
            Assert.Contains(state, (string?[])[null, Attempt.Denied]);
            if (state is null)
            {
                read.Add(table.Name);
            }

            Assert.Equal(role == "ledger_backup" || IsKeptBy(role, table) ? null : Attempt.Denied, await TryAsync(connection, $"select * from ledger.{table.Name} limit 0"));
        }

        Assert.Equal(Readable[role], read);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Tables_OfTheLedger_AreWrittenByNoneOfThem(string role)
    {
        await using var connection = await BecomeAsync(role);
        foreach (var table in MatrixTable.All)
        {
            foreach (var sql in new[]
            {
                $"insert into ledger.{table.Name} default values", $"update ledger.{table.Name} set sovereignty = null",
                $"delete from ledger.{table.Name}", $"truncate ledger.{table.Name} cascade",
            })
            {
                var state = await TryAsync(connection, sql);
                var isKept = IsKeptBy(role, table) && Kept[table.Name].Contains(sql[..sql.IndexOf(' ', StringComparison.Ordinal)]);
                Assert.True(isKept ? state is not Attempt.Denied : state is Attempt.Denied, $"{sql}: {state}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Keys_ThatClaimsAreSignedWith_AreForNoneOfThem(string role)
    {
        await using var connection = await BecomeAsync(role);
        Assert.Equal(Attempt.Denied, await TryAsync(connection, "select kid from vault.claim_keys"));
    }

    [Theory]
    [InlineData("ledger_analysis", "title")]
    [InlineData("ledger_analysis", "summary")]
    [InlineData("ledger_analysis", "teller_id")]
    [InlineData("ledger_analysis", "teller_name")]
    [InlineData("ledger_insights", "title")]
    [InlineData("ledger_insights", "teller_name")]
    [InlineData("ledger_insights", "place")]
    [InlineData("ledger_insights", "summary")]
    [InlineData("ledger_insights", "opening")]
    public async Task Columns_ThatThePurposeDoesNotNeed_AreRefused(string role, string column)
    {
        await using var connection = await BecomeAsync(role);
        Assert.Equal(Attempt.Denied, await TryAsync(connection, $"select {column} from ledger.stories limit 0"));
    }

    [Fact]
    public async Task Analysis_SeesTheOpenStoriesThatAllowItAndAreNotSensitive() => Assert.Equal(
        matrix.World.Model.Stories.Values
            .Where(story => AccessModel.IsOpen(story) && story.IsAnalysisAllowed && !story.IsSensitive).Select(story => story.Id).Order(),
        (await IdsAsync("ledger_analysis")).Order());

    [Fact]
    public async Task Insights_SeesTheStoriesThatAllowIt()
    {
        var stories = matrix.World.Model.Stories.Values;
        Assert.Equal(8, stories.Count(story => story.IsCountingAllowed));
        Assert.Equal(
            stories.Where(story => AccessModel.IsOpen(story) && story.IsCountingAllowed && AccessModel.ShownLevel(story) >= Level.Community)
                .Select(story => story.Id).Order(),
            (await IdsAsync("ledger_insights")).Order());
    }

    [Fact]
    public async Task Insights_IsARoleThatNobodyLogsInAs() => Assert.False(
        await matrix.Ledger.AdminScalarAsync<bool>("select rolcanlogin from pg_roles where rolname = 'ledger_insights'"));

    [Fact]
    public async Task Backup_SeesEveryRow()
    {
        await using var connection = await BecomeAsync("ledger_backup");
        foreach (var table in MatrixTable.All)
        {
            await using var command = new NpgsqlCommand($"select count(*) from ledger.{table.Name}", connection);
            Assert.Equal(await matrix.Ledger.AdminScalarAsync<long>($"select count(*) from ledger.{table.Name}"), await command.ExecuteScalarAsync(Cancellation));
        }
    }

    private async Task<List<Guid>> IdsAsync(string role, string before = "select 1")
    {
        await using var connection = await BecomeAsync(role, before);
        await using var command = new NpgsqlCommand("select id from ledger.stories", connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(Cancellation))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    /// <summary>In a transaction that ends with the connection, undone.</summary>
    private async Task<NpgsqlConnection> BecomeAsync(string role, string before = "select 1")
    {
        var connection = new NpgsqlConnection(matrix.Ledger.AdminConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand($"begin; {before}; set local role {role}", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
        return connection;
    }

    private static bool IsKeptBy(string role, MatrixTable table) => role == "ledger_insights" && Kept.ContainsKey(table.Name);

    private static async Task<string?> TryAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand($"savepoint attempt; {sql}", connection);
        try
        {
            await command.ExecuteNonQueryAsync(Cancellation);
            return null;
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
        finally
        {
            await using var undo = new NpgsqlCommand("rollback to savepoint attempt", connection);
            await undo.ExecuteNonQueryAsync(Cancellation);
        }
    }
}
