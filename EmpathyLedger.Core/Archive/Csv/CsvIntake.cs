namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>What is wrong with the shape of a row.</summary>
internal enum CsvShape
{
    Sound,

    /// <summary>A quotation mark inside a cell that is not quoted, or words after the closing one.</summary>
    StrayQuote,

    /// <summary>A cell, or the row as a whole, beyond <see cref="CsvLimits"/>: what is beyond was dropped.</summary>
    TooLong,

    /// <summary>A quoted cell that goes on until the end of the file.</summary>
    UnclosedQuote,
}

/// <summary>
/// Stands between the decoder and the parser and sees to it that the parser never holds more than one bounded row: what is
/// beyond the bound is dropped until the row ends, so that the rows after it are read as if nothing had been. Tells of every
/// row where it begins and what is wrong with it, in the order in which the parser gives the rows (blank ones included).
/// <para>A row that is not as RFC 4180 has it ends where the fault is, so what the parser reads is sound, and how parsers mend
/// such rows is of no account. The fault that is met first is told.</para>
/// </summary>
/// <exception cref="CsvUnreadableException">From any reading: bytes that are no text, or zeros.</exception>
internal sealed class CsvIntake(TextReader source, char delimiter, CsvProblemKind undecodable) : TextReader
{
    private enum At
    {
        CellStart,
        Plain,
        Quoted,
        AfterQuote,
    }

    private readonly Queue<(int Line, CsvShape Shape)> _rows = new();
    private char[] _input = [];
    private At _at = At.CellStart;
    private CsvShape _shape;
    private int _line = 1;
    private int _rowLine = 1;
    private int _cellLength;
    private int _rowLength;
    private int _cells;
    private bool _isDropping;
    private bool _wasReturn;
    private bool _isEnded;

    /// <summary>The place and the shape of the next row that the parser gives.</summary>
    public (int Line, CsvShape Shape) NextRow() => _rows.Dequeue();

    public override int Read(char[] buffer, int index, int count)
    {
        while (!_isEnded)
        {
            var read = source.Read(Input(count), 0, count);
            if (Pass(read, buffer.AsSpan(index, count)) is > 0 and var passed)
            {
                return passed;
            }
        }

        return 0;
    }

    public override Task<int> ReadAsync(char[] buffer, int index, int count) => ReadAsync(buffer.AsMemory(index, count)).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        while (!_isEnded)
        {
            var read = await source.ReadAsync(Input(buffer.Length).AsMemory(0, buffer.Length), cancellationToken);
            if (Pass(read, buffer.Span) is > 0 and var passed)
            {
                return passed;
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private char[] Input(int count)
    {
        if (_input.Length < count)
        {
            _input = new char[count];
        }

        return _input;
    }

    /// <summary>Never writes more than was read: a mark that closes a cut cell takes the place of a character that is dropped.</summary>
    private int Pass(int read, Span<char> output)
    {
        if (read == 0)
        {
            return End(output);
        }

        var written = 0;
        foreach (var character in _input.AsSpan(0, read))
        {
            if (character is CsvSniffing.Undecodable or '\0')
            {
                throw new CsvUnreadableException(new CsvProblem(character == '\0' ? CsvProblemKind.ZeroBytes : undecodable, _line));
            }

            // The second half of a line end: passed on, and no new line.
            if (character == '\n' && _wasReturn)
            {
                _wasReturn = false;
                if (!_isDropping)
                {
                    output[written++] = character;
                    _rowLength += _at == At.Quoted ? 1 : 0;
                }

                continue;
            }

            _wasReturn = character == '\r';
            var isLineEnd = character is '\r' or '\n';
            _line += isLineEnd ? 1 : 0;
            if (isLineEnd && _at != At.Quoted)
            {
                output[written++] = character;
                EndRow();
                continue;
            }

            if (!_isDropping && FindFault(character) is not CsvShape.Sound and var fault)
            {
                if (_at == At.Quoted)
                {
                    output[written++] = '"';
                }

                (_shape, _isDropping) = (fault, true);
            }

            if (!_isDropping)
            {
                output[written++] = character;
            }

            Step(character);
        }

        return written;
    }

    private int End(Span<char> output)
    {
        _isEnded = true;
        if (_rowLength == 0)
        {
            return 0;
        }

        var isOpen = _at == At.Quoted;
        var isCloseDue = isOpen && !_isDropping;
        _shape = isOpen ? CsvShape.UnclosedQuote : _shape;
        EndRow();
        if (isCloseDue)
        {
            output[0] = '"';
        }

        return isCloseDue ? 1 : 0;
    }

    private CsvShape FindFault(char character) =>
        (_at == At.Plain && character == '"') || (_at == At.AfterQuote && character != '"' && character != delimiter) ? CsvShape.StrayQuote
        : _cellLength >= CsvLimits.FieldCharacters || _rowLength >= CsvLimits.RowCharacters
            || (character == delimiter && _at != At.Quoted && _cells >= CsvLimits.Columns) ? CsvShape.TooLong
        : CsvShape.Sound;

    private void Step(char character)
    {
        // A row of four thousand million characters must not become a negative length.
        _rowLength = Math.Min(_rowLength + 1, int.MaxValue - 1);
        _cellLength = Math.Min(_cellLength + 1, int.MaxValue - 1);
        if (character == delimiter && _at != At.Quoted)
        {
            (_at, _cellLength) = (At.CellStart, 0);
            _cells++;
            return;
        }

        _at = (_at, character) switch
        {
            (At.CellStart, '"') => At.Quoted,
            (At.Quoted, '"') => At.AfterQuote,
            (At.Quoted, _) => At.Quoted,
            (At.AfterQuote, '"') => At.Quoted,
            _ => At.Plain,
        };
    }

    private void EndRow()
    {
        _rows.Enqueue((_rowLine, _shape));
        (_at, _shape, _isDropping) = (At.CellStart, CsvShape.Sound, false);
        (_cellLength, _rowLength, _cells, _rowLine) = (0, 0, 0, _line);
    }
}
