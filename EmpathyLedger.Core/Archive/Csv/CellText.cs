using EmpathyLedger.Core.Stories;

namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>Words of a file, as a list can show them.</summary>
internal static class CellText
{
    /// <summary>Line ends and tabs are one blank, and there are none at the ends.</summary>
    public static string OneLine(string text) => text.AsSpan().ContainsAny("\r\n\t\v\f")
        ? string.Join(' ', text.Split(['\r', '\n', '\t', '\v', '\f'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        : text.Trim();

    /// <summary>At most so many characters of one line, with nothing that a database or a page could not show.</summary>
    public static string Shown(string text, int most)
    {
        var line = OneLine(text);
        var shown = line.Length <= most ? line : line[..(char.IsHighSurrogate(line[most - 2]) ? most - 2 : most - 1)] + "…";
        return StoryText.IsPrintable(shown)
            ? shown
            : new string([.. shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) || c == '\ufffc' ? '\ufffd' : c)]);
    }
}
