using System.Globalization;
using System.Text;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Web.Components.Account;

namespace EmpathyLedger.Web.Components.Insights;

public static class InsightsEndpoints
{
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    public static void MapInsights(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(InsightsPaths.Download("{slug}"), DownloadAsync).RequireAuthorization();

    private static async Task<IResult> DownloadAsync(
        string slug, HttpContext http, CurrentActor current, CommunityDirectory directory, InsightDownloads downloads, CancellationToken cancellationToken)
    {
        var actor = await current.GetAsync();
        var community = await directory.FindAsync(actor, slug, cancellationToken);
        if (community is not { IsSteward: true })
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(
            body => WriteAsync(body, downloads.ReadAsync(actor, community.Id, cancellationToken), cancellationToken),
            "text/csv; charset=utf-8",
            $"insights-{community.Slug}.csv");
    }

    internal static async Task WriteAsync(Stream body, IAsyncEnumerable<InsightCell> cells, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(body, WithMark, leaveOpen: true);
        await writer.WriteAsync(CsvLine.Of("Quarter", "Counted by", "Name", "People who told (rounded down to fives)").AsMemory(), cancellation);
        await foreach (var cell in cells.WithCancellation(cancellation))
        {
            await writer.WriteAsync(Line(cell).AsMemory(), cancellation);
        }
    }

    private static string Line(InsightCell cell) => CsvLine.Of(
        string.Create(CultureInfo.InvariantCulture, $"{cell.Quarter.Year} Q{(cell.Quarter.Month + 2) / 3}"),
        cell.Cut switch { InsightCut.All => "All", InsightCut.Theme => "Theme", InsightCut.Language => "Language" },
        cell.Cut == InsightCut.Language ? InsightWords.Language(cell.Key) : cell.Key,
        cell.Tellers.ToString(CultureInfo.InvariantCulture));
}
