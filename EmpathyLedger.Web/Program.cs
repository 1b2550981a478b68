using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Core.Mail;
using EmpathyLedger.Core.Operations;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Core.Stories.Road;
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
    builder.Services.AddLedgerDatabase(builder.Configuration);
    builder.Services.AddLedgerEvents();
    builder.Services.AddMail(builder.Configuration);
    builder.Services.AddLedgerJobs();
    builder.Services.AddAccounts();
    builder.Services.AddCommunities();
    builder.Services.AddConsent();
    builder.Services.AddDrafts();
    builder.Services.AddStoryRoad();
    builder.Services.AddReviews();
    builder.Services.AddInsights();
    builder.Services.AddArchive();
    builder.Services.AddShell();
    builder.Services.AddReading();
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
