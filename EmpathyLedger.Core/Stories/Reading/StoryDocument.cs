using System.Text.Json;

namespace EmpathyLedger.Core.Stories.Reading;

public enum StoryAlignment
{
    Start,
    Left,
    Center,
    Right,
    Justify,
}

/// <summary>A run of letters in one manner. <see cref="Link"/> is an absolute http, https or mailto address or null.</summary>
public sealed record StoryRun(string Text, bool IsBold, bool IsItalic, string? Link);

/// <param name="Runs">Never empty.</param>
/// <param name="Alignment">As the teller set it.</param>
/// <param name="IsRightToLeft">Null: as its letters run.</param>
public sealed record StoryLine(IReadOnlyList<StoryRun> Runs, StoryAlignment Alignment, bool? IsRightToLeft);

public abstract record StoryBlock
{
    private StoryBlock()
    {
    }

    public sealed record Paragraph(StoryLine Line) : StoryBlock;

    /// <param name="Line">The words.</param>
    /// <param name="Level">2 or 3.</param>
    public sealed record Heading(StoryLine Line, int Level) : StoryBlock;

    public sealed record Quote(IReadOnlyList<StoryLine> Lines) : StoryBlock;

    public sealed record List(bool IsNumbered, IReadOnlyList<Item> Items) : StoryBlock;

    public sealed record Item(StoryLine Line, IReadOnlyList<List> Within);
}

/// <summary>
/// A Quill Delta read into the few shapes that a story has. Whatever is not on the list (embeds, unknown attributes, other
/// addresses) is dropped here, so that nothing else can be drawn from it. Reading never raises: text that is no Delta is
/// an empty story.
/// </summary>
public sealed record StoryDocument(IReadOnlyList<StoryBlock> Blocks)
{
    private const int DeepestList = 8;

    public static readonly StoryDocument Empty = new([]);

    public bool IsEmpty => Blocks.Count == 0;

    public static StoryDocument Parse(string? delta)
    {
        try
        {
            using var json = JsonDocument.Parse(delta ?? "");
            return new StoryDocument(ToBlocks(ReadLines(json.RootElement)));
        }
        catch (JsonException)
        {
            return Empty;
        }
    }

    /// <summary>In a Delta a newline carries the shape of the line that it ends.</summary>
    private static List<ShapedLine> ReadLines(JsonElement root)
    {
        var lines = new List<ShapedLine>();
        var runs = new List<StoryRun>();
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("ops", out var ops) || ops.ValueKind != JsonValueKind.Array)
        {
            return lines;
        }

        foreach (var op in ops.EnumerateArray())
        {
            if (op.ValueKind != JsonValueKind.Object || !op.TryGetProperty("insert", out var insert) || insert.ValueKind != JsonValueKind.String)
            {
                continue;
            }

            var attributes = op.TryGetProperty("attributes", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
            var parts = TextOf(insert).Split('\n');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    lines.Add(ShapedLine.From(runs, attributes));
                    runs = [];
                }

                if (parts[i].Length > 0)
                {
                    runs.Add(new StoryRun(parts[i], IsSet(attributes, "bold"), IsSet(attributes, "italic"), LinkOf(attributes)));
                }
            }
        }

        lines.Add(ShapedLine.From(runs, default));
        return lines;
    }

    private static List<StoryBlock> ToBlocks(List<ShapedLine> lines)
    {
        var blocks = new List<StoryBlock>();
        for (var i = 0; i < lines.Count;)
        {
            var shape = lines[i].Shape;
            var run = 1;
            while (i + run < lines.Count && shape is Shape.Quote or Shape.ListItem && lines[i + run].Shape == shape)
            {
                run++;
            }

            var alike = lines.GetRange(i, run).FindAll(line => !line.IsBlank);
            i += run;
            if (alike.Count > 0)
            {
                AddBlocks(blocks, shape, alike);
            }
        }

        return blocks;
    }

    private static void AddBlocks(List<StoryBlock> blocks, Shape shape, List<ShapedLine> lines)
    {
        switch (shape)
        {
            case Shape.Quote:
                blocks.Add(new StoryBlock.Quote([.. lines.Select(line => line.Line)]));
                break;
            case Shape.ListItem:
                var at = 0;
                blocks.AddRange(ToLists(lines, ref at, -1, 0));
                break;
            case Shape.Heading:
                blocks.AddRange(lines.Select(line => new StoryBlock.Heading(line.Line, line.Level)));
                break;
            case Shape.Paragraph:
                blocks.AddRange(lines.Select(line => new StoryBlock.Paragraph(line.Line)));
                break;
        }
    }

    /// <summary>Items that are indented further belong to the item before them, however far they jump.</summary>
    private static List<StoryBlock.List> ToLists(List<ShapedLine> lines, ref int at, int outerLevel, int depth)
    {
        var lists = new List<StoryBlock.List>();
        var items = new List<StoryBlock.Item>();
        var isNumbered = lines[at].IsNumbered;
        while (at < lines.Count && lines[at].Level > outerLevel)
        {
            var line = lines[at++];
            if (line.IsNumbered != isNumbered)
            {
                lists.Add(new StoryBlock.List(isNumbered, items));
                items = [];
                isNumbered = line.IsNumbered;
            }

            var within = at < lines.Count && lines[at].Level > line.Level && depth < DeepestList
                ? ToLists(lines, ref at, line.Level, depth + 1)
                : [];
            items.Add(new StoryBlock.Item(line.Line, within));
        }

        lists.Add(new StoryBlock.List(isNumbered, items));
        return lists;
    }

    private static bool IsSet(JsonElement attributes, string name) =>
        attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string WordOf(JsonElement attributes, string name) =>
        attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? TextOf(value)
            : "";

    private static int NumberOf(JsonElement attributes, string name) =>
        attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : 0;

    /// <summary>A lone half of a surrogate pair is legal in JSON and is no text.</summary>
    private static string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>Written anew from what was understood, so that no browser can understand it differently.</summary>
    private static string? LinkOf(JsonElement attributes) =>
        Uri.TryCreate(WordOf(attributes, "link").Trim(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeMailto)
            ? address.AbsoluteUri
            : null;

    private enum Shape
    {
        Paragraph,
        Heading,
        Quote,
        ListItem,
    }

    /// <summary>Level is a heading's level or a list item's indent.</summary>
    private sealed record ShapedLine(StoryLine Line, Shape Shape, int Level, bool IsNumbered)
    {
        public bool IsBlank => Line.Runs.All(run => string.IsNullOrWhiteSpace(run.Text));

        public static ShapedLine From(IReadOnlyList<StoryRun> runs, JsonElement attributes)
        {
            var alignment = WordOf(attributes, "align") switch
            {
                "left" => StoryAlignment.Left,
                "center" => StoryAlignment.Center,
                "right" => StoryAlignment.Right,
                "justify" => StoryAlignment.Justify,
                _ => StoryAlignment.Start,
            };
            var line = new StoryLine(runs, alignment, WordOf(attributes, "direction") == "rtl" ? true : null);
            if (NumberOf(attributes, "header") is > 0 and var header)
            {
                return new ShapedLine(line, Shape.Heading, header <= 2 ? 2 : 3, false);
            }

            var indent = Math.Clamp(NumberOf(attributes, "indent"), 0, DeepestList);
            return WordOf(attributes, "list") switch
            {
                "ordered" => new ShapedLine(line, Shape.ListItem, indent, true),
                "bullet" => new ShapedLine(line, Shape.ListItem, indent, false),
                _ => new ShapedLine(line, IsSet(attributes, "blockquote") ? Shape.Quote : Shape.Paragraph, 0, false),
            };
        }
    }
}
