namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>
/// A few thousand characters, and beside them how they are formatted. An edit moves what is behind it, which at this size costs less
/// than finding the place did. An embed is one character that stands for it.
/// </summary>
internal sealed class TextLeaf : TextNode
{
    /// <summary>So that moving half a leaf stays within a processor's nearest cache, and a leaf's own overhead is a few per cent.</summary>
    public const int Capacity = 2048;

    /// <summary>They are gone through one by one.</summary>
    public const int RunCapacity = 64;

    // Room grows in small steps: a text that nobody edits any more keeps little of it.
    private const int Step = 64;
    private const int RunStep = 8;

    private char[] _text;
    private TextRun[] _runs;

    public TextLeaf(int capacity = 0)
    {
        _text = capacity == 0 ? [] : new char[Math.Min(capacity, Capacity)];
        _runs = [];
    }

    public TextLeaf? Next { get; set; }

    public TextLeaf? Previous { get; set; }

    public int RunCount { get; private set; }

    public ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

    public ReadOnlySpan<TextRun> Runs => _runs.AsSpan(0, RunCount);

    public char this[int offset] => _text[offset];

    /// <summary>Room for <paramref name="length"/> characters more. Runs need two places: a run that is split is three.</summary>
    public bool HasRoom(int length) => Length + length <= Capacity && RunCount + 2 <= RunCapacity;

    /// <summary>Only where there is room. The tree counts the length.</summary>
    public void Insert(int offset, ReadOnlySpan<char> text, AttributeMap attributes, DeltaEmbed? embed)
    {
        if (Length + text.Length > _text.Length)
        {
            Array.Resize(ref _text, RoomFor(Length + text.Length));
        }

        _text.AsSpan(offset, Length - offset).CopyTo(_text.AsSpan(offset + text.Length));
        text.CopyTo(_text.AsSpan(offset));
        InsertRun(offset, new TextRun(text.Length, attributes, embed));
    }

    public void Delete(int offset, int length)
    {
        _text.AsSpan(offset + length, Length - offset - length).CopyTo(_text.AsSpan(offset));
        if (_text.Length - Length + length > Capacity / 4)
        {
            Array.Resize(ref _text, RoomFor(Length - length));
        }

        var run = FindRun(offset, out var within);
        if (within + length < _runs[run].Length)
        {
            _runs[run] = _runs[run].WithLength(_runs[run].Length - length);
            return;
        }

        var first = run;
        if (within > 0)
        {
            length -= _runs[run].Length - within;
            _runs[run] = _runs[run].WithLength(within);
            first++;
        }

        var last = first;
        while (length > 0 && length >= _runs[last].Length)
        {
            length -= _runs[last++].Length;
        }

        if (length > 0)
        {
            _runs[last] = _runs[last].WithLength(_runs[last].Length - length);
        }

        RemoveRuns(first, last - first);
        JoinAt(first);
    }

    /// <summary>Only where there is room for two more runs.</summary>
    public void Format(int offset, int length, AttributeMap change)
    {
        var first = SplitRunAt(offset);
        var end = SplitRunAt(offset + length);
        for (var run = first; run < end; run++)
        {
            _runs[run] = _runs[run].WithAttributes(AttributeMap.Compose(_runs[run].Attributes, change, keepNull: false));
        }

        for (var run = end; run >= first; run--)
        {
            JoinAt(run);
        }
    }

    /// <summary>What is behind the place, as a leaf of its own. The tree counts the length.</summary>
    public TextLeaf SplitAt(int offset)
    {
        var run = SplitRunAt(offset);
        var right = new TextLeaf { _text = _text.AsSpan(offset, Length - offset).ToArray(), _runs = Runs[run..].ToArray(), RunCount = RunCount - run };
        RunCount = run;
        Array.Resize(ref _runs, run);
        Array.Resize(ref _text, RoomFor(offset + 1));
        return right;
    }

    /// <summary>Whether both together would leave room to write in.</summary>
    public bool CanAbsorb(TextLeaf next) => Length + next.Length <= Capacity * 3 / 4 && RunCount + next.RunCount <= RunCapacity * 3 / 4;

    /// <summary>Takes over what <paramref name="next"/> has. The tree counts the length.</summary>
    public void Absorb(TextLeaf next)
    {
        var at = RunCount;
        Array.Resize(ref _text, Length + next.Length);
        next.Text.CopyTo(_text.AsSpan(Length));
        MakeRoomForRuns(at, next.RunCount);
        next.Runs.CopyTo(_runs.AsSpan(at));
        JoinAt(at);
    }

    /// <summary>The run of the character at <paramref name="offset"/>; behind the last one, a run that is none.</summary>
    public int FindRun(int offset, out int within)
    {
        if (offset == Length)
        {
            within = 0;
            return RunCount;
        }

        var run = 0;
        while (run < RunCount && offset >= _runs[run].Length)
        {
            offset -= _runs[run++].Length;
        }

        within = offset;
        return run;
    }

    private static int RoomFor(int length) => Math.Min(Capacity, (length + Step - 1) / Step * Step);

    private void InsertRun(int offset, in TextRun added)
    {
        var run = FindRun(offset, out var within);
        if (within > 0)
        {
            if (_runs[run].Joins(added))
            {
                Lengthen(run, added.Length);
                return;
            }

            run = SplitRunAt(offset);
        }
        else if (run > 0 && _runs[run - 1].Joins(added))
        {
            Lengthen(run - 1, added.Length);
            return;
        }
        else if (run < RunCount && _runs[run].Joins(added))
        {
            Lengthen(run, added.Length);
            return;
        }

        MakeRoomForRuns(run, 1);
        _runs[run] = added;
    }

    private void Lengthen(int run, int length) => _runs[run] = _runs[run].WithLength(_runs[run].Length + length);

    /// <summary>Afterwards a run begins there; which one.</summary>
    private int SplitRunAt(int offset)
    {
        var run = FindRun(offset, out var within);
        if (within == 0)
        {
            return run;
        }

        MakeRoomForRuns(run, 1);
        _runs[run + 1] = _runs[run + 1].WithLength(_runs[run + 1].Length - within);
        _runs[run] = _runs[run + 1].WithLength(within);
        return run + 1;
    }

    /// <summary>Makes one of this run and the one before it, if they are alike.</summary>
    private void JoinAt(int run)
    {
        if (run > 0 && run < RunCount && _runs[run - 1].Joins(_runs[run]))
        {
            Lengthen(run - 1, _runs[run].Length);
            RemoveRuns(run, 1);
        }
    }

    private void MakeRoomForRuns(int at, int count)
    {
        if (RunCount + count > _runs.Length)
        {
            Array.Resize(ref _runs, (RunCount + count + RunStep - 1) / RunStep * RunStep);
        }

        _runs.AsSpan(at, RunCount - at).CopyTo(_runs.AsSpan(at + count));
        RunCount += count;
    }

    private void RemoveRuns(int at, int count)
    {
        _runs.AsSpan(at + count, RunCount - at - count).CopyTo(_runs.AsSpan(at));
        RunCount -= count;
        // What is not there must not keep attributes alive.
        _runs.AsSpan(RunCount, count).Clear();
    }
}
