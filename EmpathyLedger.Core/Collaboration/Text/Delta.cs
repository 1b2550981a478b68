using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>
/// A formatted text, or a change of one, as Quill writes them: a list of insertions, retains and deletions. A text is a Delta of
/// insertions only; a change is applied by composing it with a text. Immutable and in normal form (see <see cref="DeltaBuilder"/>),
/// so equal changes are equal values. Positions and lengths are UTF-16 code units.
/// <para>It answers as npm <c>quill-delta</c> 5.1 answers, in every operation below; the tests ask that one. The laws, for a text
/// <c>d</c> and changes of it <c>a</c> and <c>b</c>:</para>
/// <list type="bullet">
/// <item>composition: <c>d ∘ (a ∘ c) = (d ∘ a) ∘ c</c></item>
/// <item>convergence: <c>d ∘ a ∘ a.Transform(b, true) = d ∘ b ∘ b.Transform(a, false)</c></item>
/// <item>inversion: <c>d ∘ a ∘ a.Invert(d) = d</c></item>
/// </list>
/// It is no law that transforming past two changes is the same as transforming past both composed: composed, an insertion behind
/// deleted text stands before it. So changes that were missed are gone through one by one, on every side in the same way.
/// </summary>
public sealed class Delta : IEquatable<Delta>
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly DeltaOp[] _ops;

    /// <param name="ops">In normal form, and nobody else's.</param>
    internal Delta(DeltaOp[] ops) => _ops = ops;

    public static Delta Empty { get; } = new([]);

    public ReadOnlySpan<DeltaOp> Ops => _ops;

    public bool IsEmpty => _ops.Length == 0;

    /// <summary>Of all operations together; of a text, its own.</summary>
    public int Length
    {
        get
        {
            var length = 0;
            foreach (ref readonly var op in Ops)
            {
                length = checked(length + op.Length);
            }

            return length;
        }
    }

    /// <summary>By how much a text gets longer through this change.</summary>
    public int ChangeLength
    {
        get
        {
            var length = 0;
            foreach (ref readonly var op in Ops)
            {
                length += op.Kind switch { DeltaOpKind.Insert => op.Length, DeltaOpKind.Delete => -op.Length, DeltaOpKind.Retain => 0 };
            }

            return length;
        }
    }

    /// <summary>How long a text has to be for this change: all that it keeps and deletes.</summary>
    public int BaseLength
    {
        get
        {
            var length = 0;
            foreach (ref readonly var op in Ops)
            {
                length = checked(length + (op.Kind == DeltaOpKind.Insert ? 0 : op.Length));
            }

            return length;
        }
    }

    /// <summary>Insertions only.</summary>
    public bool IsDocument
    {
        get
        {
            foreach (ref readonly var op in Ops)
            {
                if (op.Kind != DeltaOpKind.Insert)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>This, then <paramref name="other"/>, in one.</summary>
    public Delta Compose(Delta other) => DeltaComposition.Compose(this, other);

    /// <summary>All of them, one after the other, in one. Takes n log n of their length rather than n².</summary>
    public static Delta Compose(ReadOnlySpan<Delta> changes) => changes switch
    {
        [] => Empty,
        [var only] => only,
        _ => Compose(changes[..(changes.Length / 2)]).Compose(Compose(changes[(changes.Length / 2)..])),
    };

    /// <summary>
    /// <paramref name="other"/> as it has to be where this has happened already, both meant for the same text. With
    /// <paramref name="priority"/> this counts as the earlier one: its insertion at the same place stands first, and its formats stay.
    /// </summary>
    public Delta Transform(Delta other, bool priority) => DeltaTransformation.Transform(this, other, priority);

    /// <summary>
    /// Where a position is after this change. An insertion exactly there pushes it on, but not with <paramref name="priority"/>, that
    /// is where the position's owner stays before what others insert.
    /// </summary>
    public int TransformPosition(int index, bool priority = false) => DeltaTransformation.TransformPosition(this, index, priority);

    /// <summary>The change that takes this one back, made for the text after it.</summary>
    /// <param name="base">The text before it.</param>
    public Delta Invert(Delta @base) => DeltaInversion.Invert(this, @base);

    /// <summary>The operations between two places, counted along all of them.</summary>
    public Delta Slice(int start, int end = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        var cursor = new DeltaCursor(Ops);
        var builder = DeltaBuilder.Borrow();
        for (var index = 0; index < end && !cursor.IsAtEnd;)
        {
            var length = Math.Min(cursor.Remaining, index < start ? start - index : end - index);
            if (index >= start)
            {
                builder.AddPart(cursor.Op, cursor.Offset, length);
            }

            cursor.Advance(length);
            index += length;
        }

        return builder.BuildAndReturn();
    }

    /// <summary>The operations of both, one list behind the other: not one change after the other.</summary>
    public Delta Concat(Delta other)
    {
        var builder = DeltaBuilder.Borrow();
        builder.AddAll(Ops);
        builder.AddRest(new DeltaCursor(other.Ops));
        return builder.BuildAndReturn();
    }

    /// <summary><c>{"ops":[...]}</c>, as the browser takes it.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(256, _ops.Length * 32));
        using var writer = new Utf8JsonWriter(buffer, Readable);
        WriteTo(writer);
        writer.Flush();
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public void WriteTo(Utf8JsonWriter writer) => DeltaWriter.Write(writer, this);

    /// <summary>Reads a change that came from outside, by the limits of <see cref="DeltaLimits"/>. Never raises.</summary>
    public static DeltaReading Parse(ReadOnlySpan<byte> utf8) => DeltaReader.Read(utf8, isDocument: false);

    public static DeltaReading Parse(string json) => DeltaReader.Read(json, isDocument: false);

    /// <summary>For JSON that is part of a message. Its depth is bounded by whoever read the message.</summary>
    public static DeltaReading Parse(JsonElement element) => DeltaReader.Read(JsonMarshal.GetRawUtf8Value(element), isDocument: false);

    /// <summary>Reads a text: insertions only.</summary>
    public static DeltaReading ParseDocument(ReadOnlySpan<byte> utf8) => DeltaReader.Read(utf8, isDocument: true);

    public static DeltaReading ParseDocument(string json) => DeltaReader.Read(json, isDocument: true);

    public bool Equals(Delta? other) => ReferenceEquals(this, other) || (other is not null && Ops.SequenceEqual(other.Ops));

    public override bool Equals(object? obj) => Equals(obj as Delta);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (ref readonly var op in Ops)
        {
            hash.Add(op);
        }

        return hash.ToHashCode();
    }

    public static bool operator ==(Delta? left, Delta? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Delta? left, Delta? right) => !(left == right);

    /// <summary>Its shape without its words, fit for a log: <c>retain 12, insert 3, delete 1</c>.</summary>
    public override string ToString() => string.Join(", ", _ops.Select(op => $"{op.Kind.ToString().ToLowerInvariant()} {op.Length}{(op.Attributes.IsEmpty ? "" : "*")}"));
}
