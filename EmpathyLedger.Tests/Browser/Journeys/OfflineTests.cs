using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>A tab that is opened without a connection says what is kept here, and goes on by itself afterwards.</summary>
[Collection(nameof(Town))]
public sealed class OfflineTests(Town town) : Journey(town)
{
    private const string Title = "There is no connection just now";

    /// <summary>What a browser itself says about a network that is not there.</summary>
    private static readonly string[] NetworkGone = ["net::ERR_", "WebSocket", "Failed to fetch", "Failed to start the connection"];

    [Fact]
    public async Task Editor_ReopenedOffline_SaysWhatIsKept_AndTheWordsAreSentAfterSigningIn()
    {
        var (joan, desk, address) = await WriteOfflineAsync("Only the device heard this.");
        var story = desk.StoryId;
        await joan.Page.CloseAsync();

        await joan.OpenTabAsync();
        await joan.Page.GotoAsync(address);
        await joan.IsAtAsync(Title);
        await joan.SeesAsync("1 change to 1 story, made today.");
        await joan.SeesAsync("nobody can read it here without signing in");
        Assert.DoesNotContain("A night without", await joan.Page.ContentAsync(), StringComparison.Ordinal);
        await joan.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(joan.Button("Try again")).ToBeFocusedAsync();
        await joan.Page.Keyboard.PressAsync("Enter");
        await joan.SeesAsync("Still no connection. This page keeps trying by itself.");
        await LookAsync(joan);

        // A browser that was closed in between has no cookie any more.
        await joan.ForgetCookiesAsync();
        await joan.FindNetworkAsync();
        await joan.SeesHeadingAsync("Sign in");
        await joan.Button("Joan Carter").First.ClickAsync();
        await desk.IsSavedAsync();
        Assert.Equal(story, desk.StoryId);
        Assert.Equal("Said. Only the device heard this.", await desk.WordsAsync());
        await desk.ReopenAsync();
        Assert.Equal("Said. Only the device heard this.", await desk.WordsAsync());
        await Assertions.Expect(desk.Title).ToHaveValueAsync("A night without");
    }

    [Fact]
    public async Task Editor_ReopenedOfflineByWhoeverIsStillSignedIn_GoesOnByItself()
    {
        var (joan, desk, _) = await WriteOfflineAsync("In the dark.");
        await joan.Page.ReloadAsync();
        await joan.IsAtAsync(Title);
        await joan.Page.ReloadAsync();
        await joan.SeesAsync("1 change to 1 story, made today.");
        await joan.FindNetworkAsync();
        await desk.IsSavedAsync();
        Assert.Equal("Said. In the dark.", await desk.WordsAsync());
        await desk.IsOnDeviceAsync();
        await joan.LoseNetworkAsync();
        await joan.Page.ReloadAsync();
        await joan.SeesAsync("Nothing that was written here is waiting to be sent.");
        await joan.FindNetworkAsync();
        await desk.IsSavedAsync();
    }

    /// <summary>The worker stands in for nothing that the server answers, and for nothing outside the stories.</summary>
    [Fact]
    public async Task WithAConnection_ThePortalAnswersForItself()
    {
        var (joan, desk, address) = await WriteOfflineAsync("Later.");
        await joan.FindNetworkAsync();
        await desk.IsSavedAsync();
        var again = await joan.Page.GotoAsync(address);
        Assert.Equal((200, true), (again!.Status, again.FromServiceWorker));
        joan.Expect("the server responded with a status of 404");
        var missing = await joan.GoAsync($"/stories/{Guid.NewGuid()}/edit");
        Assert.Equal(404, missing!.Status);
        await joan.DoesNotSeeAsync(Title);
        Assert.Equal(["/stories/"], await joan.Page.EvaluateAsync<string[]>(
            "async () => (await navigator.serviceWorker.getRegistrations()).map(one => new URL(one.scope).pathname)"));
        var kept = await joan.Page.EvaluateAsync<string[]>(
            """
            async () => (await Promise.all((await caches.keys()).map(async name => (await (await caches.open(name)).keys()).map(file => new URL(file.url).pathname)))).flat()
            """);
        Assert.All(kept, path => Assert.True(path.StartsWith("/offline/", StringComparison.Ordinal) || path == "/favicon.svg", path));
    }

    /// <summary>The page itself may be asked for, too: with a connection it leads away.</summary>
    [Fact]
    public async Task OfflinePage_WithAConnection_GoesHome()
    {
        var reader = await VisitorAsync();
        await reader.GoAsync("/offline/index.html");
        await reader.Page.WaitForURLAsync(reader.Address("/"));
    }

    private async Task<(Person Joan, WritingDesk Desk, string Address)> WriteOfflineAsync(string words)
    {
        var joan = (await ComeAsync("Joan Carter")).Expect(NetworkGone);
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.Title.FillAsync("A night without");
        await desk.WriteAsync("Said. ");
        await desk.IsSavedAsync();
        await joan.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await joan.LoseNetworkAsync();
        await desk.WriteAsync(words);
        await desk.IsOnDeviceAsync();
        return (joan, desk, joan.Page.Url);
    }

    private static async Task LookAsync(Person person)
    {
        foreach (var look in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 390, 1280 })
            {
                await person.Page.EmulateMediaAsync(new() { ColorScheme = look });
                await person.Page.SetViewportSizeAsync(width, 844);
                await person.PictureAsync($"offline-{look}-{width}");
                var found = await person.Page.RunAxe();
                Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(one => $"{look} {width} {one.Id}: {one.Help}")));
                Assert.True(await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the screen.");
            }
        }
    }
}
