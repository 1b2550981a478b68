using EmpathyLedger.Core.Operations;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EmpathyLedger.Web.Operations;

public static class HostSetup
{
    // One community centre's server: enough for thousands of readers, and a bound on what strangers can make it hold.
    private const int MostWebSockets = 5_000;
    private const int MostConnections = 10_000;
    private const int MostDetachedCircuits = 200;
    private const long LargestRequest = 8 * 1024 * 1024;

    /// <summary>The server's own limits, and what an operator sees of it.</summary>
    public static WebApplicationBuilder AddHost(this WebApplicationBuilder builder)
    {
        builder.UseListenAddress();
        builder.RequireEncryption();

        // ./run.sh runs what was built, not what was published: there the libraries' files are found by a manifest.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentUpgradedConnections = MostWebSockets;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
        });

        // A loop that fails is started again by SupervisedLoop; the rest of the portal goes on meanwhile.
        builder.Services.Configure<HostOptions>(options =>
        {
            options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
            options.ShutdownTimeout = TimeSpan.FromSeconds(10);
        });

        // In Development too: a form that doesn't fit is the sender's mistake (400), not ours (500).
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);

        // SignalR's own 32 KB message limit stays: a larger message is refused, and edits don't go through circuits.
        builder.Services.Configure<CircuitOptions>(circuits => circuits.DisconnectedCircuitMaxRetained = MostDetachedCircuits);

        builder.Services.AddSingleton(provider => new PublicAddress(
            builder.Configuration["Portal:Address"],
            () => provider.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()));
        builder.Services.AddLedgerHealth();
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.AddSingleton<CircuitAdmission>();
        builder.Services.AddRequestLimits(builder.Configuration);
        return builder;
    }

    /// <summary>What comes before everything: the caller's address, headers on every answer, and cookies that are all Secure.</summary>
    public static void UseHost(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseCookiePolicy();
    }

    /// <summary>Needs to know who is asking: comes after authentication.</summary>
    public static IApplicationBuilder UseCircuitAdmission(this IApplicationBuilder app)
    {
        var admission = app.ApplicationServices.GetRequiredService<CircuitAdmission>();
        return app.Use(next => context => admission.AdmitAsync(context, next));
    }
}
