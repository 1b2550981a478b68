using System.Diagnostics;
using System.Globalization;
using System.Text;
using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Database;
using Microsoft.Extensions.Logging.Abstractions;
using NpgsqlTypes;

namespace EmpathyLedger.Benchmarks;

/// <summary>
/// What an archive costs beside moving its bytes. In turns: an import (parsing, checks, narrators, private stories in custody, a list of
/// what became of each row, batch by batch as the steward) against COPY of the same rows into a bare table; an export (row security,
/// access log) against COPY of the same rows out. Medians of the rounds.
/// </summary>
internal static class ArchiveBenchmark
{
    private const int Rows = 10_000;
    private const int Rounds = 5;
    private const int Words = 330;

    private static readonly Guid Steward = Guid.Parse("019ab000-0000-7000-8000-0000000a5c1e");

    public static async Task RunAsync(BenchmarkLedger ledger)
    {
        var actor = new Actor(Steward, null, 1);
        var rows = Enumerable.Range(1, Rows).Select(Row).ToArray();
        var file = Encoding.UTF8.GetBytes(
            CsvLine.Of("identifier", "title", "narrator", "interviewer", "recorded", "language", "themes", "transcript") + string.Concat(rows.Select(row => CsvLine.Of(row))));
        var communities = await FillAsync(ledger);
        var imports = new Imports(ledger.Database, TimeProvider.System);
        var pass = new ImportPass(ledger.Database, ledger.Connections, TimeProvider.System, NullLogger<ImportPass>.Instance);
        var export = new ArchiveExport(ledger.Database);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Rows:N0} rows, {file.Length / 1_000_000.0:0.0} MB; medians of {Rounds} rounds after a first one, in turns"));

        var times = new Dictionary<string, List<double>>();
        for (var round = 0; round <= Rounds; round++)
        {
            var community = communities[round];
            Guid id = default;
            await TimeAsync("upload", async () => id = (await imports.BeginAsync(actor, community, "archive.csv", new MemoryStream(file), CancellationToken.None)).ImportId!.Value);
            var mapping = (await imports.FindAsync(actor, id, CancellationToken.None))!.Mapping;
            await imports.CheckAsync(actor, id, mapping, CancellationToken.None);
            await TimeAsync("check", () => WorkAsync(pass, id));
            await imports.StartAsync(actor, id, CancellationToken.None);
            await TimeAsync("import", () => WorkAsync(pass, id));
            if ((await imports.FindAsync(actor, id, CancellationToken.None))!.RowsImported != Rows)
            {
                throw new InvalidOperationException("Not all rows came in.");
            }

            await ledger.FillAsync("truncate bench_rows");
            await TimeAsync("copy in", () => CopyInAsync(ledger, rows));
            await TimeAsync("export", () => export.WriteAsync(actor, community, Stream.Null, null, CancellationToken.None));
            await TimeAsync("copy out", () => CopyOutAsync(ledger));

            async Task TimeAsync(string what, Func<Task> work)
            {
                var started = Stopwatch.GetTimestamp();
                await work();
                if (round > 0)
                {
                    times.TryAdd(what, []);
                    times[what].Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
                }
            }
        }

        double Median(string what) => times[what].Order().ElementAt(Rounds / 2);
        foreach (var (what, peer) in new[] { ("upload", "copy in"), ("check", "copy in"), ("import", "copy in"), ("export", "copy out") })
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {what,-8} {Rows / Median(what),9:N0} rows/s   {peer,-9} {Rows / Median(peer),9:N0} rows/s   {Median(peer) / Median(what):0.00}x"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  file to stories in all: {Rows / (Median("upload") + Median("check") + Median("import")):N0} rows/s"));
    }

    private static string[] Row(int number) =>
    [
        $"B{number}", $"Story {number}", $"Narrator {number % 400}", "An interviewer", "1973", "en", "mines; home",
        string.Join(' ', Enumerable.Range(number, Words).Select(i => $"word{i % 977}")),
    ];

    private static async Task WorkAsync(ImportPass pass, Guid id) => await pass.RunAsync((await pass.TakeAsync(id, CancellationToken.None))!, CancellationToken.None);

    private static async Task CopyInAsync(BenchmarkLedger ledger, string[][] rows)
    {
        await using var connection = await ledger.Admin.OpenConnectionAsync();
        await using var writer = await connection.BeginBinaryImportAsync("copy bench_rows from stdin (format binary)");
        foreach (var row in rows)
        {
            await writer.StartRowAsync();
            foreach (var cell in row)
            {
                await writer.WriteAsync(cell, NpgsqlDbType.Text);
            }
        }

        await writer.CompleteAsync();
    }

    private static async Task CopyOutAsync(BenchmarkLedger ledger)
    {
        await using var connection = await ledger.Admin.OpenConnectionAsync();
        using var reader = await connection.BeginTextExportAsync("copy bench_rows to stdout (format csv)");
        var buffer = new char[64 * 1024];
        while (await reader.ReadAsync(buffer) > 0)
        {
        }
    }

    private static async Task<Guid[]> FillAsync(BenchmarkLedger ledger)
    {
        var communities = Enumerable.Range(0, Rounds + 1).Select(_ => Guid.CreateVersion7()).ToArray();
        await ledger.FillAsync(
            $"""
            create table bench_rows (identifier text, title text, narrator text, interviewer text, recorded text, language text, themes text, body text);
            insert into ledger.profiles (id, display_name, created_at) values ('{Steward}', 'Steward', now());
            """ + string.Concat(communities.Select((community, i) =>
            $"""
            insert into ledger.communities (id, slug, name) values ('{community}', 'bench-{i}', 'Bench {i}');
            insert into ledger.community_members (community_id, profile_id, status, roles) values ('{community}', '{Steward}', 'active', array['member', 'steward']::ledger.community_role[]);
            """)));
        return communities;
    }
}
