using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using EmpathyLedger.Tests.Script;
using EmpathyLedger.Web.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Tests.Browser.Editor;

/// <summary>
/// A server that keeps the editor's contract and can be told to fail: it loses requests or answers, signs people out, goes
/// away and comes back at the same address. The page is the editor alone, with the portal's own styles and content policy.
/// </summary>
public sealed class TestDraftPortal : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonObject> _answers = [];
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

    /// <summary>Asked before a save is looked at; a status code answers instead of saving.</summary>
    public Func<int?> BeforeSave { get; set; } = () => null;

    /// <summary>Saves are done, but the connection is cut before the answer.</summary>
    public bool IsLosingAnswers { get; set; }

    public int Revision { get; private set; }

    public JsonObject Content { get; private set; } = EmptyContent();

    /// <summary>The plain text after each save that was applied.</summary>
    public List<string> Saves { get; } = [];

    public List<string> Keys { get; } = [];

    /// <summary>What the pages threw or logged.</summary>
    public ConcurrentBag<string> Complaints { get; } = [];

    public string Text => TextOf(Content);

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
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
        _app.MapGet("/stories/s1/draft", () => Account is null ? Results.Unauthorized() : Results.Text(Snapshot(), "application/json"));
        _app.MapPut("/stories/s1/draft", (Delegate)SaveAsync);
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

    /// <summary>A save from another device.</summary>
    public void SaveElsewhere(string text)
    {
        lock (_gate)
        {
            Apply(new JsonObject { ["title"] = "From the phone", ["body"] = new JsonObject { ["ops"] = new JsonArray(new JsonObject { ["insert"] = text + "\n" }) } });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await GoAwayAsync();
        Assert.Empty(Complaints);
    }

    private async Task<IResult> SaveAsync(HttpContext http)
    {
        var sent = (await JsonSerializer.DeserializeAsync<JsonObject>(http.Request.Body))!;
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        lock (_gate)
        {
            Keys.Add(key);
            if (Account is null)
            {
                return Results.Unauthorized();
            }

            if (BeforeSave() is { } status)
            {
                return Results.Json(new { message = "A theme is too long.", limit = 1_200_000 }, statusCode: status);
            }

            if (!_answers.TryGetValue(key, out var answer))
            {
                if (sent["baseRevision"]!.GetValue<int>() != Revision)
                {
                    return Results.Json(new { revision = Revision, savedAt = TimeProvider.System.GetUtcNow() }, statusCode: 409);
                }

                Apply(sent);
                answer = _answers[key] = new JsonObject { ["revision"] = Revision, ["savedAt"] = TimeProvider.System.GetUtcNow() };
            }

            if (IsLosingAnswers)
            {
                http.Abort();
            }

            return Results.Text(answer.ToJsonString(), "application/json");
        }
    }

    private void Apply(JsonObject sent)
    {
        Revision++;
        foreach (var (name, value) in sent)
        {
            Content[name] = value?.DeepClone();
        }

        Saves.Add(Text);
    }

    private string Snapshot()
    {
        lock (_gate)
        {
            var answer = (JsonObject)Content.DeepClone();
            answer["storyId"] = "s1";
            answer["revision"] = Revision;
            answer["savedAt"] = TimeProvider.System.GetUtcNow();
            return answer.ToJsonString();
        }
    }

    private static string TextOf(JsonObject content) =>
        string.Concat(content["body"]!["ops"]!.AsArray().Select(op => op!["insert"]!.GetValueKind() == JsonValueKind.String ? op["insert"]!.GetValue<string>() : "￼")).TrimEnd('\n');

    private static JsonObject EmptyContent() => new()
    {
        ["title"] = "",
        ["language"] = "en",
        ["direction"] = "ltr",
        ["themes"] = new JsonArray("floods"),
        ["people"] = new JsonArray(new JsonObject { ["name"] = "Old Tom", ["hasPassed"] = true }),
        ["communityIds"] = new JsonArray("c1"),
        ["body"] = new JsonObject { ["ops"] = new JsonArray(new JsonObject { ["insert"] = "\n" }) },
    };

    private string Page() => $$"""
        <!doctype html><html lang="en" data-theme="{{Theme}}"><head><meta charset="utf-8"><title>Write</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"><base href="/">
        <link rel="stylesheet" href="/theme/tokens.css">{{(Theme == "light" ? "" : $"<link rel=\"stylesheet\" href=\"/theme/{Theme}.css\">")}}
        <link rel="stylesheet" href="/app.css"><link rel="stylesheet" href="/theme/shell.css">
        <link rel="stylesheet" href="/lib/quill/quill.core.css"><link rel="stylesheet" href="/js/story-editor/story-editor.css">
        </head><body><main class="page"><h1 class="visually-hidden">Write</h1><div class="two"><div><div hidden><span data-story-stage>Draft</span></div><story-editor story-id="s1" account-id="{{Account}}" sign-in-url="/account/sign-in"
          data-setup='{"communities":{{Communities}},"themes":["floods","work"],"languages":[{"code":"en","name":"English","direction":"ltr"},{"code":"ar","name":"Arabic","direction":"rtl"}]}'></story-editor></div>
        <aside><a href="#after" id="after">After the editor</a></aside></div></main><script type="module" src="/js/story-editor/story-editor.js"></script></body></html>
        """;
}
