using System.Globalization;
using System.Text;
using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Text;

/// <summary>A Delta's operations in the one way that build/delta-oracle.mjs writes them too. Not the engine's own writer, which can't write half a character.</summary>
internal static class Ascii
{
    public static string Of(Delta delta)
    {
        var json = new StringBuilder("[");
        foreach (var op in delta.Ops)
        {
            json.Append(json.Length == 1 ? "{" : ",{");
            if (!op.Attributes.IsEmpty)
            {
                json.Append("\"attributes\":");
                Write(json, op.Attributes);
                json.Append(',');
            }

            json.Append(CultureInfo.InvariantCulture, $"\"{op.Kind.ToString().ToLowerInvariant()}\":");
            if (op.Embed is { } embed)
            {
                Write(json, AttributeMap.Of(embed.Type, embed.Value));
            }
            else if (op.Text is { } text)
            {
                Write(json, text);
            }
            else
            {
                json.Append(op.Length);
            }

            json.Append('}');
        }

        return json.Append(']').ToString();
    }

    private static void Write(StringBuilder json, AttributeMap map)
    {
        json.Append('{');
        var isFirst = true;
        foreach (var (name, value) in map.Entries)
        {
            json.Append(isFirst ? "" : ",");
            isFirst = false;
            Write(json, name);
            json.Append(':');
            Write(json, value);
        }

        json.Append('}');
    }

    private static void Write(StringBuilder json, DeltaValue value)
    {
        switch (value.Kind)
        {
            case DeltaValueKind.Null:
                json.Append("null");
                break;
            case DeltaValueKind.Boolean:
                json.Append(value.AsBoolean ? "true" : "false");
                break;
            case DeltaValueKind.Number:
                json.Append(CultureInfo.InvariantCulture, $"{value.AsNumber:R}");
                break;
            case DeltaValueKind.Text:
                Write(json, value.AsText!);
                break;
            case DeltaValueKind.Map:
                Write(json, value.AsMap!);
                break;
        }
    }

    private static void Write(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var character in text)
        {
            _ = character is >= ' ' and <= '~' and not '"' and not '\\'
                ? json.Append(character)
                : json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        json.Append('"');
    }
}
