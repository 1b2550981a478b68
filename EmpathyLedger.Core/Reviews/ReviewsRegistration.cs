using EmpathyLedger.Core.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Reviews;

public static class ReviewsRegistration
{
    /// <summary>Elders' reviews, and the news that they and tellers find on Home.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services)
    {
        services.AddSingleton<StoryReviews>();
        services.AddSingleton<LedgerNotifications>();
        return services;
    }
}
