namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>A part of a text: a leaf with characters, or a branch with parts. Knows how long it is, so that a place is found from the root down.</summary>
internal abstract class TextNode
{
    public TextBranch? Parent { get; set; }

    /// <summary>In UTF-16 code units; of a branch, of all below it.</summary>
    public int Length { get; set; }
}

internal sealed class TextBranch : TextNode
{
    public const int Capacity = 32;

    private readonly TextNode[] _children = new TextNode[Capacity];

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    public ReadOnlySpan<TextNode> Children => _children.AsSpan(0, Count);

    /// <summary>Leaves <see cref="TextNode.Length"/> to the tree, which counts a new part once for all that are above it.</summary>
    public void Insert(int at, TextNode child)
    {
        _children.AsSpan(at, Count - at).CopyTo(_children.AsSpan(at + 1));
        _children[at] = child;
        Count++;
        child.Parent = this;
    }

    public void Remove(TextNode child)
    {
        var at = IndexOf(child);
        _children.AsSpan(at + 1, Count - at - 1).CopyTo(_children.AsSpan(at));
        _children[--Count] = null!;
        child.Parent = null;
    }

    public int IndexOf(TextNode child) => Array.IndexOf(_children, child, 0, Count);

    /// <summary>Its children from <paramref name="from"/> on in a branch of their own, which is nobody's yet.</summary>
    public TextBranch SplitAt(int from)
    {
        var right = new TextBranch();
        foreach (var child in Children[from..])
        {
            right.Insert(right.Count, child);
            right.Length += child.Length;
        }

        Array.Clear(_children, from, Count - from);
        Count = from;
        return right;
    }
}
