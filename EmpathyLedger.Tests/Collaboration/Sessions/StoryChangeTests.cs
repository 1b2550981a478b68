using System.Text;
using CsCheck;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Tests.Collaboration.Sessions;

public sealed class StoryChangeTests
{
    private static readonly StoryFields Fields = StoryFields.Of(new DraftContent { Title = "The ferry", Themes = ["water"] });

    /// <summary>What comes in from outside, and the word for it.</summary>
    public static TheoryData<string, ChangeRefusal> Hostile => new()
    {
        { "", ChangeRefusal.NotAChange },
        { "[]", ChangeRefusal.NotAChange },
        { "null", ChangeRefusal.NotAChange },
        { """{"boddy":{"ops":[]}}""", ChangeRefusal.NotAChange },
        { """{"body":{"ops":[{"insert":"\ud800"}]}}""", ChangeRefusal.NotAChange },
        { """{"body":{"ops":[{"insert":"a","delete":1}]}}""", ChangeRefusal.NotAChange },
        { """{"body":{"ops":[{"delete":-1}]}}""", ChangeRefusal.NotAChange },
        { """{"body":{"ops":[{"insert":{"image":"x"}}]}}""", ChangeRefusal.Picture },
        { """{"body":{"ops":[{"insert":"a","attributes":{"color":"red"}}]}}""", ChangeRefusal.UnknownFormat },
        { """{"body":{"ops":[{"insert":"a","attributes":{"bold":null}}]}}""", ChangeRefusal.UnknownFormat },
        { """{"body":{"ops":[{"insert":"a","attributes":{"link":"javascript:alert(1)"}}]}}""", ChangeRefusal.UnknownFormat },
        { """{"body":{"ops":[{"retain":1,"attributes":{"header":1}}]}}""", ChangeRefusal.UnknownFormat },
        { """{"transcript":{"ops":[{"insert":"a","attributes":{"bold":true}}]}}""", ChangeRefusal.UnknownFormat },
        { """{"fields":{"title":7}}""", ChangeRefusal.NotAChange },
        { """{"fields":{"owner":"me"}}""", ChangeRefusal.NotAChange },
        { """{"fields":{"communityIds":[]}}""", ChangeRefusal.NotAChange },
        { """{"fields":{"themes":[null]}}""", ChangeRefusal.NotAChange },
        { """{"fields":{"people":[{"hasPassed":true}]}}""", ChangeRefusal.NotAChange },
        { """{"fields":[]}""", ChangeRefusal.NotAChange },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Change_ThatNoEditorSends_IsRefused(string json, ChangeRefusal refusal)
    {
        var reading = StoryChange.Read(Encoding.UTF8.GetBytes(json));
        Assert.Equal((null, refusal), (reading.Change, reading.Refusal));
    }

    [Theory]
    [InlineData("""{"body":{"ops":[{"retain":1,"attributes":{"bold":null}},{"insert":"é語\n","attributes":{"list":"bullet"}}]}}""")]
    [InlineData("""{"transcript":{"ops":[{"delete":3}]},"fields":{"title":"A","people":[{"name":"Ada","hasPassed":true}],"isSensitive":false}}""")]
    [InlineData("{}")]
    public void Change_WrittenAndRead_IsTheSame(string json)
    {
        var change = StoryChange.Read(Encoding.UTF8.GetBytes(json)).Change!;
        Assert.Equal(json, Encoding.UTF8.GetString(change.ToBytes()));
        Assert.Equal(json == "{}", change.IsEmpty);
    }

    [Fact]
    public void State_TakesAChangeWhole_OrNothingOfIt()
    {
        var state = NewState("One two\n");
        var good = StoryChange.OfBody(new DeltaBuilder().Insert("Zero ").Build()) with { Fields = new StoryFieldChanges { Title = "Numbers" } };
        Assert.Null(state.Apply(good, out var undo));
        Assert.Equal((1, "Numbers", "Zero One two\n"), (state.Revision, state.Fields.Title, state.Body.ReadText()));
        foreach (var (bad, why) in new[]
        {
            (good with { Fields = new StoryFieldChanges { Title = new string('x', DraftLimits.TitleCharacters + 1) } }, ChangeRefusal.BadField),
            (good with { Transcript = new DeltaBuilder().Retain(99).Insert("x").Build() }, ChangeRefusal.NotAChange),
            (StoryChange.OfBody(new DeltaBuilder().Insert(new string('x', DraftLimits.BodyCharacters)).Build()), ChangeRefusal.TooLong),
            (StoryChange.OfBody(new DeltaBuilder().Delete(13).Build()), ChangeRefusal.NotAChange),
        })
        {
            Assert.Equal(why, state.Apply(bad, out _));
            Assert.Equal((1, "Numbers", "Zero One two\n"), (state.Revision, state.Fields.Title, state.Body.ReadText()));
        }

        state.Undo(undo);
        Assert.Equal((0, "The ferry", "One two\n"), (state.Revision, state.Fields.Title, state.Body.ReadText()));
    }

    /// <summary>The later of two stands; what only one of them changed stays.</summary>
    [Fact]
    public void Fields_Applied_AreTheLaterOnes()
    {
        var (first, second) = (new StoryFieldChanges { Title = "A", Place = "Here" }, new StoryFieldChanges { Title = "B", Themes = [] });
        Assert.Equal(("B", "Here", 0), (second.ApplyTo(first.ApplyTo(Fields)) is var both ? both.Title : "", both.Place, both.Themes.Count));
        var after = Fields with { Title = "Another", IsSensitive = true, Themes = ["fire"] };
        Assert.Equal(after, StoryFieldChanges.Between(Fields, after).ApplyTo(Fields));
        Assert.Equal(StoryFieldChanges.None, StoryFieldChanges.Between(Fields, Fields with { Themes = ["water"] }));
    }

    /// <summary>The law: text ∘ between(text, other) = other; and what both begin and end with is left alone.</summary>
    [Fact]
    public void Difference_Applied_GivesTheOtherText() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        var typing = new RandomTyping(random);
        var before = Write(typing, random.Next(8));
        var after = random.Next(4) == 0 ? Write(typing, random.Next(8)) : before.Compose(typing.Next(before));
        var change = StoryDifference.Between(before, after);
        Assert.Equal(after, before.Compose(change));
        Assert.Null(TextDocument.FromDelta(before).Check(change));
        Assert.Equal(before == after, change.IsEmpty);
    });

    [Fact]
    public void Difference_OfOneWord_IsThatWord()
    {
        var (before, after) = (NewText("The old river\n"), NewText("The wide old river\n"));
        Assert.Equal(new DeltaBuilder().Retain(4).Insert("wide ").Build(), StoryDifference.Between(before, after));
    }

    private static Delta Write(RandomTyping typing, int times)
    {
        var text = NewText("\n");
        for (var time = 0; time < times; time++)
        {
            text = text.Compose(typing.Next(text));
        }

        return text;
    }

    private static Delta NewText(string text) => new DeltaBuilder().Insert(text).Build();

    private static StoryState NewState(string text) => new(0, TextDocument.FromDelta(NewText(text)), TextDocument.FromDelta(NewText("\n")), Fields);
}
