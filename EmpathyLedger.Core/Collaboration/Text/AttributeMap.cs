namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>
/// The formats of a piece of text, or in a change what becomes of them: a null takes a format away. Immutable, its names in ordinal
/// order; equal maps are usually the same object (see <see cref="AttributeMapPool"/>), so comparing them is comparing references.
/// </summary>
public sealed class AttributeMap : IEquatable<AttributeMap>
{
    private readonly KeyValuePair<string, DeltaValue>[] _entries;
    private readonly int _hash;

    private AttributeMap(KeyValuePair<string, DeltaValue>[] entries)
    {
        _entries = entries;
        var hash = new HashCode();
        foreach (var (name, value) in entries)
        {
            hash.Add(name);
            hash.Add(value);
        }

        _hash = hash.ToHashCode();
    }

    public static AttributeMap Empty { get; } = new([]);

    public int Count => _entries.Length;

    /// <summary>By name, in ordinal order.</summary>
    public ReadOnlySpan<KeyValuePair<string, DeltaValue>> Entries => _entries;

    public bool IsEmpty => _entries.Length == 0;

    /// <exception cref="ArgumentException">A name comes twice.</exception>
    public static AttributeMap Of(params IEnumerable<KeyValuePair<string, DeltaValue>> entries)
    {
        var sorted = entries.ToArray();
        Array.Sort(sorted, (one, other) => string.CompareOrdinal(one.Key, other.Key));
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Key == sorted[i - 1].Key)
            {
                throw new ArgumentException($"Two values for the attribute {sorted[i].Key}.", nameof(entries));
            }
        }

        return OfSorted(sorted);
    }

    public static AttributeMap Of(string name, DeltaValue value) => OfSorted([new(name, value)]);

    /// <summary>This map with one value more, or with another value under this name.</summary>
    public AttributeMap With(string name, DeltaValue value) => Compose(this, Of(name, value), keepNull: true);

    public bool TryGet(string name, out DeltaValue value)
    {
        foreach (var entry in _entries)
        {
            if (entry.Key == name)
            {
                value = entry.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>
    /// <paramref name="first"/>, then <paramref name="second"/>. A null of the second is kept where it has still to take something
    /// away (over a retain), and has done its work where it met the text itself.
    /// </summary>
    public static AttributeMap Compose(AttributeMap first, AttributeMap second, bool keepNull)
    {
        if (second.IsEmpty || (keepNull && first.IsEmpty))
        {
            return second.IsEmpty ? first : second;
        }

        var entries = new KeyValuePair<string, DeltaValue>[first.Count + second.Count];
        var (count, i, j) = (0, 0, 0);
        while (i < first._entries.Length || j < second._entries.Length)
        {
            var order = Order(first, i, second, j);
            if (order < 0)
            {
                entries[count++] = first._entries[i];
            }
            else if (keepNull || !second._entries[j].Value.IsNull)
            {
                entries[count++] = second._entries[j];
            }

            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return OfSorted(entries.AsSpan(0, count));
    }

    /// <summary>What is left of <paramref name="change"/> when <paramref name="concurrent"/> was there before it: with priority, what that one set stays.</summary>
    public static AttributeMap Transform(AttributeMap concurrent, AttributeMap change, bool priority)
    {
        if (!priority || concurrent.IsEmpty || change.IsEmpty)
        {
            return change;
        }

        if (ReferenceEquals(concurrent, change))
        {
            return Empty;
        }

        var entries = new KeyValuePair<string, DeltaValue>[change.Count];
        var count = 0;
        foreach (var entry in change._entries)
        {
            if (!concurrent.TryGet(entry.Key, out _))
            {
                entries[count++] = entry;
            }
        }

        return count == change.Count ? change : OfSorted(entries.AsSpan(0, count));
    }

    /// <summary>
    /// What takes <paramref name="change"/> back from text that was formatted as <paramref name="original"/>. A value that is set to
    /// what it was anyway needs none; objects count as different always, as in JavaScript.
    /// </summary>
    public static AttributeMap Invert(AttributeMap change, AttributeMap original)
    {
        var entries = new KeyValuePair<string, DeltaValue>[change.Count];
        var count = 0;
        foreach (var (name, value) in change._entries)
        {
            if (!original.TryGet(name, out var before))
            {
                entries[count++] = new(name, DeltaValue.Null);
            }
            else if (!before.IsIdenticalTo(value))
            {
                entries[count++] = new(name, before);
            }
        }

        return OfSorted(entries.AsSpan(0, count));
    }

    internal static AttributeMap OfSorted(ReadOnlySpan<KeyValuePair<string, DeltaValue>> entries) =>
        entries.IsEmpty ? Empty : AttributeMapPool.Share(new AttributeMap(entries.ToArray()));

    private static int Order(AttributeMap first, int i, AttributeMap second, int j) =>
        i == first._entries.Length ? 1
        : j == second._entries.Length ? -1
        : string.CompareOrdinal(first._entries[i].Key, second._entries[j].Key);

    public bool Equals(AttributeMap? other) =>
        ReferenceEquals(this, other) || (other is not null && other._hash == _hash && other._entries.AsSpan().SequenceEqual(_entries, EntryComparer.Instance));

    public override bool Equals(object? obj) => Equals(obj as AttributeMap);

    public override int GetHashCode() => _hash;

    public static bool operator ==(AttributeMap? left, AttributeMap? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(AttributeMap? left, AttributeMap? right) => !(left == right);

    private sealed class EntryComparer : IEqualityComparer<KeyValuePair<string, DeltaValue>>
    {
        public static readonly EntryComparer Instance = new();

        public bool Equals(KeyValuePair<string, DeltaValue> x, KeyValuePair<string, DeltaValue> y) => x.Key == y.Key && x.Value == y.Value;

        public int GetHashCode(KeyValuePair<string, DeltaValue> obj) => HashCode.Combine(obj.Key, obj.Value);
    }
}
