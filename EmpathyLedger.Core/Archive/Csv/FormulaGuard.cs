namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>
/// Spreadsheets run a cell that begins with = + - @ tab or CR. One apostrophe before it makes it text, and is taken off again
/// where a file comes back. Law: <c>Unguard(Guard(text)) == text</c> for any text, also one that begins with apostrophes.
/// </summary>
public static class FormulaGuard
{
    public static string Guard(string text) => IsDangerous(text.AsSpan().TrimStart('\'')) ? "'" + text : text;

    public static string Unguard(string cell) =>
        cell.StartsWith('\'') && IsDangerous(cell.AsSpan().TrimStart('\'')) ? cell[1..] : cell;

    /// <summary>
    /// True for a cell that computes something instead of saying it. A number (<c>-5</c>) or a telephone (<c>+49 170</c>) computes nothing.
    /// </summary>
    public static bool IsFormula(ReadOnlySpan<char> cell) => cell switch
    {
        ['=' or '@', _, ..] => true,
        ['+' or '-', .. var rest] => IsCall(rest),
        _ => false,
    };

    private static bool IsDangerous(ReadOnlySpan<char> text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];

    /// <summary><c>SUM(A1</c>, also after other signs: letters and then a bracket.</summary>
    private static bool IsCall(ReadOnlySpan<char> text)
    {
        text = text.TrimStart("+-@= ");
        var letters = 0;
        while (letters < text.Length && (char.IsAsciiLetterOrDigit(text[letters]) || text[letters] is '.' or '_'))
        {
            letters++;
        }

        return letters > 0 && char.IsAsciiLetter(text[0]) && text[letters..].TrimStart().StartsWith("(");
    }
}
