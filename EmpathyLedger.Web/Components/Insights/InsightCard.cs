using System.Globalization;
using System.Text.Json;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>
/// One chart's card as it is shown. Everything that is drawn is put into its last form here, once, and is then shared by all
/// circuits of this node that show the same numbers: immutable.
/// </summary>
/// <param name="id">The heading's id.</param>
/// <param name="title">The heading.</param>
/// <param name="rowHead">Over the first column of the table: "Month", "Theme".</param>
/// <param name="counts">One plain sentence: what each number counts.</param>
/// <param name="empty">What stands here while there is nothing to show.</param>
/// <param name="model">What is drawn.</param>
/// <param name="rowNames">The table has room for more than the axis; null for the same.</param>
/// <param name="links">Where the stories behind each row are; null where none may be opened.</param>
/// <param name="file">What of it may leave the community; null where nothing may.</param>
/// <param name="fileWords">How the file is called.</param>
public sealed class InsightCard(
    string id, string title, string rowHead, string counts, string empty, ChartModel model,
    IReadOnlyList<string>? rowNames = null, IReadOnlyList<string?>? links = null, string? file = null, string fileWords = "")
{
    public string Id { get; } = id;

    public string Title { get; } = title;

    public string RowHead { get; } = rowHead;

    public string Counts { get; } = counts;

    public string Empty { get; } = empty;

    public string Caption { get; } = $"{title}. {counts}";

    public string TableName { get; } = $"{title}, as a table";

    public bool IsEmpty { get; } = model.IsEmpty;

    public string Note { get; } = model.Note;

    public string? File { get; } = file;

    public string FileWords { get; } = fileWords;

    public IReadOnlyList<string> Columns { get; } = [.. model.Series.Select(series => series.Name)];

    public IReadOnlyList<InsightRow> Rows { get; } =
    [
        .. model.Categories.Select((category, row) => new InsightRow(
            rowNames?[row] ?? category, links?[row], [.. model.Series.Select(series => InsightWords.Number(series.Values[row]))])),
    ];

    /// <summary>For the picture: everything but the numbers. It seldom changes, and is sent only then.</summary>
    public string Frame { get; } = JsonSerializer.Serialize(
        new { model.Kind, model.Categories, Series = model.Series.Select(series => new { series.Name, series.Tone }) }, JsonSerializerOptions.Web);

    /// <summary>For the picture: the numbers of each series, these parted by semicolons.</summary>
    public string Values { get; } = string.Join(
        ';', model.Series.Select(series => string.Join(',', series.Values.Select(value => value.ToString(CultureInfo.InvariantCulture)))));

    /// <summary>Whether a page that shows the other would show the same; what else they have never changes, or follows from this.</summary>
    public bool IsSameAs(InsightCard? other) =>
        ReferenceEquals(this, other) || (other is not null && Values == other.Values && Frame == other.Frame && Note == other.Note);
}

/// <param name="Name">What the row is of.</param>
/// <param name="Link">Where the stories behind it are; null for nowhere.</param>
/// <param name="Cells">Its numbers as they are written.</param>
public sealed record InsightRow(string Name, string? Link, IReadOnlyList<string> Cells);
