using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text.Json;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Operations;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EmpathyLedger.Tests.Operations;

/// <summary>Small limits that come back once a minute, and endpoints that do nothing. A test says who asks and from where by headers.</summary>
public sealed class RequestLimitsTests
{
    private const string Address = "203.0.113.7";

    [Fact]
    public async Task Address_ThatAskedOften_IsRefusedAndOthersAreNot()
    {
        await using var app = await StartAsync(("Pages", 3));
        Assert.Equal([200, 200, 200, 429], await AskAsync(app, 4, "/page", Address));
        Assert.Equal([200], await AskAsync(app, 1, "/page", Elsewhere(Address)));
        Assert.Equal([200], await AskAsync(app, 1, "/page", Address, Guid.NewGuid()));
    }

    [Fact]
    public async Task IPv6_IsCountedByTheHousehold()
    {
        await using var app = await StartAsync(("Pages", 2));
        Assert.Equal([200], await AskAsync(app, 1, "/page", "2001:db8:1:2::1"));
        Assert.Equal([200, 429], await AskAsync(app, 2, "/page", "2001:db8:1:2:ffff::9"));
        Assert.Equal([200], await AskAsync(app, 1, "/page", Elsewhere("2001:db8:1:2::1")));
    }

    [Fact]
    public async Task Account_IsCountedWhateverItsCookieAndAddress()
    {
        var rosa = Guid.NewGuid();
        await using var app = await StartAsync(("Pages", 2));

        // Each request is of another session here, as after signing in on another device.
        Assert.Equal([200, 200, 429], await AskAsync(app, 3, "/page", Address, rosa));
        Assert.Equal([429], await AskAsync(app, 1, "/page", "198.51.100.1", rosa));
        Assert.Equal([200], await AskAsync(app, 1, "/page", Address, Guid.NewGuid()));
    }

    [Fact]
    public async Task Kinds_AreCountedEachForItself()
    {
        await using var app = await StartAsync(("Search", 1));
        Assert.Equal([200, 429], await AskAsync(app, 2, "/search", Address));
        Assert.Equal([200, 200], await AskAsync(app, 2, "/page", Address));
        Assert.Equal([429], await AskAsync(app, 1, "/search", Address));
    }

    [Fact]
    public async Task ForwardedAddress_OfNobodyNamed_IsNotBelieved()
    {
        await using var app = await StartAsync(("Pages", 1));
        Assert.Equal([200], await AskAsync(app, 1, "/page", Address, forwarded: "198.51.100.1"));
        Assert.Equal([429], await AskAsync(app, 1, "/page", Address, forwarded: "198.51.100.2"));
    }

    [Fact]
    public async Task ForwardedAddress_EvenWhereTheHostBelievesAnybody_IsNotBelieved()
    {
        await using var app = await StartAsync([("Pages", 1)], ("ForwardedHeaders_Enabled", "true"));
        Assert.Equal([200], await AskAsync(app, 1, "/page", Address, forwarded: "198.51.100.1"));
        Assert.Equal([429], await AskAsync(app, 1, "/page", Address, forwarded: "198.51.100.2"));
    }

    [Fact]
    public async Task ForwardedAddress_OfTheNamedProxy_IsWhoAsks()
    {
        await using var app = await StartAsync([("Pages", 1)], ("Portal:TlsProxy", "203.0.113.0/24"));
        Assert.Equal([200, 429], await AskAsync(app, 2, "/page", Address, forwarded: "198.51.100.1"));
        Assert.Equal([200], await AskAsync(app, 1, "/page", Address, forwarded: Elsewhere("198.51.100.1")));

        // What a caller wrote into the header stands left of what the proxy saw.
        Assert.Equal([429], await AskAsync(app, 1, "/page", Address, forwarded: "192.0.2.77, 198.51.100.1"));
    }

    [Fact]
    public async Task Circuits_AreCountedWhenTheyStart_AndNeverWhileTheyRun()
    {
        await using var app = await StartAsync(("Circuits", 2), ("Pages", 1));
        Assert.Equal([200], await AskAsync(app, 1, "/_blazor/negotiate?negotiateVersion=1", Address));
        Assert.Equal([200], await AskAsync(app, 1, "/_blazor", Address));
        Assert.Equal([429], await AskAsync(app, 1, "/_blazor/negotiate?negotiateVersion=1", Address));
        Assert.All(await AskAsync(app, 50, "/_blazor?id=abc", Address), status => Assert.Equal(200, status));
        Assert.All(await AskAsync(app, 50, "/health/ready", Address), status => Assert.Equal(200, status));
        Assert.All(await AskAsync(app, 50, "/_framework/blazor.web.js", Address), status => Assert.Equal(200, status));
    }

    [Fact]
    public async Task StoriesThatAreNotThere_AskedForOften_AreNotAskedForAnyMore()
    {
        await using var app = await StartAsync(("Misses", 3));
        Assert.Equal([200, 200, 200, 200], await AskAsync(app, 4, "/story", Address));
        Assert.Equal([404, 404, 404, 429], await AskAsync(app, 4, "/no-story", Address));

        // Not to be told apart any more either: the next may be there or not.
        Assert.Equal([429], await AskAsync(app, 1, "/story", Address));
        Assert.Equal([200], await AskAsync(app, 1, "/page", Address));
        Assert.Equal([404], await AskAsync(app, 1, "/no-story", Elsewhere(Address)));
    }

    [Fact]
    public async Task Refusal_SaysWhenAndInWords()
    {
        await using var app = await StartAsync(("Pages", 2));
        await AskAsync(app, 2, "/page", Address);

        using var page = await SendAsync(app, "/page?look=%22%3Ehere", Address, accept: "text/html");
        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
        Assert.InRange(page.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        var words = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Nothing is locked", words, StringComparison.Ordinal);
        Assert.Contains("href=\"/page?look=%22%3Ehere\"", words, StringComparison.Ordinal);

        using var outward = await SendAsync(app, "//evil.example/page", Address, accept: "text/html");
        Assert.DoesNotContain("evil", await outward.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var script = await SendAsync(app, "/page", Address, accept: "application/json");
        Assert.Equal(HttpStatusCode.TooManyRequests, script.StatusCode);
        Assert.NotNull(script.Headers.RetryAfter);
        using var json = JsonDocument.Parse(await script.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.NotEmpty(json.RootElement.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Addresses_WithoutNumber_ShareANumberOfCounters()
    {
        await using var app = await StartAsync(("Pages", 1));
        var refused = 0;
        for (var i = 0; i < RequestLimits.AddressSlots * 2; i++)
        {
            refused += (await AskAsync(app, 1, "/page", string.Create(CultureInfo.InvariantCulture, $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}"))).Count(status => status == 429);
        }

        // Of twice as many addresses as slots at least half must meet another one.
        Assert.InRange(refused, RequestLimits.AddressSlots, RequestLimits.AddressSlots * 2);
    }

    [Fact]
    public void DefaultLimits_LeaveRoomForAHallAndForWriting()
    {
        var limits = new RequestLimitOptions();
        const int Readers = 40;
        Assert.True(limits.Pages.Address >= Readers * 20);
        Assert.True(limits.Stories.Address >= Readers * 10);
        Assert.True(limits.Search.Address >= Readers * 4);
        Assert.True(limits.Circuits.Address >= limits.Stories.Address);
        Assert.True(limits.Pictures.Address >= Readers * 100);
        Assert.True(limits.Misses.Address >= Readers * 4);
        Assert.True(new ValidateRequestLimits().Validate(null, limits).Succeeded);
    }

    [Fact]
    public void Settings_ThatMakeNoSense_AreAllNamedAtStart()
    {
        var answer = new ValidateRequestLimits().Validate(null, new RequestLimitOptions
        {
            Search = new(0, 10),
            Stories = new(10, 1_000_000),
        });

        Assert.Collection(
            answer.Failures!,
            stories => Assert.StartsWith("Limits:Stories:Address ", stories, StringComparison.Ordinal),
            search => Assert.StartsWith("Limits:Search:Person ", search, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Portal_WithASettingThatMakesNoSense_DoesNotStart()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(("Pages", 0)));
        Assert.NotEmpty(PortalStart.Explain(failure)!);
    }

    private static Task<WebApplication> StartAsync(params (string Kind, int Most)[] limits) => StartAsync(limits, settings: []);

    private static async Task<WebApplication> StartAsync((string Kind, int Most)[] limits, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder([.. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
        builder.WebHost.UseTestServer();
        foreach (var (kind, most) in limits)
        {
            builder.Configuration[$"Limits:{kind}:Person"] = builder.Configuration[$"Limits:{kind}:Address"] = most.ToString(CultureInfo.InvariantCulture);
        }

        // Before whatever the host itself puts first.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new TestCaller()));
        builder.RequireEncryption();
        builder.Services.AddRazorComponents();
        builder.Services.AddRequestLimits(builder.Configuration);
        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseRouting();
        app.UseRequestLimits();
        app.MapGet("/search", () => "found").CountedAs(RequestKind.Search);
        app.MapGet("/story", () => "words").CountedAs(RequestKind.Stories);
        app.MapGet("/no-story", () => Results.NotFound()).CountedAs(RequestKind.Stories);
        app.MapGet("/{**any}", () => "page");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<IReadOnlyList<int>> AskAsync(
        WebApplication app, int times, string path, string address, Guid? account = null, string? forwarded = null)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
        {
            using var answer = await SendAsync(app, path, address, account, forwarded);
            statuses.Add((int)answer.StatusCode);
        }

        return statuses;
    }

    /// <summary>Another address of the same family, in another slot: two of them meet once in a few thousand runs.</summary>
    private static string Elsewhere(string address)
    {
        var bytes = IPAddress.Parse(address).GetAddressBytes();
        while (SlotOf(new IPAddress(bytes)) == SlotOf(IPAddress.Parse(address)))
        {
            bytes[bytes.Length == 4 ? 3 : 7]++;
        }

        return new IPAddress(bytes).ToString();
    }

    private static int SlotOf(IPAddress address) => RequestLimits.SlotOf(new DefaultHttpContext { Connection = { RemoteIpAddress = address } });

    private static async Task<HttpResponseMessage> SendAsync(
        WebApplication app, string path, string address, Guid? account = null, string? forwarded = null, string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"https://stories.example{path}"));
        request.Headers.Add("Accept", accept);
        request.Headers.Add("Test-Address", address);
        if (account is { } id)
        {
            request.Headers.Add("Test-Account", id.ToString());
        }

        if (forwarded is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwarded);
        }

        return await app.GetTestClient().SendAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed class TestCaller : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, then) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers["Test-Address"].ToString());
                if (context.Request.Headers["Test-Account"].ToString() is { Length: > 0 } account)
                {
                    context.User = new ClaimsPrincipal(new ClaimsIdentity(
                        [new Claim(ClaimTypes.NameIdentifier, account), new Claim(AccountClaims.SessionId, Guid.NewGuid().ToString())], "test"));
                }

                return then(context);
            });
            next(app);
        };
    }
}
