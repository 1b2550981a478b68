using EmpathyLedger.Core.Communities;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace EmpathyLedger.Web.Components.Layout;

public static class Shell
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomStart;
            options.SnackbarConfiguration.VisibleStateDuration = 8000;
        });
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Standings>();
        services.AddScoped<PortalContext>();
        services.AddScoped<ViewerClock>();
        return services;
    }
}
