using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EmpathyLedger.Web.Operations;

public static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Traces and metrics, off unless an endpoint is configured. Logs stay on this machine.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[Endpoint]))
        {
            return services;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("empathy-ledger"))
            .WithTracing(traces => traces
                // The address of an invitation is its key: it stays in this process.
                .AddAspNetCoreInstrumentation(options => options.Filter = context =>
                    !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/join")
                    && !context.Request.Path.StartsWithSegments("/claim") && !context.Request.Path.StartsWithSegments("/stories/join"))
                .AddHttpClientInstrumentation()
                .AddNpgsql())
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddMeter("EmpathyLedger.Events", "Npgsql", "System.Runtime", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Server.Circuits"))
            .UseOtlpExporter();
        return services;
    }
}
