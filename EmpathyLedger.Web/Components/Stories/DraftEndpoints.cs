using System.Globalization;
using System.Text.Json;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Operations;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Mvc;

namespace EmpathyLedger.Web.Components.Stories;

/// <summary>
/// The draft over HTTP, for the editor: not through the circuit, whose loss must not touch the text.
/// <para><c>GET /stories/{id}/draft</c> answers 200 with the draft or 404. <c>PUT</c> with <c>Idempotency-Key</c> answers 200 once
/// committed (again for the same key), 409 with the revision that is there, 400 with words, 413 with the limit, 404,
/// 429 with Retry-After.</para>
/// </summary>
public static class DraftEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void MapDrafts(this IEndpointRouteBuilder endpoints)
    {
        var draft = endpoints.MapGroup("/stories/{id:guid}/draft").RequireAuthorization().AddEndpointFilter<SameOriginFilter>();
        draft.MapGet("", OpenAsync).CountedAs(RequestKind.Desk);
        draft.MapPut("", SaveAsync)
            .CountedAs(RequestKind.Saves)
            .DisableAntiforgery() // The same-origin filter above is what stands against other sites; the body is JSON.
            .WithMetadata(new RequestSizeLimitAttribute(DraftLimits.RequestBytes));
    }

    private static async Task<IResult> OpenAsync(Guid id, HttpContext http, CurrentActor current, Drafts drafts, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await drafts.OpenAsync(await current.GetAsync(), id, cancellationToken) is { } draft
            ? Results.Json(DraftMessage.Of(draft), Json)
            : Results.NotFound();
    }

    private static async Task<IResult> SaveAsync(
        Guid id, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, HttpContext http, CurrentActor current, Drafts drafts,
        CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!Guid.TryParse(idempotencyKey, out var key))
        {
            return Refusal("This page is of an older version of the portal. Copy your words, then reload it.");
        }

        DraftMessage? message;
        try
        {
            message = await JsonSerializer.DeserializeAsync<DraftMessage>(http.Request.Body, Json, cancellationToken);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge();
        }
        catch (JsonException)
        {
            message = null;
        }

        if (message?.BaseRevision is not { } baseRevision)
        {
            return Refusal("What arrived was not a story. Please try again; nothing was changed.");
        }

        var reading = StoryText.Read(message.Body);
        if (reading.Problem == StoryTextProblem.TooLong || message.Transcript?.Length > DraftLimits.TranscriptCharacters)
        {
            return TooLarge();
        }

        if (reading.Text is not { } text)
        {
            return Refusal(WordsFor(reading.Problem));
        }

        var content = message.ToContent(text);
        if (content.FindProblem() is { } problem)
        {
            return Refusal(problem);
        }

        // Not the request's own token: a browser that leaves in this moment must not leave a save half asked for.
        var save = await drafts.SaveAsync(
            await current.GetAsync(), id, key, baseRevision, message.KeepPrevious == true, content, CancellationToken.None);
        return save.Outcome switch
        {
            DraftSaveOutcome.Saved => Results.Json(new SaveAnswer(save.Revision, save.SavedAt), Json),
            DraftSaveOutcome.Conflict => Results.Json(new SaveAnswer(save.Revision, save.SavedAt), Json, statusCode: StatusCodes.Status409Conflict),
            DraftSaveOutcome.NotFound => Results.NotFound(),
        };
    }

    private static string WordsFor(StoryTextProblem? problem) => problem switch
    {
        StoryTextProblem.Picture => "Pictures can’t be kept in stories yet. Please take the picture out; the words stay.",
        StoryTextProblem.UnknownFormat => "The text has a format that can’t be kept. Please paste that part again without formatting.",
        _ => "Something in the text is no text (a control character, perhaps from a copied file). Please take it out.",
    };

    private static IResult Refusal(string message) =>
        Results.Json(new { message }, Json, statusCode: StatusCodes.Status400BadRequest);

    private static IResult TooLarge() =>
        Results.Json(
            new { limit = DraftLimits.BodyCharacters, message = string.Create(CultureInfo.InvariantCulture, $"A story holds {DraftLimits.BodyCharacters:N0} characters.") },
            Json, statusCode: StatusCodes.Status413PayloadTooLarge);

    private sealed record SaveAnswer(int? Revision, DateTimeOffset? SavedAt);
}
