using System.Globalization;
using System.Threading.RateLimiting;
using EmpathyLedger.Web.Components.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EmpathyLedger.Web.Operations.Limits;

/// <summary>
/// 429 with Retry-After, as words: a page of its own for people, which asks no database (whoever is refused should cost
/// little), and JSON for scripts. The editor takes it as "not saved yet", keeps the words and asks again.
/// </summary>
internal static class RequestRefusal
{
    private const int LongestWait = 60;

    public static async Task WriteAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > TimeSpan.Zero ? after : TimeSpan.FromSeconds(LongestWait);
        var seconds = Math.Clamp((int)Math.Ceiling(wait.TotalSeconds), 1, LongestWait);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            var page = new RazorComponentResult<TooOftenDocument>(new Dictionary<string, object?> { [nameof(TooOftenDocument.Seconds)] = seconds })
            {
                StatusCode = StatusCodes.Status429TooManyRequests,
            };
            await page.ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        await context.Response.WriteAsJsonAsync(new { message = TooOftenDocument.Words }, context.RequestAborted);
    }
}
