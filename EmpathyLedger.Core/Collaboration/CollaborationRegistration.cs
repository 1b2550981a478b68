using EmpathyLedger.Core.Collaboration.History;
using EmpathyLedger.Core.Collaboration.Presence;
using EmpathyLedger.Core.Collaboration.Remarks;
using EmpathyLedger.Core.Collaboration.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Collaboration;

public static class CollaborationRegistration
{
    /// <summary>Needs an <see cref="ISessionAudience"/> from the host.</summary>
    public static IServiceCollection AddCollaboration(this IServiceCollection services) => services
        .AddSingleton<OperationLog>()
        .AddSingleton<StoryHistory>()
        .AddSingleton<StoryMoments>()
        .AddSingleton<PresenceLog>()
        .AddSingleton<WritingNow>()
        .AddSingleton<StoryPresence>()
        .AddSingleton<PassageLog>()
        .AddSingleton<StoryRemarks>()
        .AddSingleton<StorySessions>()
        .AddHostedService(provider => provider.GetRequiredService<StorySessions>());
}
