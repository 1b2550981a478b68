using System.Diagnostics.CodeAnalysis;

namespace EmpathyLedger.Core.Collaboration.Text;

public enum DeltaOpKind : byte
{
    Retain,
    Insert,
    Delete,
}

/// <summary>
/// One step of a <see cref="Delta"/>: keep this many characters (and perhaps format them), delete them, or insert a text or an embed.
/// Lengths are UTF-16 code units; an embed is one long.
/// </summary>
public readonly struct DeltaOp : IEquatable<DeltaOp>
{
    // A string or a DeltaEmbed where Kind is Insert, otherwise null.
    private readonly object? _content;

    private DeltaOp(DeltaOpKind kind, int length, object? content, AttributeMap attributes) =>
        (Kind, Length, _content, Attributes) = (kind, length, content, attributes);

    public DeltaOpKind Kind { get; }

    public int Length { get; }

    /// <summary>Empty where it is a deletion.</summary>
    public AttributeMap Attributes { get; }

    public string? Text => _content as string;

    public DeltaEmbed? Embed => _content as DeltaEmbed;

    internal object? Content => _content;

    internal static DeltaOp Insert(object content, AttributeMap attributes) => new(DeltaOpKind.Insert, content is string text ? text.Length : 1, content, attributes);

    /// <summary>An insertion whose text is still being put together.</summary>
    internal static DeltaOp InsertLater(AttributeMap attributes) => new(DeltaOpKind.Insert, 0, null, attributes);

    internal static DeltaOp Retain(int length, AttributeMap attributes) => new(DeltaOpKind.Retain, length, null, attributes);

    internal static DeltaOp Delete(int length) => new(DeltaOpKind.Delete, length, null, AttributeMap.Empty);

    internal bool IsPlainRetain => Kind == DeltaOpKind.Retain && Attributes.IsEmpty;

    public bool Equals(DeltaOp other) => Kind == other.Kind && Length == other.Length && Attributes == other.Attributes && Equals(_content, other._content);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is DeltaOp other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Kind, Length, _content, Attributes);

    public static bool operator ==(DeltaOp left, DeltaOp right) => left.Equals(right);

    public static bool operator !=(DeltaOp left, DeltaOp right) => !left.Equals(right);
}
