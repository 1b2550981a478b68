using EmpathyLedger.Core.Collaboration;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Web.Operations;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Http.Connections;

namespace EmpathyLedger.Web.Components.Stories.Live;

/// <summary>Writing together over a connection of its own: docs/collaboration-protocol.md.</summary>
public static class LiveStories
{
    public const string Path = "/live/story";

    /// <summary>Of one message from a page. A longer change comes in pieces.</summary>
    public const int LargestMessage = 256 * 1024;

    /// <summary>What may wait in memory on either side of a connection before it is read no further.</summary>
    private const int ConnectionBuffer = 64 * 1024;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddLiveStories(this IServiceCollection services)
    {
        services.AddSignalR().AddHubOptions<LiveStoryHub>(hub =>
        {
            hub.EnableDetailedErrors = false;
            hub.MaximumReceiveMessageSize = LargestMessage;

            // One after the other: a page's changes stay in its order, and one that sends too fast is simply read more slowly.
            hub.MaximumParallelInvocationsPerClient = 1;
            hub.KeepAliveInterval = KeepAlive;
            hub.ClientTimeoutInterval = Silence;
            hub.HandshakeTimeout = KeepAlive;
            hub.DisableImplicitFromServicesParameters = true;
        });
        services.AddSingleton<HubAudience>();
        services.AddSingleton<ISessionAudience>(provider => provider.GetRequiredService<HubAudience>());
        services.AddSingleton<LiveSignIns>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveSignIns>());
        return services.AddCollaboration();
    }

    public static void MapLiveStories(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<LiveStoryHub>(Path, connection =>
            {
                // Long polling for places that let no web socket through: without it nothing could be saved there.
                connection.Transports = HttpTransportType.WebSockets | HttpTransportType.LongPolling;

                // Pages resume by revision: what was missed is in the log, and nothing needs to be kept for whoever is away.
                connection.AllowStatefulReconnects = false;
                connection.CloseOnAuthenticationExpiration = true;
                connection.ApplicationMaxBufferSize = ConnectionBuffer;
                connection.TransportMaxBufferSize = ConnectionBuffer;
            })
            .RequireAuthorization()
            .CountedAs(RequestKind.Circuits)
            .Add(ForOwnPagesOnly);

    /// <summary>Browsers let any site open a web socket anywhere, with the cookie; they only say who asked.</summary>
    private static void ForOwnPagesOnly(EndpointBuilder endpoint)
    {
        var next = endpoint.RequestDelegate ?? throw new InvalidOperationException("The hub has nobody to answer.");
        endpoint.RequestDelegate = context =>
        {
            if (SameOriginFilter.SaysSameOrigin(context.Request))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
