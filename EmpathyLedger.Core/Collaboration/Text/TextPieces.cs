namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>Goes through a range of a text, piece by piece; a run that lies in two leaves comes in two pieces.</summary>
internal ref struct TextPieces
{
    private TextLeaf? _leaf;
    private int _run;
    private int _within;
    private int _offset;
    private int _left;

    public TextPieces(TextTree tree, int start, int length)
    {
        _left = length;
        if (length > 0)
        {
            _leaf = tree.FindCharacter(start, out _offset);
            _run = _leaf.FindRun(_offset, out _within);
        }
    }

    public AttributeMap Attributes { get; private set; } = AttributeMap.Empty;

    public DeltaEmbed? Embed { get; private set; }

    /// <summary>Of an embed, the character that stands for it.</summary>
    public ReadOnlySpan<char> Text { get; private set; }

    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        while (_run == _leaf!.RunCount)
        {
            _leaf = _leaf.Next;
            (_run, _within, _offset) = (0, 0, 0);
        }

        ref readonly var run = ref _leaf.Runs[_run];
        var length = Math.Min(run.Length - _within, _left);
        Attributes = run.Attributes;
        Embed = run.Embed;
        Text = _leaf.Text.Slice(_offset, length);
        _run++;
        _within = 0;
        _offset += length;
        _left -= length;
        return true;
    }
}
