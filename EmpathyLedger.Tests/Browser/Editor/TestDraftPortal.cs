using System.Collections.Concurrent;
using System.Text.Json;
using EmpathyLedger.Tests.Script;
using EmpathyLedger.Web.Components.Stories.Live;
using EmpathyLedger.Web.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Tests.Browser.Editor;

/// <summary>
/// A server that keeps the protocol of writing together and can be told to fail: it loses answers, signs people out, goes
/// away and comes back at the same address. The page is the editor alone, with the portal's own styles and content policy.
/// </summary>
public sealed class TestDraftPortal : IAsyncDisposable
{
    private WebApplication? _app;
    private int _port;

    public const string Alice = "0196b7a2-0000-7000-8000-00000000000a";
    public const string Bob = "0196b7a2-0000-7000-8000-00000000000b";

    public string Address => $"http://localhost:{_port}";

    public string EditUrl => $"{Address}/edit";

    /// <summary>Who is signed in; null for nobody.</summary>
    public string? Account { get; set; } = Alice;

    public string Theme { get; set; } = "light";

    public string Communities { get; set; } = """[{"id":"c1","name":"Riverside"},{"id":"c2","name":"The Regal"}]""";

    public TestStory Story { get; } = new();

    /// <summary>Chosen last; null answers that it can't be done now.</summary>
    public string[]? ChosenCommunities { get; set; } = ["c1"];

    /// <summary>Who was signed in when something was sent.</summary>
    public ConcurrentBag<string?> Submitters { get; } = [];

    /// <summary>What the pages threw or logged.</summary>
    public ConcurrentBag<string> Complaints { get; } = [];

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.AddSignalR(hub => hub.MaximumReceiveMessageSize = LiveStories.LargestMessage);
        builder.Services.AddSingleton(this);
        _app = builder.Build();
        _app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(RepositoryFiles.In("wwwroot")) });
        _app.MapGet("/edit", (HttpContext http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.ContentSecurityPolicy;
            return Results.Content(Page(), "text/html");
        });
        _app.MapGet("/favicon.ico", () => Results.NoContent());
        _app.MapGet("/account/device-key", () => Account is { } account
            ? Results.Json(new { accountId = account, key = Convert.ToBase64String([.. Enumerable.Repeat((byte)account[^1], 32)]) })
            : Results.Unauthorized());
        _app.MapPut("/stories/s1/communities", async (HttpContext http) =>
        {
            var wished = await JsonSerializer.DeserializeAsync<string[]>(http.Request.Body);
            if (ChosenCommunities is null)
            {
                return Results.StatusCode(503);
            }

            ChosenCommunities = wished;
            return Results.Json(wished);
        });
        _app.Use((http, next) =>
        {
            if (Account is not null || !http.Request.Path.StartsWithSegments("/live"))
            {
                return next(http);
            }

            http.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        _app.MapHub<TestStoryHub>("/live/story");
        await _app.StartAsync();
        _port = new Uri(_app.Urls.First()).Port;
    }

    /// <summary>As if the power went: open connections are cut.</summary>
    public async Task GoAwayAsync()
    {
        if (_app is not null)
        {
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await _app.StopAsync(now.Token);
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await GoAwayAsync();
        Assert.Empty(Complaints);
    }

    private string Page() => $$"""
        <!doctype html><html lang="en" data-theme="{{Theme}}"><head><meta charset="utf-8"><title>Write</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"><base href="/">
        <link rel="stylesheet" href="/theme/tokens.css">{{(Theme == "light" ? "" : $"<link rel=\"stylesheet\" href=\"/theme/{Theme}.css\">")}}
        <link rel="stylesheet" href="/app.css"><link rel="stylesheet" href="/theme/shell.css">
        <link rel="stylesheet" href="/lib/quill/quill.core.css"><link rel="stylesheet" href="/js/story-editor/story-editor.css">
        </head><body><main class="page"><h1 class="visually-hidden">Write</h1><div class="two"><div><div hidden><span data-story-stage>Draft</span></div><story-editor story-id="s1" account-id="{{Account}}" sign-in-url="/account/sign-in"
          data-setup='{"communities":{{Communities}},"themes":["floods","work"],"chosen":{{JsonSerializer.Serialize(ChosenCommunities ?? [])}},"languages":[{"code":"en","name":"English","direction":"ltr"},{"code":"ar","name":"Arabic","direction":"rtl"}]}'></story-editor></div>
        <aside><a href="#after" id="after">After the editor</a></aside></div></main><script type="module" src="/js/story-editor/story-editor.js"></script></body></html>
        """;
}
