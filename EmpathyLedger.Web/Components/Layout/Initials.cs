using System.Globalization;

namespace EmpathyLedger.Web.Components.Layout;

public static class Initials
{
    private static readonly string[] Tones = ["earth", "leaf", "river", "amber"];

    /// <summary>First letters of the first and the last word, in any script; "?" when there is no letter or digit.</summary>
    public static string Of(string? name)
    {
        var letters = (name ?? "")
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(FirstLetter)
            .OfType<string>()
            .ToList();
        return letters.Count switch
        {
            0 => "?",
            1 => letters[0],
            _ => letters[0] + letters[^1],
        };
    }

    /// <summary>The same name always has the same colour, on every node and after every start.</summary>
    public static string ToneOf(string? name) =>
        Tones[(name ?? "").Aggregate(17u, (hash, letter) => unchecked((hash * 31) + letter)) % (uint)Tones.Length];

    private static string? FirstLetter(string word)
    {
        var elements = StringInfo.GetTextElementEnumerator(word);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (char.IsLetterOrDigit(element, 0))
            {
                return element.ToUpperInvariant();
            }
        }

        return null;
    }
}
