namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>Why a whole file cannot be read, and in which line it was seen (the first is 1); null where no line is to blame.</summary>
public sealed record CsvProblem(CsvProblemKind Kind, int? Line = null)
{
    /// <summary>What is wrong and what to do about it.</summary>
    public string InWords() => Kind switch
    {
        CsvProblemKind.Empty => "The file is empty.",
        CsvProblemKind.NoRows => "The file has headings and nothing below them.",
        CsvProblemKind.Spreadsheet =>
            "This is a spreadsheet or a packed folder, not a CSV file, whatever its name says. Open it and save it as “CSV UTF-8”.",
        CsvProblemKind.OtherFile => "This is another kind of file, not a CSV file. Open it where it was made and save the table as “CSV UTF-8”.",
        CsvProblemKind.ZeroBytes =>
            $"There are zero bytes in the file{At}, which no text has. It is damaged, or not a CSV file: please export it anew as “CSV UTF-8”.",
        CsvProblemKind.Utf16WithoutMark =>
            "The file looks like UTF-16, but doesn't begin with the mark that says so. Please save it as “CSV UTF-8”.",
        CsvProblemKind.NotUtf8 =>
            $"The letters cannot be read{At}: the file is not in UTF-8. In the spreadsheet choose “CSV UTF-8” when you save it, "
            + "or save it in a text editor with the encoding UTF-8.",
        CsvProblemKind.NotUtf16 => $"The letters cannot be read{At}: the file says that it is UTF-16, and is damaged. Please save it as “CSV UTF-8”.",
        CsvProblemKind.BrokenHeadings =>
            $"The headings cannot be read{At}: a quotation mark there has no partner. Please put it right and choose the file again.",
        CsvProblemKind.TooManyRows => $"The file has more than {CsvLimits.Rows} rows. Please divide it into several.",
        CsvProblemKind.TooLarge => $"The file is larger than {CsvLimits.FileMegabytes} MB. Please divide it into several.",
    };

    private string At => Line is { } line ? $" (line {line})" : "";
}

public enum CsvProblemKind
{
    Empty,

    /// <summary>Only headings.</summary>
    NoRows,

    /// <summary>A zip (which xlsx and ods are) or an old xls.</summary>
    Spreadsheet,

    /// <summary>PDF, gzip and the like.</summary>
    OtherFile,

    ZeroBytes,

    Utf16WithoutMark,

    NotUtf8,

    NotUtf16,

    BrokenHeadings,

    TooLarge,

    TooManyRows,
}

/// <summary>Bounds on what reading a file may hold at once, in UTF-16 characters.</summary>
public static class CsvLimits
{
    public const int FileMegabytes = 256;
    public const long FileBytes = FileMegabytes * 1024L * 1024L;
    public const int Rows = 250_000;
    public const int FieldCharacters = 5_000_000;
    public const int RowCharacters = 8_000_000;
    public const int Columns = 500;
}

/// <summary>Raised between the decoder and the parser; <see cref="CsvTable"/> turns it into its problem.</summary>
internal sealed class CsvUnreadableException(CsvProblem problem) : Exception(problem.Kind.ToString())
{
    public CsvProblem Problem { get; } = problem;
}
