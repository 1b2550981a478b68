using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Collaboration.History;

/// <summary>Two states of a story side by side, paragraph by paragraph.</summary>
/// <param name="Details">What is said beside the words, where it differs.</param>
/// <param name="Body">Paragraphs of the text.</param>
/// <param name="Transcript">Paragraphs of the transcript; empty where it is the same.</param>
/// <param name="OnlyLooksDiffer">The words are the same, their formats are not.</param>
public sealed record StoryComparison(
    IReadOnlyList<DetailDifference> Details, IReadOnlyList<ParagraphPair> Body, IReadOnlyList<ParagraphPair> Transcript, bool OnlyLooksDiffer)
{
    /// <summary>Beyond this many paragraphs that differ, finding which belongs to which takes longer than anybody would wait.</summary>
    private const int MostParagraphs = 10_000;

    /// <summary>A longer paragraph is compared as a whole.</summary>
    private const int LongestByWords = 20_000;

    private static readonly SideBySideDiffBuilder Paragraphs = new(new Differ(), new LineChunker(), new BoundedWords());

    public bool IsSame => Details.Count == 0 && !OnlyLooksDiffer && Body.Concat(Transcript).All(pair => pair.IsSame);

    public static StoryComparison Between(DraftContent before, DraftContent after)
    {
        var body = Compare(before.Body.ToPlainText(), after.Body.ToPlainText());
        return new(
            DetailDifference.Between(before, after),
            body,
            before.Transcript == after.Transcript ? [] : Compare(before.Transcript, after.Transcript),
            body.All(pair => pair.IsSame) && before.Body.ToJson() != after.Body.ToJson());
    }

    private static List<ParagraphPair> Compare(string before, string after)
    {
        if (before == after)
        {
            return [.. before.Split('\n').Select(ParagraphPair.Same)];
        }

        var (one, other) = (before.Split('\n'), after.Split('\n'));
        var start = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = one.Skip(start).Reverse().Zip(other.Skip(start).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        var (changed, into) = (one[start..^end], other[start..^end]);
        return
        [
            .. one[..start].Select(ParagraphPair.Same),
            .. changed.Length + into.Length > MostParagraphs ? AsWhole(changed, into) : Align(changed, into),
            .. one[^end..].Select(ParagraphPair.Same),
        ];
    }

    private static IEnumerable<ParagraphPair> AsWhole(string[] before, string[] after) =>
        [.. before.Select(text => new ParagraphPair([new(text, true)], null)), .. after.Select(text => new ParagraphPair(null, [new(text, true)]))];

    private static IEnumerable<ParagraphPair> Align(string[] before, string[] after)
    {
        // The builder takes an empty text for no line, and here it may be one that is empty.
        if (before is [] or [""] || after is [] or [""])
        {
            return AsWhole(before, after);
        }

        var model = Paragraphs.BuildDiffModel(string.Join('\n', before), string.Join('\n', after), ignoreWhitespace: false);
        return model.OldText.Lines.Zip(model.NewText.Lines, (old, now) => new ParagraphPair(PiecesOf(old), PiecesOf(now)));
    }

    private static List<TextPiece>? PiecesOf(DiffPiece line) => line.Type switch
    {
        ChangeType.Imaginary => null,
        ChangeType.Modified when line.SubPieces.Count > 0 => Join(line.SubPieces.Where(piece => piece.Type != ChangeType.Imaginary && piece.Text is not null)),
        _ => [new TextPiece(line.Text ?? "", line.Type != ChangeType.Unchanged)],
    };

    private static List<TextPiece> Join(IEnumerable<DiffPiece> words)
    {
        var pieces = new List<TextPiece>();
        foreach (var word in words)
        {
            var isChanged = word.Type != ChangeType.Unchanged;
            if (pieces.Count > 0 && pieces[^1].IsChanged == isChanged)
            {
                pieces[^1] = new TextPiece(pieces[^1].Text + word.Text, isChanged);
            }
            else
            {
                pieces.Add(new TextPiece(word.Text, isChanged));
            }
        }

        return pieces;
    }

    private sealed class BoundedWords : IChunker
    {
        private static readonly WordChunker Words = new();

        public IReadOnlyList<string> Chunk(string text) => text.Length > LongestByWords ? [text] : Words.Chunk(text);
    }
}

/// <summary>One paragraph before and after; null where there is none on that side.</summary>
public sealed record ParagraphPair(IReadOnlyList<TextPiece>? Before, IReadOnlyList<TextPiece>? After)
{
    public bool IsSame => Before is not null && After is not null && Before.Concat(After).All(piece => !piece.IsChanged);

    public static ParagraphPair Same(string text)
    {
        TextPiece[] pieces = [new(text, false)];
        return new(pieces, pieces);
    }
}

/// <param name="Text">Some of a paragraph.</param>
/// <param name="IsChanged">The other side doesn't have it.</param>
public sealed record TextPiece(string Text, bool IsChanged);

/// <param name="Detail">Which.</param>
/// <param name="Before">As people read it; empty where nothing was there.</param>
/// <param name="After">As people read it.</param>
public sealed record DetailDifference(StoryDetail Detail, string Before, string After)
{
    public static List<DetailDifference> Between(DraftContent before, DraftContent after) =>
        [.. Of(before).Zip(Of(after), (one, other) => new DetailDifference(one.Detail, one.Text, other.Text)).Where(both => both.Before != both.After)];

    private static IEnumerable<(StoryDetail Detail, string Text)> Of(DraftContent content) =>
    [
        (StoryDetail.Title, content.Title), (StoryDetail.Summary, content.Summary), (StoryDetail.Language, content.Language),
        (StoryDetail.Direction, content.Direction), (StoryDetail.ToldWhen, content.ToldWhen), (StoryDetail.ToldTo, content.ToldTo),
        (StoryDetail.Place, content.Place), (StoryDetail.Themes, string.Join(", ", content.Themes)),
        (StoryDetail.Warnings, string.Join(", ", content.Warnings)),
        (StoryDetail.People, string.Join(", ", content.People.Select(person => person.HasPassed ? $"{person.Name} (has passed)" : person.Name))),
        (StoryDetail.Sensitive, content.IsSensitive ? "yes" : ""),
    ];
}

public enum StoryDetail
{
    Title,
    Summary,
    Language,
    Direction,
    ToldWhen,
    ToldTo,
    Place,
    Themes,
    Warnings,
    People,
    Sensitive,
}
