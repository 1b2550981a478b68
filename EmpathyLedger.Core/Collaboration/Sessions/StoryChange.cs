using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>
/// One change of a draft: of its body, of its transcript, and of its fields, any of them empty. What a person types between two
/// messages is one change, so that what belongs together arrives together. Immutable; the laws are those of <see cref="Delta"/>.
/// <para>As JSON: <c>{"body":{"ops":[…]},"transcript":{"ops":[…]},"fields":{"title":"…"}}</c>, each left out where empty.</para>
/// </summary>
public sealed record StoryChange(Delta Body, Delta Transcript, StoryFieldChanges Fields)
{
    private static readonly JsonSerializerOptions FieldJson = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static StoryChange None { get; } = new(Delta.Empty, Delta.Empty, StoryFieldChanges.None);

    public static StoryChange OfBody(Delta body) => None with { Body = body };

    public bool IsEmpty => Body.IsEmpty && Transcript.IsEmpty && Fields == StoryFieldChanges.None;

    /// <summary>
    /// <paramref name="other"/> as it has to be where this has happened already. Fields need nothing: the later one stands.
    /// </summary>
    /// <param name="other">Meant for the same draft as this.</param>
    /// <param name="priority">This counts as the earlier one.</param>
    public StoryChange Transform(StoryChange other, bool priority) => other with
    {
        Body = Body.IsEmpty || other.Body.IsEmpty ? other.Body : Body.Transform(other.Body, priority),
        Transcript = Transcript.IsEmpty || other.Transcript.IsEmpty ? other.Transcript : Transcript.Transform(other.Transcript, priority),
    };

    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using var writer = new Utf8JsonWriter(buffer, Readable);
        writer.WriteStartObject();
        WriteDelta(writer, "body", Body);
        WriteDelta(writer, "transcript", Transcript);
        if (Fields != StoryFieldChanges.None)
        {
            writer.WritePropertyName("fields");
            JsonSerializer.Serialize(writer, Fields, FieldJson);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a change that came from outside. Never raises.</summary>
    public static StoryChangeReading Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return new(null, ChangeRefusal.NotAChange);
        }
    }

    /// <summary>As above, for JSON that is part of a message.</summary>
    public static StoryChangeReading Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return new(null, ChangeRefusal.NotAChange);
        }

        var change = None;
        foreach (var part in json.EnumerateObject())
        {
            var refusal = part.Name switch
            {
                "body" => ReadBody(part.Value, ref change),
                "transcript" => ReadTranscript(part.Value, ref change),
                "fields" => ReadFields(part.Value, ref change),
                _ => ChangeRefusal.NotAChange,
            };
            if (refusal is { } why)
            {
                return new(null, why);
            }
        }

        return new(change, null);
    }

    /// <summary>What is in the log was checked on its way in.</summary>
    /// <exception cref="FormatException">It was not.</exception>
    internal static StoryChange FromLog(byte[] change) =>
        Read(change).Change ?? throw new FormatException("An operation in the log is no change of a story.");

    private static ChangeRefusal? ReadBody(JsonElement json, ref StoryChange change)
    {
        var reading = Delta.Parse(json);
        if (reading.Delta is not { } body)
        {
            return ChangeRefusals.Of(reading.Refusal!.Value);
        }

        change = change with { Body = body };
        return StoryFormats.FindProblem(body);
    }

    private static ChangeRefusal? ReadTranscript(JsonElement json, ref StoryChange change)
    {
        var reading = Delta.Parse(json);
        if (reading.Delta is not { } transcript)
        {
            return ChangeRefusals.Of(reading.Refusal!.Value);
        }

        change = change with { Transcript = transcript };
        return StoryFormats.IsPlain(transcript) ? null : ChangeRefusal.UnknownFormat;
    }

    private static ChangeRefusal? ReadFields(JsonElement json, ref StoryChange change)
    {
        try
        {
            if (json.ValueKind == JsonValueKind.Object && json.Deserialize<StoryFieldChanges>(FieldJson) is { } fields
                && fields.Themes?.Contains(null!) != true && fields.Warnings?.Contains(null!) != true
                && fields.People?.Any(person => person?.Name is null) != true)
            {
                change = change with { Fields = fields };
                return null;
            }
        }
        catch (JsonException)
        {
            // Answered below.
        }

        return ChangeRefusal.NotAChange;
    }

    private static void WriteDelta(Utf8JsonWriter writer, string name, Delta delta)
    {
        if (!delta.IsEmpty)
        {
            writer.WritePropertyName(name);
            delta.WriteTo(writer);
        }
    }
}

/// <summary>Either a change or why there is none.</summary>
public readonly record struct StoryChangeReading(StoryChange? Change, ChangeRefusal? Refusal);
