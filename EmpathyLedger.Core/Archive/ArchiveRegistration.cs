using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Archive;

public static class ArchiveRegistration
{
    /// <summary>Bringing an archive in and out; narrators, and the stories that are kept for them.</summary>
    public static IServiceCollection AddArchive(this IServiceCollection services)
    {
        services.AddSingleton<Narrators>();
        services.AddSingleton<StoryCustody>();
        services.AddSingleton<Imports>();
        services.AddSingleton<ImportPass>();
        services.AddSingleton<ArchiveExport>();
        services.AddHostedService<ImportRunner>();
        return services;
    }
}
