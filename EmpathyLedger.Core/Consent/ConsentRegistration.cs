using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Consent;

public static class ConsentRegistration
{
    public static IServiceCollection AddConsent(this IServiceCollection services) => services.AddSingleton<StoryConsents>();
}
