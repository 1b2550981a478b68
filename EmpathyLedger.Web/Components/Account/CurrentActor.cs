using EmpathyLedger.Core.Database;
using Microsoft.AspNetCore.Components.Authorization;

namespace EmpathyLedger.Web.Components.Account;

/// <summary>
/// Who is asking, in an endpoint, a static page or a circuit alike. Ask at each event: a circuit's answer changes when
/// its session ends.
/// </summary>
public sealed class CurrentActor(IServiceProvider scope, IHttpContextAccessor http)
{
    public async ValueTask<Actor> GetAsync()
    {
        // Inside a circuit the accessor may still show the request that opened the connection, with the person who
        // was signed in then. That request has another service scope; only in its own scope is it the one that asks.
        if (http.HttpContext is { } context && ReferenceEquals(context.RequestServices, scope))
        {
            return context.User.ToActor();
        }

        var state = await scope.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync();
        return state.User.ToActor();
    }
}
