using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Insights;

public static class InsightsRegistration
{
    /// <summary>What a community's leads see of its stories, and what keeps it up.</summary>
    public static IServiceCollection AddInsights(this IServiceCollection services)
    {
        services.AddSingleton<InsightsSummary>();
        services.AddSingleton<CommunityInsights>();
        services.AddSingleton<SharedInsights>();
        services.AddSingleton<InsightDownloads>();
        return services;
    }
}
