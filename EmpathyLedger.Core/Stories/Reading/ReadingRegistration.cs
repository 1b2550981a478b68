using EmpathyLedger.Core.Search;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Stories.Reading;

public static class ReadingRegistration
{
    /// <summary>Feeds, the story page's opening, and search.</summary>
    public static IServiceCollection AddReading(this IServiceCollection services) =>
        services.AddSingleton<StoryReader>().AddSingleton<StorySearch>();
}
