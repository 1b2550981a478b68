using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Operations;

public static class JobsRegistration
{
    /// <summary>What happens by the clock, and the letters that notifications owe.</summary>
    public static IServiceCollection AddLedgerJobs(this IServiceCollection services)
    {
        services.AddSingleton<MaintenanceJobs>();
        services.AddHostedService<JobServer>();
        services.AddSingleton<NotificationLetters>();
        services.AddHostedService<NotificationMailer>();
        return services;
    }
}
