using System.Security.Claims;
using Bunit;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Web.Components.Account;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EmpathyLedger.Tests.Live;

/// <summary>A page whose circuit is up, of one person, with events that a test raises itself.</summary>
internal sealed class IslandPage : BunitContext
{
    public IslandPage(Actor viewer, bool isInteractive = true, object? service = null, Func<LedgerEvents, object>? listening = null)
    {
        service ??= listening?.Invoke(Events);
        if (service is not null)
        {
            Services.AddSingleton(service.GetType(), service);
        }

        Services.AddSingleton(Events);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<IHttpContextAccessor, HttpContextAccessor>();
        Services.AddScoped<CurrentActor>();
        this.AddAuthorization().SetAuthorized("somebody").SetClaims(
            new Claim(ClaimTypes.NameIdentifier, viewer.ProfileId.ToString()!), new Claim(AccountClaims.SessionId, Guid.NewGuid().ToString()));
        SetRendererInfo(isInteractive ? new RendererInfo("Server", true) : new RendererInfo("Static", false));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public LedgerEvents Events { get; } = new(NullLogger<LedgerEvents>.Instance);
}
