using System.Buffers;
using System.Text.Json;

namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>What counts as text: what <see cref="Stories.StoryText"/> takes, since a text that is written together becomes one.</summary>
internal static class DeltaText
{
    /// <summary>Stands for an embed where a text is read as characters.</summary>
    public const char EmbedCharacter = '\ufffc';

    private static readonly SearchValues<char> Surrogates = SearchValues.Create([.. Enumerable.Range(0xd800, 0x800).Select(code => (char)code)]);

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (char)code).Where(c => c is not '\n' and not '\t'), '\u007f', EmbedCharacter]);

    public static DeltaRefusal? Read(ref Utf8JsonReader json, out string text)
    {
        text = "";
        try
        {
            text = json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped, or bytes that are no UTF-8.
            return DeltaRefusal.BrokenText;
        }

        return text.AsSpan().ContainsAny(Forbidden) ? DeltaRefusal.ControlCharacter : null;
    }

    /// <summary>True where <paramref name="text"/> has halves of surrogate pairs alone.</summary>
    public static bool IsBroken(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Surrogates) is >= 0 and var at)
        {
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return true;
            }

            text = text[(at + 2)..];
        }

        return false;
    }
}
