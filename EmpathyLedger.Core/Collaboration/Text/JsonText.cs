using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>
/// Unpacks a long JSON string in one pass. <see cref="System.Text.Json.Utf8JsonReader"/> goes byte by byte through what follows a
/// string's first escape, and in a text each line end is one. What is unusual in any way is left to it.
/// </summary>
internal static class JsonText
{
    // Quote, backslash, and what may not be in a string as it is.
    private static readonly SearchValues<byte> Ends = SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    /// <summary>False where somebody else has to look at it; then nothing is said about it.</summary>
    /// <param name="json">From behind the opening quote on.</param>
    /// <param name="text">As long as the string is in bytes, or it is not unpacked.</param>
    /// <param name="read">Bytes, the closing quote among them.</param>
    /// <param name="written">Characters.</param>
    public static bool TryUnpack(ReadOnlySpan<byte> json, Span<char> text, out int read, out int written)
    {
        (read, written) = (0, 0);
        while (true)
        {
            var plain = json[read..].IndexOfAny(Ends);
            if (plain < 0 || Utf8.ToUtf16(json.Slice(read, plain), text[written..], out _, out var characters, replaceInvalidSequences: false) != OperationStatus.Done)
            {
                return false;
            }

            read += plain;
            written += characters;
            if (json[read] == '"')
            {
                read++;
                return true;
            }

            if (!TryUnescape(json[read..], text[written..], out var length, out characters))
            {
                return false;
            }

            read += length;
            written += characters;
        }
    }

    private static bool TryUnescape(ReadOnlySpan<byte> json, Span<char> text, out int length, out int characters)
    {
        (length, characters) = (2, 1);
        if (json.Length < 2 || json[0] != '\\' || text.Length < 2)
        {
            return false;
        }

        switch (json[1])
        {
            case (byte)'n':
                text[0] = '\n';
                return true;
            case (byte)'t':
                text[0] = '\t';
                return true;
            case (byte)'"' or (byte)'\\' or (byte)'/':
                text[0] = (char)json[1];
                return true;
            case (byte)'u' when TryReadUnit(json, out text[0]):
                length = 6;
                if (!char.IsSurrogate(text[0]))
                {
                    return true;
                }

                (length, characters) = (12, 2);
                return TryReadUnit(json[6..], out text[1]) && char.IsSurrogatePair(text[0], text[1]);
            default:
                return false;
        }
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> json, out char unit)
    {
        unit = '\0';
        if (json.Length < 6 || json[0] != '\\' || json[1] != 'u' || !ushort.TryParse(json[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        unit = (char)code;
        return true;
    }
}
