using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Archive;

public static class ArchiveRegistration
{
    /// <summary>Narrators, and the stories that are kept for them.</summary>
    public static IServiceCollection AddArchive(this IServiceCollection services) => services
        .AddSingleton<Narrators>()
        .AddSingleton<StoryCustody>();
}
