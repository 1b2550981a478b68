using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Events;

public static class EventsRegistration
{
    /// <summary>Changes of any node, told to whoever listens on this one.</summary>
    public static IServiceCollection AddLedgerEvents(this IServiceCollection services)
    {
        services.AddSingleton<LedgerEvents>();
        services.AddHostedService<EventListener>();
        services.AddHostedService<EventNotifier>();
        return services;
    }
}
