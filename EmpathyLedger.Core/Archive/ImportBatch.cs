using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Stories;

namespace EmpathyLedger.Core.Archive;

/// <summary>Rows on their way into one transaction, as the arrays that <c>app.import_stories</c> takes. Bounded by rows and by text.</summary>
internal sealed class ImportBatch
{
    private const int MostRows = 400;
    private const int MostCharacters = 4_000_000;

    private readonly List<(int Number, CheckedRow Row)> _rows = [];
    private int _characters;

    public int Count => _rows.Count;

    public bool IsFull => _rows.Count >= MostRows || _characters >= MostCharacters;

    /// <summary>The number of the last row.</summary>
    public int Position => _rows[^1].Number;

    public void Add(int number, CheckedRow row)
    {
        _rows.Add((number, row));
        _characters += row.Row?.Body.Length ?? 0;
    }

    /// <summary>The halves of it, to find the one row that the database refuses.</summary>
    public (ImportBatch First, ImportBatch Second) Halve()
    {
        var halves = (First: new ImportBatch(), Second: new ImportBatch());
        for (var i = 0; i < _rows.Count; i++)
        {
            (i < _rows.Count / 2 ? halves.First : halves.Second).Add(_rows[i].Number, _rows[i].Row);
        }

        return halves;
    }

    /// <summary>The same rows, failed.</summary>
    public ImportBatch Refused()
    {
        var refused = new ImportBatch();
        foreach (var (number, row) in _rows)
        {
            refused.Add(number, row with { Row = null, Reason = new RowReason(RowFault.Refused) });
        }

        return refused;
    }

    /// <summary>What both passes say of a row: number, reason, key, identifier, the story that it names, title, narrator.</summary>
    public object[] ToCheckArguments() =>
    [
        Each((number, _) => number), Each((_, row) => row.Reason?.ToWord() ?? ""), Each((_, row) => row.Row?.ToSourceKey()),
        Each((_, row) => row.Row?.Identifier ?? ""), Each((_, row) => row.StoryId), Each((_, row) => row.Title), Each((_, row) => row.Narrator),
    ];

    /// <summary>And what only stories need. Their ids are in the order of the rows, so an archive goes out as it came in.</summary>
    public object[] ToImportArguments(DateTimeOffset now) =>
    [
        .. ToCheckArguments(), NewIds(now), Each((_, row) => row.Row?.Summary ?? ""), Each((_, row) => row.Row?.Language ?? ""),
        Each((_, row) => row.Row?.Direction ?? "ltr"), Each((_, row) => row.Row?.Recorded ?? ""), Each((_, row) => row.Row?.Interviewer ?? ""),
        Each((_, row) => row.Row?.Place ?? ""), Each((_, row) => string.Join('\u001f', row.Row?.Themes ?? [])),
        Each((_, row) => row.Row?.Body.ToPlainText() ?? ""), Each((_, row) => row.Row is { } words ? StoryText.CountWords(words.Body.ToPlainText()) : 0),
    ];

    private Guid[] NewIds(DateTimeOffset now)
    {
        var ids = Each((_, _) => Guid.CreateVersion7(now));
        Array.Sort(ids);
        return ids;
    }

    private T[] Each<T>(Func<int, CheckedRow, T> take)
    {
        var values = new T[_rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = take(_rows[i].Number, _rows[i].Row);
        }

        return values;
    }
}
