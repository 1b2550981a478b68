using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>Why a row does not come in.</summary>
public enum RowFault
{
    /// <summary>A quotation mark in the middle of a cell that is not quoted, or words after a closing one.</summary>
    StrayQuote,

    /// <summary>A quoted cell that goes on until the end of the file.</summary>
    UnclosedQuote,

    /// <summary>A cell or a row that is longer than a whole row may be.</summary>
    CellTooLong,

    TooFewCells,

    TooManyCells,

    /// <summary>Title, narrator or text is empty.</summary>
    Missing,

    /// <summary>A short field would compute something in a spreadsheet.</summary>
    Formula,

    /// <summary>Control characters or half of a character.</summary>
    NoText,

    TooLong,

    TooManyThemes,

    ThemeTooLong,

    /// <summary>Another row of the same file has the same identifier.</summary>
    RepeatedIdentifier,

    /// <summary>The database took all but this row, for a reason that the check does not know.</summary>
    Refused,
}

/// <summary>Why a row does not come in, and which field is to blame, where it is one.</summary>
public readonly record struct RowReason(RowFault Fault, ImportField? Field = null)
{
    /// <summary>Which rule was broken and what to do about it, without the row's own words.</summary>
    public string InWords() => Fault switch
    {
        RowFault.StrayQuote =>
            "A quotation mark stands where none can stand. Put the whole cell into quotation marks, and write a mark inside it twice (\"\").",
        RowFault.UnclosedQuote =>
            "A cell here begins with a quotation mark that is never closed, so everything after it seems to belong to it. Close it, and import the file again.",
        RowFault.CellTooLong =>
            "A cell here is longer than five million letters. Perhaps a quotation mark is missing; otherwise divide the text.",
        RowFault.TooFewCells => "The row has fewer cells than there are headings. Perhaps a line break in a text stands outside quotation marks.",
        RowFault.TooManyCells => "The row has more cells than there are headings. Perhaps a comma in a text stands outside quotation marks.",
        RowFault.Missing => Field switch
        {
            ImportField.Narrator => "Nobody is named as narrator. Write who told it; “Unknown narrator” is possible.",
            ImportField.Title => "There is no title. Write one, for instance “Interview with” and the narrator's name.",
            _ => $"The {FieldName} is empty. A row without it is no story yet.",
        },
        RowFault.Formula => $"The {FieldName} is a spreadsheet formula. Replace it by what it shows.",
        RowFault.NoText => $"The {FieldName} contains characters that are no text (control characters, perhaps from a scan). Take them out.",
        RowFault.TooLong => $"The {FieldName} is longer than {Most} letters. Shorten it.",
        RowFault.TooManyThemes => $"There are more than {DraftLimits.Themes} themes. Keep the most important ones.",
        RowFault.ThemeTooLong => $"A theme is longer than {DraftLimits.ThemeCharacters} letters. Themes are divided by ; or |.",
        RowFault.RepeatedIdentifier => "An earlier row of this file has the same identifier. Give each story its own.",
        RowFault.Refused => "The row could not be stored. Try it again; if it fails again, tell the person who runs this portal, with the row's number.",
    };

    /// <summary><c>missing:title</c>: what is stored.</summary>
    public string ToWord() => Field is { } named ? $"{DatabaseWords.Write(Fault)}:{named.Word()}" : DatabaseWords.Write(Fault);

    public static RowReason FromWord(string word)
    {
        var parts = word.Split(':', 2);
        return new RowReason(DatabaseWords.Read<RowFault>(parts[0]), parts.Length > 1 ? ImportFields.Parse(parts[1]) : null);
    }

    private string FieldName => Field?.Name() ?? "row";

    private int Most => Field is { } named ? ImportRowCheck.MostCharacters(named) : CsvLimits.RowCharacters;
}
