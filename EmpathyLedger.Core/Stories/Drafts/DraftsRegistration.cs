using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Stories.Drafts;

public static class DraftsRegistration
{
    public static IServiceCollection AddDrafts(this IServiceCollection services) => services.AddSingleton<Drafts>();
}
