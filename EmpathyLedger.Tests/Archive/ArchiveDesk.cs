using System.Text;
using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Tests.Communities;
using Microsoft.Extensions.Logging.Abstractions;

namespace EmpathyLedger.Tests.Archive;

/// <summary>A steward at work on an archive, and the nodes that do it, without a portal around them.</summary>
internal sealed class ArchiveDesk(TestTown town)
{
    public Imports Imports { get; } = new(town.Ledger.Database, TimeProvider.System);

    private static CancellationToken Cancellation => TestTown.Cancellation;

    public ImportPass NewNode() => new(town.Ledger.Database, town.Ledger.Connections, TimeProvider.System, NullLogger<ImportPass>.Instance);

    public async Task<Guid> UploadAsync(Actor actor, Guid community, byte[] file)
    {
        var begun = await Imports.BeginAsync(actor, community, "archive.csv", new MemoryStream(file), Cancellation);
        Assert.Equal(ImportBeginOutcome.Begun, begun.Outcome);
        return begun.ImportId!.Value;
    }

    public Task<Guid> UploadAsync(Actor actor, Guid community, string file) => UploadAsync(actor, community, Encoding.UTF8.GetBytes(file));

    /// <summary>Uploads, checks with the guessed columns, and leaves it at "bring it in".</summary>
    public async Task<Guid> PrepareAsync(Actor actor, Guid community, string file)
    {
        var id = await UploadAsync(actor, community, file);
        await CheckAsync(actor, id);
        return id;
    }

    public async Task CheckAsync(Actor actor, Guid id)
    {
        var view = await ViewAsync(actor, id);
        Assert.Equal(ImportStepOutcome.Started, await Imports.CheckAsync(actor, id, view.Mapping, Cancellation));
        await WorkAsync(id);
    }

    public async Task<ImportView> BringInAsync(Actor actor, Guid community, string file)
    {
        var id = await PrepareAsync(actor, community, file);
        Assert.Equal(ImportStepOutcome.Started, await Imports.StartAsync(actor, id, Cancellation));
        await WorkAsync(id);
        return await ViewAsync(actor, id);
    }

    public async Task WorkAsync(Guid id)
    {
        var node = NewNode();
        await node.RunAsync(Assert.IsType<TakenImport>(await node.TakeAsync(id, Cancellation)), Cancellation);
    }

    public async Task<ImportView> ViewAsync(Actor actor, Guid id) =>
        Assert.IsType<ImportView>(await Imports.FindAsync(actor, id, Cancellation));

    public async Task<string> ReportAsync(Actor actor, Guid id) => string.Join(", ", (await Imports.ListRowsAsync(actor, id, false, 0, Cancellation))
        .Select(row => $"{row.Number} {row.Outcome.ToString().ToLowerInvariant()}{(row.Reason is { } reason ? " " + reason.ToWord() : "")}"));

    public Task<long> CountStoriesAsync(Guid community) => town.Ledger.AdminScalarAsync<long>(
        "select count(*) from ledger.stories where custody_community_id = $1", community);

    /// <summary>The node that held it is dead, and a minute has passed.</summary>
    public Task PassTheLeaseAsync(Guid id) => town.Ledger.AdminAsync($"update ledger.imports set lease_until = now() - interval '1 second' where id = '{id}'");

    /// <summary><paramref name="rows"/> stories, each with an identifier, of <paramref name="narrators"/> people.</summary>
    public static string Archive(int rows, int narrators = 7, string prefix = "A", int words = 40)
    {
        var file = new StringBuilder(CsvLine.Of("identifier", "title", "narrator", "recorded", "language", "themes", "transcript"));
        var text = string.Join(' ', Enumerable.Range(0, words).Select(i => $"word{i}"));
        for (var row = 1; row <= rows; row++)
        {
            file.Append(CsvLine.Of($"{prefix}{row}", $"Story {row}", $"Narrator {row % narrators}", "1973", "en", "mines; home", $"{text}\n\nRow {row}."));
        }

        return file.ToString();
    }
}
