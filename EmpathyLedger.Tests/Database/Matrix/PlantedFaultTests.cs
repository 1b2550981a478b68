using Npgsql;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>The matrix itself, tried on faults that are planted in a transaction and rolled back: it must notice each.</summary>
[Collection(MatrixCollection.Name)]
public sealed class PlantedFaultTests(MatrixFixture matrix)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> FaultsOfReading => new()
    {
        { "stories", "alter policy stories_select_reader on ledger.stories using (is_open)" },
        { "stories", "alter policy stories_select_own on ledger.stories using (false)" },
        { "stories", "update ledger.stories set erased_at = null where erased_at is not null" },
        { "stories", "alter table ledger.stories disable row level security" },
        { "version_clearances", "alter table ledger.version_clearances disable row level security" },
        { "story_communities", "create policy planted on ledger.story_communities for select to ledger_app using (true)" },
        { "profiles", "create policy planted on ledger.profiles for select to ledger_app using ((select app.current_actor_id()) is not null)" },
        { "notifications", "create policy planted on ledger.notifications for select to ledger_app using (kind = 'review_waiting')" },
    };

    public static TheoryData<string, string> FaultsOfWriting => new()
    {
        {
            "create policy planted on ledger.profiles for update to ledger_app using (true) with check (true)",
            "update ledger.profiles set display_name = 'Planted' returning id"
        },
        { "grant select (body_text) on ledger.story_versions to ledger_app", "select body_text from ledger.story_versions" },
        {
            "create policy planted on ledger.consent_events for insert to ledger_app with check (true)",
            "insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language) " +
            "select gen_random_uuid(), s.id, 'research', true, (select app.current_actor_id()), 1, 'en' from ledger.stories s where is_open"
        },
    };

    [Fact]
    public async Task WithoutAFault_NothingIsNoticed() => Assert.Empty(await DifferencesAsync("stories", "select 1"));

    [Theory]
    [MemberData(nameof(FaultsOfReading))]
    public async Task FaultOfReading_IsNoticed(string table, string fault) => Assert.NotEmpty(await DifferencesAsync(table, fault));

    /// <summary>Each is refused, or changes nothing, where <see cref="OwnWriteTests"/> and <see cref="TableVerbTests"/> try it.</summary>
    [Theory]
    [MemberData(nameof(FaultsOfWriting))]
    public async Task FaultOfWriting_IsNoticed(string fault, string attempt)
    {
        Assert.True(await ReachesNothingOfOthersAsync("select 1", attempt));
        Assert.False(await ReachesNothingOfOthersAsync(fault, attempt));
    }

    private async Task<bool> ReachesNothingOfOthersAsync(string fault, string sql)
    {
        await using var connection = new NpgsqlConnection(matrix.Ledger.AdminConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await ExecuteAsync(connection, fault);
        await using var session = await ActorSession.OverAsync(matrix.Ledger, connection, matrix.World.Member);
        var attempt = await session.TryAsync(sql);
        return attempt.IsDenied || (attempt.Keys.Count > 0 && attempt.Keys.All(key => key == matrix.World.Member.Id.ToString()));
    }

    private async Task<List<string>> DifferencesAsync(string name, string fault)
    {
        var table = MatrixTable.All.Single(t => t.Name == name);
        var rows = await matrix.AllRowsAsync(table);
        await using var connection = new NpgsqlConnection(matrix.Ledger.AdminConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await ExecuteAsync(connection, fault);
        var differences = new List<string>();
        foreach (var who in matrix.World.Everybody)
        {
            await using var session = await ActorSession.OverAsync(matrix.Ledger, connection, who);
            var shown = (await session.KeysAsync($"select ({table.Key})::text from ledger.{name}")).ToHashSet();
            var expected = rows.Where(row => table.Sees!(matrix.World.Model, row.Value, who)).Select(row => row.Key).ToHashSet();
            shown.SymmetricExceptWith(expected);
            differences.AddRange(shown.Select(key => $"{who}: {key}"));
        }

        return differences;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
