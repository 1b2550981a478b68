using System.Text;
using System.Text.Json;
using CsCheck;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Stories;

namespace EmpathyLedger.Tests.Collaboration.Text;

public sealed class DeltaReaderTests
{
    [Theory]
    [InlineData("", DeltaRefusal.NotJson)]
    [InlineData("nothing", DeltaRefusal.NotJson)]
    [InlineData("""{"ops":[{"insert":"a"}]""", DeltaRefusal.NotJson)]
    [InlineData("""{"ops":[{"insert":"a"}]} {}""", DeltaRefusal.NotJson)]
    [InlineData("""{"ops":[{"insert":"a"},]}""", DeltaRefusal.NotJson)]
    [InlineData("""{"ops":[{"retain":NaN}]}""", DeltaRefusal.NotJson)]
    [InlineData("null", DeltaRefusal.NotADelta)]
    [InlineData("\"ops\"", DeltaRefusal.NotADelta)]
    [InlineData("{}", DeltaRefusal.NotADelta)]
    [InlineData("""{"ops":{}}""", DeltaRefusal.NotADelta)]
    [InlineData("""{"ops":null}""", DeltaRefusal.NotADelta)]
    [InlineData("""{"ops":[],"ops":[]}""", DeltaRefusal.NotADelta)]
    [InlineData("""{"ops":[],"more":1}""", DeltaRefusal.NotADelta)]
    [InlineData("""{"__proto__":[],"ops":[]}""", DeltaRefusal.NotADelta)]
    [InlineData("""[[]]""", DeltaRefusal.UnknownOperation)]
    [InlineData("""["insert"]""", DeltaRefusal.UnknownOperation)]
    [InlineData("""[{}]""", DeltaRefusal.UnknownOperation)]
    [InlineData("""[{"attributes":{"bold":true}}]""", DeltaRefusal.UnknownOperation)]
    [InlineData("""[{"replace":"a"}]""", DeltaRefusal.UnknownOperation)]
    [InlineData("""[{"insert":"a","at":0}]""", DeltaRefusal.UnknownOperation)]
    [InlineData("""[{"insert":null}]""", DeltaRefusal.UnknownOperation)]
    [InlineData("""[{"insert":1}]""", DeltaRefusal.UnknownOperation)]
    [InlineData("""[{"insert":["a"]}]""", DeltaRefusal.UnknownOperation)]
    [InlineData("""[{"retain":{"formula":"x"}}]""", DeltaRefusal.UnknownOperation)]
    [InlineData("""[{"insert":"a","delete":1}]""", DeltaRefusal.SeveralOperations)]
    [InlineData("""[{"retain":1,"retain":1}]""", DeltaRefusal.SeveralOperations)]
    [InlineData("""[{"insert":""}]""", DeltaRefusal.NoLength)]
    [InlineData("""[{"retain":0}]""", DeltaRefusal.NoLength)]
    [InlineData("""[{"retain":-1}]""", DeltaRefusal.NoLength)]
    [InlineData("""[{"delete":-0}]""", DeltaRefusal.NoLength)]
    [InlineData("""[{"delete":1.5}]""", DeltaRefusal.NoLength)]
    [InlineData("""[{"delete":"1"}]""", DeltaRefusal.NoLength)]
    [InlineData("""[{"delete":true}]""", DeltaRefusal.NoLength)]
    [InlineData("""[{"retain":1e300}]""", DeltaRefusal.TooFar)]
    [InlineData("""[{"retain":1e999}]""", DeltaRefusal.TooFar)]
    [InlineData("""[{"retain":2147483648}]""", DeltaRefusal.TooFar)]
    [InlineData("""[{"retain":16777000},{"delete":300}]""", DeltaRefusal.TooFar)]
    [InlineData("""[{"insert":"\ud83d"}]""", DeltaRefusal.BrokenText)]
    [InlineData("""[{"insert":"a\ude00b"}]""", DeltaRefusal.BrokenText)]
    [InlineData("""[{"insert":"a","attributes":{"link":"\ud83d"}}]""", DeltaRefusal.BrokenText)]
    [InlineData("""[{"insert":"a\u0000"}]""", DeltaRefusal.ControlCharacter)]
    [InlineData("""[{"insert":"a\r\n"}]""", DeltaRefusal.ControlCharacter)]
    [InlineData("""[{"insert":"￼"}]""", DeltaRefusal.ControlCharacter)]
    [InlineData("""[{"insert":"a","attributes":null}]""", DeltaRefusal.UnknownValue)]
    [InlineData("""[{"insert":"a","attributes":[]}]""", DeltaRefusal.UnknownValue)]
    [InlineData("""[{"insert":"a","attributes":{"bold":[true]}}]""", DeltaRefusal.UnknownValue)]
    [InlineData("""[{"insert":"a","attributes":{"size":1e999}}]""", DeltaRefusal.UnknownValue)]
    [InlineData("""[{"delete":1,"attributes":{"bold":true}}]""", DeltaRefusal.UnknownValue)]
    [InlineData("""[{"insert":{}}]""", DeltaRefusal.UnknownValue)]
    [InlineData("""[{"insert":{"image":"a","video":"b"}}]""", DeltaRefusal.UnknownValue)]
    [InlineData("""[{"insert":"a","attributes":{"":1}}]""", DeltaRefusal.BadName)]
    [InlineData("""[{"insert":"a","attributes":{"__proto__":1}}]""", DeltaRefusal.BadName)]
    [InlineData("""[{"insert":"a","attributes":{"constructor":1}}]""", DeltaRefusal.BadName)]
    [InlineData("""[{"insert":"a","attributes":{"b\u006fld":true}}]""", DeltaRefusal.BadName)]
    [InlineData("""[{"insert":{"7":true}}]""", DeltaRefusal.BadName)]
    [InlineData("""[{"insert":"a","attributes":{"bold":true,"bold":null}}]""", DeltaRefusal.RepeatedName)]
    [InlineData("""[{"attributes":{},"insert":"a","attributes":{}}]""", DeltaRefusal.RepeatedName)]
    [InlineData("""[{"insert":"a","attributes":{"a":{"b":{"c":{"d":{}}}}}}]""", DeltaRefusal.TooDeep)]
    [InlineData("""[{"insert":{"a":{"b":{"c":{"d":{"e":1}}}}}}]""", DeltaRefusal.TooDeep)]
    public void Parse_Hostile_SaysWhatIsWrong(string json, DeltaRefusal refusal)
    {
        Assert.Equal(new DeltaReading(null, refusal), Delta.Parse(json));
        Assert.Equal(new DeltaReading(null, refusal), Delta.Parse(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Parse_TooMuch_SaysOfWhat()
    {
        Assert.Equal(DeltaRefusal.TooManyOperations, Refusal($"[{string.Join(',', Enumerable.Repeat("""{"delete":1}""", DeltaLimits.Operations + 1))}]"));
        Assert.Equal(DeltaRefusal.TooManyAttributes, Refusal(Formatting(Names(DeltaLimits.Attributes + 1))));
        Assert.Equal(DeltaRefusal.TooManyAttributes, Refusal(Formatting(string.Join(',', "abc".Select(name => $"\"{name}\":{{{Names(30)}}}")))));
        Assert.Equal(DeltaRefusal.BadName, Refusal(Formatting($"\"{new string('a', DeltaLimits.NameCharacters + 1)}\":1")));
        Assert.Equal(DeltaRefusal.ValueTooLong, Refusal(Formatting($"\"link\":\"{new string('a', DeltaLimits.ValueCharacters + 1)}\"")));
        Assert.Equal(DeltaRefusal.TextTooLong, Refusal($$"""[{"insert":"{{new string('a', DeltaLimits.TextCharacters + 1)}}"}]"""));
        Assert.Equal(DeltaRefusal.TextTooLong, Refusal($$"""[{"insert":"{{new string('a', DeltaLimits.TextCharacters)}}"},{"insert":{"break":true} }]"""));
        Assert.Null(Refusal($$"""[{"insert":"{{new string('a', DeltaLimits.TextCharacters)}}"}]"""));

        static string Formatting(string attributes) => $"[{{\"retain\":1,\"attributes\":{{{attributes}}}}}]";

        static string Names(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"n{i}\":1"));
    }

    [Fact]
    public void Parse_ThousandsDeep_IsRefused()
    {
        var open = string.Concat(Enumerable.Repeat("""{"a":""", 100_000));
        Assert.Equal(DeltaRefusal.TooDeep, Refusal($$"""[{"insert":"a","attributes":{{open}}1"""));
        Assert.Equal(DeltaRefusal.UnknownOperation, Refusal(new string('[', 100_000)));
        Assert.Equal(DeltaRefusal.NotADelta, Refusal(open));
    }

    [Fact]
    public void Parse_BytesThatAreNoCharacters_AreRefused()
    {
        Assert.Equal(DeltaRefusal.BrokenText, Delta.Parse([.. "[{\"insert\":\""u8, 0xC3, 0x28, .. "\"}]"u8]).Refusal);
        Assert.Equal(DeltaRefusal.BrokenText, Delta.Parse([.. "[{\"insert\":\""u8, 0xED, 0xA0, 0xBD, .. "\"}]"u8]).Refusal);
        Assert.Equal(DeltaRefusal.BrokenText, Delta.Parse("[{\"insert\":\"\ud83d\"}]").Refusal);
        Assert.Equal(DeltaRefusal.BadName, Delta.Parse([.. "[{\"insert\":\"a\",\"attributes\":{\""u8, 0xC3, 0x28, .. "\":1}}]"u8]).Refusal);
    }

    [Fact]
    public void ParseDocument_WithRetainOrDelete_IsNone()
    {
        Assert.Equal(DeltaRefusal.NotADocument, Delta.ParseDocument("""{"ops":[{"insert":"a"},{"retain":1}]}""").Refusal);
        Assert.Equal(DeltaRefusal.NotADocument, Delta.ParseDocument("""{"ops":[{"delete":1}]}""").Refusal);
        Assert.Equal("a\n", Delta.ParseDocument("""{"ops":[{"insert":"a"},{"insert":"\n"}]}""").Delta!.Ops[0].Text);
    }

    [Fact]
    public void Parse_WhatQuillSends_IsTaken()
    {
        const string Json = """
            {"ops":[{"retain":3,"attributes":{"bold":null,"link":"https://example.org/ü"}},{"insert":"Ma’s 😀 e\u0301\t\n"},
             {"insert":"\n","attributes":{"list":"bullet","indent":1,"table":{"row":1e0,"width":0.5}}},{"insert":{"formula":"e=mc^2"}},{"delete":2.0}]}
            """;
        var delta = Delta.Parse(Json).Delta!;

        Assert.Equal("retain 3*, insert 12, insert 1*, insert 1, delete 2", delta.ToString());
        Assert.Equal(delta, Delta.Parse(delta.ToJson()).Delta);
        using var document = JsonDocument.Parse($$"""{"op":{{Json}}}""");
        Assert.Equal(delta, Delta.Parse(document.RootElement.GetProperty("op")).Delta);
        Assert.Contains("\"row\":1,\"width\":0.5", delta.ToJson(), StringComparison.Ordinal);
        Assert.Contains("Ma’s ", delta.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WhatWasWritten_IsTheSame() => DeltaGen.World.Sample(
        world => HasHalfCharacters(world.A) || (Delta.Parse(world.A.ToJson()).Delta == world.A && Delta.ParseDocument(world.Text.ToJson()).Delta == world.Text),
        iter: 10_000);

    [Fact]
    public void Parse_NotInNormalForm_IsBroughtToIt() =>
        Assert.Equal(
            new DeltaBuilder().Insert("ab").Delete(3).Build(),
            Delta.Parse("""[{"insert":"a","attributes":{}},{"delete":1},{"insert":"b"},{"delete":2}]""").Delta);

    /// <summary>What a text may be made of is said in one more place; both must say the same, or a story could be written that can't be sent.</summary>
    [Fact]
    public void Parse_EachCharacter_IsTakenWhereAStoryTakesIt()
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var text = ((char)code).ToString();
            var isTaken = Delta.Parse($$"""[{"insert":"\u{{code:x4}}"}]""").Delta is not null;
            Assert.True(isTaken == StoryText.IsPrintable(text), $"U+{code:X4}");
        }
    }

    [Fact]
    public void Parse_RandomBytes_NeverRaises() => Gen.Byte.Array[0, 60].Sample(bytes => Answers(bytes), iter: 20_000);

    [Fact]
    public void Parse_SoundJsonThatWasDamaged_NeverRaises() => Gen.Select(DeltaGen.World, Gen.Select(Gen.Double[0, 1], Gen.Byte).Array[1, 4], Gen.Double[0, 1]).Sample(
        (world, damages, cut) =>
        {
            var bytes = Encoding.UTF8.GetBytes(Ascii.Of(world.A));
            foreach (var (where, what) in damages)
            {
                bytes[(int)(where * (bytes.Length - 1))] = what;
            }

            return Answers(bytes) && Answers(bytes[..(int)(cut * bytes.Length)]);
        },
        iter: 20_000);

    private static bool Answers(byte[] bytes) => Delta.Parse(bytes) is { } reading && (reading.Delta is null) != (reading.Refusal is null);

    private static DeltaRefusal? Refusal(string json) => Delta.Parse(json).Refusal;

    private static bool HasHalfCharacters(Delta delta) => delta.Ops.ToArray().Any(op => op.Text is { } text && !StoryText.IsPrintable(text));
}
