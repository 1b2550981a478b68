using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EmpathyLedger.Core.Collaboration.Sessions;

namespace EmpathyLedger.Web.Components.Stories.Live;

/// <summary>What a page is told: the method's name, and what it is called with. One for all who are told the same.</summary>
internal sealed record LiveMessage(string Method, object?[] Arguments, int Size)
{
    private const int SmallSize = 64;

    public static LiveMessage Written(IReadOnlyList<StoryOperation> operations)
    {
        var json = LiveJson.Of(operations);
        return new LiveMessage("Written", [json], SmallSize + json.Utf8.Length);
    }

    public static LiveMessage Acknowledged(int sequence) => new("Acknowledged", [sequence], SmallSize);

    public static LiveMessage Refused(int sequence, ChangeRefusal refusal) => new("Refused", [sequence, NameOf(refusal)], SmallSize);

    public static LiveMessage Ended(SessionEnd end) => new("Ended", [NameOf(end)], SmallSize);

    public static LiveMessage MayWrite(bool mayWrite) => new("MayWrite", [mayWrite], SmallSize);

    public static LiveMessage Here(IReadOnlyList<PageHere> pages)
    {
        var json = LiveJson.Of(pages);
        return new LiveMessage("Here", [json], SmallSize + json.Utf8.Length);
    }

    public static LiveMessage Passages((int Revision, IReadOnlyList<Passage> Passages) told)
    {
        var json = LiveJson.Of(told.Passages);
        return new LiveMessage("Passages", [told.Revision, json], SmallSize + json.Utf8.Length);
    }

    internal static string NameOf(ChangeRefusal refusal) => refusal switch
    {
        ChangeRefusal.NotAChange => "not-a-change",
        ChangeRefusal.Picture => "picture",
        ChangeRefusal.UnknownFormat => "unknown-format",
        ChangeRefusal.TooLong => "too-long",
        ChangeRefusal.BadField => "bad-field",
        ChangeRefusal.TooOld => "too-old",
        ChangeRefusal.OutOfOrder => "out-of-order",
        ChangeRefusal.ReadOnly => "read-only",
    };

    internal static string NameOf(SessionEnd end) => end switch
    {
        SessionEnd.Away => "away",
        SessionEnd.NotAllowed => "not-allowed",
        SessionEnd.Elsewhere => "elsewhere",
    };

    internal static string NameOf(StoryPlace place) => place switch
    {
        StoryPlace.Body => "body",
        StoryPlace.Transcript => "transcript",
        StoryPlace.Details => "details",
    };

    internal static StoryPlace? PlaceOf(string? name) => name switch
    {
        "body" => StoryPlace.Body,
        "transcript" => StoryPlace.Transcript,
        "details" => StoryPlace.Details,
        _ => null,
    };
}

/// <summary>What a page begins with: the draft, or what it missed.</summary>
public sealed record OpeningMessage(int Revision, LiveJson? Content, LiveJson Missed, int LastSequence, LiveJson Here, LiveJson Passages, bool MayWrite)
{
    internal static OpeningMessage Of(SessionOpening opening) => new(
        opening.Revision,
        opening.Content is { } content ? LiveJson.Of(content) : null,
        LiveJson.Of(opening.Missed),
        opening.LastSequence,
        LiveJson.Of(opening.Here),
        LiveJson.Of(opening.Passages),
        opening.MayWrite);
}

/// <summary>JSON that is ready: written once, sent to everybody as it is.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct LiveJson(ReadOnlyMemory<byte> Utf8)
{
    private static readonly JsonSerializerOptions Fields = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal static LiveJson Of(IReadOnlyList<StoryOperation> operations) => Write(operations, static (writer, operations) =>
    {
        writer.WriteStartArray();
        foreach (var operation in operations)
        {
            writer.WriteStartObject();
            writer.WriteNumber("revision"u8, operation.Revision);
            writer.WriteString("clientId"u8, operation.ClientId);
            writer.WriteNumber("sequence"u8, operation.Sequence);
            writer.WritePropertyName("change"u8);
            writer.WriteRawValue(operation.Change.ToBytes(), skipInputValidation: true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    internal static LiveJson Of(SessionContent content) => Write(content, static (writer, content) =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("body"u8);
        content.Body.WriteTo(writer);
        writer.WritePropertyName("transcript"u8);
        content.Transcript.WriteTo(writer);
        writer.WritePropertyName("fields"u8);
        JsonSerializer.Serialize(writer, content.Fields, Fields);
        writer.WriteEndObject();
    });

    internal static LiveJson Of(IReadOnlyList<PageHere> pages) => Write(pages, static (writer, pages) =>
    {
        writer.WriteStartArray();
        foreach (var page in pages)
        {
            writer.WriteStartObject();
            writer.WriteString("clientId"u8, page.ClientId);
            writer.WriteString("profileId"u8, page.ProfileId);
            writer.WriteString("name"u8, page.Shown.Name);
            writer.WriteNumber("colour"u8, page.Shown.Colour);
            writer.WriteBoolean("isHere"u8, page.IsHere);
            if (page.Selection is { } selection)
            {
                writer.WriteString("place"u8, LiveMessage.NameOf(selection.Place));
                writer.WriteNumber("index"u8, selection.Index);
                writer.WriteNumber("length"u8, selection.Length);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    internal static LiveJson Of(IReadOnlyList<Passage> passages) => Write(passages, static (writer, passages) =>
    {
        writer.WriteStartArray();
        foreach (var passage in passages)
        {
            writer.WriteStartObject();
            writer.WriteString("threadId"u8, passage.ThreadId);
            writer.WriteString("place"u8, LiveMessage.NameOf(passage.Where.Place));
            writer.WriteNumber("index"u8, passage.Where.Index);
            writer.WriteNumber("length"u8, passage.Where.Length);
            writer.WriteBoolean("isSuggestion"u8, passage.IsSuggestion);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static LiveJson Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, Readable);
        write(writer, value);
        writer.Flush();
        return new LiveJson(buffer.WrittenMemory);
    }

    private sealed class Converter : JsonConverter<LiveJson>
    {
        public override LiveJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Only the portal writes these.");

        public override void Write(Utf8JsonWriter writer, LiveJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}

/// <summary>A change as it came from a page, read while the message is: either sound or refused, never a failed message.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct SubmittedChange(StoryChangeReading Reading)
{
    private sealed class Converter : JsonConverter<SubmittedChange>
    {
        // Null is no change either, and has to be said so.
        public override bool HandleNull => true;

        public override SubmittedChange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var json = JsonDocument.ParseValue(ref reader);
            return new SubmittedChange(StoryChange.Read(json.RootElement));
        }

        public override void Write(Utf8JsonWriter writer, SubmittedChange value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Only pages send these.");
    }
}
