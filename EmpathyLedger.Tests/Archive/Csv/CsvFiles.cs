using System.Text;
using EmpathyLedger.Core.Archive.Csv;

namespace EmpathyLedger.Tests.Archive.Csv;

/// <summary>Files made in code, and what reading them gives.</summary>
internal static class CsvFiles
{
    public const string Headings = "id,title,narrator,text";

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A file of a sound row 2, the given row, and a sound row.</summary>
    public static byte[] Around(string row) =>
        Utf8($"{Headings}\r\n1,First,Ada,\"Words, and\nmore words\"\r\n{row}\r\n3,Third,Ben,More words\r\n");

    public static async Task<CsvFileReading> ReadAsync(byte[] file, Func<Stream, Stream>? wrap = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        Stream stream = new MemoryStream(file);
        await using var table = await CsvTable.OpenAsync(wrap is null ? stream : wrap(stream), cancellation);
        var rows = new List<CsvRow>();
        await foreach (var row in table.ReadRowsAsync(cancellation))
        {
            rows.Add(row);
        }

        var mapping = ImportMapping.Guess(table.Headings);
        return new CsvFileReading(table.Problem, table.Headings, rows, [.. rows.Select(row => ImportRowCheck.Check(row, mapping))], mapping);
    }
}

internal sealed record CsvFileReading(
    CsvProblem? Problem, IReadOnlyList<string> Headings, IReadOnlyList<CsvRow> Rows, IReadOnlyList<CheckedRow> Checked, ImportMapping Mapping)
{
    /// <summary><c>2 ready, 3 missing:title</c></summary>
    public string Report => string.Join(", ", Rows.Zip(Checked, (row, check) => $"{row.Number} {check.Reason?.ToWord() ?? "ready"}"));
}

/// <summary>Gives at most a few bytes at a time, as a slow upload does.</summary>
internal sealed class TrickleStream(Stream inner, int most) : TestStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
}
