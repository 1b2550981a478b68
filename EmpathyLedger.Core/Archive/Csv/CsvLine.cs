using System.Buffers;

namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>A line of a CSV file that a spreadsheet takes as text, whatever people have written into it.</summary>
public static class CsvLine
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\"\r\n\t");

    /// <summary>With its line end.</summary>
    public static string Of(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    internal static string Cell(string text)
    {
        var safe = FormulaGuard.Guard(text);
        return safe.AsSpan().ContainsAny(Quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
