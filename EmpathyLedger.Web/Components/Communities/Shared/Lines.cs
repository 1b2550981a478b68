namespace EmpathyLedger.Web.Components.Communities.Shared;

/// <summary>Short lists, written one to a line (commas count too, where a comma can't be part of one).</summary>
public static class Lines
{
    private static readonly char[] LineEnds = ['\n', '\r'];
    private static readonly char[] LineEndsAndCommas = ['\n', '\r', ','];

    public static List<string> Read(string? text, bool withCommas = false) =>
        [.. (text ?? "")
            .Split(withCommas ? LineEndsAndCommas : LineEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .DistinctBy(line => line.ToUpperInvariant())];

    public static string Write(IEnumerable<string> lines) => string.Join('\n', lines);
}
