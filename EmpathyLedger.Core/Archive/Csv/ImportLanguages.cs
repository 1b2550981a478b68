using System.Collections.Frozen;
using System.Globalization;

namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>
/// What archives write about languages, as stories have it: a code where the words are one or name one, else the words
/// themselves, because most languages of the world are in no list.
/// </summary>
internal static class ImportLanguages
{
    /// <summary>Not said.</summary>
    public const string Unknown = "und";

    private static readonly FrozenDictionary<string, string> CodesByName = ReadNames();

    private static readonly FrozenSet<string> RightToLeft =
        new[] { "ar", "he", "iw", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "arc", "syr", "nqo", "ks" }.ToFrozenSet();

    public static string Read(string words) =>
        words.Length == 0 ? Unknown
        : CodesByName.TryGetValue(words.ToLowerInvariant(), out var code) ? code
        : IsCode(words) ? WithLowerLanguage(words)
        : words;

    public static string DirectionOf(string language) => RightToLeft.Contains(language.Split('-')[0]) ? "rtl" : "ltr";

    /// <summary><c>en</c>, <c>nys</c>, <c>pt-BR</c>, <c>zh-Hant-TW</c>.</summary>
    private static bool IsCode(string words)
    {
        var parts = words.Split('-');
        return parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }

    private static string WithLowerLanguage(string code)
    {
        var end = code.IndexOf('-', StringComparison.Ordinal) is >= 0 and var dash ? dash : code.Length;
        return code[..end].ToLowerInvariant() + code[end..];
    }

    private static FrozenDictionary<string, string> ReadNames()
    {
        var codes = new Dictionary<string, string> { ["farsi"] = "fa", ["maori"] = "mi", ["tagalog"] = "tl" };
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.NeutralCultures))
        {
            if (culture.Name.Length is 2 or 3)
            {
                codes.TryAdd(culture.EnglishName.ToLowerInvariant(), culture.Name);
            }
        }

        return codes.ToFrozenDictionary();
    }
}
