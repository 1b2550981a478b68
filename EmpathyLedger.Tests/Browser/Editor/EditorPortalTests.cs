using System.Net;
using System.Text;
using Deque.AxeCore.Playwright;
using EmpathyLedger.Core.Database;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Editor;

/// <summary>The editor in the real portal: the page, and what its doors answer to whom.</summary>
public sealed class EditorPortalTests(PortalFixture portal, EditorBrowser browser) : IClassFixture<PortalFixture>, IClassFixture<EditorBrowser>, IAsyncLifetime
{
    private readonly string _email = $"alice-{Guid.NewGuid():N}@example.org";
    private Actor _teller;
    private Guid _story;

    private string CommunitiesPath => $"/stories/{_story}/communities";

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
    public async Task Communities_OverHttp_AreChosenAsFarAsTheyMayBe()
    {
        using var alice = await portal.VisitAsAsync(_email);
        Assert.Equal("[]", await ReadAsync(await alice.SendAsync(Put($"[\"{portal.CommunityId}\"]"))));
        await portal.Ledger.AdminAsync(
            $$"""
            insert into ledger.community_members (community_id, profile_id, status, roles, joined_at)
            values ('{{portal.CommunityId}}', '{{_teller.ProfileId}}', 'active', '{member}', now())
            """);
        Assert.Equal($"[\"{portal.CommunityId}\"]", await ReadAsync(await alice.SendAsync(Put($"[\"{portal.CommunityId}\", \"{Guid.NewGuid()}\"]"))));
        Assert.Equal("[]", await ReadAsync(await alice.SendAsync(Put("[]"))));
        foreach (var wrong in new[] { "{", "null", "[1]", $"[{string.Join(',', Enumerable.Repeat($"\"{portal.CommunityId}\"", 21))}]" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await alice.SendAsync(Put(wrong))).StatusCode);
        }
    }

    [Fact]
    public async Task Draft_OfSomebodyElse_IsNotFoundInEveryDirection()
    {
        await portal.AddPersonAsync("Mallory", "mallory@example.org");
        using var mallory = await portal.VisitAsAsync("mallory@example.org");
        Assert.Equal(HttpStatusCode.NotFound, (await mallory.SendAsync(Put("[]"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mallory.GetAsync($"/stories/{_story}/edit")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mallory.GetAsync($"/stories/{Guid.NewGuid()}/edit")).StatusCode);
    }

    [Fact]
    public async Task Communities_WithoutSigningIn_OrFromAnotherSite_AreRefused()
    {
        using var nobody = portal.Visit();
        Assert.Contains((await nobody.SendAsync(Put("[]"))).StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Found });
        using var alice = await portal.VisitAsAsync(_email);
        var strange = Put("[]");
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
        await page.WaitForSavedAsync();
        await Assertions.Expect(page.Locator(".story-line")).ToContainTextAsync("Draft · only those on this story read it");
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

    private HttpRequestMessage Put(string communities) => new(HttpMethod.Put, CommunitiesPath)
    {
        Headers = { { "Accept", "application/json" }, { "Sec-Fetch-Site", "same-origin" } },
        Content = new StringContent(communities, Encoding.UTF8, "application/json"),
    };

    private static Task<string> ReadAsync(HttpResponseMessage response) =>
        response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private async Task<Guid> StoryAsync(Actor teller)
    {
        var story = Guid.CreateVersion7();
        await using var scope = await portal.Services.GetRequiredService<LedgerDatabase>().BeginAsync(teller, TestContext.Current.CancellationToken);
        Assert.Equal("started", await scope.ScalarAsync<string>("select app.start_story($1, 'en', 'ltr')", story));
        await scope.CommitAsync();
        return story;
    }
}
