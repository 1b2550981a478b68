using CsCheck;
using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Text;

/// <summary>Random texts and changes: many alike (so that neighbours merge), emoji, combining marks, right to left, formats, embeds.</summary>
internal static class DeltaGen
{
    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.OneOf("a", "a", "aa", "b", "\n", " ", "the river", "Ma kept the letter\n"),
        Gen.OneOf("😀", "👩‍👩‍👧", "e\u0301", "n\u0303o\u0302", "שלום", "مرحبا", "한글", "\"\\/\t", "a😀b"));

    private static readonly Gen<DeltaEmbed> Embed = Gen.OneOf(
        new DeltaEmbed("image", "https://example.org/river.jpg"),
        new DeltaEmbed("formula", "e=mc²"),
        new DeltaEmbed("break", true),
        new DeltaEmbed("mention", DeltaValue.Of(AttributeMap.Of("id", 7.5).With("name", "Ada"))));

    /// <summary>Formats that text can have.</summary>
    public static readonly Gen<AttributeMap> Formats = MapOf(mayTakeAway: false);

    /// <summary>What a change may do to formats.</summary>
    public static readonly Gen<AttributeMap> FormatChanges = MapOf(mayTakeAway: true);

    public static readonly Gen<Delta> Document = DocumentOf(Formats);

    public static Gen<Delta> DocumentOf(Gen<AttributeMap> formats) =>
        Gen.Select(Word, Embed, Gen.Int[0, 7], formats)
            .Array[0, 8]
            .Select(pieces =>
            {
                var builder = new DeltaBuilder();
                foreach (var (word, embed, choice, attributes) in pieces)
                {
                    _ = choice == 0 ? builder.Insert(embed, attributes) : builder.Insert(word, attributes);
                }

                return builder.Build();
            });

    /// <summary>A change of a text of this length. Splits characters too, as quill-delta lets one.</summary>
    public static Gen<Delta> Change(int length) => Change(length, Formats);

    /// <param name="length">Of the text.</param>
    /// <param name="inserted">What inserted text looks like.</param>
    public static Gen<Delta> Change(int length, Gen<AttributeMap> inserted) =>
        Gen.Select(Gen.Int[0, 11], Gen.Int[1, 6], Gen.Select(Word, Embed), inserted, FormatChanges)
            .Array[0, 8]
            .Select(steps =>
            {
                var builder = new DeltaBuilder();
                var left = length;
                foreach (var (kind, amount, (word, embed), attributes, change) in steps)
                {
                    var some = Math.Min(left, amount);
                    switch (kind)
                    {
                        case 0:
                            builder.Insert(embed, attributes);
                            continue;
                        case < 4:
                            builder.Insert(word, attributes);
                            continue;
                        case < 7:
                            builder.Delete(some);
                            break;
                        case < 9:
                            builder.Retain(some, change);
                            break;
                        default:
                            builder.Retain(some);
                            break;
                    }

                    left -= some;
                }

                return builder.Build();
            });

    /// <summary>A text and two changes that were made of it at once, and one that follows the first.</summary>
    public static readonly Gen<DeltaWorld> World = WorldOf(Document, Formats);

    /// <summary>The same, also with what only a strange program would send: text that is inserted with nulls.</summary>
    public static readonly Gen<DeltaWorld> StrangeWorld = WorldOf(DocumentOf(FormatChanges), FormatChanges);

    private static Gen<DeltaWorld> WorldOf(Gen<Delta> documents, Gen<AttributeMap> inserted) =>
        from text in documents
        from a in Change(text.Length, inserted)
        from b in Change(text.Length, inserted)
        from next in Change(text.Length + a.ChangeLength, inserted)
        from at in Gen.Int[0, text.Length + 1]
        select new DeltaWorld(text, a, b, next, at);

    private static Gen<AttributeMap> MapOf(bool mayTakeAway)
    {
        var bold = Value("bold", true);
        var italic = Value("italic", true, false);
        var link = Value("link", "https://example.org/", "https://example.com/ü");
        var header = Value("header", 2.0, 3.0, 0.5);
        var cell = Value("cell", DeltaValue.Of(AttributeMap.Of("row", 1.0).With("of", DeltaValue.Of(AttributeMap.Of("table", DeltaValue.Null)))), DeltaValue.Of(AttributeMap.Empty));
        var some = Gen.Select(bold, italic, link, header, cell, (b, i, l, h, c) => AttributeMap.Of(new[] { b, i, l, h, c }.OfType<KeyValuePair<string, DeltaValue>>()));
        return Gen.Frequency((2, Gen.Const(AttributeMap.Empty)), (3, some));

        Gen<KeyValuePair<string, DeltaValue>?> Value(string name, params DeltaValue[] values)
        {
            var present = Gen.OneOf(mayTakeAway ? [.. values, DeltaValue.Null] : values).Select(value => (KeyValuePair<string, DeltaValue>?)new(name, value));
            return Gen.Frequency((2, Gen.Const((KeyValuePair<string, DeltaValue>?)null)), (1, present));
        }
    }
}

internal sealed record DeltaWorld(Delta Text, Delta A, Delta B, Delta Next, int At)
{
    public override string ToString() => $"text {Ascii.Of(Text)}\na {Ascii.Of(A)}\nb {Ascii.Of(B)}\nnext {Ascii.Of(Next)}\nat {At}";
}
