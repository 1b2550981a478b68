using System.Text.Json;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Database;
using Npgsql;
using NpgsqlTypes;

namespace EmpathyLedger.Core.Archive;

/// <summary>
/// Files that a steward brings in: chosen, looked at, checked row by row, brought in. What takes time is done by
/// <see cref="ImportRunner"/>; pages hear of it by <c>import_changed</c> and ask again.
/// </summary>
public sealed class Imports(LedgerDatabase database, TimeProvider time)
{
    public const int RowsAtOnce = 100;

    internal const int PartBytes = 1024 * 1024;
    private const int FileNameCharacters = 200;
    private const int SampleRows = 5;
    private const int SampleCharacters = 160;
    private const int SampleColumns = 100;
    private const int ShownImports = 50;

    private const string Columns =
        """
        id, community_id, file_name, byte_count, state::text, headings, sample::text, mapping::text, problem, rows_total, rows_read,
        rows_ready, rows_imported, rows_known, rows_failed, created_at, updated_at
        """;

    /// <summary>Takes the file in, a megabyte at a time, and reads its headings.</summary>
    public async Task<ImportBegin> BeginAsync(
        Actor actor, Guid communityId, string fileName, Stream content, CancellationToken cancellationToken)
    {
        var part = new byte[PartBytes];
        var length = await content.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancellationToken);
        if (length == 0)
        {
            return new ImportBegin(ImportBeginOutcome.Empty, null);
        }

        var id = Guid.CreateVersion7(time.GetUtcNow());
        var begun = DatabaseWords.Read<ImportBeginOutcome>(
            await CallAsync(actor, "select app.begin_import($1, $2, $3)", cancellationToken, id, communityId, CellText.Shown(fileName, FileNameCharacters)));
        if (begun != ImportBeginOutcome.Begun)
        {
            return new ImportBegin(begun, null);
        }

        try
        {
            var total = 0L;
            for (var number = 0; length > 0; number++)
            {
                total += length;
                var bytes = length == part.Length ? part : part[..length];
                var added = await CallAsync(actor, "select app.add_import_part($1, $2, $3)", cancellationToken, id, number, bytes);
                if (added != "added")
                {
                    await CancelAsync(actor, id, cancellationToken);
                    return new ImportBegin(added == "too_large" ? ImportBeginOutcome.TooLarge : ImportBeginOutcome.NotFound, null);
                }

                length = await content.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancellationToken);
            }

            await LookAsync(actor, id, total, cancellationToken);
            return new ImportBegin(ImportBeginOutcome.Begun, id);
        }
        catch
        {
            // Broken off: what is there already is of no use. Should this fail too, the job clears it away the next day.
            await CancelAsync(actor, id, CancellationToken.None);
            throw;
        }
    }

    public async Task<ImportView?> FindAsync(Actor actor, Guid importId, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var view = await scope.QuerySingleOrDefaultAsync($"select {Columns} from ledger.imports where id = $1", Read, importId);
        await scope.CommitAsync();
        return view;
    }

    /// <summary>The actor's own, the newest first.</summary>
    public async Task<IReadOnlyList<ImportView>> ListAsync(Actor actor, Guid communityId, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var views = await scope.QueryAsync(
            $"select {Columns} from ledger.imports where steward_id = $1 and community_id = $2 order by created_at desc limit {ShownImports}",
            Read, actor.ProfileId, communityId);
        await scope.CommitAsync();
        return views;
    }

    /// <summary>Begins the dry run with these columns; may be asked again with others.</summary>
    public async Task<ImportStepOutcome> CheckAsync(Actor actor, Guid importId, ImportMapping mapping, CancellationToken cancellationToken)
    {
        var import = await FindAsync(actor, importId, cancellationToken);
        if (import is null)
        {
            return ImportStepOutcome.NotFound;
        }

        if (mapping.FindMissing().Count > 0 || !mapping.Fits(import.Headings))
        {
            return ImportStepOutcome.Unmapped;
        }

        return DatabaseWords.Read<ImportStepOutcome>(await CallAsync(
            actor, "select app.start_import_pass($1, $2, false)", cancellationToken, importId, Jsonb(mapping.ToJson())));
    }

    /// <summary>Brings in what was checked.</summary>
    public async Task<ImportStepOutcome> StartAsync(Actor actor, Guid importId, CancellationToken cancellationToken) =>
        DatabaseWords.Read<ImportStepOutcome>(
            await CallAsync(actor, "select app.start_import_pass($1, null, true)", cancellationToken, importId));

    /// <summary>Ends it between two batches. What came in stays.</summary>
    public async Task<ImportStepOutcome> CancelAsync(Actor actor, Guid importId, CancellationToken cancellationToken) =>
        DatabaseWords.Read<ImportStepOutcome>(await CallAsync(actor, "select app.cancel_import($1)", cancellationToken, importId));

    /// <summary>At most <see cref="RowsAtOnce"/> rows, in the file's order; the last one's number asks for the next.</summary>
    public async Task<IReadOnlyList<ImportRowView>> ListRowsAsync(
        Actor actor, Guid importId, bool onlyFailed, int afterRow, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var rows = await scope.QueryAsync(
            $"""
            select row_number, outcome::text, reason, title, narrator, story_id from ledger.import_rows
            where import_id = $1 and row_number > $2 {(onlyFailed ? "and outcome = 'failed'" : "")}
            order by row_number limit {RowsAtOnce}
            """,
            reader => new ImportRowView(
                reader.GetInt32(0), DatabaseWords.Read<ImportOutcome>(reader.GetString(1)),
                reader.GetString(2) is { Length: > 0 } reason ? RowReason.FromWord(reason) : null,
                reader.GetString(3), reader.GetString(4), reader.GetFieldValue<Guid?>(5)),
            importId, afterRow);
        await scope.CommitAsync();
        return rows;
    }

    /// <summary>Headings, the first rows and a guess at the columns; or why it is no file that can be read.</summary>
    private async Task LookAsync(Actor actor, Guid importId, long length, CancellationToken cancellation)
    {
        await using var table = await CsvTable.OpenAsync(new ImportPartStream(database, actor, importId, length), cancellation);
        var sample = new List<IReadOnlyList<string>>();
        await foreach (var row in table.ReadRowsAsync(cancellation))
        {
            sample.Add([.. row.Cells.Take(SampleColumns).Select(cell => CellText.Shown(cell, SampleCharacters))]);
            if (sample.Count == SampleRows)
            {
                break;
            }
        }

        var problem = table.Problem;
        await CallAsync(
            actor, "select app.end_upload($1, $2, $3, $4, $5)", cancellation,
            importId, table.Headings.Select(heading => CellText.Shown(heading, SampleCharacters)).ToArray(), Jsonb(JsonSerializer.Serialize(problem is null ? sample : [])),
            Jsonb(ImportMapping.Guess(table.Headings).ToJson()), problem is null ? null : ToWord(problem));
    }

    internal static string ToWord(CsvProblem problem) =>
        problem.Line is { } line ? $"{DatabaseWords.Write(problem.Kind)}:{line}" : DatabaseWords.Write(problem.Kind);

    private const string LostSteward = "not_steward";

    private static CsvProblem? FromWord(string? word) => word is null or LostSteward
        ? null
        : word.Split(':') is { Length: 2 } parts
            ? new CsvProblem(DatabaseWords.Read<CsvProblemKind>(parts[0]), int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))
            : new CsvProblem(DatabaseWords.Read<CsvProblemKind>(word));

    private static ImportView Read(NpgsqlDataReader reader) => Read(reader, reader.IsDBNull(8) ? null : reader.GetString(8));

    private static ImportView Read(NpgsqlDataReader reader, string? problem) => new(
        reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetInt64(3), DatabaseWords.Read<ImportState>(reader.GetString(4)),
        reader.GetFieldValue<string[]>(5), JsonSerializer.Deserialize<List<List<string>>>(reader.GetString(6))!,
        ImportMapping.FromJson(reader.GetString(7)), FromWord(problem), problem == LostSteward,
        reader.GetFieldValue<int?>(9), reader.GetInt32(10), reader.GetInt32(11), reader.GetInt32(12), reader.GetInt32(13), reader.GetInt32(14),
        reader.GetFieldValue<DateTimeOffset>(15), reader.GetFieldValue<DateTimeOffset>(16));

    private async Task<string?> CallAsync(Actor actor, string sql, CancellationToken cancellation, params object?[] args)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var outcome = await scope.ScalarAsync<string>(sql, args);
        await scope.CommitAsync();
        return outcome;
    }

    private static NpgsqlParameter Jsonb(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb };
}
