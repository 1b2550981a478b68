namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>
/// The leaves of a text under a B+-tree of their lengths. All leaves are equally deep; a branch that loses its last child goes, others
/// are not filled up again, so after much deletion a tree may be a little taller than it needs to be, never unevenly.
/// <para>It remembers the leaf of the last edit: whoever writes, writes where they wrote before, and then nothing has to be found.</para>
/// </summary>
internal sealed class TextTree
{
    private TextNode _root;
    private TextLeaf _leaf;
    private int _leafStart;

    public TextTree()
    {
        _leaf = new TextLeaf();
        _root = _leaf;
    }

    public TextNode Root => _root;

    public int Length => _root.Length;

    /// <summary>In all leaves. Where a run goes on in the next leaf it counts twice.</summary>
    public int RunCount { get; private set; }

    /// <summary>The leaf that has the character at <paramref name="index"/>; at the end of the text, the last one.</summary>
    public TextLeaf FindCharacter(int index, out int offset)
    {
        offset = index - _leafStart;
        if (offset < 0 || offset >= _leaf.Length)
        {
            offset = Descend(index);
        }

        return _leaf;
    }

    /// <summary>An insertion joins what is before it, if there is room.</summary>
    public void Insert(int index, ReadOnlySpan<char> text, AttributeMap attributes, DeltaEmbed? embed)
    {
        var offset = index - _leafStart;
        if (offset < 0 || offset > _leaf.Length || (offset == 0 && index > 0))
        {
            offset = index == 0 ? Descend(0) : Descend(index - 1) + 1;
        }

        if (_leaf.HasRoom(text.Length))
        {
            InsertHere(offset, text, attributes, embed);
            return;
        }

        if (offset == _leaf.Length)
        {
            InsertBehind(text, attributes, embed);
            return;
        }

        // Where somebody writes in the middle the left part is about to fill up; not too uneven, or many small leaves would be left.
        var isLong = text.Length > TextLeaf.Capacity / 2;
        SplitHere(isLong ? offset : Math.Clamp(offset, _leaf.Length / 4, _leaf.Length * 3 / 4));
        Insert(index, text, attributes, embed);
    }

    public void Delete(int index, int length)
    {
        while (length > 0)
        {
            var leaf = FindCharacter(index, out var offset);
            var here = Math.Min(length, leaf.Length - offset);
            if (here == leaf.Length && leaf != _root)
            {
                Remove(leaf);
            }
            else
            {
                RunCount -= leaf.RunCount;
                leaf.Delete(offset, here);
                RunCount += leaf.RunCount;
                AddLength(leaf, -here);
                AbsorbNeighbours();
            }

            length -= here;
        }
    }

    public void Format(int index, int length, AttributeMap change)
    {
        while (length > 0)
        {
            var leaf = FindCharacter(index, out var offset);
            if (!leaf.HasRoom(0))
            {
                SplitHere(leaf.Length / 2);
                continue;
            }

            var here = Math.Min(length, leaf.Length - offset);
            RunCount -= leaf.RunCount;
            leaf.Format(offset, here, change);
            RunCount += leaf.RunCount;
            index += here;
            length -= here;
        }
    }

    private void InsertHere(int offset, ReadOnlySpan<char> text, AttributeMap attributes, DeltaEmbed? embed)
    {
        RunCount -= _leaf.RunCount;
        _leaf.Insert(offset, text, attributes, embed);
        RunCount += _leaf.RunCount;
        AddLength(_leaf, text.Length);
    }

    /// <summary>Fills this leaf, then others behind it; a long text in as few leaves as it needs.</summary>
    private void InsertBehind(ReadOnlySpan<char> text, AttributeMap attributes, DeltaEmbed? embed)
    {
        while (!text.IsEmpty)
        {
            var here = Math.Min(text.Length, TextLeaf.Capacity - _leaf.Length);
            if (here == 0 || !_leaf.HasRoom(here))
            {
                // At the end of the text, where it is read in and where it is mostly written, a leaf has all its room at once.
                AddBehind(_leaf, new TextLeaf(_leaf.Next is null ? TextLeaf.Capacity : text.Length));
                _leafStart += _leaf.Length;
                _leaf = _leaf.Next!;
                continue;
            }

            InsertHere(_leaf.Length, text[..here], attributes, embed);
            text = text[here..];
        }
    }

    private void SplitHere(int offset)
    {
        var runs = _leaf.RunCount;
        var right = _leaf.SplitAt(offset);
        var moved = _leaf.Length - offset;
        AddLength(_leaf, -moved);
        right.Length = moved;
        RunCount += _leaf.RunCount - runs;
        AddBehind(_leaf, right);
    }

    /// <summary>Small leaves are put together, or deletions would leave a tree of crumbs.</summary>
    private void AbsorbNeighbours()
    {
        if (_leaf.Length >= TextLeaf.Capacity / 4)
        {
            return;
        }

        if (_leaf.Previous is { } previous && previous.CanAbsorb(_leaf))
        {
            _leafStart -= previous.Length;
            _leaf = previous;
        }
        else if (_leaf.Next is not { } next || !_leaf.CanAbsorb(next))
        {
            return;
        }

        var absorbed = _leaf.Next!;
        RunCount -= _leaf.RunCount;
        _leaf.Absorb(absorbed);
        RunCount += _leaf.RunCount;
        AddLength(_leaf, absorbed.Length);
        Remove(absorbed);
    }

    /// <summary>From the root to the leaf with the character at <paramref name="index"/>, which is remembered; the place in it.</summary>
    private int Descend(int index)
    {
        var node = _root;
        var offset = index;
        while (node is TextBranch branch)
        {
            var children = branch.Children;
            var child = 0;
            while (child < children.Length - 1 && offset >= children[child].Length)
            {
                offset -= children[child++].Length;
            }

            node = children[child];
        }

        _leaf = (TextLeaf)node;
        _leafStart = index - offset;
        return offset;
    }

    private void AddBehind(TextLeaf leaf, TextLeaf added)
    {
        added.Previous = leaf;
        added.Next = leaf.Next;
        if (leaf.Next is { } next)
        {
            next.Previous = added;
        }

        leaf.Next = added;
        RunCount += added.RunCount;
        AddBehind((TextNode)leaf, added);
        AddLength(added.Parent!, added.Length);
    }

    /// <summary>Makes room, up to the root. The lengths above are as if the new part were empty.</summary>
    private void AddBehind(TextNode node, TextNode added)
    {
        if (node.Parent is not { } parent)
        {
            parent = new TextBranch { Length = node.Length };
            parent.Insert(0, node);
            _root = parent;
        }

        var at = parent.IndexOf(node) + 1;
        if (parent.IsFull)
        {
            // At the very end a full branch stays full: so a text that is read in from front to back leaves no gaps.
            var middle = at == TextBranch.Capacity ? at : TextBranch.Capacity / 2;
            var right = parent.SplitAt(middle);
            AddBehind(parent, right);
            parent.Length -= right.Length;
            (parent, at) = at >= middle ? (right, at - middle) : (parent, at);
        }

        parent.Insert(at, added);
    }

    private void Remove(TextLeaf leaf)
    {
        RunCount -= leaf.RunCount;
        AddLength(leaf, -leaf.Length);
        if (leaf.Previous is { } previous)
        {
            previous.Next = leaf.Next;
        }

        if (leaf.Next is { } next)
        {
            next.Previous = leaf.Previous;
        }

        if (_leaf == leaf)
        {
            _leafStart -= leaf.Next is null ? leaf.Previous!.Length : 0;
            _leaf = leaf.Next ?? leaf.Previous!;
        }

        TextNode node = leaf;
        while (node.Parent is { } parent)
        {
            parent.Remove(node);
            if (parent.Count > 0)
            {
                break;
            }

            node = parent;
        }

        while (_root is TextBranch { Count: 1 } top)
        {
            _root = top.Children[0];
            top.Remove(_root);
        }
    }

    private static void AddLength(TextNode node, int length)
    {
        for (TextNode? above = node; above is not null; above = above.Parent)
        {
            above.Length += length;
        }
    }
}
