using System.Text.Json;

namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>A text has the same few formats over and over: written the same way they are not read again.</summary>
internal struct AttributeMemory
{
    private const int Places = 8;

    // Where in the JSON each was written.
    private (int Start, int Length, AttributeMap Map)[]? _known;
    private int _count;

    public AttributeMap? Read(ref Utf8JsonReader json, ReadOnlySpan<byte> utf8, ref DeltaValueReader values)
    {
        var start = (int)json.TokenStartIndex;
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
            _known[_count++ % Places] = (start, (int)json.BytesConsumed - start, map);
        }

        return map;
    }
}
