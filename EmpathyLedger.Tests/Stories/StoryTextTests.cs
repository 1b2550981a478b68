using System.Text.Json;
using CsCheck;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Tests.Stories;

public sealed class StoryTextTests
{
    private static readonly string[] Pieces = ["\n", "a", "é", "שלום", "🌊", " ", "\t", "\"quoted\"", "</script>"];

    private static readonly (string Name, object Value)[] Formats =
    [
        ("bold", true), ("italic", true), ("blockquote", true), ("header", 2), ("header", 3), ("list", "bullet"), ("list", "ordered"),
        ("align", "center"), ("align", "right"), ("align", "justify"), ("direction", "rtl"),
        ("link", "https://example.org/?a=1&b=2"), ("link", "mailto:jo@example.org"),
    ];

    private static readonly Gen<string> AnyText = Gen.Int[0, Pieces.Length - 1].Array[1, 4].Select(choice => string.Concat(choice.Select(i => Pieces[i])));

    private static readonly Gen<(string Name, object Value)> AnyFormat = Gen.Int[0, Formats.Length - 1].Select(choice => Formats[choice]);

    private static readonly Gen<(string Text, Dictionary<string, object> Formats)[]> AnyOps =
        Gen.Select(AnyText, AnyFormat.Array[0, 3], (text, formats) => (text, formats.DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => f.Value))).Array[0, 30];

    [Fact]
    public void PlainText_OfAnyInsertions_IsTheirConcatenationWithoutTheClosingLineEnd() => AnyOps.Sample(ops =>
    {
        var written = string.Concat(ops.Select(op => op.Text));
        var text = StoryText.Parse(DeltaOf(ops));
        Assert.Equal(written.EndsWith('\n') ? written[..^1] : written, text.ToPlainText());
    });

    [Fact]
    public void PlainText_IsNotChangedByFormats() => AnyOps.Sample(ops =>
        Assert.Equal(
            StoryText.ToPlainText(DeltaOf(ops.Select(op => (op.Text, new Dictionary<string, object>())))),
            StoryText.ToPlainText(DeltaOf(ops))));

    [Fact]
    public void Parse_OfItsOwnJson_IsTheSame() => AnyOps.Sample(ops =>
    {
        var text = StoryText.Parse(DeltaOf(ops));
        Assert.Equal(text, StoryText.Parse(text.ToJson()));
        Assert.Equal(text.ToPlainText().Length + 1, text.Length);
    });

    [Fact]
    public void PlainText_OfAnUnclosedText_StaysWhole() =>
        Assert.Equal("one\ntwo", StoryText.ToPlainText("""{"ops":[{"insert":"one\ntwo"}]}"""));

    [Theory]
    [InlineData("""{"ops":[{"insert":{"image":"data:image/png;base64,AAAA"}}]}""", StoryTextProblem.Picture)]
    [InlineData("""{"ops":[{"retain":3},{"insert":"x"}]}""", StoryTextProblem.NotAText)]
    [InlineData("""{"ops":[{"delete":3}]}""", StoryTextProblem.NotAText)]
    [InlineData("""{"ops":[{"insert":"x","retain":1}]}""", StoryTextProblem.NotAText)]
    [InlineData("""{"ops":[{"insert":""}]}""", StoryTextProblem.NotAText)]
    [InlineData("""{"ops":[{"insert":"\u0000"}]}""", StoryTextProblem.NotAText)]
    [InlineData("""{"ops":[{"insert":"\ud800"}]}""", StoryTextProblem.NotAText)]
    [InlineData("""{"ops":{}}""", StoryTextProblem.NotAText)]
    [InlineData("[]", StoryTextProblem.NotAText)]
    [InlineData("""{"ops":[{"insert":"x","attributes":{"link":"javascript:alert(1)"}}]}""", StoryTextProblem.UnknownFormat)]
    [InlineData("""{"ops":[{"insert":"x","attributes":{"link":"java\nscript:alert(1)"}}]}""", StoryTextProblem.UnknownFormat)]
    [InlineData("""{"ops":[{"insert":"x","attributes":{"link":"data:text/html,x"}}]}""", StoryTextProblem.UnknownFormat)]
    [InlineData("""{"ops":[{"insert":"x","attributes":{"link":"//example.org"}}]}""", StoryTextProblem.UnknownFormat)]
    [InlineData("""{"ops":[{"insert":"x","attributes":{"header":1}}]}""", StoryTextProblem.UnknownFormat)]
    [InlineData("""{"ops":[{"insert":"x","attributes":{"color":"red"}}]}""", StoryTextProblem.UnknownFormat)]
    [InlineData("""{"ops":[{"insert":"x","attributes":{"bold":"yes"}}]}""", StoryTextProblem.UnknownFormat)]
    [InlineData("""{"ops":[{"insert":"x","attributes":[]}]}""", StoryTextProblem.UnknownFormat)]
    public void Read_OfWhatTheEditorDoesNotMake_SaysWhy(string delta, StoryTextProblem expected)
    {
        using var document = JsonDocument.Parse(delta);
        var reading = StoryText.Read(document.RootElement);
        Assert.Null(reading.Text);
        Assert.Equal(expected, reading.Problem);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, StoryTextProblem.TooLong)]
    public void Read_AtTheLimit_TakesExactlyThatMuch(int over, StoryTextProblem? expected)
    {
        var delta = JsonSerializer.SerializeToElement(new { ops = new[] { new { insert = new string('a', DraftLimits.BodyCharacters + over) + "\n" } } });
        Assert.Equal(expected, StoryText.Read(delta).Problem);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("  \n ", 0)]
    [InlineData("one", 1)]
    [InlineData("one\ntwo  three ", 3)]
    public void CountWords_CountsWhatStandsBetweenSpaces(string text, int expected) => Assert.Equal(expected, StoryText.CountWords(text));

    private static string DeltaOf(IEnumerable<(string Text, Dictionary<string, object> Formats)> ops) =>
        JsonSerializer.Serialize(new { ops = ops.Select(op => new { insert = op.Text, attributes = op.Formats }) });
}
