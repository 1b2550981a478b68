using System.Globalization;
using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Web.Operations.Commands;

/// <summary>Checks a file, brings it in, and says of every row what became of it.</summary>
internal sealed class ImportCommand(IServiceProvider services, Actor steward, Guid communityId)
{
    /// <summary>A portal that runs may have taken the work: then its progress is asked for this often.</summary>
    private static readonly TimeSpan Asking = TimeSpan.FromMilliseconds(300);

    private readonly Imports _imports = services.GetRequiredService<Imports>();
    private readonly ImportPass _pass = services.GetRequiredService<ImportPass>();
    private readonly CommandProgress _progress = new();

    /// <summary>What can be said of the file before a database is there.</summary>
    public static string? FindProblem(string path)
    {
        var file = new FileInfo(path);
        try
        {
            return !file.Exists ? $"There is no file {path}."
                : file.Length == 0 ? new CsvProblem(CsvProblemKind.Empty).InWords()
                : file.Length > CsvLimits.FileBytes ? new CsvProblem(CsvProblemKind.TooLarge).InWords()
                : null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    public async Task<int> RunAsync(ArchiveArguments arguments, CancellationToken cancellation)
    {
        ImportBegin begun;
        try
        {
            await using var file = File.OpenRead(arguments.File);
            await Console.Error.WriteLineAsync("Reading the file");
            begun = await _imports.BeginAsync(steward, communityId, Path.GetFileName(arguments.File), file, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await ArchiveCommands.RefuseAsync($"{arguments.File} cannot be read: {e.Message}");
        }

        if (begun.ImportId is not { } id)
        {
            return await ArchiveCommands.RefuseAsync(begun.Outcome switch
            {
                ImportBeginOutcome.TooMany => "Five imports of yours are not finished. Finish or cancel one of them first.",
                ImportBeginOutcome.TooLarge => new CsvProblem(CsvProblemKind.TooLarge).InWords(),
                ImportBeginOutcome.Empty => new CsvProblem(CsvProblemKind.Empty).InWords(),
                ImportBeginOutcome.NotFound or ImportBeginOutcome.Begun => "The community cannot be found.",
            });
        }

        try
        {
            return await RunAsync(id, arguments, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await _imports.CancelAsync(steward, id, CancellationToken.None);
            var view = await _imports.FindAsync(steward, id, CancellationToken.None);
            await Console.Error.WriteLineAsync(
                $"Stopped. {view?.RowsImported ?? 0} stories came in; run it again to go on, nothing comes in twice.");
            return ArchiveCommands.Interrupted;
        }
        catch
        {
            await _imports.CancelAsync(steward, id, CancellationToken.None);
            throw;
        }
    }

    private async Task<int> RunAsync(Guid id, ArchiveArguments arguments, CancellationToken cancellation)
    {
        var import = await FindAsync(id, cancellation);
        if (import.Problem is { } unreadable)
        {
            return await ArchiveCommands.RefuseAsync(unreadable.InWords());
        }

        var (mapping, wrong) = Map(import, arguments.Columns);
        if ((wrong ?? mapping.FindProblem(import.Headings)) is { } problem)
        {
            await _imports.CancelAsync(steward, id, cancellation);
            return await ArchiveCommands.RefuseAsync(
                $"{problem}\nThe columns are: {string.Join(", ", import.Headings.Select((heading, i) => $"{i + 1} “{heading}”"))}");
        }

        await _imports.CheckAsync(steward, id, mapping, cancellation);
        import = await WorkAsync(id, "checked", cancellation);
        if (import.Problem is { } found)
        {
            return await ArchiveCommands.RefuseAsync(found.InWords());
        }

        if (!arguments.IsDryRun)
        {
            await _imports.StartAsync(steward, id, cancellation);
            import = await WorkAsync(id, "brought in", cancellation);
        }

        await ReportAsync(id, cancellation);
        await Console.Out.WriteLineAsync(arguments.IsDryRun
            ? $"{Rows(import.RowsRead)}: {import.RowsReady} would come in, {import.RowsKnown} are there already, {import.RowsFailed} cannot come in."
            : $"{Rows(import.RowsRead)}: {import.RowsImported} came in, {import.RowsKnown} were there already, {import.RowsFailed} could not come in.");
        if (arguments.IsDryRun)
        {
            await _imports.CancelAsync(steward, id, cancellation);
        }

        return import.RowsFailed > 0 || import.HasLostSteward || (!arguments.IsDryRun && import.State != ImportState.Done)
            ? ArchiveCommands.SomethingFailed
            : ArchiveCommands.Done;
    }

    /// <summary>Does it here, or waits while a portal that has taken it does it.</summary>
    private async Task<ImportView> WorkAsync(Guid id, string done, CancellationToken cancellation)
    {
        var earlier = 0;
        _pass.BatchWritten = rows =>
        {
            _progress.Count(earlier + rows, done);
            return Task.CompletedTask;
        };
        while (true)
        {
            if (await _pass.TakeAsync(id, cancellation) is { } taken)
            {
                await _pass.RunAsync(taken, cancellation);
            }

            var import = await FindAsync(id, cancellation);
            if (!import.IsRunning)
            {
                _progress.End();
                return import;
            }

            earlier = import.RowsRead;
            _progress.Count(import.RowsRead, done);
            await Task.Delay(Asking, cancellation);
        }
    }

    private async Task ReportAsync(Guid id, CancellationToken cancellation)
    {
        var after = 0;
        while (await _imports.ListRowsAsync(steward, id, onlyFailed: false, after, cancellation) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                var outcome = row.Outcome switch
                {
                    ImportOutcome.Ready => "ready",
                    ImportOutcome.Imported => "imported",
                    ImportOutcome.Known => "known",
                    ImportOutcome.Failed => "failed",
                };
                var name = row.Title.Length + row.Narrator.Length == 0 ? "" : $"{row.Title} ({row.Narrator})".Trim();
                await Console.Out.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"row {row.Number,-7} {outcome,-9} {name}{(row.Reason is { } reason ? $"  {reason.InWords()}" : "")}").TrimEnd());
            }

            after = rows[^1].Number;
        }
    }

    private static (ImportMapping Mapping, string? Problem) Map(ImportView import, IReadOnlyList<(string Column, ImportField Field)> columns)
    {
        var mapping = import.Mapping;
        foreach (var (column, field) in columns)
        {
            var byHeading = Enumerable.Range(0, import.Headings.Count)
                .Where(i => import.Headings[i].Equals(column.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
            if (byHeading.Count > 1)
            {
                return (mapping, $"Several columns are called “{column}”. Write the number of the one you mean.");
            }

            var index = byHeading.Count == 1 ? byHeading[0]
                : int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number - 1 : -1;
            if (index < 0 || index >= import.Headings.Count)
            {
                return (mapping, $"The file has no column “{column}”.");
            }

            mapping = mapping.With(index, field);
        }

        return (mapping, null);
    }

    private async Task<ImportView> FindAsync(Guid id, CancellationToken cancellation) =>
        await _imports.FindAsync(steward, id, cancellation)
        ?? throw new LedgerStartupException("You are no steward of the community any more; what came in until then stays.");

    private static string Rows(int count) => count == 1 ? "1 row" : $"{count} rows";
}
