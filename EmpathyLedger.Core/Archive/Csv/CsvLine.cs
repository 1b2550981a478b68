using System.Buffers;
using System.Text;

namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>A line of a CSV file that a spreadsheet takes as text, whatever people have written into it.</summary>
public static class CsvLine
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\"\r\n\t");

    /// <summary>With its line end.</summary>
    public static string Of(params IEnumerable<string> cells)
    {
        var line = new StringBuilder();
        Append(line, cells);
        return line.ToString();
    }

    internal static void Append(StringBuilder line, IEnumerable<string> cells)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            line.Append(isFirst ? "" : ",");
            isFirst = false;
            AppendCell(line, FormulaGuard.Guard(cell));
        }

        line.Append("\r\n");
    }

    private static void AppendCell(StringBuilder line, string safe)
    {
        if (!safe.AsSpan().ContainsAny(Quoted))
        {
            line.Append(safe);
            return;
        }

        line.Append('"');
        var start = line.Length;
        line.Append(safe);
        if (safe.Contains('"'))
        {
            line.Replace("\"", "\"\"", start, safe.Length);
        }

        line.Append('"');
    }
}
