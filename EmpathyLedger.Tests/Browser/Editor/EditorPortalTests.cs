using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Drafts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Editor;

/// <summary>The editor in the real portal: the page, and what its doors answer to whom.</summary>
public sealed class EditorPortalTests(PortalFixture portal, EditorBrowser browser) : IClassFixture<PortalFixture>, IClassFixture<EditorBrowser>, IAsyncLifetime
{
    private readonly string _email = $"alice-{Guid.NewGuid():N}@example.org";
    private Actor _teller;
    private Guid _story;

    private string DraftPath => $"/stories/{_story}/draft";

    public async ValueTask InitializeAsync()
    {
        if (portal.CommunityId == default)
        {
            await portal.SetUpAsync();
        }

        _teller = await portal.AddPersonAsync("Alice", _email);
        _story = await StoryAsync(_teller);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Draft_OverHttp_AnswersAsItsContractSays()
    {
        using var alice = await portal.VisitAsAsync(_email);
        var draft = await ReadAsync(await alice.SendAsync(Get(DraftPath)));
        Assert.Equal(0, draft["revision"]!.GetValue<int>());
        Assert.Equal("\n", draft["body"]!["ops"]![0]!["insert"]!.GetValue<string>());

        var key = Guid.NewGuid();
        var saved = await alice.SendAsync(Put(key, 0, "One.\n"));
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var first = await ReadAsync(saved);
        Assert.Equal(1, first["revision"]!.GetValue<int>());
        Assert.True(JsonNode.DeepEquals(first, await ReadAsync(await alice.SendAsync(Put(key, 0, "One.\n")))));

        var late = await alice.SendAsync(Put(Guid.NewGuid(), 0, "Other.\n"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal(1, (await ReadAsync(late))["revision"]!.GetValue<int>());

        var huge = await alice.SendAsync(Put(Guid.NewGuid(), 1, new string('a', DraftLimits.BodyCharacters + 1)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
        Assert.Equal(DraftLimits.BodyCharacters, (await ReadAsync(huge))["limit"]!.GetValue<int>());

        var wrong = await alice.SendAsync(Put(Guid.NewGuid(), 1, new JsonArray(new JsonObject { ["insert"] = new JsonObject { ["image"] = "data:," } })));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("Pictures", (await ReadAsync(wrong))["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("One.", (await ReadAsync(await alice.SendAsync(Get(DraftPath))))["body"]!["ops"]![0]!["insert"]!.GetValue<string>().Trim());
    }

    [Fact]
    public async Task Draft_OfSomebodyElse_IsNotFoundInEveryDirection()
    {
        await portal.AddPersonAsync("Mallory", "mallory@example.org");
        using var mallory = await portal.VisitAsAsync("mallory@example.org");
        Assert.Equal(HttpStatusCode.NotFound, (await mallory.SendAsync(Get(DraftPath))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mallory.SendAsync(Put(Guid.NewGuid(), 0, "x\n"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mallory.GetAsync($"/stories/{_story}/edit")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mallory.GetAsync($"/stories/{Guid.NewGuid()}/edit")).StatusCode);
    }

    [Fact]
    public async Task Draft_WithoutSigningIn_OrFromAnotherSite_IsRefused()
    {
        using var nobody = portal.Visit();
        Assert.Contains((await nobody.SendAsync(Get(DraftPath))).StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Found });
        Assert.Contains((await nobody.SendAsync(Put(Guid.NewGuid(), 0, "x\n"))).StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Found });
        using var alice = await portal.VisitAsAsync(_email);
        var strange = Put(Guid.NewGuid(), 0, "x\n");
        strange.Headers.Remove("Sec-Fetch-Site");
        strange.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, (await alice.SendAsync(strange)).StatusCode);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Page_Written_IsSavedAndComesBack_WithoutBarriersOrComplaints(int width)
    {
        await using var device = await browser.NewDeviceAsync(width, 900, isPhone: width < 700);
        var page = await device.NewPageAsync();
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        await portal.SignInAsync(page, _email, $"/stories/{_story}/edit");
        await page.WaitForStateAsync("saved");
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("The year the river came back");
        await page.WriteAsync("Nobody under thirty had ever seen it run.");
        await page.WaitForStateAsync("saving");
        await page.WaitForStateAsync("saved");
        await Assertions.Expect(page.Locator(".story-line")).ToContainTextAsync("Draft · nobody else reads what you change here");
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}")));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the screen.");
        Assert.Equal(
            """{"saved":true,"revision":true}""",
            await page.EvaluateAsync<string>("async () => { const s = await empathyLedger.editor.flush(); return JSON.stringify({ saved: s.saved, revision: s.revision > 0 }); }"));
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"editor-{width}.png"), FullPage = true });
        }

        await page.ReloadAsync();
        await page.WaitForStateAsync("saved");
        Assert.Equal("Nobody under thirty had ever seen it run.", await page.WordsAsync());
        await Assertions.Expect(page.GetByLabel("Title", new() { Exact = true })).ToHaveValueAsync("The year the river came back");
        Assert.Empty(complaints);
    }

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path) { Headers = { { "Accept", "application/json" }, { "Sec-Fetch-Site", "same-origin" } } };

    private HttpRequestMessage Put(Guid key, int baseRevision, JsonNode insert) => new(HttpMethod.Put, DraftPath)
    {
        Headers = { { "Accept", "application/json" }, { "Sec-Fetch-Site", "same-origin" }, { "Idempotency-Key", key.ToString() } },
        Content = JsonContent.Create(new JsonObject
        {
            ["baseRevision"] = baseRevision,
            ["title"] = "A title",
            ["body"] = new JsonObject { ["ops"] = insert as JsonArray ?? new JsonArray(new JsonObject { ["insert"] = insert }) },
        }),
    };

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), documentOptions: new JsonDocumentOptions())!;

    private async Task<Guid> StoryAsync(Actor teller)
    {
        var story = Guid.CreateVersion7();
        await using var scope = await portal.Services.GetRequiredService<LedgerDatabase>().BeginAsync(teller, TestContext.Current.CancellationToken);
        Assert.Equal("started", await scope.ScalarAsync<string>("select app.start_story($1, 'en', 'ltr')", story));
        await scope.CommitAsync();
        return story;
    }
}
