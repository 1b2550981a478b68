using System.Buffers;
using System.Text.Json;

namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>What counts as text: what <see cref="Stories.StoryText"/> takes, since a text that is written together becomes one.</summary>
internal static class DeltaText
{
    /// <summary>Stands for an embed where a text is read as characters.</summary>
    public const char EmbedCharacter = '\ufffc';

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (char)code).Where(c => c is not '\n' and not '\t'), '\u007f']);

    /// <summary>Unpacks a string into <paramref name="buffer"/>, which is as long as its bytes are at least.</summary>
    public static DeltaRefusal? Read(in Utf8JsonReader json, Span<char> buffer, out int length)
    {
        try
        {
            length = json.CopyString(buffer);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped, or bytes that are no UTF-8.
            length = 0;
            return DeltaRefusal.BrokenText;
        }

        return FindProblem(buffer[..length]);
    }

    public static DeltaRefusal? FindProblem(ReadOnlySpan<char> text) =>
        // Apart, since each of both is looked for many characters at once.
        text.ContainsAny(Controls) || text.Contains(EmbedCharacter) ? DeltaRefusal.ControlCharacter : null;
}
