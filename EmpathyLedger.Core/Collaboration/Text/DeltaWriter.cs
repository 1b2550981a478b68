using System.Text.Json;

namespace EmpathyLedger.Core.Collaboration.Text;

internal static class DeltaWriter
{
    // Up to here every whole number is a double of its own, and is written without an exponent.
    private const double LargestWhole = 9_007_199_254_740_991;

    public static void Write(Utf8JsonWriter writer, Delta delta)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("ops"u8);
        foreach (ref readonly var op in delta.Ops)
        {
            Write(writer, op);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, in DeltaOp op)
    {
        writer.WriteStartObject();
        switch (op.Kind)
        {
            case DeltaOpKind.Insert when op.Embed is { } embed:
                writer.WriteStartObject("insert"u8);
                writer.WritePropertyName(embed.Type);
                Write(writer, embed.Value);
                writer.WriteEndObject();
                break;
            case DeltaOpKind.Insert:
                writer.WriteString("insert"u8, op.Text);
                break;
            case DeltaOpKind.Retain:
                writer.WriteNumber("retain"u8, op.Length);
                break;
            case DeltaOpKind.Delete:
                writer.WriteNumber("delete"u8, op.Length);
                break;
        }

        if (!op.Attributes.IsEmpty)
        {
            writer.WritePropertyName("attributes"u8);
            Write(writer, op.Attributes);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, AttributeMap map)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in map.Entries)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, DeltaValue value)
    {
        switch (value.Kind)
        {
            case DeltaValueKind.Null:
                writer.WriteNullValue();
                break;
            case DeltaValueKind.Boolean:
                writer.WriteBooleanValue(value.AsBoolean);
                break;
            case DeltaValueKind.Number when Math.Abs(value.AsNumber) <= LargestWhole && Math.Truncate(value.AsNumber) == value.AsNumber:
                writer.WriteNumberValue((long)value.AsNumber);
                break;
            case DeltaValueKind.Number:
                writer.WriteNumberValue(value.AsNumber);
                break;
            case DeltaValueKind.Text:
                writer.WriteStringValue(value.AsText);
                break;
            case DeltaValueKind.Map:
                Write(writer, value.AsMap!);
                break;
        }
    }
}
