using System.Buffers;
using System.Text;
using System.Text.Json;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Stories;

/// <summary>
/// The text of a story: a Quill Delta that is only insertions of text, with the formats that the editor offers and no others.
/// A value of this type has been checked; what is stored is what <see cref="ToJson"/> writes, not what a browser sent.
/// <para>Laws: <c>Parse(text.ToJson())</c> equals it; the plain text is the concatenation of the insertions without the closing
/// line end; formatting never changes it.</para>
/// </summary>
public sealed class StoryText
{
    private static readonly SearchValues<char> Unprintable = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (char)code).Where(c => c is not '\n' and not '\t'), '\u007f', '\ufffc']);

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _json;
    private readonly string _insertions;

    private StoryText(string json, string insertions) => (_json, _insertions) = (json, insertions);

    public static StoryText Empty { get; } = new("""{"ops":[{"insert":"\n"}]}""", "\n");

    /// <summary>UTF-16 characters, with the closing line end: Quill's own count.</summary>
    public int Length => _insertions.Length;

    /// <summary>The canonical Delta, <c>{"ops":[...]}</c>, ending with a line end.</summary>
    public string ToJson() => _json;

    public string ToPlainText() => _insertions.EndsWith('\n') ? _insertions[..^1] : _insertions;

    /// <summary>The plain text of a stored Delta.</summary>
    /// <exception cref="FormatException">It is not a text that <see cref="Read"/> takes.</exception>
    public static string ToPlainText(string delta) => Parse(delta).ToPlainText();

    /// <exception cref="FormatException">It is not a text that <see cref="Read"/> takes.</exception>
    public static StoryText Parse(string delta)
    {
        using var document = JsonDocument.Parse(delta);
        return Read(document.RootElement) is { Text: { } text } ? text : throw new FormatException("This is not the text of a story.");
    }

    /// <summary>Text without formats, its lines divided by <c>\n</c>. Its plain text is <paramref name="text"/> again.</summary>
    public static StoryTextReading OfPlainText(string text)
    {
        if (text.Length > DraftLimits.BodyCharacters)
        {
            return new(null, StoryTextProblem.TooLong);
        }

        if (!IsPrintable(text))
        {
            return new(null, StoryTextProblem.NotAText);
        }

        var buffer = new ArrayBufferWriter<byte>(text.Length + 32);
        using var writer = new Utf8JsonWriter(buffer, Relaxed);
        writer.WriteStartObject();
        writer.WriteStartArray("ops");
        WriteInsertion(writer, text + "\n");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return new(new StoryText(Encoding.UTF8.GetString(buffer.WrittenSpan), text + "\n"), null);
    }

    /// <summary>Words are what stands between white space: a figure for "reading minutes", not for linguists.</summary>
    public static int CountWords(string text)
    {
        var words = 0;
        var inWord = false;
        foreach (var character in text)
        {
            var isSpace = char.IsWhiteSpace(character);
            words += !isSpace && !inWord ? 1 : 0;
            inWord = !isSpace;
        }

        return words;
    }

    /// <summary>True for text that PostgreSQL and a reader can take: no control characters but tab and line end, no half surrogate pairs.</summary>
    public static bool IsPrintable(ReadOnlySpan<char> text)
    {
        if (text.ContainsAny(Unprintable))
        {
            return false;
        }

        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    /// <summary>Checks a Delta that came from outside.</summary>
    public static StoryTextReading Read(JsonElement delta)
    {
        if (delta.ValueKind != JsonValueKind.Object || !delta.TryGetProperty("ops", out var ops) || ops.ValueKind != JsonValueKind.Array)
        {
            return new(null, StoryTextProblem.NotAText);
        }

        if (ops.GetArrayLength() > DraftLimits.Pieces)
        {
            return new(null, StoryTextProblem.TooLong);
        }

        var insertions = new StringBuilder();
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Relaxed);
        writer.WriteStartObject();
        writer.WriteStartArray("ops");
        foreach (var op in ops.EnumerateArray())
        {
            var problem = CopyOp(op, insertions, writer);
            if (problem is { } found)
            {
                return new(null, found);
            }
        }

        if (insertions.Length == 0 || insertions[^1] != '\n')
        {
            insertions.Append('\n');
            WriteInsertion(writer, "\n");
            writer.WriteEndObject();
        }

        // The closing line end is Quill's, not the teller's.
        if (insertions.Length - 1 > DraftLimits.BodyCharacters)
        {
            return new(null, StoryTextProblem.TooLong);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return new(new StoryText(Encoding.UTF8.GetString(buffer.WrittenSpan), insertions.ToString()), null);
    }

    private static StoryTextProblem? CopyOp(JsonElement op, StringBuilder insertions, Utf8JsonWriter writer)
    {
        if (op.ValueKind != JsonValueKind.Object || !op.TryGetProperty("insert", out var insert)
            || op.EnumerateObject().Any(property => property.Name is not ("insert" or "attributes")))
        {
            return StoryTextProblem.NotAText;
        }

        if (insert.ValueKind != JsonValueKind.String)
        {
            return StoryTextProblem.Picture;
        }

        if (Text(insert) is not { Length: > 0 } text)
        {
            return StoryTextProblem.NotAText;
        }

        if (insertions.Length + text.Length > DraftLimits.BodyCharacters + 1)
        {
            return StoryTextProblem.TooLong;
        }

        insertions.Append(text);
        WriteInsertion(writer, text);
        if (op.TryGetProperty("attributes", out var attributes) && !CopyAttributes(attributes, writer))
        {
            return StoryTextProblem.UnknownFormat;
        }

        writer.WriteEndObject();
        return null;
    }

    private static void WriteInsertion(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("insert", text);
    }

    private static bool CopyAttributes(JsonElement attributes, Utf8JsonWriter writer)
    {
        if (attributes.ValueKind != JsonValueKind.Object || attributes.EnumerateObject().Any(attribute => !IsAllowed(attribute)))
        {
            return false;
        }

        if (attributes.EnumerateObject().Any())
        {
            writer.WritePropertyName("attributes");
            writer.WriteStartObject();
            foreach (var attribute in attributes.EnumerateObject().OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
            {
                attribute.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return true;
    }

    private static bool IsAllowed(JsonProperty attribute) => attribute.Value.ValueKind switch
    {
        JsonValueKind.True => StoryFormats.IsAllowed(attribute.Name, true),
        JsonValueKind.Number => attribute.Value.TryGetInt32(out var number) && StoryFormats.IsAllowed(attribute.Name, (double)number),
        JsonValueKind.String => Text(attribute.Value) is { } text && StoryFormats.IsAllowed(attribute.Name, text),
        _ => false,
    };

    /// <summary>An address that a reader may be sent to: no <c>javascript:</c>, no <c>data:</c>, nothing relative.</summary>
    public static bool IsSafeLink(string link) =>
        link.Length <= DraftLimits.LinkCharacters && !link.Any(char.IsWhiteSpace)
        && Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto"
        && (link.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || link.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || link.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase));

    private static string? Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString() is { } text && IsPrintable(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // "\ud800" alone: valid JSON, but no text.
            return null;
        }
    }

    public override bool Equals(object? obj) => obj is StoryText other && other._json == _json;

    public override int GetHashCode() => _json.GetHashCode(StringComparison.Ordinal);
}

/// <summary>Either a checked text or why there is none.</summary>
public readonly record struct StoryTextReading(StoryText? Text, StoryTextProblem? Problem);

public enum StoryTextProblem
{
    /// <summary>Not a Delta of insertions, or with characters that are no text.</summary>
    NotAText,

    /// <summary>Something embedded.</summary>
    Picture,

    UnknownFormat,

    TooLong,
}
