using System.Security.Claims;
using System.Text.Encodings.Web;
using EmpathyLedger.Benchmarks.Collaboration;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Insights;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EmpathyLedger.Benchmarks;

/// <summary>The real portal over a benchmark's ledger, in this process; a header says who asks instead of a cookie.</summary>
internal sealed class BenchmarkPortal(BenchmarkLedger ledger) : WebApplicationFactory<ChartModel>
{
    public const string Who = "X-Who";

    public Uri Address { get; private set; } = null!;

    public string ConnectionString => ledger.Configuration["ConnectionStrings:Ledger"]!;

    public void Start()
    {
        UseKestrel(0);
        StartServer();
        Address = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("urls", "http://127.0.0.1:0");
        foreach (var (key, value) in ledger.Configuration)
        {
            builder.UseSetting(key, value);
        }

        foreach (var kind in (string[])["Pages", "Circuits", "Desk"])
        {
            builder.UseSetting($"Limits:{kind}:Person", "100000");
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.AddAuthentication(options => options.DefaultScheme = options.DefaultAuthenticateScheme = options.DefaultChallengeScheme = Who)
                .AddScheme<AuthenticationSchemeOptions, ByHeader>(Who, _ => { });
            services.AddScoped<AuthenticationStateProvider, ServerAuthenticationStateProvider>();
        });
    }

    private sealed class ByHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers[Who].ToString() is not { Length: > 0 } who)
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, who), new(AccountClaims.SessionId, who), new("AspNet.Identity.SecurityStamp", CollaborationFilling.Stamp)], Who);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Who)));
        }
    }
}
