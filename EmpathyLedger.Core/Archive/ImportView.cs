using EmpathyLedger.Core.Archive.Csv;

namespace EmpathyLedger.Core.Archive;

public enum ImportState
{
    /// <summary>The file is on its way, or broke off on it.</summary>
    Uploading,

    /// <summary>Waits for somebody to say which column is which.</summary>
    Uploaded,

    /// <summary>The dry run goes on.</summary>
    Checking,

    /// <summary>What would become of each row is known; it waits for "bring it in".</summary>
    Checked,

    Importing,

    Done,

    /// <summary>Stopped by its steward, or because they are none any more. What came in before stays.</summary>
    Cancelled,

    /// <summary>See <see cref="ImportView.Problem"/>.</summary>
    Unreadable,
}

public enum ImportOutcome
{
    /// <summary>Of a dry run: would come in.</summary>
    Ready,

    Imported,

    /// <summary>The community has this story already.</summary>
    Known,

    Failed,
}

/// <param name="Id">The import.</param>
/// <param name="CommunityId">Into which community.</param>
/// <param name="FileName">As it was on the steward's device.</param>
/// <param name="ByteCount">Of the file.</param>
/// <param name="State">How far it is.</param>
/// <param name="Headings">Of the columns, in their order.</param>
/// <param name="Sample">The first rows, their cells cut short; empty once the import is over.</param>
/// <param name="Mapping">What was chosen last; at first a guess.</param>
/// <param name="Problem">Why the whole file cannot be read.</param>
/// <param name="HasLostSteward">True when it was cancelled because its steward was none any more.</param>
/// <param name="RowsTotal">Known after the dry run.</param>
/// <param name="RowsRead">In the present or the last pass: imported, known and failed ones (in a dry run: ready ones).</param>
/// <param name="RowsReady">By the dry run.</param>
/// <param name="RowsImported">Stories that came in.</param>
/// <param name="RowsKnown">Rows that the community has already.</param>
/// <param name="RowsFailed">Rows with a reason.</param>
/// <param name="CreatedAt">When the file was chosen.</param>
/// <param name="UpdatedAt">When something happened last.</param>
public sealed record ImportView(
    Guid Id, Guid CommunityId, string FileName, long ByteCount, ImportState State, IReadOnlyList<string> Headings,
    IReadOnlyList<IReadOnlyList<string>> Sample, ImportMapping Mapping, CsvProblem? Problem, bool HasLostSteward, int? RowsTotal, int RowsRead,
    int RowsReady, int RowsImported, int RowsKnown, int RowsFailed, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Nothing more happens to it.</summary>
    public bool IsOver => State is ImportState.Done or ImportState.Cancelled or ImportState.Unreadable;

    /// <summary>Something happens to it without anybody.</summary>
    public bool IsRunning => State is ImportState.Checking or ImportState.Importing;
}

/// <param name="Number">As a spreadsheet counts: the headings are 1.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Of a failed one.</param>
/// <param name="Title">As far as it could be read.</param>
/// <param name="Narrator">The same.</param>
/// <param name="StoryId">Of an imported one.</param>
public sealed record ImportRowView(int Number, ImportOutcome Outcome, RowReason? Reason, string Title, string Narrator, Guid? StoryId);

public enum ImportBeginOutcome
{
    /// <summary>The file is there, and can be read or tells why not: see the import.</summary>
    Begun,

    /// <summary>No such community, or not its steward.</summary>
    NotFound,

    Empty,

    TooLarge,

    /// <summary>Five that are not over, or a hundred in a day.</summary>
    TooMany,
}

/// <param name="Outcome">Whether there is an import.</param>
/// <param name="ImportId">Null unless begun.</param>
public sealed record ImportBegin(ImportBeginOutcome Outcome, Guid? ImportId);

public enum ImportStepOutcome
{
    Started,

    Cancelled,

    /// <summary>No such import, not the actor's, or not in a state for this.</summary>
    NotFound,

    /// <summary>The columns are not said well enough: <see cref="ImportMapping.FindProblem"/> tells what is missing.</summary>
    Unmapped,
}
