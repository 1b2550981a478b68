using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Tests.Collaboration.Sessions;

namespace EmpathyLedger.Tests.Collaboration.Remarks;

/// <summary>What accepting a suggestion does to the text: the passage, and nothing else.</summary>
public sealed class SuggestedChangeTests
{
    private static readonly AttributeMap Bold = AttributeMap.Of("bold", true);
    private static readonly AttributeMap Bullet = AttributeMap.Of("list", "bullet");
    private static readonly string[] Words = ["Ada ", "the ", "e\u0301", "é", "😀", "😁", "\n", "ferryman ", "of ", "a", "b", "קול"];

    [Theory]
    [InlineData("the old boat", "the new boat", "the new boat", 4, 3)]
    [InlineData("boat", "boats", "boats", 4, 0)]
    [InlineData("boat", "", "", 0, 4)]
    [InlineData("aaa", "aa", "aa", 2, 1)]
    [InlineData("😀", "😁", "😁", 0, 2)]
    [InlineData("", "soon ", "soon ", 0, 0)]
    public void Change_LeavesWhatBothHaveInCommon(string passage, string replacement, string result, int kept, int deleted)
    {
        var state = State(new DeltaBuilder().Insert("He rowed " + passage + ".\n").Build());
        var change = Accept(state, 9, passage.Length, replacement).Body;
        Assert.Equal("He rowed " + result + ".\n", state.Body.ReadText());
        Assert.Equal(9 + kept, change.Ops[0].Length);
        Assert.Equal(deleted, change.Ops.ToArray().Where(op => op.Kind == DeltaOpKind.Delete).Sum(op => op.Length));
    }

    /// <summary>Like the words before them in the passage; like the first that they replace; in a place, like what stands before it, but no longer link.</summary>
    [Fact]
    public void NewWords_LookLikeTheirNeighbours()
    {
        var link = AttributeMap.Of("link", "https://example.org/");
        var text = new DeltaBuilder().Insert("plain ").Insert("bold", Bold).Insert(" plain ").Insert("linked", link).Insert("\n").Build();

        var behind = State(text);
        Accept(behind, 6, 4, "bolder");
        Assert.Equal(Bold, behind.Body.Slice(10, 12).Ops[0].Attributes);
        var instead = State(text);
        Accept(instead, 6, 4, "fat");
        Assert.Equal(Bold, instead.Body.Slice(6, 9).Ops[0].Attributes);
        var before = State(text);
        Accept(before, 0, 10, "thin");
        Assert.Equal(AttributeMap.Empty, before.Body.Slice(0, 3).Ops[0].Attributes);
        var place = State(text);
        Accept(place, 23, 0, " to");
        Assert.Equal(AttributeMap.Empty, place.Body.Slice(23, 26).Ops[0].Attributes);
        var boldPlace = State(text);
        Accept(boldPlace, 10, 0, "er");
        Assert.Equal(Bold, boldPlace.Body.Slice(10, 12).Ops[0].Attributes);
    }

    [Fact]
    public void ALineThatIsBroken_IsTwoOfItsKind()
    {
        var state = State(new DeltaBuilder().Insert("one two").Insert("\n", Bullet).Insert("three\n").Build());
        Accept(state, 3, 1, "\n");
        Assert.Equal(
            new DeltaBuilder().Insert("one").Insert("\n", Bullet).Insert("two").Insert("\n", Bullet).Insert("three\n").Build(), state.Body.ToDelta());
    }

    [Fact]
    public void Transcript_StaysPlain()
    {
        var state = new StoryState(0, TextDocument.FromDelta(Line("")), TextDocument.FromDelta(Line("As it was told")), StoryFields.Of(new DraftContent()));
        var where = new StorySelection(StoryPlace.Transcript, 3, 2);
        var change = SuggestedChange.Of(state, where, "it", "he\nsaid");
        Assert.Null(state.Apply(change, out _));
        Assert.Equal("As he\nsaid was told\n", state.Transcript.ReadText());
        Assert.True(change.Body.IsEmpty && StoryFormats.IsPlain(change.Transcript));
    }

    /// <summary>For any text, passage and words: the words stand where the passage stood, all around it is as it was, to the last format.</summary>
    [Fact]
    public void Accepting_ChangesOnlyThePassage()
    {
        for (var seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            var typing = new RandomTyping(random);
            var text = Line("");
            for (var step = 0; step < 25; step++)
            {
                text = text.Compose(typing.Next(text));
            }

            var state = State(text);
            var characters = state.Body.ReadText();
            var (one, other) = (Boundary(characters, random.Next(characters.Length)), Boundary(characters, random.Next(characters.Length)));
            var (start, end) = (Math.Min(one, other), Math.Max(one, other));
            var replacement = random.Next(4) == 0
                ? Near(characters[start..end], random)
                : string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Words[random.Next(Words.Length)]));

            Accept(state, start, end - start, replacement);

            Assert.Equal(characters[..start] + replacement + characters[end..], state.Body.ReadText());
            Assert.Equal(text.Slice(0, start), state.Body.Slice(0, start));
            Assert.Equal(text.Slice(end), state.Body.Slice(start + replacement.Length));
        }
    }

    /// <summary>As people suggest: a word more, a word less.</summary>
    private static string Near(string passage, Random random)
    {
        var at = Boundary(passage + "\n", random.Next(passage.Length + 1));
        return random.Next(2) == 0 ? passage[..at] : passage[..at] + Words[random.Next(Words.Length)] + passage[at..];
    }

    private static int Boundary(string characters, int at) => char.IsLowSurrogate(characters[at]) ? at - 1 : at;

    private static StoryChange Accept(StoryState state, int index, int length, string replacement)
    {
        var where = new StorySelection(StoryPlace.Body, index, length);
        var change = SuggestedChange.Of(state, where, state.Body.ReadText(index, length), replacement);
        Assert.Null(state.Apply(change, out _));
        return change;
    }

    private static StoryState State(Delta text) =>
        new(0, TextDocument.FromDelta(text), TextDocument.FromDelta(Line("")), StoryFields.Of(new DraftContent()));

    private static Delta Line(string text) => new DeltaBuilder().Insert(text + "\n").Build();
}
