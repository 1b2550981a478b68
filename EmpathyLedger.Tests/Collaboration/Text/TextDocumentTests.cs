using System.Text;
using CsCheck;
using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Text;

public sealed class TextDocumentTests
{
    [Fact]
    public void Apply_IsComposition() => DeltaGen.StrangeWorld.Sample(
        world => TextDocument.FromDelta(world.Text).Apply(world.A).Apply(world.Next).ToDelta() == world.Text.Compose(world.A).Compose(world.Next),
        iter: 10_000);

    [Fact]
    public void Invert_IsTheDeltasOwn() => DeltaGen.StrangeWorld.Sample(
        world => TextDocument.FromDelta(world.Text).Invert(world.A) == world.A.Invert(world.Text),
        iter: 10_000);

    [Fact]
    public void Slice_IsTheDeltasOwn() => DeltaGen.World.Sample(
        world => TextDocument.FromDelta(world.Text).Slice(world.At / 2, world.At) == world.Text.Slice(world.At / 2, world.At),
        iter: 10_000);

    /// <summary>A text of many leaves, edited all over: its tree splits, absorbs and forgets leaves, and grows and shrinks in height.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Apply_LongTextsEditedAllOver_IsComposition(uint seed)
    {
        var random = new PCG(1, seed);
        var text = new DeltaBuilder().Insert(Letters(random, 150_000)).Build();
        var document = TextDocument.FromDelta(text);
        for (var round = 0; round < 600; round++)
        {
            // It grows at first, shrinks then, and grows again.
            var change = ChangeSomewhere(random, text.Length, mayDelete: round is > 200 and < 420 ? 40_000 : 300);
            var undo = document.Invert(change);
            Assert.Equal(change.Invert(text), undo);
            text = text.Compose(change);
            document.Apply(change);
            Assert.Equal(text.Length, document.Length);
            if (round % 20 == 0)
            {
                Assert.Equal(text, document.ToDelta());
                var start = (int)(random.Next() % (uint)(text.Length + 1));
                Assert.Equal(text.Slice(start, start + 5_000), document.Slice(start, start + 5_000));
            }
        }

        Assert.Equal(text, document.ToDelta());
        Assert.Equal(Delta.Empty, document.Apply(new DeltaBuilder().Delete(document.Length).Build()).ToDelta());
        Assert.Equal("again", document.Apply(new DeltaBuilder().Insert("again").Build()).ReadText());
    }

    [Fact]
    public void Apply_EachLetterInAManner_IsComposition()
    {
        AttributeMap[] colours = [AttributeMap.Of("colour", "red"), AttributeMap.Of("colour", "green"), AttributeMap.Of("colour", "blue")];
        var builder = new DeltaBuilder();
        for (var i = 0; i < 5_000; i++)
        {
            builder.Insert("x", colours[i % 3]);
        }

        var text = builder.Build();
        var document = TextDocument.FromDelta(text);
        Assert.Equal(text, document.ToDelta());
        foreach (var change in new[]
        {
            new DeltaBuilder().Retain(17).Retain(4_000, AttributeMap.Of("bold", true)).Build(),
            new DeltaBuilder().Retain(60).Retain(4_500, AttributeMap.Of("colour", DeltaValue.Null)).Build(),
            new DeltaBuilder().Retain(1).Delete(4_990).Build(),
        })
        {
            text = text.Compose(change);
            Assert.Equal(text, document.Apply(change).ToDelta());
        }
    }

    [Fact]
    public void Apply_LongPasteInTheMiddle_IsComposition()
    {
        var text = new DeltaBuilder().Insert(Letters(new PCG(1, 1), 3_000)).Build();
        for (var at = 0; at <= 3_000; at += 500)
        {
            var paste = new DeltaBuilder().Retain(at).Insert(Letters(new PCG(1, 2), 400_000)).Build();
            Assert.Equal(text.Compose(paste), TextDocument.FromDelta(text).Apply(paste).ToDelta());
        }
    }

    [Fact]
    public void Parse_WhatWasWritten_IsTheSame() => DeltaGen.Document.Sample(
        text => !IsWhole(text) || TextDocument.Parse(Encoding.UTF8.GetBytes(text.ToJson())).Document!.ToDelta() == text,
        iter: 10_000);

    [Fact]
    public void Parse_Hostile_SaysWhatIsWrong()
    {
        Assert.Equal((null, DeltaRefusal.NotADocument), TextDocument.Parse("""{"ops":[{"insert":"a"},{"delete":1}]}"""u8));
        Assert.Equal((null, DeltaRefusal.BrokenText), TextDocument.Parse("""{"ops":[{"insert":"a\ud83d"}]}"""u8));
        Assert.Equal((null, DeltaRefusal.NotJson), TextDocument.Parse("""{"ops":[{"insert":"a"}"""u8));
    }

    [Fact]
    public void ReadText_ARange_HasASignForEachEmbed()
    {
        var document = TextDocument.FromDelta(new DeltaBuilder().Insert("Ma ").Insert(new DeltaEmbed("image", "a")).Insert(" kept it\n", AttributeMap.Of("bold", true)).Build());

        Assert.Equal("Ma \ufffc kept it\n", document.ReadText());
        Assert.Equal("\ufffc k", document.ReadText(3, 3));
        Assert.Equal("", document.ReadText(13));
    }

    [Fact]
    public void Apply_BeyondTheEnd_IsABugAndChangesNothing()
    {
        var document = TextDocument.FromDelta(new DeltaBuilder().Insert("a\n").Build());

        Assert.Throws<ArgumentException>(() => document.Apply(new DeltaBuilder().Insert("b").Delete(3).Build()));
        Assert.Equal("a\n", document.ReadText());
        Assert.Throws<ArgumentException>(() => TextDocument.FromDelta(new DeltaBuilder().Retain(1).Build()));
    }

    public static TheoryData<string, string, DeltaRefusal?> ChangesAtTheDoor => new()
    {
        { "a😀b\n", """[{"retain":1},{"insert":"x"}]""", null },
        { "a😀b\n", """[{"retain":3},{"insert":"x"}]""", null },
        { "a😀b\n", """[{"retain":1},{"delete":2}]""", null },
        { "a😀b\n", """[{"delete":5}]""", DeltaRefusal.LosesTheLastLineEnd },
        { "a😀b\n", """[{"insert":"new\n"},{"delete":5}]""", null },
        { "a😀b\n", """[{"retain":2},{"insert":"x"}]""", DeltaRefusal.SplitsACharacter },
        { "a😀b\n", """[{"retain":2},{"delete":1}]""", DeltaRefusal.SplitsACharacter },
        { "a😀b\n", """[{"delete":2}]""", DeltaRefusal.SplitsACharacter },
        { "a😀b\n", """[{"retain":2,"attributes":{"bold":true}}]""", DeltaRefusal.SplitsACharacter },
        { "a😀b\n", """[{"retain":5},{"delete":1}]""", DeltaRefusal.BeyondTheEnd },
        { "a😀b\n", """[{"retain":6}]""", DeltaRefusal.BeyondTheEnd },
        { "a😀b\n", """[{"retain":5},{"insert":"x"}]""", DeltaRefusal.LosesTheLastLineEnd },
        { "a😀b\n", """[{"retain":5},{"insert":"x\n"}]""", null },
        { "a😀b\n", """[{"retain":4},{"delete":1}]""", DeltaRefusal.LosesTheLastLineEnd },
        { "a\nb\n", """[{"retain":2},{"delete":2}]""", null },
        { "a\nb\n", """[{"retain":4,"attributes":{"align":"right"}}]""", null },
        { "", """[{"insert":"x"}]""", null },
    };

    [Theory]
    [MemberData(nameof(ChangesAtTheDoor))]
    public void Check_AChange_SaysWhetherItMayBeApplied(string text, string change, DeltaRefusal? refusal)
    {
        var document = text == "" ? new TextDocument() : TextDocument.FromDelta(new DeltaBuilder().Insert(text).Build());
        Assert.Equal(refusal, document.Check(Delta.Parse(change).Delta!));
    }

    [Fact]
    public void KeepTheLastLineEnd_TwoDeleteItTogether_OneStays()
    {
        var joinLines = new DeltaBuilder().Retain(1).Delete(1).Build();
        var deleteLastLine = new DeltaBuilder().Retain(2).Delete(2).Build();
        var document = TextDocument.FromDelta(new DeltaBuilder().Insert("a\nb\n").Build()).Apply(joinLines);
        var change = joinLines.Transform(deleteLastLine, true);

        Assert.Equal(DeltaRefusal.LosesTheLastLineEnd, document.Check(change));
        Assert.Null(document.Check(document.KeepTheLastLineEnd(change)));
        Assert.Equal("a\n", document.Apply(document.KeepTheLastLineEnd(change)).ReadText());
    }

    [Fact]
    public void KeepTheLastLineEnd_AnyChange_LeavesOne() => DeltaGen.World.Sample(
        world =>
        {
            var text = world.Text.Concat(new DeltaBuilder().Insert("\n").Build());
            var document = TextDocument.FromDelta(text);
            // Reaching the last line end as often as not.
            var change = world.A.Concat(new DeltaBuilder().Delete(text.Length - world.A.BaseLength).Build());
            var kept = document.KeepTheLastLineEnd(change);
            var isKept = document.Check(kept) is not DeltaRefusal.LosesTheLastLineEnd && document.Apply(kept).ReadText().EndsWith('\n');
            return isKept && TextDocument.FromDelta(text).KeepTheLastLineEnd(world.B) == world.B == (TextDocument.FromDelta(text).Check(world.B) is not DeltaRefusal.LosesTheLastLineEnd);
        },
        iter: 5_000);

    [Fact]
    public void Check_ATextThatWouldBeTooLong_IsRefused()
    {
        var document = TextDocument.FromDelta(new DeltaBuilder().Insert(new string('a', DeltaLimits.TextCharacters - 1) + "\n").Build());

        Assert.Equal(DeltaRefusal.TextTooLong, document.Check(new DeltaBuilder().Insert("b").Build()));
        Assert.Null(document.Check(new DeltaBuilder().Insert("b").Delete(1).Build()));
    }

    /// <summary>A change that was made for any other text either fits or is refused; applying what passed never raises.</summary>
    [Fact]
    public void Check_ChangesOfOtherTexts_AreRefusedOrFit() => Gen.Select(DeltaGen.Document, Gen.Int[0, 40].SelectMany(length => DeltaGen.Change(length))).Sample(
        (text, change) =>
        {
            var document = TextDocument.FromDelta(text);
            return document.Check(change) is { } refusal
                ? refusal is DeltaRefusal.BeyondTheEnd or DeltaRefusal.SplitsACharacter or DeltaRefusal.LosesTheLastLineEnd
                : document.Apply(change).ToDelta() == text.Compose(change);
        },
        iter: 10_000);

    /// <summary>What passes the door tears no character, and two such changes don't once they are transformed.</summary>
    [Fact]
    public void Check_ChangesThatPass_LeaveWholeCharacters() => DeltaGen.World.Sample(
        world =>
        {
            if (!IsWhole(world.Text) || Passes(world.A) is false || Passes(world.B) is false)
            {
                return true;
            }

            return IsWhole(world.Text.Compose(world.A)) && IsWhole(world.Text.Compose(world.A).Compose(world.A.Transform(world.B, true)));

            bool Passes(Delta change) => IsWhole(change) && TextDocument.FromDelta(world.Text).Check(change) is null;
        },
        iter: 20_000);

    private static bool IsWhole(Delta delta) => delta.Ops.ToArray().All(op => op.Text is not { } text || EmpathyLedger.Core.Stories.StoryText.IsPrintable(text));

    private static Delta ChangeSomewhere(PCG random, int length, int mayDelete)
    {
        var builder = new DeltaBuilder();
        var left = length;
        for (var step = 0; step < 4; step++)
        {
            Take(Math.Max(1, left / 2), count => builder.Retain(count));
            switch (random.Next() % 4)
            {
                case 0:
                    Take(mayDelete, count => builder.Delete(count));
                    break;
                case 1:
                    Take(6_000, count => builder.Retain(count, DeltaGen.FormatChanges.Generate(random, null, out _)));
                    break;
                case 2:
                    builder.Insert(new DeltaEmbed("break", true));
                    break;
                default:
                    builder.Insert(Letters(random, (int)(random.Next() % 200) + 1), DeltaGen.Formats.Generate(random, null, out _));
                    break;
            }
        }

        return builder.Build();

        void Take(int most, Action<int> act)
        {
            var count = Math.Min(left, (int)(random.Next() % (uint)most));
            left -= count;
            act(count);
        }
    }

    private static string Letters(PCG random, int count) =>
        string.Create(count, random, (letters, random) =>
        {
            foreach (ref var letter in letters)
            {
                letter = (char)('a' + (random.Next() % 26));
            }
        });
}
