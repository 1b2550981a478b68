using System.Buffers;
using System.Text.Json;

namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>Reads the attributes and the embed of one operation, counting what they hold together.</summary>
internal ref struct DeltaValueReader
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private int _values;

    /// <summary>Why the last answer was null.</summary>
    public DeltaRefusal Refusal { get; private set; }

    /// <summary>At the beginning of an object; afterwards at its end.</summary>
    public AttributeMap? ReadMap(ref Utf8JsonReader json, int depth = 0)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return Refuse(DeltaRefusal.UnknownValue);
        }

        var entries = new KeyValuePair<string, DeltaValue>[4];
        var count = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (count == DeltaLimits.Attributes || _values == DeltaLimits.Values)
            {
                return Refuse(DeltaRefusal.TooManyAttributes);
            }

            _values++;
            if (ReadName(ref json) is not { } name)
            {
                return Refuse(DeltaRefusal.BadName);
            }

            json.Read();
            if (ReadValue(ref json, depth) is not { } value)
            {
                return null;
            }

            if (count == entries.Length)
            {
                Array.Resize(ref entries, count * 2);
            }

            if (!Insert(entries.AsSpan(0, ++count), name, value))
            {
                return Refuse(DeltaRefusal.RepeatedName);
            }
        }

        return AttributeMap.OfSorted(entries.AsSpan(0, count));
    }

    /// <summary>An object with one name, which is its kind.</summary>
    public DeltaEmbed? ReadEmbed(ref Utf8JsonReader json)
    {
        if (ReadMap(ref json) is not { } map)
        {
            return null;
        }

        if (map.Count != 1)
        {
            Refuse(DeltaRefusal.UnknownValue);
            return null;
        }

        return new DeltaEmbed(map.Entries[0].Key, map.Entries[0].Value);
    }

    /// <summary>Puts it in its place by name; the last place is free. False where the name is there already.</summary>
    private static bool Insert(Span<KeyValuePair<string, DeltaValue>> entries, string name, DeltaValue value)
    {
        var at = entries.Length - 1;
        for (; at > 0 && string.CompareOrdinal(entries[at - 1].Key, name) is >= 0 and var order; at--)
        {
            if (order == 0)
            {
                return false;
            }

            entries[at] = entries[at - 1];
        }

        entries[at] = new(name, value);
        return true;
    }

    private DeltaValue? ReadValue(ref Utf8JsonReader json, int depth)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return DeltaValue.Null;
            case JsonTokenType.True or JsonTokenType.False:
                return json.GetBoolean();
            case JsonTokenType.Number when json.TryGetDouble(out var number) && double.IsFinite(number):
                return number;
            case JsonTokenType.String:
                return ReadText(ref json) is { } text ? DeltaValue.Of(text) : (DeltaValue?)null;
            case JsonTokenType.StartObject:
                if (depth == DeltaLimits.Depth)
                {
                    Refuse(DeltaRefusal.TooDeep);
                    return null;
                }

                return ReadMap(ref json, depth + 1) is { } map ? DeltaValue.Of(map) : (DeltaValue?)null;
            default:
                Refuse(DeltaRefusal.UnknownValue);
                return null;
        }
    }

    private string? ReadText(ref Utf8JsonReader json)
    {
        if (json.ValueSpan.Length > DeltaLimits.ValueCharacters * 6)
        {
            Refuse(DeltaRefusal.ValueTooLong);
            return null;
        }

        var buffer = ArrayPool<char>.Shared.Rent(json.ValueSpan.Length);
        try
        {
            var problem = DeltaText.Read(json, buffer, out var length) ?? (length > DeltaLimits.ValueCharacters ? DeltaRefusal.ValueTooLong : null);
            if (problem is not null)
            {
                Refuse(problem.Value);
                return null;
            }

            return new string(buffer, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static string? ReadName(ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped || json.ValueSpan.Length is 0 or > DeltaLimits.NameCharacters)
        {
            return null;
        }

        foreach (var character in json.ValueSpan)
        {
            if (!NameCharacters.Contains((char)character))
            {
                return null;
            }
        }

        var name = json.GetString()!;
        return char.IsAsciiLetter(name[0]) && !IsEveryObjects(name) ? string.IsInterned(name) ?? name : null;
    }

    /// <summary>What an empty object in JavaScript seems to have already: <c>quill-delta</c> would mix them up with attributes.</summary>
    private static bool IsEveryObjects(string name) =>
        name is "constructor" or "hasOwnProperty" or "isPrototypeOf" or "propertyIsEnumerable" or "toLocaleString" or "toString" or "valueOf";

    private AttributeMap? Refuse(DeltaRefusal refusal)
    {
        Refusal = refusal;
        return null;
    }
}
