using EmpathyLedger.Core.Demo;

namespace EmpathyLedger.Web.Components.Demo;

public static class DemoSetup
{
    private const string Switch = "--demo";

    public static IServiceCollection AddDemo(this IServiceCollection services) => services.AddSingleton<DemoLedger>();

    /// <summary>Fills an empty ledger with an invented town where <c>--demo</c> was asked for, before anybody is answered.</summary>
    public static async Task FillDemoAsync(this WebApplication app, string[] args)
    {
        if (args.Contains(Switch))
        {
            await app.Services.GetRequiredService<DemoLedger>().FillAsync(Console.WriteLine, app.Lifetime.ApplicationStopping);
        }
    }

    /// <summary>The switch stands alone; the host's own reader would take the next argument for its value.</summary>
    public static string[] WithoutDemoSwitch(this string[] args) => [.. args.Where(arg => arg != Switch)];
}
