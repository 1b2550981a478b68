namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>
/// Puts a <see cref="Delta"/> together, one operation after the other, and keeps it in normal form: neighbours of one kind and equal
/// attributes are one operation, and an insertion stands before the deletion at its place (which means the same). So two Deltas
/// that were built of the same steps are equal. Work is linear in what is added, however small the pieces.
/// </summary>
public sealed class DeltaBuilder
{
    // Larger ones are left to the collector when they have served.
    private const int KeptOps = 256;
    private const int KeptCharacters = 16 * 1024;

    [ThreadStatic]
    private static DeltaBuilder? _spare;

    private DeltaOp[] _ops = new DeltaOp[8];
    private int _count;

    // An insertion that grew out of several pieces is gathered here until another one begins; its operation has no text meanwhile.
    private char[] _text = [];
    private int _textLength;
    private int _growing = -1;

    /// <summary>Nothing where <paramref name="text"/> is empty.</summary>
    public DeltaBuilder Insert(string text, AttributeMap? attributes = null)
    {
        AddText(text, 0, text.Length, attributes ?? AttributeMap.Empty);
        return this;
    }

    public DeltaBuilder Insert(DeltaEmbed embed, AttributeMap? attributes = null)
    {
        Place() = DeltaOp.Insert(embed, attributes ?? AttributeMap.Empty);
        return this;
    }

    /// <summary>Nothing where <paramref name="length"/> is zero.</summary>
    public DeltaBuilder Retain(int length, AttributeMap? attributes = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        attributes ??= AttributeMap.Empty;
        if (length == 0)
        {
            return this;
        }

        if (_count > 0 && _ops[_count - 1] is { Kind: DeltaOpKind.Retain } last && last.Attributes == attributes)
        {
            _ops[_count - 1] = DeltaOp.Retain(checked(last.Length + length), attributes);
            return this;
        }

        Add(DeltaOp.Retain(length, attributes));
        return this;
    }

    /// <summary>Nothing where <paramref name="length"/> is zero.</summary>
    public DeltaBuilder Delete(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
        {
            return this;
        }

        if (_count > 0 && _ops[_count - 1] is { Kind: DeltaOpKind.Delete } last)
        {
            _ops[_count - 1] = DeltaOp.Delete(checked(last.Length + length));
            return this;
        }

        Add(DeltaOp.Delete(length));
        return this;
    }

    /// <summary>The Delta; the builder is empty again.</summary>
    public Delta Build()
    {
        FinishText();
        var delta = _count == 0 ? Delta.Empty : new Delta(_ops.AsSpan(0, _count).ToArray());
        Array.Clear(_ops, 0, _count);
        _count = 0;
        return delta;
    }

    /// <summary>A builder for the time of one calculation; <see cref="BuildAndReturn"/> gives it back.</summary>
    internal static DeltaBuilder Borrow()
    {
        var builder = _spare ?? new DeltaBuilder();
        _spare = null;
        return builder;
    }

    /// <summary>The Delta without a closing retain, which would say nothing.</summary>
    internal Delta ChopAndReturn()
    {
        if (_count > 0 && _ops[_count - 1].IsPlainRetain)
        {
            _count--;
        }

        return BuildAndReturn();
    }

    internal Delta BuildAndReturn()
    {
        var delta = Build();
        if (_ops.Length <= KeptOps && _text.Length <= KeptCharacters)
        {
            _spare = this;
        }

        return delta;
    }

    /// <summary>What <paramref name="op"/> does to <paramref name="length"/> characters from <paramref name="offset"/> on.</summary>
    internal void AddPart(in DeltaOp op, int offset, int length) => AddPart(op, offset, length, op.Attributes);

    internal void AddPart(in DeltaOp op, int offset, int length, AttributeMap attributes)
    {
        switch (op.Kind)
        {
            case DeltaOpKind.Insert when op.Content is string text:
                AddText(text, offset, length, attributes);
                break;
            case DeltaOpKind.Insert:
                Place() = DeltaOp.Insert(op.Content!, attributes);
                break;
            case DeltaOpKind.Retain:
                Retain(length, attributes);
                break;
            case DeltaOpKind.Delete:
                Delete(length);
                break;
        }
    }

    /// <summary>What is left of another list in normal form: only its first operation can merge with what is here.</summary>
    internal void AddRest(DeltaCursor rest)
    {
        if (rest.IsAtEnd)
        {
            return;
        }

        AddPart(rest.Op, rest.Offset, rest.Remaining);
        rest.AdvanceOverOp();
        // Insertions after a deletion move before it, each of them.
        while (!rest.IsAtEnd && rest.Kind == DeltaOpKind.Insert)
        {
            AddPart(rest.Op, 0, rest.Remaining);
            rest.AdvanceOverOp();
        }

        // A deletion or retain may still meet one of its kind in front of those.
        if (!rest.IsAtEnd)
        {
            AddPart(rest.Op, 0, rest.Remaining);
            rest.AdvanceOverOp();
            AddAll(rest.Untouched);
        }
    }

    /// <summary>Operations in normal form that can't merge with what is here.</summary>
    internal void AddAll(ReadOnlySpan<DeltaOp> ops)
    {
        EnsureRoom(ops.Length);
        ops.CopyTo(_ops.AsSpan(_count));
        _count += ops.Length;
    }

    internal void AddText(ReadOnlySpan<char> text, AttributeMap attributes)
    {
        var last = LastInsertion();
        if (last < 0 || _ops[last].Embed is not null || _ops[last].Attributes != attributes)
        {
            FinishText();
            Place() = DeltaOp.InsertLater(attributes);
            _growing = LastInsertion();
        }
        else if (_growing != last)
        {
            FinishText();
            Gather(_ops[last].Text);
            _growing = last;
        }

        Gather(text);
    }

    private void AddText(string text, int offset, int length, AttributeMap attributes)
    {
        if (length == 0)
        {
            return;
        }

        var last = LastInsertion();
        if (length == text.Length && (last < 0 || _ops[last].Embed is not null || _ops[last].Attributes != attributes))
        {
            Place() = DeltaOp.Insert(text, attributes);
            return;
        }

        AddText(text.AsSpan(offset, length), attributes);
    }

    /// <summary>The insertion that text at the end would join, or -1: the last operation, or the one before a closing deletion.</summary>
    private int LastInsertion()
    {
        var last = _count - 1;
        if (last >= 0 && _ops[last].Kind == DeltaOpKind.Delete)
        {
            last--;
        }

        return last >= 0 && _ops[last].Kind == DeltaOpKind.Insert ? last : -1;
    }

    /// <summary>Room for one more insertion: at the end, or before the deletion that is there.</summary>
    private ref DeltaOp Place()
    {
        EnsureRoom(1);
        var place = _count++;
        if (place > 0 && _ops[place - 1].Kind == DeltaOpKind.Delete)
        {
            _ops[place] = _ops[place - 1];
            place--;
        }

        return ref _ops[place];
    }

    private void Add(DeltaOp op)
    {
        EnsureRoom(1);
        _ops[_count++] = op;
    }

    private void EnsureRoom(int more)
    {
        if (_count + more > _ops.Length)
        {
            Array.Resize(ref _ops, Math.Max(_count + more, _ops.Length * 2));
        }
    }

    private void Gather(ReadOnlySpan<char> text)
    {
        if (_textLength + text.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(Math.Max(_textLength + text.Length, _text.Length * 2), 64));
        }

        text.CopyTo(_text.AsSpan(_textLength));
        _textLength += text.Length;
    }

    private void FinishText()
    {
        if (_growing >= 0)
        {
            _ops[_growing] = DeltaOp.Insert(new string(_text, 0, _textLength), _ops[_growing].Attributes);
            _growing = -1;
            _textLength = 0;
        }
    }
}
