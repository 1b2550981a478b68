using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Web.Components.Account.Pages;
using Microsoft.AspNetCore.Components.Endpoints;

namespace EmpathyLedger.Web.Components.Account;

public static class SetupGate
{
    private static readonly Type[] OpenBeforeSetup = [typeof(SetupPage), typeof(NotSetUpPage)];

    /// <summary>Until there is a community, every page leads to the one that says how to make it. Files and health go on.</summary>
    public static IApplicationBuilder UseSetupGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var page = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
        if (page is not null
            && !OpenBeforeSetup.Contains(page)
            && page.Namespace?.EndsWith(".Errors", StringComparison.Ordinal) != true
            && !(await context.RequestServices.GetRequiredService<PortalFacts>().GetAsync(context.RequestAborted)).IsSetUp)
        {
            context.Response.Redirect("/not-set-up");
            return;
        }

        await next();
    });
}
