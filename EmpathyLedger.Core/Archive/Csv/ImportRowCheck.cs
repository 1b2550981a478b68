using System.Text;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>Either the row, ready to come in, or why it cannot; and how it is named in a report.</summary>
/// <param name="Row">Null when there is a reason.</param>
/// <param name="Reason">The first that was found.</param>
/// <param name="Title">As far as it could be read; at most as long as a title may be.</param>
/// <param name="Narrator">The same.</param>
/// <param name="StoryId">Which story of this portal an exported row is, also where there is a reason: what is here already needs none.</param>
public sealed record CheckedRow(ImportRow? Row, RowReason? Reason, string Title, string Narrator, Guid? StoryId);

/// <summary>Pure: the same row with the same mapping is always answered the same.</summary>
public static class ImportRowCheck
{
    private const int NarratorCharacters = 120;
    private static readonly char[] ThemeDividers = [';', '|'];

    public static CheckedRow Check(CsvRow row, ImportMapping mapping)
    {
        var title = Line(row, mapping, ImportField.Title);
        var narrator = string.Join(' ', Line(row, mapping, ImportField.Narrator).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (row.Fault is { } fault)
        {
            // Its cells may stand in the wrong columns.
            return Failed(new RowReason(fault), null);
        }

        var storyId = Guid.TryParse(Line(row, mapping, ImportField.StoryId), out var story) ? story : (Guid?)null;
        if (FindReason(row, mapping) is { } reason)
        {
            return Failed(reason, storyId);
        }

        var read = Read(row, mapping, title, narrator);
        return new CheckedRow(read.Row, read.Reason, title, narrator, storyId);

        CheckedRow Failed(RowReason reason, Guid? storyId) => new(
            null, reason, CellText.Shown(title, MostCharacters(ImportField.Title)), CellText.Shown(narrator, NarratorCharacters), storyId);
    }

    internal static int MostCharacters(ImportField field) => field switch
    {
        ImportField.Title => DraftLimits.TitleCharacters,
        ImportField.Narrator => NarratorCharacters,
        ImportField.Identifier or ImportField.Interviewer or ImportField.Place => DraftLimits.LineCharacters,
        ImportField.Recorded => DraftLimits.ToldWhenCharacters,
        ImportField.Language => DraftLimits.LanguageCharacters,
        ImportField.Summary => DraftLimits.SummaryCharacters,
        ImportField.Text => DraftLimits.BodyCharacters,
        ImportField.Themes => DraftLimits.Themes * (DraftLimits.ThemeCharacters + 2),
        ImportField.StoryId => DraftLimits.LineCharacters,
    };

    /// <summary>Themes in one cell. A ; or | inside a theme, and a \ before it, are written with a \ in front.</summary>
    internal static string JoinThemes(IEnumerable<string> themes) => string.Join(
        "; ",
        themes.Select(theme => theme.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)));

    internal static List<string> SplitThemes(string cell)
    {
        var themes = new List<string>();
        var theme = new StringBuilder();
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] == '\\' && i + 1 < cell.Length && (cell[i + 1] == '\\' || ThemeDividers.Contains(cell[i + 1])))
            {
                theme.Append(cell[++i]);
            }
            else if (ThemeDividers.Contains(cell[i]))
            {
                Take();
            }
            else
            {
                theme.Append(cell[i]);
            }
        }

        Take();
        return themes;

        void Take()
        {
            var taken = theme.ToString().Trim();
            theme.Clear();
            if (taken.Length > 0 && !themes.Contains(taken, StringComparer.Ordinal))
            {
                themes.Add(taken);
            }
        }
    }

    private static RowReason? FindReason(CsvRow row, ImportMapping mapping)
    {
        foreach (var field in ImportFields.All)
        {
            var cell = Cell(row, mapping, field);
            if (IsShort(field) && FormulaGuard.IsFormula(cell.AsSpan().Trim()))
            {
                return new RowReason(RowFault.Formula, field);
            }

            var text = IsShort(field) ? Line(row, mapping, field) : ManyLines(cell);
            if (ImportFields.Required.Contains(field) && !text.EnumerateRunes().Any(Rune.IsLetterOrDigit))
            {
                return new RowReason(RowFault.Missing, field);
            }

            if (text.Length > MostCharacters(field))
            {
                return new RowReason(RowFault.TooLong, field);
            }

            if (!StoryText.IsPrintable(text))
            {
                return new RowReason(RowFault.NoText, field);
            }
        }

        return null;
    }

    private static (ImportRow? Row, RowReason? Reason) Read(CsvRow row, ImportMapping mapping, string title, string narrator)
    {
        var themes = SplitThemes(Line(row, mapping, ImportField.Themes));
        if (themes.Count > DraftLimits.Themes)
        {
            return (null, new RowReason(RowFault.TooManyThemes, ImportField.Themes));
        }

        if (themes.Exists(theme => theme.Length > DraftLimits.ThemeCharacters))
        {
            return (null, new RowReason(RowFault.ThemeTooLong, ImportField.Themes));
        }

        var body = StoryText.OfPlainText(ManyLines(Cell(row, mapping, ImportField.Text)));
        if (body.Text is null)
        {
            return (null, new RowReason(body.Problem == StoryTextProblem.TooLong ? RowFault.TooLong : RowFault.NoText, ImportField.Text));
        }

        var language = ImportLanguages.Read(Line(row, mapping, ImportField.Language));
        return (new ImportRow
        {
            Number = row.Number,
            Identifier = Line(row, mapping, ImportField.Identifier),
            Title = title,
            Narrator = narrator,
            Interviewer = Line(row, mapping, ImportField.Interviewer),
            Recorded = Line(row, mapping, ImportField.Recorded),
            Language = language,
            Direction = ImportLanguages.DirectionOf(language),
            Place = Line(row, mapping, ImportField.Place),
            Summary = ManyLines(Cell(row, mapping, ImportField.Summary)).Trim(),
            Themes = themes,
            Body = body.Text,
        }, null);
    }

    private static bool IsShort(ImportField field) => field is not (ImportField.Text or ImportField.Summary);

    private static string Cell(CsvRow row, ImportMapping mapping, ImportField field) =>
        mapping.ColumnOf(field) is { } column && column < row.Cells.Count ? row.Cells[column] : "";

    private static string Line(CsvRow row, ImportMapping mapping, ImportField field) =>
        CellText.OneLine(FormulaGuard.Unguard(Cell(row, mapping, field).Trim()));

    /// <summary>A page break (from a scan) or a soft one (from a word processor) is the end of a line.</summary>
    private static string ManyLines(string cell)
    {
        var text = FormulaGuard.Unguard(cell);
        return text.AsSpan().ContainsAny("\r\v\f")
            ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace('\v', '\n').Replace('\f', '\n')
            : text;
    }
}
