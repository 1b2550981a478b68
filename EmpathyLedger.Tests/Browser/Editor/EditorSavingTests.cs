using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Editor;

/// <summary>Nothing that is written may be lost or doubled, whatever happens to the server or the tab.</summary>
public sealed class EditorSavingTests(EditorBrowser browser) : IClassFixture<EditorBrowser>, IAsyncLifetime
{
    private readonly TestDraftPortal _portal = new();

    private TestStory Story => _portal.Story;

    public async ValueTask InitializeAsync() => await _portal.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Typing_IsSavedWithinTwoSecondsOfAPause()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("The year the river came back");
        await page.WriteAsync("Nobody under thirty had ever seen it run.");
        await page.WaitForStateAsync("saved", 2_000);
        await page.WaitForSavedAsync();
        Assert.Equal("Nobody under thirty had ever seen it run.", Story.Text);
        Assert.Equal("The year the river came back", Story.Fields.Title);
        Assert.Equal("Old Tom", Story.Fields.People[0].Name);
    }

    [Fact]
    public async Task ServerGone_TypingGoesOn_AndItIsSavedOnceAfterItsReturn()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("Before. ");
        await page.WaitForSavedAsync();
        await _portal.GoAwayAsync();
        await page.WaitForStateAsync("away");
        await Assertions.Expect(page.Locator(".story-line")).ToContainTextAsync("No connection just now. Everything you wrote is saved.");
        await page.WriteAsync("While it is away. ");
        await page.WaitUntilKeptAsync();
        await page.WriteAsync("Still writing.");
        Assert.Equal("Before. While it is away. Still writing.", await page.WordsAsync());
        await _portal.StartAsync();
        await page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await page.WaitForStateAsync("saved", 35_000);
        Assert.Equal("Before. While it is away. Still writing.", Story.Text);
        Assert.Equal(Story.Numbers.Distinct(), Story.Numbers);
    }

    [Fact]
    public async Task TabKilled_WithUnsavedWords_TheyComeBackAndAreSavedOnce()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await _portal.GoAwayAsync();
        await page.WriteAsync("Only on this device.");
        await page.GetByLabel("Transcript of a recording").FillAsync("As it was said");
        await page.WaitUntilOnDeviceAsync();
        await page.CloseAsync();
        await _portal.StartAsync();
        var again = await device.OpenEditorAsync(_portal);
        Assert.Equal("Only on this device.", await again.WordsAsync());
        Assert.Equal(("Only on this device.", "As it was said"), (Story.Text, Story.Transcript));
        await Assertions.Expect(again.GetByText("Words that were kept on this device have been put back.")).ToBeVisibleAsync();
        await again.ReloadAsync();
        await again.WaitForStateAsync("saved");
        Assert.Equal("Only on this device.", await again.WordsAsync());
        Assert.Single(Story.Numbers);
    }

    [Fact]
    public async Task AnswerLost_ThenTabKilled_NothingIsDoubled()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        Story.IsLosingAnswers = true;
        await page.PasteAsync("Sent, but never answered.");
        await page.WaitForStateAsync("kept");
        await _portal.GoAwayAsync();
        await page.WriteAsync(" And more.");
        await page.WaitUntilOnDeviceAsync();
        await page.CloseAsync();
        Story.IsLosingAnswers = false;
        await _portal.StartAsync();
        var again = await device.OpenEditorAsync(_portal);
        Assert.Equal("Sent, but never answered. And more.", await again.WordsAsync());
        Assert.Equal("Sent, but never answered. And more.", Story.Text);
        Assert.Single(Story.Numbers.Select(number => number.Client).Distinct());
        Assert.Equal([1, 2], Story.Numbers.Select(number => number.Sequence));
    }

    /// <summary>Both write; and what one of them could not send before it was closed, the other one sends for it.</summary>
    [Fact]
    public async Task TwoTabs_BothWrite_AndNeitherTakesTheOthersNumbers()
    {
        await using var device = await browser.NewDeviceAsync();
        var first = await device.OpenEditorAsync(_portal);
        var second = await device.OpenEditorAsync(_portal);
        await first.WriteAsync("In the first.");
        await Assertions.Expect(second.Story()).ToHaveTextAsync("In the first.");
        await second.WriteAsync(" In the second.");
        await Assertions.Expect(first.Story()).ToHaveTextAsync("In the first. In the second.");
        await first.WaitForSavedAsync();
        await second.WaitForSavedAsync();

        await _portal.GoAwayAsync();
        await first.WriteAsync(" Unsent in the first.");
        await second.WriteAsync(" Unsent in the second.");
        await first.WaitUntilOnDeviceAsync();
        await second.WaitUntilOnDeviceAsync();
        await first.CloseAsync();
        await second.CloseAsync();
        await _portal.StartAsync();
        var again = await device.OpenEditorAsync(_portal);
        await Assertions.Expect(again.Story()).ToContainTextAsync("Unsent in the first.");
        await Assertions.Expect(again.Story()).ToContainTextAsync("Unsent in the second.");
        await again.WaitForSavedAsync();
        Assert.Equal(Story.Text, await again.WordsAsync());
        Assert.Equal("In the first. In the second. Unsent in the first. Unsent in the second.".Length, Story.Text.Length);
        Assert.Equal(Story.Numbers.Distinct(), Story.Numbers);
    }

    [Fact]
    public async Task SignedOut_WordsAreKept_AndGoOnAfterSigningInAsOneself()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        _portal.Account = null;
        await _portal.GoAwayAsync();
        await _portal.StartAsync();
        await page.WriteAsync("Words.");
        await page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await page.WaitForStateAsync("signed-out");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign in (opens a new tab)" })).ToHaveAttributeAsync("href", "/account/sign-in");
        await page.WriteAsync(" More.");
        _portal.Account = TestDraftPortal.Bob;
        await page.EvaluateAsync("window.dispatchEvent(new Event('focus'))");
        await page.WaitForStateAsync("other-account");
        Assert.Equal("", Story.Text);
        _portal.Account = TestDraftPortal.Alice;
        await page.EvaluateAsync("window.dispatchEvent(new Event('focus'))");
        await page.WaitForStateAsync("saved");
        Assert.Equal("Words. More.", Story.Text);
        Assert.All(_portal.Submitters, who => Assert.Equal(TestDraftPortal.Alice, who));
    }

    [Fact]
    public async Task AnotherPersonAtTheSameDevice_SeesNothingOfTheKeptWords()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await _portal.GoAwayAsync();
        await page.WriteAsync("A secret of Alice.");
        await page.WaitUntilOnDeviceAsync();
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
    [InlineData("too-long", "too-long")]
    [InlineData("bad-field", "refused")]
    [InlineData("picture", "refused")]
    [InlineData("not-a-change", "refused")]
    public async Task Refused_KeepsTheWordsAndSaysSo_UntilTheyAreChanged(string reason, string state)
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        Story.Refuse = () => reason;
        await page.WriteAsync("These words.");
        await page.WaitForStateAsync(state);
        await Assertions.Expect(page.Locator(".story-notice")).ToBeVisibleAsync();
        Assert.Equal("These words.", await page.WordsAsync());
        Story.Refuse = () => null;
        await page.WriteAsync(" Others.");
        await page.WaitForStateAsync("saved");
        await Assertions.Expect(page.Locator(".story-notice")).ToHaveCountAsync(0);
        Assert.Equal("These words. Others.", Story.Text);
    }

    [Fact]
    public async Task RightEnded_WhileAway_TheUnsentWordsStayOnThePage_ToBeCopied()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await _portal.GoAwayAsync();
        await page.WriteAsync("Not sent.");
        await page.WaitUntilKeptAsync();
        Story.IsGone = true;
        await _portal.StartAsync();
        await page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await page.WaitForStateAsync("gone");
        await Assertions.Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "This story can’t be saved here any more" })).ToHaveValueAsync("Not sent.");
        Assert.Equal("", Story.Text);
    }

    [Fact]
    public async Task RightEnded_TheWordsStayOnThePage_ToBeCopied()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("These words.");
        await page.WaitForSavedAsync();
        Story.IsGone = true;
        Story.End("not-allowed");
        await page.WaitForStateAsync("gone");
        await Assertions.Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "This story can’t be saved here any more" })).ToHaveValueAsync("These words.");
        await Assertions.Expect(page.Story()).ToHaveAttributeAsync("contenteditable", "false");

        // On a phone the tools stand in a row that scrolls, and now none of them can be reached by keyboard.
        await page.SetViewportSizeAsync(390, 844);
        Assert.Empty((await page.RunAxe()).Violations.Select(one => one.Id));
    }

    [Fact]
    public async Task HistoryLost_UnsentWordsArePutAside_AndTheStoryOpensAsItIs()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await _portal.GoAwayAsync();
        await page.WriteAsync("Words without a base.");
        await page.WaitUntilOnDeviceAsync();
        Story.IsHistoryLost = true;
        Story.WriteElsewhere("From the phone.");
        await _portal.StartAsync();
        await page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await page.WaitForStateAsync("too-old");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the story as it is now" }).ClickAsync();
        await page.WaitForStateAsync("saved");
        await Assertions.Expect(page.Story()).ToHaveTextAsync("From the phone.");
        var aside = page.GetByRole(AriaRole.Textbox, new() { Name = "What you had written here, put aside" });
        await Assertions.Expect(aside).ToHaveValueAsync("Words without a base.");
        await page.GetByRole(AriaRole.Button, new() { Name = "I don’t need it any more" }).ClickAsync();
        await page.ReloadAsync();
        await page.WaitForStateAsync("saved");
        await Assertions.Expect(aside).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CopyFromBeforeWritingTogether_IsPutIn_OrAsideWhereTheStoryWentOn(bool hasGoneOn)
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.EvaluateAsync(
            """
            async account => {
              const id = `${account}/s1/draft`;
              const raw = new Uint8Array(32).fill(account.charCodeAt(account.length - 1));
              const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
              const iv = crypto.getRandomValues(new Uint8Array(12));
              const words = { content: { title: 'Kept', themes: [], communityIds: ['c1'], transcript: 'Said', body: { ops: [{ insert: 'Of the earlier portal.\n' }] } }, request: null };
              const ciphertext = await crypto.subtle.encrypt(
                { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`${id}/0`) }, key, new TextEncoder().encode(JSON.stringify(words)));
              const db = await new Promise(done => { const ask = indexedDB.open('empathy-ledger', 1); ask.onsuccess = () => done(ask.result); });
              await new Promise(done => {
                const all = db.transaction('drafts', 'readwrite');
                all.objectStore('drafts').put({ id, storyId: 's1', accountId: account, iv, ciphertext, baseRevision: 0, pendingKey: null, changedAt: 1 });
                all.oncomplete = done;
              });
            }
            """,
            TestDraftPortal.Alice);
        if (hasGoneOn)
        {
            Story.WriteElsewhere("From the phone.");
        }

        await page.ReloadAsync();
        if (hasGoneOn)
        {
            await Assertions.Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "What you had written here, put aside" })).ToHaveValueAsync("Kept\n\nOf the earlier portal.\n\nSaid");
            Assert.Equal("From the phone.", Story.Text);
        }
        else
        {
            await Assertions.Expect(page.Story()).ToHaveTextAsync("Of the earlier portal.");
            await page.WaitForSavedAsync();
            Assert.Equal(("Kept", "Of the earlier portal.", "Said"), (Story.Fields.Title, Story.Text, Story.Transcript));
            Assert.Empty(Story.Fields.Themes);
            Assert.Single(Story.Fields.People);
        }
    }

    [Fact]
    public async Task Communities_WhenTheLedgerIsAway_WaitOnTheDevice()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        _portal.ChosenCommunities = null;
        await page.GetByLabel("The Regal").CheckAsync();
        await page.WaitForStateAsync("kept");
        await page.WaitUntilOnDeviceAsync();
        await page.CloseAsync();
        _portal.ChosenCommunities = ["c1"];
        await device.OpenEditorAsync(_portal);
        Assert.Equal(["c1", "c2"], _portal.ChosenCommunities);
    }

    [Fact]
    public async Task WithoutCryptography_SavingGoesOn_AndThePageSaysThatThereIsNoCopy()
    {
        await using var device = await browser.NewDeviceAsync();
        await device.AddInitScriptAsync("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }); delete Crypto.prototype.randomUUID;");
        var page = await device.OpenEditorAsync(_portal);
        await Assertions.Expect(page.GetByText("This browser can’t keep a copy of unsaved words here.")).ToBeVisibleAsync();
        await page.WriteAsync("All the same.");
        await page.WaitForSavedAsync();
        Assert.Equal("All the same.", Story.Text);
        await _portal.GoAwayAsync();
        await page.WriteAsync(" More.");
        await page.WaitForStateAsync("kept");
        await Assertions.Expect(page.Locator(".story-line")).ToContainTextAsync("Please leave this page open");
    }
}
