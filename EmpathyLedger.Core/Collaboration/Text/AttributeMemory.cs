using System.Text.Json;

namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>A text has the same few formats over and over: written the same way they are not read again.</summary>
internal struct AttributeMemory
{
    private const int Places = 8;

    // Where in the JSON each was written.
    private (int Start, int Length, AttributeMap Map)[]? _known;
    private int _count;

    /// <param name="json">At the beginning of the attributes.</param>
    /// <param name="utf8">All of the JSON.</param>
    /// <param name="jsonStart">Where in it <paramref name="json"/> began to read.</param>
    /// <param name="values">Reads what is not known yet.</param>
    public AttributeMap? Read(ref Utf8JsonReader json, ReadOnlySpan<byte> utf8, int jsonStart, ref DeltaValueReader values)
    {
        var start = jsonStart + (int)json.TokenStartIndex;
        var rest = utf8[start..];
        for (var i = 0; i < Math.Min(_count, Places); i++)
        {
            var known = _known![i];
            // It begins with a brace and ends with that one's closing: what begins like it is it.
            if (rest.StartsWith(utf8.Slice(known.Start, known.Length)))
            {
                json.Skip();
                return known.Map;
            }
        }

        var map = values.ReadMap(ref json);
        if (map is not null)
        {
            _known ??= new (int, int, AttributeMap)[Places];
            _known[_count++ % Places] = (start, jsonStart + (int)json.BytesConsumed - start, map);
        }

        return map;
    }
}
