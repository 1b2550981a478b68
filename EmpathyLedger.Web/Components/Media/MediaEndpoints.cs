using EmpathyLedger.Core.Media;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Operations.Limits;

namespace EmpathyLedger.Web.Components.Media;

public static class MediaEndpoints
{
    /// <summary>Even opened by itself, a picture is nothing but a picture.</summary>
    private const string Sandbox = "default-src 'none'; sandbox";

    public static void MapMedia(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/pictures/{id:guid}", ShowAsync).AllowAnonymous().CountedAs(RequestKind.Pictures);

    /// <summary>
    /// Authorised each time, also for a copy that the browser has: row security answers as whoever asks. A picture never
    /// changes under its id, so its id is its tag.
    /// </summary>
    private static async Task<IResult> ShowAsync(HttpContext http, Guid id, CurrentActor current, Pictures pictures, CancellationToken cancellationToken)
    {
        var actor = await current.GetAsync();
        var tag = $"\"{id:n}\"";
        if (http.Request.Headers.IfNoneMatch.ToString() == tag)
        {
            if (!await pictures.MayReadAsync(actor, id, cancellationToken))
            {
                return Results.NotFound();
            }

            SetHeaders(http, tag);
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        if (await pictures.ReadAsync(actor, id, cancellationToken) is not { } picture)
        {
            return Results.NotFound();
        }

        SetHeaders(http, tag);
        return Results.Bytes(picture.Content, picture.ContentType);
    }

    private static void SetHeaders(HttpContext http, string tag)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Sandbox;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentDisposition = "inline";
        // Kept by the browser, and asked about each time: the tag answers in one short line.
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Cookie";
        headers.ETag = tag;
    }
}
