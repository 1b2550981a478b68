using System.Net;
using EmpathyLedger.Tests.Browser;
using EmpathyLedger.Web.Operations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Tests.Operations;

public sealed class PortalHeadersTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Theory]
    [InlineData("/not-set-up", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/", HttpStatusCode.Found)]
    [InlineData("/no/such/page", HttpStatusCode.NotFound)]
    [InlineData("/favicon.svg", HttpStatusCode.OK)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/_framework/blazor.web.js", HttpStatusCode.OK)]
    [InlineData("/account/device-key", HttpStatusCode.Found)]
    public async Task EveryAnswer_CarriesTheSameGuards(string path, HttpStatusCode status)
    {
        using var visitor = portal.Visit();
        using var answer = await visitor.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        AssertGuards(answer);
    }

    /// <summary>A browser asks for the worker anew each time, and lets it answer for nothing above the place where it lies.</summary>
    [Theory]
    [InlineData("/stories/offline-worker.js", "text/javascript")]
    [InlineData("/offline/offline.js", "text/javascript")]
    [InlineData("/offline/offline.css", "text/css")]
    [InlineData("/offline/index.html", "text/html")]
    public async Task OfflineFiles_AreNeverOld(string path, string type)
    {
        using var visitor = portal.Visit();
        using var answer = await visitor.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoCache);
        Assert.False(answer.Headers.Contains("Service-Worker-Allowed"));
        AssertGuards(answer);
    }

    [Fact]
    public async Task Failure_InsideAPage_CarriesTheSameGuards()
    {
        // A form body that is no form: antiforgery refuses it before any page runs.
        using var visitor = portal.Visit();
        using var answer = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/account/sign-out") { Content = new StringContent("x") });

        Assert.True((int)answer.StatusCode >= 400);
        AssertGuards(answer);
    }

    [Fact]
    public void EveryEndpoint_SaysWhoMayComeIn()
    {
        // Files, and what carries the circuits: each circuit asks who is there by itself.
        string[] open = ["_blazor", "_framework", "{**path:file}"];
        var undecided = portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText ?? "")
            .Where(route => !open.Any(part => route.Contains(part, StringComparison.Ordinal)));

        Assert.Empty(undecided);
    }

    private static void AssertGuards(HttpResponseMessage answer)
    {
        Assert.Equal(SecurityHeaders.ContentSecurityPolicy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("strict-origin-when-cross-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Contains("camera=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }
}
