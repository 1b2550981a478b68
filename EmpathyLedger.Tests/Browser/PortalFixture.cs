using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Mail;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.TestDoubles;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser;

/// <summary>
/// The real portal on a free port of this machine, with a database of its own and a postman who keeps the letters:
/// <c>class ReadingTests(PortalFixture portal) : IClassFixture&lt;PortalFixture&gt;</c>.
/// Not set up until <see cref="SetUpAsync"/>.
/// </summary>
public sealed class PortalFixture(LedgerServerFixture server) : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string Password = "river stones under ice";
    public const string StewardEmail = "steward@example.org";

    private Uri? _address;

    public LedgerDatabaseFixture Ledger { get; } = new(server);

    public TestMail Mail { get; } = new();

    public Uri Address => _address ?? throw new InvalidOperationException("The portal has not been started.");

    /// <summary>Of the first community, once set up.</summary>
    public Guid CommunityId { get; private set; }

    public Actor Steward { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await Ledger.InitializeAsync();
        UseKestrel(0);
        StartServer();
        _address = new Uri(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()
            .Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
    }

    public TestVisitor Visit() => new(Address);

    /// <summary>The first community, "Riverside", and Rosa, its steward.</summary>
    public async Task SetUpAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<PortalSetup>().SetUpAsync(
            new FirstCommunity("Riverside", "Riverside", "By the river", "The library", "Australia/Darwin"),
            "Rosa",
            StewardEmail,
            Password,
            TestContext.Current.CancellationToken);
        Steward = new Actor(Assert.IsType<SetupOutcome.Done>(outcome).Steward.Id, null, 1);
        CommunityId = await Ledger.AdminScalarAsync<Guid>("select id from ledger.communities limit 1");
    }

    /// <summary>A person with a confirmed account and a profile, in no community, who signs in with <see cref="Password"/>.</summary>
    public async Task<Actor> AddPersonAsync(string name, string email)
    {
        await using var scope = Services.CreateAsyncScope();
        var account = LedgerAccount.For(name, email, TimeProvider.System.GetUtcNow());
        account.EmailConfirmed = true;
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<LedgerAccount>>().CreateAsync(account, Password);
        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(error => error.Description)));

        var actor = new Actor(account.Id, null, 1);
        await using var ledger = await Services.GetRequiredService<LedgerDatabase>().BeginAsync(actor, TestContext.Current.CancellationToken);
        await ledger.ExecuteAsync("select app.ensure_profile($1)", name);
        await ledger.CommitAsync();
        return actor;
    }

    /// <summary>Through the real sign-in form.</summary>
    public async Task SignInAsync(IPage page, string email, string returnUrl = "/")
    {
        await page.GotoAsync(new Uri(Address, $"account/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}").ToString());
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(new Uri(Address, returnUrl).ToString());
    }

    /// <summary>Through the real sign-in form, without a browser.</summary>
    public async Task<TestVisitor> VisitAsAsync(string email)
    {
        var visitor = Visit();
        using var answer = await visitor.SubmitAsync("/account/sign-in", "sign-in", ("Email", email), ("Password", Password));
        Assert.Equal(System.Net.HttpStatusCode.Found, answer.StatusCode);
        return visitor;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Development serves static files from where they lie; a test run has published nothing.
        builder.UseEnvironment("Development");
        builder.UseSetting("urls", "http://127.0.0.1:0");
        foreach (var (key, value) in Ledger.Configuration)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services => services.AddSingleton<IMailSender>(Mail));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Ledger.DisposeAsync();
    }
}
