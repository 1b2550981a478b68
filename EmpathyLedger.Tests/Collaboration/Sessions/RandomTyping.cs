using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Sessions;

/// <summary>What people do in an editor, at random: type, paste, delete, format, with letters of several kinds.</summary>
internal sealed class RandomTyping(Random random)
{
    private static readonly string[] Pieces = ["a", "b ", "Ada", "\n", "é", "e\u0301", "קול", "صوت", "語", "😀", "👩‍👩‍👧", " and then ", "\t"];
    private static readonly AttributeMap[] Formats = [AttributeMap.Of("bold", true), AttributeMap.Of("bold", DeltaValue.Null), AttributeMap.Of("italic", true)];

    public Delta Next(Delta text)
    {
        // Nobody writes behind the closing line end, and nobody deletes it but together with its line.
        var length = text.Length - 1;
        var at = Boundary(text, random.Next(length + 1));
        var characters = string.Concat(text.Ops.ToArray().Select(op => op.Text));
        if (random.Next(8) == 0 && length > 0 && characters.LastIndexOf('\n', length - 1) is >= 0 and var lineEnd)
        {
            // The last line, with the line end behind it: the one before it becomes the text's.
            return new DeltaBuilder().Retain(lineEnd + 1).Delete(text.Length - lineEnd - 1).Build();
        }

        var builder = new DeltaBuilder().Retain(at);
        switch (random.Next(6))
        {
            case 0 when length > at:
                builder.Delete(Boundary(text, Math.Min(length, at + random.Next(1, 12))) - at);
                break;
            case 1 when length > at:
                builder.Retain(Boundary(text, Math.Min(length, at + random.Next(1, 30))) - at, Formats[random.Next(Formats.Length)]);
                break;
            default:
                builder.Insert(string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pieces[random.Next(Pieces.Length)])), random.Next(4) == 0 ? Formats[0] : null);
                break;
        }

        return builder.Build();
    }

    /// <summary>Never between the halves of a surrogate pair.</summary>
    private static int Boundary(Delta text, int at)
    {
        var characters = string.Concat(text.Ops.ToArray().Select(op => op.Text));
        return at > 0 && at < characters.Length && char.IsLowSurrogate(characters[at]) ? at - 1 : at;
    }
}
