using System.Text.Json;
using EmpathyLedger.Core.Collaboration.History;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Operations;
using EmpathyLedger.Web.Operations.Limits;

namespace EmpathyLedger.Web.Components.Stories.History;

/// <summary>
/// <c>GET /stories/{id}/history/operations?after=&amp;until=</c>: the text behind one operation and what was done to it after, for
/// <c>&lt;story-replay&gt;</c>; 404 to whom it is not, and where the history does not reach.
/// </summary>
public static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/stories/{id:guid}/history/operations", ReplayAsync)
            .RequireAuthorization()
            .AddEndpointFilter<SameOriginFilter>()
            .CountedAs(RequestKind.Desk);

    private static async Task<IResult> ReplayAsync(
        Guid id, int after, int until, HttpContext http, CurrentActor current, StoryHistory history, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await history.ReplayAsync(await current.GetAsync(), id, after, until, cancellationToken) is { } replay
            ? Results.Stream(stream => WriteAsync(stream, replay), "application/json")
            : Results.NotFound();
    }

    private static async Task WriteAsync(Stream stream, Replay replay)
    {
        var names = replay.Authors.ToDictionary(author => author.ProfileId, author => author.Name);
        await using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartObject();
        writer.WriteString("language", replay.Beginning.Content.Language);
        writer.WriteString("direction", replay.Beginning.Content.Direction);
        writer.WritePropertyName("body");
        writer.WriteRawValue(replay.Beginning.Content.Body.ToJson());
        writer.WriteStartArray("operations");
        foreach (var operation in replay.Operations)
        {
            Write(writer, operation, names.GetValueOrDefault(operation.AuthorId, ""));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync();
    }

    private static void Write(Utf8JsonWriter writer, StoryOperation operation, string author)
    {
        writer.WriteStartObject();
        writer.WriteString("author", author);
        writer.WriteString("madeAt", operation.MadeAt);
        writer.WritePropertyName("body");
        operation.Change.Body.WriteTo(writer);
        writer.WriteString("title", operation.Change.Fields.Title);
        writer.WriteBoolean("isBesides", operation.Change.Fields != StoryFieldChanges.None || !operation.Change.Transcript.IsEmpty);
        writer.WriteEndObject();
    }
}
