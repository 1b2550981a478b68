using EmpathyLedger.Core.Media;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Communities;

public static class CommunitiesRegistration
{
    /// <summary>Communities, memberships, profiles and their pictures.</summary>
    public static IServiceCollection AddCommunities(this IServiceCollection services)
    {
        services.AddSingleton<InvitationLetters>();
        services.AddSingleton<CommunityMembership>();
        services.AddSingleton<CommunityDirectory>();
        services.AddSingleton<CommunityPages>();
        services.AddSingleton<Profiles>();
        services.AddSingleton<Pictures>();
        return services;
    }
}
