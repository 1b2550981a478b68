using System.Text;
using System.Text.Json;
using CsCheck;
using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Text;

/// <summary>Long texts are unpacked by other means than short ones; System.Text.Json says what is right.</summary>
public sealed class JsonTextTests
{
    private static readonly string Long = new('x', 600);

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf("the river ", "\\n", "\\t", "\\\\", "\\\"", "\\/", "\\u00e9", "\\ud83d\\ude00", "é", "한글", "😀", "e\u0301"),
        // Rarely: what is refused, or no JSON at all.
        Gen.OneOf("\\ud83d", "\\ude00\\ud83d", "\\r", "\\b", "\\u0000", "\\ufffc", "\\u00g0", "\\x", "\\", "\"", "\u0001", "\n", "\ufffc", "\\u 123", "\\u+123"));

    [Fact]
    public void Parse_LongTexts_AsSystemTextJson() => Gen.Select(Gen.Frequency((20, Gen.Const(true)), (1, Gen.Const(false))).Array[0, 12], Piece.Array[12], Gen.Bool, Gen.Bool).Sample(
        (isPlain, pieces, isBare, hasAttributes) =>
        {
            var text = Long + "\\n" + string.Concat(isPlain.Zip(pieces, (plain, piece) => plain ? "the river\\n" : piece)) + string.Concat(pieces.Take(3)) + Long;
            var attributes = hasAttributes ? ""","attributes":{"bold":true}""" : "";
            var ops = $$"""[{"insert":"{{text}}"{{attributes}} },{"insert":"b","attributes":{"bold":true} }]""";
            var json = isBare ? ops : $$"""{"ops":{{ops}} }""";
            var reading = Delta.Parse(json);
            return Expected(json, isBare) is { } expected
                ? reading.Delta is { } delta && string.Concat(delta.Ops.ToArray().Select(op => op.Text)) == expected && delta.Ops[^1].Attributes.Count == 1
                : reading.Delta is null;
        },
        iter: 20_000);

    [Fact]
    public void Parse_LongTextsThatWereDamaged_NeverRaiseNorLetAnythingPass() => Gen.Select(Gen.Int[0, 1_300], Gen.Byte, Gen.Int[0, 1_300]).Sample(
        (where, what, cut) =>
        {
            var json = Encoding.UTF8.GetBytes($$"""{"ops":[{"insert":"{{Long}}\nthe \u00e9 \ud83d\ude00 river{{Long}}"},{"insert":"\n"}]}""");
            json[where % json.Length] = what;
            var reading = Delta.Parse(json);
            var expected = Expected(json, isBare: false);
            return (reading.Delta is { } delta ? string.Concat(delta.Ops.ToArray().Select(op => op.Text)) == expected : reading.Refusal is not null)
                && Delta.Parse(json.AsSpan(0, cut % json.Length)).Delta is null;
        },
        iter: 20_000);

    private static string? Expected(string json, bool isBare) => Expected(Encoding.UTF8.GetBytes(json), isBare);

    /// <summary>The text, or null where there is none that a story takes.</summary>
    private static string? Expected(byte[] json, bool isBare)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var ops = isBare ? document.RootElement : document.RootElement.GetProperty("ops");
            var text = string.Concat(ops.EnumerateArray().Select(op => op.GetProperty("insert").GetString()));
            return EmpathyLedger.Core.Stories.StoryText.IsPrintable(text) ? text : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
