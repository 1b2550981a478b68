using System.Data.Common;
using System.Net.Sockets;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Diagnostics;

namespace EmpathyLedger.Web.Components.Errors;

/// <summary>Every refusal and failure that a person meets ends on a page with words and a way back.</summary>
public static class PortalErrors
{
    public static IApplicationBuilder UsePortalErrors(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/problem/500",
            CreateScopeForErrors = true,
            StatusCodeSelector = failure => IsDatabaseAway(failure) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/problem/{0}", createScopeForStatusCodePages: true);
        app.Use(async (http, next) =>
        {
            var wantsPage = http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

            // A page is only drawn by GET: a re-executed PUT would end as 405 and hide the first answer.
            if (http.Features.Get<IExceptionHandlerFeature>() is not null || http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            {
                http.Request.Method = HttpMethods.Get;

                // Re-executing has already chosen an endpoint, by the old method: "not allowed". Routing chooses anew.
                http.SetEndpoint(null);
                if (wantsPage)
                {
                    // A page that is drawn in place of another is sent without waiting for what its parts still ask. What the
                    // shell asks (whose place this is, and that its people are invented) is therefore answered before.
                    await http.RequestServices.GetRequiredService<PortalContext>().GetAsync(http.User, http.RequestAborted);
                }
            }

            // The editor and the health probes speak in status codes; their bodies stay their own.
            if (!wantsPage && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            await next();
        });
        return app;
    }

    /// <summary>A connection that cannot be had, or was lost; not a statement that the database refused.</summary>
    public static bool IsDatabaseAway(Exception? failure) => failure switch
    {
        null => false,
        SocketException or TimeoutException => true,
        DbException { IsTransient: true } => true,
        _ => IsDatabaseAway(failure.InnerException),
    };
}
