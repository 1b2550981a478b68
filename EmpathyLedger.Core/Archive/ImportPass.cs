using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Database;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EmpathyLedger.Core.Archive;

/// <summary>An import that this node holds a lease on.</summary>
public sealed record TakenImport(Guid Id, Guid LeaseId, Guid StewardId, bool IsForReal, ImportMapping Mapping, int Position, long ByteCount);

/// <summary>
/// Reads the file of one import from where the last batch ended, as its steward, and writes batch after batch; each is one
/// transaction with its position and its lease, so no row comes in twice, whoever dies in between. Two batches are in memory.
/// </summary>
public sealed partial class ImportPass(LedgerDatabase database, LedgerConnections connections, TimeProvider time, ILogger<ImportPass> logger)
{
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Called after each batch, with the rows of this run: a test's way to die in the middle, a command's to tell how far it is.</summary>
    public Func<int, Task>? BatchWritten { get; set; }

    /// <summary>An import that waits or whose node has died: any, or only this one. Null: nothing to do.</summary>
    public async Task<TakenImport?> TakeAsync(Guid? importId, CancellationToken cancellation)
    {
        var lease = Guid.CreateVersion7(time.GetUtcNow());
        await using var command = connections.Jobs.CreateCommand(
            "select import_id, steward_id, state::text, mapping, position, byte_count from app.take_import($1, $2, $3)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = lease });
        command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = importId });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Lease });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new TakenImport(
                reader.GetGuid(0), lease, reader.GetGuid(1), DatabaseWords.Read<ImportState>(reader.GetString(2)) == ImportState.Importing,
                ImportMapping.FromJson(reader.GetString(3)), reader.GetInt32(4), reader.GetInt64(5))
            : null;
    }

    /// <summary>Until its end, or until it is cancelled, its steward is none any more, or another node has taken it.</summary>
    public async Task RunAsync(TakenImport taken, CancellationToken cancellation)
    {
        try
        {
            if (!await ReadAsync(taken, cancellation))
            {
                // Cancelled by its steward, or to be cancelled because they are none: this does nothing to one that is over.
                await CallAsync("select app.give_up_import($1, $2)", taken, cancellation);
            }
        }
        catch (ImportGoneException)
        {
            await CallAsync("select app.give_up_import($1, $2)", taken, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The node stops: the next one begins at once, where the last batch ended.
            await CallAsync("select app.leave_import($1, $2)", taken, CancellationToken.None);
            throw;
        }
    }

    private async Task<bool> ReadAsync(TakenImport taken, CancellationToken cancellation)
    {
        var steward = new Actor(taken.StewardId, null, 1);
        await using var table = await CsvTable.OpenAsync(new ImportPartStream(database, steward, taken.Id, taken.ByteCount), cancellation);
        var writing = Task.FromResult(true);
        var rows = 0;
        try
        {
            // While one batch is written the next is read; it is written when the one before is.
            var batch = new ImportBatch();
            await foreach (var row in table.ReadRowsAsync(cancellation))
            {
                if (row.Number <= taken.Position)
                {
                    continue;
                }

                batch.Add(row.Number, ImportRowCheck.Check(row, taken.Mapping));
                if (batch.IsFull)
                {
                    if (!await writing)
                    {
                        return false;
                    }

                    writing = WriteAndTellAsync(batch);
                    batch = new ImportBatch();
                }
            }

            if (!await writing || (batch.Count > 0 && !await WriteAndTellAsync(batch)))
            {
                return false;
            }
        }
        finally
        {
            // Nothing is written any more when the import is left to another node.
            await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return await AskAsync(
            steward, "select app.end_import_pass($1, $2, $3)", cancellation,
            taken.Id, taken.LeaseId, table.Problem is { } problem ? Imports.ToWord(problem) : null);

        async Task<bool> WriteAndTellAsync(ImportBatch batch)
        {
            if (!await WriteAsync(steward, taken, batch, cancellation))
            {
                return false;
            }

            rows += batch.Count;
            await (BatchWritten?.Invoke(rows) ?? Task.CompletedTask);
            return true;
        }
    }

    private async Task<bool> WriteAsync(Actor steward, TakenImport taken, ImportBatch batch, CancellationToken cancellation)
    {
        try
        {
            return taken.IsForReal
                ? await AskAsync(
                    steward,
                    """
                    select app.import_stories($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
                    """,
                    cancellation, [taken.Id, taken.LeaseId, batch.Position, .. batch.ToImportArguments(time.GetUtcNow())])
                : await AskAsync(
                    steward, "select app.check_import_rows($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", cancellation,
                    [taken.Id, taken.LeaseId, batch.Position, .. batch.ToCheckArguments()]);
        }
        catch (PostgresException e) when (e.SqlState[..2] is "22" or "23" or "54")
        {
            // A row that the check took and the database does not: it is found, and the others come in.
            LogRefused(taken.Id, batch.Count, e.SqlState);
            if (batch.Count == 1)
            {
                return await WriteAsync(steward, taken, batch.Refused(), cancellation);
            }

            var (first, second) = batch.Halve();
            return await WriteAsync(steward, taken, first, cancellation) && await WriteAsync(steward, taken, second, cancellation);
        }
    }

    private async Task<bool> AskAsync(Actor steward, string sql, CancellationToken cancellation, params object?[] args)
    {
        // Every look-up is by key, those of the foreign keys too: planned anew for each row they would cost more than the rows.
        await using var scope = await database.BeginByKeyAsync(steward, cancellation);
        var answer = await scope.ScalarAsync<string>(sql, args);
        await scope.CommitAsync();
        return answer == "noted";
    }

    private async Task CallAsync(string sql, TakenImport taken, CancellationToken cancellation)
    {
        await using var command = connections.Jobs.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = taken.Id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = taken.LeaseId });
        await command.ExecuteNonQueryAsync(cancellation);
        database.Signals.Changed();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database refused {Rows} rows of import {Import} ({SqlState})")]
    private partial void LogRefused(Guid import, int rows, string sqlState);
}
