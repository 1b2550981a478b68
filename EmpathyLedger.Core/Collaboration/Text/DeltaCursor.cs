namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>
/// A place in a list of operations, perhaps in the middle of one. Behind the last operation everything is kept: there it stands on an
/// endless retain.
/// </summary>
internal ref struct DeltaCursor(ReadOnlySpan<DeltaOp> ops)
{
    private readonly ReadOnlySpan<DeltaOp> _ops = ops;
    private int _index;

    public readonly bool IsAtEnd => _index == _ops.Length;

    public readonly DeltaOpKind Kind => IsAtEnd ? DeltaOpKind.Retain : _ops[_index].Kind;

    /// <summary>How much of the operation is done.</summary>
    public int Offset { get; private set; }

    /// <summary>How much of it is to come.</summary>
    public readonly int Remaining => IsAtEnd ? int.MaxValue : _ops[_index].Length - Offset;

    public readonly AttributeMap Attributes => IsAtEnd ? AttributeMap.Empty : _ops[_index].Attributes;

    /// <summary>The operation itself; not at the end.</summary>
    public readonly ref readonly DeltaOp Op => ref _ops[_index];

    /// <summary>The operations that have not been begun.</summary>
    public readonly ReadOnlySpan<DeltaOp> Untouched => _ops[(Offset == 0 ? _index : _index + 1)..];

    public void Advance(int length)
    {
        if (IsAtEnd)
        {
            return;
        }

        Offset += length;
        if (Offset == _ops[_index].Length)
        {
            _index++;
            Offset = 0;
        }
    }

    public void AdvanceOverOp()
    {
        _index++;
        Offset = 0;
    }
}
