using EmpathyLedger.Core;
using EmpathyLedger.Web.Components;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Archive;
using EmpathyLedger.Web.Components.Communities;
using EmpathyLedger.Web.Components.Demo;
using EmpathyLedger.Web.Components.Errors;
using EmpathyLedger.Web.Components.Insights;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Components.Media;
using EmpathyLedger.Web.Components.Stories;
using EmpathyLedger.Web.Components.Stories.History;
using EmpathyLedger.Web.Components.Stories.Live;
using EmpathyLedger.Web.Components.Stories.Reading;
using EmpathyLedger.Web.Operations;
using EmpathyLedger.Web.Operations.Commands;
using EmpathyLedger.Web.Operations.Limits;

try
{
    if (await ArchiveCommands.TryRunAsync(args) is { } exitCode)
    {
        return exitCode;
    }

    var builder = WebApplication.CreateBuilder(args.WithoutDemoSwitch());
    builder.AddHost();
    builder.Services.AddLedger(builder.Configuration);
    builder.Services.AddAccounts();
    builder.Services.AddShell();
    builder.Services.AddLiveStories();
    builder.Services.AddDemo();

    await using var app = builder.Build();
    await app.PrepareAsync();
    await app.FillDemoAsync(args);
    app.UseHost();
    app.UsePortalErrors();
    app.UseRouting();
    app.UseAuthentication();
    app.UseRequestLimits();
    app.UseCircuitAdmission();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.UseSetupGate();
    app.MapStaticAssets();
    app.MapLedgerHealth();
    app.MapAccounts();
    app.MapDrafts();
    app.MapLiveStories();
    app.MapHistory();
    app.MapReading();
    app.MapCommunities();
    app.MapInsights();
    app.MapArchive();
    app.MapMedia();
    app.MapRazorComponents<App>()
        .AddInteractiveServerRenderMode(circuits => circuits.ContentSecurityFrameAncestorsPolicy = null);
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (PortalStart.Explain(exception) is { } lines)
{
    await Console.Error.WriteLineAsync(string.Join('\n', lines));
    return 1;
}
