using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace EmpathyLedger.Web.Operations.Limits;

public static class RequestLimitsSetup
{
    public static IServiceCollection AddRequestLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RequestLimitOptions>().Bind(configuration.GetSection("Limits")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RequestLimitOptions>, ValidateRequestLimits>();
        services.AddSingleton<RequestLimits>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<RequestLimits>((limiter, limits) =>
        {
            limiter.GlobalLimiter = limits.Requests;
            limiter.OnRejected = async (refused, _) => await RequestRefusal.WriteAsync(refused.HttpContext, refused.Lease);
        });
        return services;
    }

    /// <summary>Needs to know who asks and for what: comes after routing and authentication.</summary>
    public static IApplicationBuilder UseRequestLimits(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RequestLimits>();
        return app.UseRateLimiter().Use(next => context => limits.CountMissesAsync(context, next));
    }

    /// <summary>What the endpoint's requests are counted as.</summary>
    public static TBuilder CountedAs<TBuilder>(this TBuilder endpoint, RequestKind kind)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new CountedAsAttribute(kind));
}
