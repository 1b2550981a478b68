using CsCheck;
using EmpathyLedger.Core.Collaboration.History;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Tests.Collaboration.History;

public sealed class StoryComparisonTests
{
    private static readonly string[] Words = ["", "The river rose.", "the river", "Nobody", " came. ", "水", "😀", "\n", "\n\n", "Rain"];

    private static readonly Gen<string> Texts = Gen.Int[0, 9].List[0, 12].Select(words => string.Join(' ', words.Select(word => Words[word])).TrimEnd());

    /// <summary>Law: each side, put together, is the text that it was; equal paragraphs stand beside each other.</summary>
    [Fact]
    public void EachSide_IsItsText() => Gen.Select(Texts, Texts).Sample((before, after) =>
    {
        var compared = StoryComparison.Between(Draft(before), Draft(after));
        Assert.Equal(Draft(before).Body.ToPlainText(), Side(compared.Body, pair => pair.Before));
        Assert.Equal(Draft(after).Body.ToPlainText(), Side(compared.Body, pair => pair.After));
        Assert.Equal(Draft(before).Body.ToPlainText() == Draft(after).Body.ToPlainText(), compared.IsSame);
        Assert.All(compared.Body.Where(pair => pair.IsSame), pair => Assert.Equal(Join(pair.Before!), Join(pair.After!)));
    });

    [Fact]
    public void AChangedWord_IsMarked_AndNothingElse()
    {
        var compared = StoryComparison.Between(Draft("One.\nThe river rose that year.\nThree."), Draft("One.\nThe creek rose that year.\nThree."));
        Assert.Equal([true, false, true], compared.Body.Select(pair => pair.IsSame));
        Assert.Equal(["river"], compared.Body[1].Before!.Where(piece => piece.IsChanged).Select(piece => piece.Text));
        Assert.Equal(["creek"], compared.Body[1].After!.Where(piece => piece.IsChanged).Select(piece => piece.Text));
    }

    [Fact]
    public void ANewParagraph_StandsBesideNothing()
    {
        var compared = StoryComparison.Between(Draft("One.\nThree."), Draft("One.\nTwo.\nThree."));
        var added = Assert.Single(compared.Body, pair => !pair.IsSame);
        Assert.Null(added.Before);
        Assert.Equal("Two.", Join(added.After!));
    }

    [Theory]
    [InlineData("\n  came.", "came.,  came.   came.\n  came.")]
    [InlineData("One.\n\nThree.", "One.\nTwo.\nAnd.\nThree.")]
    [InlineData("One.\nTwo.\nThree.", "One.\n\nThree.")]
    public void AnEmptyParagraph_StaysOne(string before, string after)
    {
        var compared = StoryComparison.Between(Draft(before), Draft(after));
        Assert.Equal((before, after), (Side(compared.Body, pair => pair.Before), Side(compared.Body, pair => pair.After)));
    }

    [Fact]
    public void OnlyFormats_AreSaid()
    {
        var plain = Draft("Loud");
        var bold = plain with { Body = StoryText.Parse("""{"ops":[{"insert":"Loud","attributes":{"bold":true}},{"insert":"\n"}]}""") };
        var compared = StoryComparison.Between(plain, bold);
        Assert.True(compared.OnlyLooksDiffer);
        Assert.False(compared.IsSame);
    }

    [Fact]
    public void Details_ThatDiffer_AreListed()
    {
        var before = Draft("") with { Title = "Rain", People = [new PersonNamed("Ada", false)] };
        var after = Draft("") with { Title = "The rain", People = [new PersonNamed("Ada", true)], IsSensitive = true };
        Assert.Equal(
            [
                new DetailDifference(StoryDetail.Title, "Rain", "The rain"), new DetailDifference(StoryDetail.People, "Ada", "Ada (has passed)"),
                new DetailDifference(StoryDetail.Sensitive, "", "yes"),
            ],
            StoryComparison.Between(before, after).Details);
    }

    /// <summary>37,000 paragraphs of which none is as it was: shown as they are, without looking for what belongs together.</summary>
    [Fact]
    public void AnotherWholeBook_IsComparedAsAWhole()
    {
        var before = string.Join('\n', Enumerable.Range(0, 37_000).Select(line => $"old {line}"));
        var after = string.Join('\n', Enumerable.Range(0, 37_000).Select(line => $"new {line}"));
        var compared = StoryComparison.Between(Draft(before), Draft(after));
        Assert.Equal(74_000, compared.Body.Count);
    }

    private static DraftContent Draft(string text) => new() { Body = StoryText.OfPlainText(text).Text! };

    private static string Side(IEnumerable<ParagraphPair> pairs, Func<ParagraphPair, IReadOnlyList<TextPiece>?> side) =>
        string.Join('\n', pairs.Select(side).OfType<IReadOnlyList<TextPiece>>().Select(Join));

    private static string Join(IEnumerable<TextPiece> pieces) => string.Concat(pieces.Select(piece => piece.Text));
}
