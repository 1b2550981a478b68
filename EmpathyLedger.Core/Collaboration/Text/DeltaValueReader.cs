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

        var entries = new List<KeyValuePair<string, DeltaValue>>(4);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (entries.Count == DeltaLimits.Attributes || _values == DeltaLimits.Values)
            {
                return Refuse(DeltaRefusal.TooManyAttributes);
            }

            _values++;
            if (ReadName(ref json) is not { } name)
            {
                return Refuse(DeltaRefusal.BadName);
            }

            if (entries.Exists(entry => entry.Key == name))
            {
                return Refuse(DeltaRefusal.RepeatedName);
            }

            json.Read();
            if (ReadValue(ref json, depth) is not { } value)
            {
                return null;
            }

            entries.Add(new(name, value));
        }

        return AttributeMap.Of(entries);
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

        if (DeltaText.Read(ref json, out var text) is { } problem)
        {
            Refuse(problem);
            return null;
        }

        if (text.Length > DeltaLimits.ValueCharacters)
        {
            Refuse(DeltaRefusal.ValueTooLong);
            return null;
        }

        return text;
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
