using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Editor;

/// <summary>Nothing that is written may be lost, doubled or silently overwritten, whatever happens to the server or the tab.</summary>
public sealed class EditorSavingTests(EditorBrowser browser) : IClassFixture<EditorBrowser>, IAsyncLifetime
{
    private readonly TestDraftPortal _portal = new();

    public async ValueTask InitializeAsync() => await _portal.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Typing_IsSavedWithinTwoSecondsOfAPause()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("The year the river came back");
        await page.WriteAsync("Nobody under thirty had ever seen it run.");
        await page.WaitForStateAsync("saving");
        await page.WaitForStateAsync("saved", 2_000);
        Assert.Equal("Nobody under thirty had ever seen it run.", _portal.Text);
        Assert.Equal("The year the river came back", _portal.Content["title"]!.GetValue<string>());
        Assert.Equal("Old Tom", _portal.Content["people"]![0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task ServerGone_TypingGoesOn_AndItIsSavedOnceAfterItsReturn()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("Before. ");
        await page.WaitForStateAsync("saved");
        await _portal.GoAwayAsync();
        await page.WriteAsync("While it is away. ");
        await page.WaitUntilKeptAsync();
        await page.WriteAsync("Still writing.");
        Assert.Equal("Before. While it is away. Still writing.", await page.WordsAsync());
        await _portal.StartAsync();
        await page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await page.WaitForStateAsync("saved", 35_000);
        Assert.Equal("Before. While it is away. Still writing.", _portal.Text);
        Assert.Equal(_portal.Saves.Distinct(), _portal.Saves);
    }

    [Fact]
    public async Task TabKilled_WithUnsavedWords_TheyComeBackAndAreSavedOnce()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await _portal.GoAwayAsync();
        await page.WriteAsync("Only on this device.");
        await page.WaitUntilKeptAsync();
        await page.CloseAsync();
        await _portal.StartAsync();
        var again = await device.OpenEditorAsync(_portal);
        Assert.Equal("Only on this device.", await again.WordsAsync());
        Assert.Equal(["Only on this device."], _portal.Saves);
        await Assertions.Expect(again.GetByText("Words that were kept on this device have been put back.")).ToBeVisibleAsync();
        await again.ReloadAsync();
        await again.WaitForStateAsync("saved");
        Assert.Equal("Only on this device.", await again.WordsAsync());
        Assert.Single(_portal.Saves);
    }

    [Fact]
    public async Task AnswerLost_ThenTabKilled_NothingIsDoubled()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        _portal.IsLosingAnswers = true;
        await page.WriteAsync("Sent, but never answered.");
        await page.WaitForStateAsync("unreachable");
        await page.CloseAsync();
        _portal.IsLosingAnswers = false;
        var again = await device.OpenEditorAsync(_portal);
        Assert.Equal("Sent, but never answered.", await again.WordsAsync());
        Assert.Equal(["Sent, but never answered."], _portal.Saves);
        Assert.Single(_portal.Keys.Distinct());
    }

    [Fact]
    public async Task AnotherDevice_SavedMeanwhile_KeepMine_KeepsBoth()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        _portal.SaveElsewhere("From the phone.");
        await page.WriteAsync("From the desk.");
        await page.WaitForStateAsync("conflict");
        Assert.Equal("From the phone.", _portal.Text);
        await page.WriteAsync(" More.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await page.WaitForStateAsync("saved");
        Assert.Equal("From the desk. More.", _portal.Text);
        Assert.True(_portal.Content["keepPrevious"]!.GetValue<bool>());
        await Assertions.Expect(page.Locator(".story-notice")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AnotherDevice_SavedMeanwhile_UseThatOne_PutsMineAside()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        _portal.SaveElsewhere("From the phone.");
        await page.WriteAsync("From the desk.");
        await page.WaitForStateAsync("conflict");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use that one" }).ClickAsync();
        await page.WaitForStateAsync("saved");
        Assert.Equal("From the phone.", await page.WordsAsync());
        var aside = page.GetByRole(AriaRole.Textbox, new() { Name = "What you had written here, put aside" });
        await Assertions.Expect(aside).ToHaveValueAsync("From the desk.");
        await page.ReloadAsync();
        await page.WaitForStateAsync("saved");
        await Assertions.Expect(aside).ToHaveValueAsync("From the desk.");
        await page.GetByRole(AriaRole.Button, new() { Name = "I don’t need it any more" }).ClickAsync();
        await Assertions.Expect(aside).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task SecondTab_Reads_AndCanTakeTheTurn()
    {
        await using var device = await browser.NewDeviceAsync();
        var first = await device.OpenEditorAsync(_portal);
        await first.WriteAsync("In the first tab.");
        await first.WaitForStateAsync("saved");
        var second = await device.OpenEditorAsync(_portal, "elsewhere");
        Assert.Equal("In the first tab.", await second.WordsAsync());
        Assert.Equal("false", await second.Story().GetAttributeAsync("contenteditable"));
        await first.WriteAsync(" Not saved yet.");
        await second.GetByRole(AriaRole.Button, new() { Name = "Write here instead" }).ClickAsync();
        await second.WaitForStateAsync("saved");
        await first.WaitForStateAsync("elsewhere");
        Assert.Equal("In the first tab. Not saved yet.", await second.WordsAsync());
        await second.WriteAsync(" In the second.");
        await second.WaitForStateAsync("saving");
        await second.WaitForStateAsync("saved");
        Assert.Equal("In the first tab. Not saved yet. In the second.", _portal.Text);
        await second.CloseAsync();
        await first.WaitForStateAsync("saved");
        Assert.Equal("In the first tab. Not saved yet. In the second.", await first.WordsAsync());
    }

    [Fact]
    public async Task LoadedAgain_TheWritingTabKeepsItsTurn()
    {
        await using var device = await browser.NewDeviceAsync();
        var first = await device.OpenEditorAsync(_portal);
        await first.WriteAsync("In the first tab.");
        await first.WaitForStateAsync("saved");
        var second = await device.OpenEditorAsync(_portal, "elsewhere");
        await first.ReloadAsync();
        await first.WaitForStateAsync("saved");
        await second.WaitForStateAsync("elsewhere");
        await first.WriteAsync(" Still here.");
        await first.WaitForStateAsync("saving");
        await first.WaitForStateAsync("saved");
        Assert.Equal("In the first tab. Still here.", _portal.Text);
    }

    [Fact]
    public async Task LoadedAgainSlowly_TheWritingTabHasItsTurnBack_AsLongAsNothingWasWrittenInTheOther()
    {
        await using var device = await browser.NewDeviceAsync();
        var first = await device.OpenEditorAsync(_portal);
        await first.WriteAsync("In the first tab.");
        await first.WaitForStateAsync("saved");
        var second = await device.OpenEditorAsync(_portal, "elsewhere");
        var address = first.Url;
        await first.GotoAsync("about:blank");
        await second.WaitForStateAsync("saved");
        await first.GotoAsync(address);
        await first.WaitForStateAsync("saved");
        await second.WaitForStateAsync("elsewhere");

        await first.GotoAsync("about:blank");
        await second.WaitForStateAsync("saved");
        await second.WriteAsync(" In the second.");
        await second.WaitForStateAsync("saving");
        await first.GotoAsync(address);
        await first.WaitForStateAsync("elsewhere");
        await second.WaitForStateAsync("saved");
    }

    [Fact]
    public async Task SignedOut_WordsAreKept_AndGoOnAfterSigningInAsOneself()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        _portal.Account = null;
        await page.WriteAsync("Words.");
        await page.WaitForStateAsync("signed-out");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign in (opens a new tab)" })).ToHaveAttributeAsync("href", "/account/sign-in");
        await page.WriteAsync(" More.");
        _portal.Account = TestDraftPortal.Bob;
        await page.EvaluateAsync("window.dispatchEvent(new Event('focus'))");
        await page.WaitForStateAsync("other-account");
        Assert.Empty(_portal.Saves);
        _portal.Account = TestDraftPortal.Alice;
        await page.EvaluateAsync("window.dispatchEvent(new Event('focus'))");
        await page.WaitForStateAsync("saved");
        Assert.Equal("Words. More.", _portal.Text);
    }

    [Fact]
    public async Task AnotherPersonAtTheSameDevice_SeesNothingOfTheKeptWords()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await _portal.GoAwayAsync();
        await page.WriteAsync("A secret of Alice.");
        await page.WaitUntilKeptAsync();
        await page.CloseAsync();
        await _portal.StartAsync();
        _portal.Account = TestDraftPortal.Bob;
        var other = await device.OpenEditorAsync(_portal);
        Assert.Equal("", (await other.WordsAsync()).Trim());
        var stored = await other.EvaluateAsync<string>(
            """
            async () => {
              const db = await new Promise(done => { const ask = indexedDB.open('empathy-ledger'); ask.onsuccess = () => done(ask.result); });
              const all = await new Promise(done => { const ask = db.transaction('drafts').objectStore('drafts').getAll(); ask.onsuccess = () => done(ask.result); });
              return all.map(record => JSON.stringify(record) + new TextDecoder('latin1').decode(record.ciphertext)).join();
            }
            """);
        Assert.Contains(TestDraftPortal.Alice, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", stored, StringComparison.Ordinal);
        _portal.Account = TestDraftPortal.Alice;
        await other.CloseAsync();
        var mine = await device.OpenEditorAsync(_portal);
        Assert.Equal("A secret of Alice.", await mine.WordsAsync());
    }

    [Theory]
    [InlineData(404, "gone")]
    [InlineData(413, "too-large")]
    [InlineData(400, "refused")]
    public async Task Refused_KeepsTheWordsAndSaysSo(int status, string state)
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        _portal.BeforeSave = () => status;
        await page.WriteAsync("These words.");
        await page.WaitForStateAsync(state);
        await Assertions.Expect(page.Locator(".story-notice")).ToBeVisibleAsync();
        Assert.Equal("These words.", await page.WordsAsync());
    }

    [Fact]
    public async Task WithoutCryptography_SavingGoesOn_AndThePageSaysThatThereIsNoCopy()
    {
        await using var device = await browser.NewDeviceAsync();
        await device.AddInitScriptAsync("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }); delete Crypto.prototype.randomUUID;");
        var page = await device.OpenEditorAsync(_portal);
        await Assertions.Expect(page.GetByText("This browser can’t keep a copy of unsaved words here.")).ToBeVisibleAsync();
        await page.WriteAsync("All the same.");
        await page.WaitForStateAsync("saving");
        await page.WaitForStateAsync("saved");
        Assert.Equal("All the same.", _portal.Text);
        _portal.BeforeSave = () => 503;
        await page.WriteAsync(" More.");
        await page.WaitForStateAsync("unreachable");
        await Assertions.Expect(page.Locator(".story-line")).ToContainTextAsync("Please leave this page open");
    }
}
