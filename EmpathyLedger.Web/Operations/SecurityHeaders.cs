namespace EmpathyLedger.Web.Operations;

public static class SecurityHeaders
{
    /// <summary>
    /// Styles are the one exception to "only our own files": MudBlazor and charts write style attributes. Scripts have
    /// none. 'self' covers the web sockets of circuits and of writing together.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; object-src 'none'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Put on as the response starts, so that error pages, which clear what was set before, have them too.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(SetHeaders, context);
        return next(context);
    });

    private static Task SetHeaders(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;

        // An endpoint that serves what people uploaded sets a sandbox, which is stricter: leave it.
        if (!headers.ContentSecurityPolicy.ToString().Contains("sandbox", StringComparison.Ordinal))
        {
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        if (context.Request.IsHttps && context.Request.Host.Host != "localhost")
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        if (headers.ContentType.ToString().StartsWith("text/html", StringComparison.OrdinalIgnoreCase))
        {
            if (context.User.Identity?.IsAuthenticated == true)
            {
                // A signed-in page must not come back by the back button after signing out, nor from a shared cache.
                headers.CacheControl = "private, no-store";
            }
            else if (headers.CacheControl.Count == 0)
            {
                // A story that is taken back is gone for visitors at once, too.
                headers.CacheControl = "no-cache";
            }
        }

        return Task.CompletedTask;
    }
}
