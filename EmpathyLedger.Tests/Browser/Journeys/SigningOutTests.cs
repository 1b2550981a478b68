using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>Whoever signs out while something is unsent decides what becomes of it; whoever is signed out finds it again.</summary>
[Collection(nameof(Town))]
public sealed class SigningOutTests(Town town) : Journey(town)
{
    private const string Asked = "Something you wrote isn’t saved yet";
    private const string Kept = "1 change to 1 story, made today";

    /// <summary>What a browser itself says about a line that is cut, and a cookie that has ended.</summary>
    private static readonly string[] Cut =
        ["net::ERR_", "WebSocket", "Failed to fetch", "Failed to start the connection", "status of 401", "status of 404", "was not completed"];

    [Fact]
    public async Task EverythingSaved_SigningOutAsksNothing_AndLeavesNothingHere()
    {
        var joan = await ComeAsync("Joan Carter");
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.WriteAsync("All of it.");
        await desk.IsSavedAsync();
        await desk.IsOnDeviceAsync();
        await joan.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await SignOutAsync(joan);
        await IsOutAsync(joan);
        Assert.Equal(0, await joan.Page.EvaluateAsync<int>("async () => (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length"));
    }

    [Fact]
    public async Task Waiting_SendsWhatClosedPagesLeft_AndSignsOutByItself()
    {
        var (joan, line, story) = await WriteUnsentAsync("Left behind.");
        await SignOutAsync(joan);
        await IsAskedAsync(joan);
        await joan.Button("Wait until it is saved").ClickAsync();
        await joan.SeesHeadingAsync("Saving what you wrote");
        await joan.Button("Stop waiting").ClickAsync();
        await IsAskedAsync(joan);
        await joan.Button("Wait until it is saved").ClickAsync();
        await joan.SeesAsync("It takes longer than usual.");
        await joan.PictureAsync("sign-out-waiting", isWhole: false);
        line.Mend();
        await IsOutAsync(joan);
        Assert.Empty(await RecordsAsync(joan));
        await ComeBackAsync(joan, story, "Said. Left behind.");
    }

    [Fact]
    public async Task Waiting_WithTheStoryOpenInAnotherTab_ThatTabSends()
    {
        var (joan, line, story) = await WriteUnsentAsync("In the other tab.", isLeft: false);
        var editor = joan.Page;
        await joan.OpenTabAsync();
        await SignOutAsync(joan);
        await IsAskedAsync(joan);
        line.Mend();
        await joan.Button("Wait until it is saved").ClickAsync();
        await IsOutAsync(joan);
        await Assertions.Expect(editor.Locator(".story-line")).ToContainTextAsync("You have been signed out. Everything you wrote is saved.");
        await ComeBackAsync(joan, story, "Said. In the other tab.");
    }

    [Fact]
    public async Task File_HasTheWords_WhichAlsoStayLocked_AndAreSentUnderTheSameNumbersLater()
    {
        var (joan, line, story) = await WriteUnsentAsync("To take along.");
        var record = Assert.Single(await RecordsAsync(joan));
        await SignOutAsync(joan);
        await IsAskedAsync(joan);
        var download = await joan.Page.RunAndWaitForDownloadAsync(() => joan.Button("Keep a file of it").ClickAsync());
        Assert.Matches(@"^what-i-wrote-\d{4}-\d\d-\d\d\.html$", download.SuggestedFilename);
        var page = await File.ReadAllTextAsync(await download.PathAsync(), Cancellation);
        Assert.Contains("<h2 dir=\"auto\">A night without</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<p dir=\"auto\">Said. To take along.</p>", page, StringComparison.Ordinal);
        await joan.SeesAsync("Whoever uses this device can read it.");
        await joan.PictureAsync("sign-out-file", isWhole: false);
        await joan.Button("Sign out now").ClickAsync();
        await IsOutAsync(joan);
        Assert.Equal([record], await RecordsAsync(joan));
        var before = await NewestAsync(story);

        line.Mend();
        await ComeBackAsync(joan, story, "Said. To take along.");
        await IsNextOfAsync(record, before, story);
    }

    [Fact]
    public async Task ThrowingAway_IsAskedTwice_AndOpenPagesLetGoToo()
    {
        var (joan, line, story) = await WriteUnsentAsync("Not for anybody.", isLeft: false);
        var editor = joan.Page;
        await joan.OpenTabAsync();
        await SignOutAsync(joan);
        await IsAskedAsync(joan);
        await joan.Button("Throw it away").ClickAsync();
        await joan.SeesAsync($"This would be gone: {Kept}.");
        await joan.Button("No, keep my words").ClickAsync();
        await IsAskedAsync(joan);
        await joan.Button("Throw it away").ClickAsync();
        await joan.Button("Yes, throw them away").DblClickAsync();
        await IsAskedAsync(joan);
        await joan.Button("Throw it away").ClickAsync();
        await joan.Button("Yes, throw them away").ClickAsync();
        await joan.SeesHeadingAsync("Are you quite sure?");
        await Assertions.Expect(joan.Heading("Are you quite sure?")).ToBeFocusedAsync();
        Assert.Single(await RecordsAsync(joan));
        await joan.PictureAsync("sign-out-sure", isWhole: false);
        await joan.Button("Throw them away and sign out").ClickAsync();
        await IsOutAsync(joan);
        Assert.Empty(await RecordsAsync(joan));
        await Assertions.Expect(editor.GetByText("Not for anybody.")).ToHaveCountAsync(0);
        line.Mend();
        await ComeBackAsync(joan, story, "Said. ");
    }

    [Fact]
    public async Task ByKeyboard_StayingSignedIn_LeavesEverythingAsItWas()
    {
        var (joan, line, story) = await WriteUnsentAsync("Still here.");
        await joan.GoAsync("/more");
        await joan.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).FocusAsync();
        await joan.Page.Keyboard.PressAsync("Enter");
        await IsAskedAsync(joan);
        await Assertions.Expect(joan.Heading(Asked)).ToBeFocusedAsync();
        foreach (var next in new[] { "Wait until it is saved", "Keep a file of it", "Stay signed in", "Throw it away" })
        {
            await joan.Page.Keyboard.PressAsync("Tab");
            await Assertions.Expect(joan.Button(next)).ToBeFocusedAsync();
        }

        await LookAsync(joan);
        await joan.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(joan.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(joan.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeFocusedAsync();
        await joan.Page.Keyboard.PressAsync("Space");
        await IsAskedAsync(joan);
        await joan.Button("Stay signed in").ClickAsync();
        line.Mend();
        await ComeBackAsync(joan, story, "Said. Still here.", isSignedIn: true);
    }

    [Fact]
    public async Task WithoutConnection_NobodyIsSignedOut_AndNothingIsThrownAway()
    {
        var (joan, line, _) = await WriteUnsentAsync("Not gone.");
        await joan.GoAsync("/more");
        await joan.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await joan.Button("Throw it away").ClickAsync();
        await joan.Button("Yes, throw them away").ClickAsync();
        await joan.LoseNetworkAsync();
        await joan.Button("Throw them away and sign out").ClickAsync();
        await joan.SeesHeadingAsync("Signing out needs a connection");
        await joan.PictureAsync("sign-out-away", isWhole: false);
        await joan.Button("Try again").ClickAsync();
        await joan.SeesHeadingAsync("Signing out needs a connection");
        Assert.Single(await RecordsAsync(joan));
        await joan.FindNetworkAsync();
        line.Mend();
        await joan.Button("Try again").ClickAsync();
        await IsAskedAsync(joan);
        await joan.Button("Wait until it is saved").ClickAsync();
        await IsOutAsync(joan);
    }

    /// <summary>As without scripts: the form is sent as it is.</summary>
    [Fact]
    public async Task WithoutTheScript_SigningOutIsPlain_AndTheWordsStayLocked()
    {
        var (joan, line, story) = await WriteUnsentAsync("Locked.");
        await joan.Page.Context.RouteAsync("**/js/sign-out/**", route => route.AbortAsync());
        await SignOutAsync(joan);
        await IsOutAsync(joan);
        Assert.Single(await RecordsAsync(joan));
        line.Mend();
        await ComeBackAsync(joan, story, "Said. Locked.");

        var plain = await VisitorAsync(new() { JavaScriptEnabled = false });
        await plain.ComeInAsAsync("Joan Carter");
        await SignOutAsync(plain, hasScripts: false);
        await IsOutAsync(plain, hasScripts: false);
    }

    /// <summary>The session ends on the server; somebody else signs in here; the words wait for whoever wrote them.</summary>
    [Fact]
    public async Task SignedOutByTheServer_TheWordsWaitForTheSamePerson_AndNobodyElseCanSendThem()
    {
        var (joan, line, story) = await WriteUnsentAsync("Only Joan’s.", isLeft: false);
        var editor = joan.Page;
        var record = Assert.Single(await RecordsAsync(joan));
        var before = await NewestAsync(story);
        var desk = new WritingDesk(joan);
        await Town.AskDatabaseAsync<int>(
            """
            with ended as (
              update accounts.sessions set ended_at = now() where ended_at is null
                and account_id = (select id from ledger.profiles where display_name = 'Joan Carter') returning 1)
            select count(*)::int from ended
            """);
        line.Mend();
        await desk.IsAsync("signed-out");
        await desk.SaysAsync("You have been signed out. Your words are kept on this device.");

        await joan.OpenTabAsync();
        await joan.ForgetCookiesAsync();
        await joan.ComeInAsAsync("Mary Cole");
        await editor.EvaluateAsync("window.dispatchEvent(new Event('focus'))");
        await Assertions.Expect(editor.Locator("story-editor")).ToHaveAttributeAsync("data-state", "other-account");
        await editor.CloseAsync();
        var answer = await joan.GoAsync($"/stories/{story}/edit");
        Assert.Equal(404, answer!.Status);
        Assert.DoesNotContain("Only Joan", await joan.Page.ContentAsync(), StringComparison.Ordinal);
        await SignOutAsync(joan);
        await IsOutAsync(joan);
        Assert.Equal([record], await RecordsAsync(joan));
        Assert.Equal(before, await NewestAsync(story));

        await ComeBackAsync(joan, story, "Said. Only Joan’s.");
        await IsNextOfAsync(record, before, story);
    }

    /// <summary>Words that the device has and the portal has not. Left: their page is gone.</summary>
    private async Task<(Person Joan, StoryLine Line, Guid Story)> WriteUnsentAsync(string words, bool isLeft = true)
    {
        var joan = (await VisitorAsync()).Expect(Cut);
        var line = await StoryLine.LayAsync(joan.Page.Context);
        await joan.ComeInAsAsync("Joan Carter");
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.Title.FillAsync("A night without");
        await desk.WriteAsync("Said. ");
        await desk.IsSavedAsync();
        await desk.IsOnDeviceAsync();
        await line.CutAsync();
        await desk.WriteAsync(words);
        await desk.IsOnDeviceAsync();
        var story = desk.StoryId;
        if (isLeft)
        {
            await joan.GoAsync("/my-stories");
        }

        return (joan, line, story);
    }

    private static async Task SignOutAsync(Person person, bool hasScripts = true)
    {
        await person.GoAsync("/more");
        if (hasScripts)
        {
            await person.Page.EvaluateAsync("() => sessionStorage.setItem('ledger-review:1', 'What an elder was typing')");
        }

        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
    }

    private static async Task IsAskedAsync(Person person)
    {
        var dialog = person.Page.GetByRole(AriaRole.Dialog, new() { Name = Asked });
        await Assertions.Expect(dialog).ToContainTextAsync($"It has not reached the portal: {Kept}.");
    }

    private static async Task IsOutAsync(Person person, bool hasScripts = true)
    {
        await Assertions.Expect(person.Page.Locator(".bar").GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
        if (hasScripts)
        {
            Assert.Equal(0, await person.Page.EvaluateAsync<int>("Object.keys(sessionStorage).filter(key => key.startsWith('ledger-review:')).length"));
        }
    }

    private static async Task ComeBackAsync(Person person, Guid story, string words, bool isSignedIn = false)
    {
        if (!isSignedIn)
        {
            await person.ComeInAsAsync("Joan Carter");
        }

        await person.GoAsync($"/stories/{story}/edit");
        var desk = new WritingDesk(person);
        await desk.IsSavedAsync();
        await Assertions.Expect(desk.Text).ToHaveTextAsync(words.Trim());
        await desk.ReopenAsync();
        await Assertions.Expect(desk.Text).ToHaveTextAsync(words.Trim());
    }

    /// <summary>account/story/live/client</summary>
    private static Task<string[]> RecordsAsync(Person person) => person.Page.EvaluateAsync<string[]>(
        """
        async () => {
          const db = await new Promise(done => { const ask = indexedDB.open('empathy-ledger'); ask.onsuccess = () => done(ask.result); });
          const ids = await new Promise(done => { const ask = db.transaction('drafts').objectStore('drafts').getAllKeys(); ask.onsuccess = () => done(ask.result); });
          db.close();
          return ids;
        }
        """);

    /// <summary>"client/sequence" of what the ledger took last.</summary>
    private Task<string> NewestAsync(Guid story) => Town.AskDatabaseAsync<string>(
        "select client_id || '/' || sequence from ledger.story_operations where story_id = $1 order by revision desc limit 1", story);

    /// <summary>The same client has counted on by one.</summary>
    private async Task IsNextOfAsync(string record, string before, Guid story)
    {
        var client = record.Split('/')[^1];
        Assert.StartsWith(client, before, StringComparison.Ordinal);
        Assert.Equal($"{client}/{int.Parse(before.Split('/')[1], CultureInfo.InvariantCulture) + 1}", await NewestAsync(story));
    }

    private static async Task LookAsync(Person person)
    {
        foreach (var look in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 390, 1280 })
            {
                await person.Page.EmulateMediaAsync(new() { ColorScheme = look });
                await person.Page.SetViewportSizeAsync(width, 844);
                await person.PictureAsync($"sign-out-{look}-{width}", isWhole: false);
                var found = await person.Page.RunAxe();
                Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(one => $"{look} {width} {one.Id}: {one.Help}")));
                Assert.True(await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the screen.");
            }
        }
    }
}
