using System.Text;

namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>What the first bytes of a file tell: its encoding, or why it is no CSV file at all.</summary>
internal static class CsvSniffing
{
    /// <summary>Stands for bytes that are no text. It is itself no character, so nothing readable contains it.</summary>
    internal const char Undecodable = '\uffff';

    internal const int HeadBytes = 64 * 1024;

    private static readonly byte[][] Spreadsheets = [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06], [0xD0, 0xCF, 0x11, 0xE0]];
    private static readonly byte[][] OtherFiles = [[0x25, 0x50, 0x44, 0x46], [0x1F, 0x8B], [0x7B, 0x5C, 0x72, 0x74, 0x66], [0x89, 0x50, 0x4E, 0x47]];

    /// <returns>The encoding and how many bytes of <paramref name="head"/> are its mark; or the problem.</returns>
    public static (Encoding? Encoding, int MarkLength, CsvProblemKind? Problem) LookAt(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return (null, 0, CsvProblemKind.Empty);
        }

        if (StartsWithAny(head, Spreadsheets))
        {
            return (null, 0, CsvProblemKind.Spreadsheet);
        }

        if (StartsWithAny(head, OtherFiles))
        {
            return (null, 0, CsvProblemKind.OtherFile);
        }

        return head switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Of("utf-8"), 3, null),
            [0xFF, 0xFE, 0, 0, ..] => (null, 0, CsvProblemKind.ZeroBytes),
            [0xFF, 0xFE, ..] => (Of("utf-16"), 2, null),
            [0xFE, 0xFF, ..] => (Of("utf-16BE"), 2, null),
            _ when IsUtf16WithoutMark(head) => (null, 0, CsvProblemKind.Utf16WithoutMark),
            _ => (Of("utf-8"), 0, null),
        };
    }

    /// <summary>Comma, semicolon or tab, whichever divides the first record most often; a comma when none does.</summary>
    public static char FindDelimiter(ReadOnlySpan<char> head)
    {
        var (commas, semicolons, tabs) = (0, 0, 0);
        var inQuotes = false;
        var hasText = false;
        foreach (var character in head)
        {
            if (character is '\r' or '\n' && !inQuotes && hasText)
            {
                break;
            }

            hasText |= !char.IsWhiteSpace(character);
            inQuotes ^= character == '"';
            if (!inQuotes)
            {
                commas += character == ',' ? 1 : 0;
                semicolons += character == ';' ? 1 : 0;
                tabs += character == '\t' ? 1 : 0;
            }
        }

        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    private static Encoding Of(string name) =>
        Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(Undecodable.ToString()));

    /// <summary>Western text in UTF-16 has a zero in every other byte.</summary>
    private static bool IsUtf16WithoutMark(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, 4096)];
        var zeros = (Even: 0, Odd: 0);
        for (var i = 0; i < head.Length; i++)
        {
            zeros = (head[i], i % 2) switch
            {
                (0, 0) => (zeros.Even + 1, zeros.Odd),
                (0, _) => (zeros.Even, zeros.Odd + 1),
                _ => zeros,
            };
        }

        return Math.Max(zeros.Even, zeros.Odd) * 5 >= head.Length && Math.Min(zeros.Even, zeros.Odd) * 20 <= head.Length;
    }

    private static bool StartsWithAny(ReadOnlySpan<byte> head, byte[][] beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (head.StartsWith(beginning))
            {
                return true;
            }
        }

        return false;
    }
}
