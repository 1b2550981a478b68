using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;

namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>One row of the file, as it stands there.</summary>
/// <param name="Number">As a spreadsheet counts: the headings are 1.</param>
/// <param name="Line">Where it begins in a text editor; a row can have many lines.</param>
/// <param name="Cells">Raw, as many as the row has.</param>
/// <param name="Fault">What is wrong with its shape, or null.</param>
public sealed record CsvRow(int Number, int Line, IReadOnlyList<string> Cells, RowFault? Fault);

/// <summary>
/// A CSV file read as a stream: one row is in memory at a time, and a row is bounded (<see cref="CsvLimits"/>). The delimiter and the
/// encoding are found by looking. What makes the whole file unreadable is <see cref="Problem"/>, known at once or only in the line
/// where it is met; then the rows end there.
/// </summary>
public sealed class CsvTable : IAsyncDisposable
{
    private const int LongestHeading = 200;
    private const int BufferCharacters = 16 * 1024;

    private readonly CsvIntake? _intake;
    private readonly CsvReader? _parser;
    private int _number;

    private CsvTable(CsvProblem problem) => Problem = problem;

    private CsvTable(TextReader text, char delimiter, CsvProblemKind undecodable)
    {
        Delimiter = delimiter;
        _intake = new CsvIntake(text, delimiter, undecodable);
        _parser = CsvReader.Create(_intake, new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false,
            SkipEmptyLines = false,
        });
    }

    /// <summary>Also set while rows are read; look again at their end.</summary>
    public CsvProblem? Problem { get; private set; }

    public char Delimiter { get; } = ',';

    /// <summary>Trimmed, in their order; a column without one has an empty text.</summary>
    public IReadOnlyList<string> Headings { get; private set; } = [];

    /// <summary>Looks at the beginning of the file and reads its headings. Takes the stream over.</summary>
    public static async Task<CsvTable> OpenAsync(Stream content, CancellationToken cancellation)
    {
        var head = new byte[CsvSniffing.HeadBytes];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        var (encoding, markLength, problem) = CsvSniffing.LookAt(head.AsSpan(0, length));
        if (encoding is null)
        {
            await content.DisposeAsync();
            return new CsvTable(new CsvProblem(problem!.Value));
        }

        var beginning = new MemoryStream(head, markLength, length - markLength, writable: false);
        var text = new StreamReader(new ChainedStream(beginning, content), encoding, detectEncodingFromByteOrderMarks: false, BufferCharacters);
        var delimiter = CsvSniffing.FindDelimiter(encoding.GetString(head, markLength, length - markLength));
        var table = new CsvTable(text, delimiter, encoding.CodePage == Encoding.UTF8.CodePage ? CsvProblemKind.NotUtf8 : CsvProblemKind.NotUtf16);
        await table.ReadHeadingsAsync(cancellation);
        return table;
    }

    /// <summary>The rows below the headings, once. Blank ones are left out, and counted.</summary>
    public async IAsyncEnumerable<CsvRow> ReadRowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var isEmpty = true;
        while (Problem is null && await ReadAsync(cancellation) is { } row)
        {
            if (row.Fault is null && row.Cells.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (row.Number > CsvLimits.Rows)
            {
                Problem = new CsvProblem(CsvProblemKind.TooManyRows);
                yield break;
            }

            isEmpty = false;
            yield return row.Fault is null ? row with { Fault = FindRaggedness(row.Cells) } : row;
        }

        if (isEmpty)
        {
            Problem ??= new CsvProblem(CsvProblemKind.NoRows);
        }
    }

    /// <summary>Of the stream too.</summary>
    public ValueTask DisposeAsync() => _parser?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ReadHeadingsAsync(CancellationToken cancellation)
    {
        while (await ReadAsync(cancellation) is { } row)
        {
            if (row.Fault is not null)
            {
                Problem = new CsvProblem(CsvProblemKind.BrokenHeadings, row.Line);
                return;
            }

            // "sep=;" is Excel's word to itself.
            if (!row.Cells.All(string.IsNullOrWhiteSpace) && row.Cells[0] != "sep=")
            {
                Headings = [.. row.Cells.Select(Heading)];
                return;
            }
        }

        Problem ??= new CsvProblem(CsvProblemKind.Empty);
    }

    private async Task<CsvRow?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            if (!await _parser!.ReadAsync(cancellation))
            {
                return null;
            }
        }
        catch (CsvUnreadableException e)
        {
            Problem = e.Problem;
            return null;
        }

        var (line, shape) = _intake!.NextRow();
        _number++;
        RowFault? fault = shape switch
        {
            CsvShape.Sound => null,
            CsvShape.StrayQuote => RowFault.StrayQuote,
            CsvShape.TooLong => RowFault.CellTooLong,
            CsvShape.UnclosedQuote => RowFault.UnclosedQuote,
        };
        return new CsvRow(_number, line, fault is null ? Cells(_parser) : [], fault);
    }

    private static string[] Cells(CsvReader parser)
    {
        var cells = new string[parser.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = parser.GetString(i);
        }

        return cells;
    }

    /// <summary>Empty cells beyond the last heading are a spreadsheet's habit; words there have lost their column.</summary>
    private RowFault? FindRaggedness(IReadOnlyList<string> cells) =>
        cells.Count < Headings.Count ? RowFault.TooFewCells
        : cells.Skip(Headings.Count).Any(cell => !string.IsNullOrWhiteSpace(cell)) ? RowFault.TooManyCells
        : null;

    private static string Heading(string cell)
    {
        var heading = FormulaGuard.Unguard(cell.Trim());
        return heading.Length <= LongestHeading ? heading : heading[..LongestHeading];
    }
}
