using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Operations;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace EmpathyLedger.Web.Components.Archive;

/// <summary>What a circuit can't carry: a large file in, a large file out. Both are streamed.</summary>
public static class ArchiveEndpoints
{
    /// <summary>The file, and what a browser sends around it.</summary>
    private const long LargestRequest = CsvLimits.FileBytes + 64 * 1024;

    public static void MapArchive(this IEndpointRouteBuilder endpoints)
    {
        // No antiforgery token: looking for one would read the whole form into memory or onto the disk first.
        endpoints.MapPost(ArchivePaths.Files("{slug}"), TakeAsync)
            .RequireAuthorization()
            .AddEndpointFilter<SameOriginFilter>()
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(LargestRequest))
            .CountedAs(RequestKind.Uploads);
        endpoints.MapGet(ArchivePaths.Export("{slug}"), ExportAsync).RequireAuthorization().CountedAs(RequestKind.Downloads);
    }

    private static async Task<IResult> TakeAsync(
        string slug, HttpContext http, CurrentActor current, CommunityDirectory directory, Imports imports, CancellationToken cancellationToken)
    {
        var actor = await current.GetAsync();
        if (await directory.FindAsync(actor, slug, cancellationToken) is not { IsSteward: true } community)
        {
            return Results.NotFound();
        }

        if (http.Request.ContentLength > LargestRequest)
        {
            return Back(slug, UploadWords.InAddress(ImportBeginOutcome.TooLarge));
        }

        if (await FindFileAsync(http.Request, cancellationToken) is not { } file)
        {
            return Back(slug, UploadWords.NoFile);
        }

        var begun = await imports.BeginAsync(actor, community.Id, file.Name, file.Content, cancellationToken);
        return begun.ImportId is { } import
            ? Results.LocalRedirect(ArchivePaths.Import(slug, import))
            : Back(slug, UploadWords.InAddress(begun.Outcome));
    }

    private static async Task<IResult> ExportAsync(
        string slug, HttpContext http, CurrentActor current, CommunityDirectory directory, ArchiveExport export, CancellationToken cancellationToken)
    {
        var actor = await current.GetAsync();
        if (await directory.FindAsync(actor, slug, cancellationToken) is not { IsSteward: true } community)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(
            body => export.WriteAsync(actor, community.Id, body, null, cancellationToken), "text/csv; charset=utf-8", $"stories-{community.Slug}.csv");
    }

    private static async Task<(string Name, Stream Content)?> FindFileAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
        {
            return null;
        }

        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (section.AsFileSection() is { FileName.Length: > 0, FileStream: { } content } file)
            {
                // Some old browsers send the whole path.
                return (Path.GetFileName(file.FileName.Replace('\\', '/')), content);
            }
        }

        return null;
    }

    private static IResult Back(string slug, string trouble) => Results.LocalRedirect($"{ArchivePaths.Bring(slug)}?trouble={trouble}");
}
