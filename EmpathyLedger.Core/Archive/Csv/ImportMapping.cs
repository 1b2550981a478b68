using System.Text.Json;

namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>Which column is which. A field has one column or none, and a column one field or none; columns count from 0.</summary>
public sealed record ImportMapping
{
    private readonly SortedDictionary<ImportField, int> _columns;

    private ImportMapping(SortedDictionary<ImportField, int> columns) => _columns = columns;

    public static ImportMapping None { get; } = new([]);

    /// <summary>Takes the columns whose headings say what they are. Of two that say the same, none: that is for people to decide.</summary>
    public static ImportMapping Guess(IReadOnlyList<string> headings)
    {
        var mapping = None;
        var normalised = headings.Select(ImportFields.Normalise).ToList();
        foreach (var field in ImportFields.All)
        {
            foreach (var known in ImportFields.KnownHeadings(field))
            {
                var found = Enumerable.Range(0, normalised.Count).Where(i => normalised[i] == known).Take(2).ToList();
                if (found.Count > 0)
                {
                    mapping = found.Count == 1 ? mapping.With(found[0], field) : mapping;
                    break;
                }
            }
        }

        return mapping;
    }

    public int? ColumnOf(ImportField field) => _columns.TryGetValue(field, out var column) ? column : null;

    public ImportField? FieldOf(int column) =>
        _columns.Where(pair => pair.Value == column).Select(pair => (ImportField?)pair.Key).FirstOrDefault();

    /// <summary>The same with this column being that field, or nothing; whatever was either before is not any more.</summary>
    public ImportMapping With(int column, ImportField? field)
    {
        var columns = new SortedDictionary<ImportField, int>();
        foreach (var (otherField, otherColumn) in _columns)
        {
            if (otherColumn != column && otherField != field)
            {
                columns.Add(otherField, otherColumn);
            }
        }

        if (field is { } given)
        {
            columns.Add(given, column);
        }

        return new ImportMapping(columns);
    }

    /// <summary>What nothing can come in without, and has no column.</summary>
    public IReadOnlyList<ImportField> FindMissing() => [.. ImportFields.Required.Where(field => !_columns.ContainsKey(field))];

    /// <summary>False for a mapping that was made for another file.</summary>
    public bool Fits(IReadOnlyList<string> headings) => _columns.Values.All(column => column >= 0 && column < headings.Count);

    /// <summary>In words what keeps rows from coming in, or null.</summary>
    public string? FindProblem(IReadOnlyList<string> headings)
    {
        if (FindMissing() is not { Count: > 0 } missing)
        {
            return null;
        }

        var names = string.Join(missing.Count > 2 ? ", " : " and ", missing.Select(field => $"the {field.Name()}"));
        var twice = missing.SelectMany(ImportFields.KnownHeadings)
            .FirstOrDefault(known => headings.Count(heading => ImportFields.Normalise(heading) == known) > 1);
        return twice is not null ? $"Two columns are called “{twice}”. Please say which of them is which: {names} could not be found."
            : headings.All(heading => ImportFields.Parse(heading) is null)
                ? "The first line of the file doesn't look like headings. It must name the columns; please add such a line, "
                    + $"or say which column is {names}."
            : $"No column was found for {names}. Please say which it is.";
    }

    /// <summary><c>{"title":1,"text":6}</c></summary>
    public string ToJson() => JsonSerializer.Serialize(_columns.ToDictionary(pair => pair.Key.Word(), pair => pair.Value));

    /// <summary>What <see cref="ToJson"/> wrote; words that this version doesn't know are left out.</summary>
    public static ImportMapping FromJson(string json)
    {
        var mapping = None;
        foreach (var (word, column) in JsonSerializer.Deserialize<Dictionary<string, int>>(json) ?? [])
        {
            mapping = ImportFields.Parse(word) is { } field ? mapping.With(column, field) : mapping;
        }

        return mapping;
    }

    public bool Equals(ImportMapping? other) => other is not null && _columns.SequenceEqual(other._columns);

    public override int GetHashCode() => _columns.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));
}
