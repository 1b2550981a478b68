using System.Globalization;
using System.Text;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Mvc;

namespace EmpathyLedger.Web.Components.Insights;

public static class InsightsEndpoints
{
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    public static void MapInsights(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(InsightsPaths.Download("{slug}"), DownloadAsync).RequireAuthorization().CountedAs(RequestKind.Downloads);

    private static async Task<IResult> DownloadAsync(
        string slug, [FromQuery(Name = "cut")] string? cutName, HttpContext http, CurrentActor current, CommunityDirectory directory, InsightDownloads downloads, CancellationToken cancellationToken)
    {
        var actor = await current.GetAsync();
        var community = await directory.FindAsync(actor, slug, cancellationToken);
        InsightCut? cut = Enum.GetValues<InsightCut>().Cast<InsightCut?>().FirstOrDefault(one => InsightsPaths.NameOf(one!.Value) == cutName);
        if (community is not { IsSteward: true } || (cut is null && cutName is not null))
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(
            body => WriteAsync(body, downloads.ReadAsync(actor, community.Id, cancellationToken), cut, cancellationToken),
            "text/csv; charset=utf-8",
            $"insights-{community.Slug}{(cut is null ? "" : "-" + cutName)}.csv");
    }

    internal static async Task WriteAsync(Stream body, IAsyncEnumerable<InsightCell> cells, InsightCut? cut, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(body, WithMark, leaveOpen: true);
        await writer.WriteAsync(CsvLine.Of("Quarter", "Counted by", "Name", "People who told (rounded down to fives)").AsMemory(), cancellation);
        await foreach (var cell in cells.WithCancellation(cancellation))
        {
            if (cut is null || cell.Cut == cut)
            {
                await writer.WriteAsync(Line(cell).AsMemory(), cancellation);
            }
        }
    }

    private static string Line(InsightCell cell) => CsvLine.Of(
        string.Create(CultureInfo.InvariantCulture, $"{cell.Quarter.Year} Q{(cell.Quarter.Month + 2) / 3}"),
        cell.Cut switch { InsightCut.All => "All", InsightCut.Theme => "Theme", InsightCut.Language => "Language" },
        cell.Cut == InsightCut.Language ? InsightWords.Language(cell.Key) : cell.Key,
        cell.Tellers.ToString(CultureInfo.InvariantCulture));
}
