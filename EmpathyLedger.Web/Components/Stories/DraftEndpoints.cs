using System.Text.Json;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Operations;
using EmpathyLedger.Web.Operations.Limits;

namespace EmpathyLedger.Web.Components.Stories;

/// <summary>
/// What the editor asks beside the words, which have a connection of their own (docs/collaboration-protocol.md).
/// <para><c>PUT /stories/{id}/communities</c> with a list of ids answers 200 with the list that is chosen then, 404, 400.</para>
/// </summary>
public static class DraftEndpoints
{
    private const int RequestBytes = 16 * 1024;

    public static void MapDrafts(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPut("/stories/{id:guid}/communities", ChooseCommunitiesAsync)
            .RequireAuthorization()
            .AddEndpointFilter<SameOriginFilter>()
            .CountedAs(RequestKind.Desk)
            .DisableAntiforgery() // The same-origin filter above is what stands against other sites; the body is JSON.
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(RequestBytes));

    private static async Task<IResult> ChooseCommunitiesAsync(
        Guid id, HttpContext http, CurrentActor current, Drafts drafts, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        Guid[]? wished;
        try
        {
            wished = await JsonSerializer.DeserializeAsync<Guid[]>(http.Request.Body, JsonSerializerOptions.Web, cancellationToken);
        }
        catch (JsonException)
        {
            wished = null;
        }

        if (wished is null || wished.Length > DraftLimits.Communities)
        {
            return Results.BadRequest();
        }

        return await drafts.ChooseCommunitiesAsync(await current.GetAsync(), id, wished, cancellationToken) is { } chosen
            ? Results.Json(chosen, JsonSerializerOptions.Web)
            : Results.NotFound();
    }
}
