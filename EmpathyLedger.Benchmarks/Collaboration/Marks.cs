using System.Buffers.Text;

namespace EmpathyLedger.Benchmarks.Collaboration;

/// <summary>
/// Every insertion is six letters that say whose it is and which: <c>~</c>, two for the writer, three for the number. They pass all
/// protocols as they are, so whoever hears of them need parse nothing.
/// </summary>
internal static class Marks
{
    public const int Length = 6;
    public const byte First = (byte)'~';
    private static ReadOnlySpan<byte> Digits => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8;

    public static void Write(Span<byte> to, int writer, int number)
    {
        to[0] = First;
        (to[1], to[2]) = (Digits[writer >> 6], Digits[writer & 63]);
        (to[3], to[4], to[5]) = (Digits[(number >> 12) & 63], Digits[(number >> 6) & 63], Digits[number & 63]);
    }

    /// <param name="mark">Begins with its first letter; in binary messages that may be anything.</param>
    /// <param name="writer">Whose.</param>
    /// <param name="number">Which.</param>
    public static bool TryRead(ReadOnlySpan<byte> mark, out int writer, out int number)
    {
        var (first, second) = (Value(mark[1]), Value(mark[2]));
        var (third, fourth, fifth) = (Value(mark[3]), Value(mark[4]), Value(mark[5]));
        (writer, number) = ((first << 6) | second, (third << 12) | (fourth << 6) | fifth);

        // A letter that is no digit is -1.
        return (first | second | third | fourth | fifth) >= 0;
    }

    /// <summary>The number behind <paramref name="name"/>; -1 where that is not there.</summary>
    public static int NumberAfter(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name, bool isLast = false)
    {
        var at = isLast ? message.LastIndexOf(name) : message.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(message[(at + name.Length)..], out int number, out _) ? number : -1;
    }

    private static int Value(byte digit) => Digits.IndexOf(digit);
}
