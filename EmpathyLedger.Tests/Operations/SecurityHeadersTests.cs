using System.Net;
using EmpathyLedger.Web.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;

namespace EmpathyLedger.Tests.Operations;

public sealed class SecurityHeadersTests
{
    [Fact]
    public async Task Headers_WhenAPageThrows_AreStillThere()
    {
        await using var app = await StartAsync(_ => throw new InvalidOperationException("a bug"));
        using var answer = await app.GetTestClient().GetAsync(new Uri("https://stories.example/"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal(SecurityHeaders.ContentSecurityPolicy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task Sandbox_OfAnUpload_IsNotWeakened()
    {
        await using var app = await StartAsync(context =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            return Task.CompletedTask;
        });
        using var answer = await app.GetTestClient().GetAsync(new Uri("https://stories.example/"), TestContext.Current.CancellationToken);

        Assert.Equal("default-src 'none'; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
    }

    [Fact]
    public async Task StrictTransportSecurity_OnLocalhostOrPlainHttp_IsNotSaid()
    {
        await using var app = await StartAsync(_ => Task.CompletedTask);
        using var answer = await app.GetTestClient().GetAsync(new Uri("https://localhost/"), TestContext.Current.CancellationToken);

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate page)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseExceptionHandler(problem => problem.Run(_ => Task.CompletedTask));
        app.Run(page);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
