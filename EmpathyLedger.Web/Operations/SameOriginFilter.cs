namespace EmpathyLedger.Web.Operations;

/// <summary>
/// For endpoints that our own scripts call with the cookie and no antiforgery token: refuses what another site sends.
/// Browsers say where a request comes from (Sec-Fetch-Site, or Origin in old ones) and pages can't forge it; cookies are
/// SameSite as well. A writing request that says nothing at all comes from no browser of ours and is refused.
/// </summary>
public sealed class SameOriginFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IsSameOrigin(context.HttpContext.Request)
            ? await next(context)
            : Results.Problem(statusCode: StatusCodes.Status403Forbidden, title: "This can only be asked by the portal's own pages.");

    /// <summary>For what stays open: asking for it is a GET, and what follows may write. So one that says nothing is refused as well.</summary>
    internal static bool SaysSameOrigin(HttpRequest request) =>
        (request.Headers.Origin.Count > 0 || request.Headers.ContainsKey("Sec-Fetch-Site")) && IsSameOrigin(request);

    internal static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site == "same-origin";
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            ? string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            : HttpMethods.IsGet(request.Method);
    }
}
