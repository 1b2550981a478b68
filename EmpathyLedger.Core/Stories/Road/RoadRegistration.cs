using EmpathyLedger.Core.Stories.Shelf;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Stories.Road;

public static class RoadRegistration
{
    public static IServiceCollection AddStoryRoad(this IServiceCollection services) =>
        services.AddSingleton<StoryRoad>().AddSingleton<StoryVersions>().AddSingleton<People.StoryPeople>().AddSingleton<StoryShelf>();
}
