using System.Diagnostics.CodeAnalysis;

namespace EmpathyLedger.Core.Collaboration.Text;

public enum DeltaValueKind
{
    Null,
    Boolean,
    Number,
    Text,
    Map,
}

/// <summary>
/// What an attribute or an embed may hold: JSON without lists. Numbers are JavaScript's (64-bit floating point, no negative zero),
/// so that two values are equal here when they are equal in the browser.
/// </summary>
public readonly struct DeltaValue : IEquatable<DeltaValue>
{
    private static readonly object IsBoolean = new();
    private static readonly object IsNumber = new();

    // A string or a map, or what the number means.
    private readonly object? _content;
    private readonly double _number;

    private DeltaValue(object? content, double number) => (_content, _number) = (content, number);

    /// <summary>In a change: take this attribute away.</summary>
    public static DeltaValue Null => default;

    public static DeltaValue Of(bool value) => new(IsBoolean, value ? 1 : 0);

    /// <exception cref="ArgumentOutOfRangeException">JSON has no such number.</exception>
    public static DeltaValue Of(double value) =>
        double.IsFinite(value) ? new(IsNumber, value + 0.0) : throw new ArgumentOutOfRangeException(nameof(value), value, "JSON knows finite numbers only.");

    public static DeltaValue Of(string value) => new(value, 0);

    public static DeltaValue Of(AttributeMap value) => new(value, 0);

    public static implicit operator DeltaValue(bool value) => Of(value);

    public static implicit operator DeltaValue(double value) => Of(value);

    public static implicit operator DeltaValue(string value) => Of(value);

    public DeltaValueKind Kind => _content switch
    {
        null => DeltaValueKind.Null,
        string => DeltaValueKind.Text,
        AttributeMap => DeltaValueKind.Map,
        _ => _content == IsBoolean ? DeltaValueKind.Boolean : DeltaValueKind.Number,
    };

    public bool IsNull => _content is null;

    public bool AsBoolean => _content == IsBoolean && _number != 0;

    public double AsNumber => _content == IsNumber ? _number : double.NaN;

    public string? AsText => _content as string;

    public AttributeMap? AsMap => _content as AttributeMap;

    public bool Equals(DeltaValue other) =>
        _number == other._number && (ReferenceEquals(_content, other._content) || (_content is string or AttributeMap && _content.Equals(other._content)));

    /// <summary>
    /// JavaScript's <c>===</c> between values of two Deltas: objects are never the same one, even if they are equal.
    /// </summary>
    internal bool IsIdenticalTo(DeltaValue other) => _content is not AttributeMap && Equals(other);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is DeltaValue other && Equals(other);

    public override int GetHashCode() => _content is string or AttributeMap ? _content.GetHashCode() : HashCode.Combine(Kind, _number);

    public static bool operator ==(DeltaValue left, DeltaValue right) => left.Equals(right);

    public static bool operator !=(DeltaValue left, DeltaValue right) => !left.Equals(right);

    public override string ToString() => Kind.ToString();
}
