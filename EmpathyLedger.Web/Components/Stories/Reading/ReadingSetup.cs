using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Mvc;

namespace EmpathyLedger.Web.Components.Stories.Reading;

public static class ReadingSetup
{
    public static void MapReading(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/stories/{storyId:guid}/share", ShareAsync).AllowAnonymous().CountedAs(RequestKind.Shares);

    /// <summary>The form parameter makes the antiforgery token required.</summary>
    private static async Task<IResult> ShareAsync(
        Guid storyId, HttpContext http, StoryReader stories, [FromForm] string? link, CancellationToken cancellationToken)
    {
        _ = link;
        if (!await stories.ShareAsync(http.User.ToActor(), storyId, cancellationToken))
        {
            return Results.NotFound();
        }

        // A page that asks by script stays where it is; opening the story anew would be logged as another reading.
        return http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? Results.LocalRedirect($"{StoryPaths.Read(storyId)}?shared=yes#share")
            : Results.NoContent();
    }
}
