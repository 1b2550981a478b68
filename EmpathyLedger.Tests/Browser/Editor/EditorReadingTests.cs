using EmpathyLedger.Core.Collaboration.Sessions;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Editor;

/// <summary>The same page for whoever reads along: nothing can be typed, nothing is missing, and no word of theirs is lost.</summary>
public sealed class EditorReadingTests(EditorBrowser browser) : IClassFixture<EditorBrowser>, IAsyncLifetime
{
    private readonly TestDraftPortal _portal = new();

    private TestStory Story => _portal.Story;

    public async ValueTask InitializeAsync() => await _portal.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task WhoReadsAlong_SeesAllOfIt_AndCanTypeNowhere()
    {
        Story.IsReadOnly = true;
        Story.WriteElsewhere("The river rose.", new StoryFieldChanges { Title = "The flood", Summary = "How it came.", Warnings = ["A death"], Language = "en" });
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal, "reading");
        var text = page.GetByRole(AriaRole.Article, new() { Name = "Story text" });
        await Assertions.Expect(text).ToHaveTextAsync("The river rose.");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The flood", Level = 1 })).ToBeVisibleAsync();
        foreach (var words in new[] { "You read along", "How it came.", "It speaks of: A death" })
        {
            await Assertions.Expect(page.GetByText(words).First).ToBeVisibleAsync();
        }

        await Assertions.Expect(page.Locator(".story-said")).ToHaveTextAsync("LanguageEnglishThemesfloodsPeople named in the storyOld Tom (has passed away)");

        Assert.Equal(0, await page.Locator("story-editor :is(input, textarea, select, button):visible").CountAsync());
        await text.ClickAsync();
        await page.Keyboard.TypeAsync("Not mine. ");
        Story.WriteElsewhere("Now: ", new StoryFieldChanges { Title = "The big flood" });
        await Assertions.Expect(text).ToHaveTextAsync("Now: The river rose.");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The big flood" })).ToBeVisibleAsync();
        Assert.Empty(_portal.Submitters);
    }

    /// <summary>Whatever a script does to the page: what it puts in is never sent.</summary>
    [Fact]
    public async Task Tricks_ReachNobody()
    {
        Story.IsReadOnly = true;
        Story.WriteElsewhere("The river rose.");
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal, "reading");
        await page.EvaluateAsync(
            """
            () => {
              const quill = Quill.find(document.querySelector('.ql-container'));
              quill.enable(true);
              quill.insertText(0, 'By a script. ', 'user');
              document.querySelector('#story-title').value = 'Mine';
              document.querySelector('#story-title').dispatchEvent(new Event('input', { bubbles: true }));
            }
            """);
        await page.GetByRole(AriaRole.Article, new() { Name = "Story text" }).ClickAsync();
        await page.Keyboard.TypeAsync("By hand. ");
        Assert.True(await page.EvaluateAsync<bool>("async () => (await empathyLedger.editor.flush()).saved"));
        Story.WriteElsewhere("Now: ");
        await Assertions.Expect(page.GetByRole(AriaRole.Article, new() { Name = "Story text" })).ToHaveTextAsync("Now: The river rose.");
        Assert.Empty(_portal.Submitters);
        Assert.Equal(("Now: The river rose.", ""), (Story.Text, Story.Fields.Title));
    }

    /// <summary>Turned while words were on no way yet: they are put aside for copying, survive a reload, and the text goes on.</summary>
    [Fact]
    public async Task WriterWhoBecomesAReader_FindsTheirUnsentWordsAside_AndWritesOnWhenTheyMay()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("Saved. ");
        await page.WaitForSavedAsync();
        Story.IsReadOnly = true;

        // Offline, or it would be turned in the middle of a word.
        await _portal.GoAwayAsync();
        await page.WriteAsync("Too late.");
        await _portal.StartAsync();
        await page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await page.WaitForStateAsync("reading");
        var aside = page.GetByRole(AriaRole.Textbox, new() { Name = "What you had written here, put aside" });
        await Assertions.Expect(aside).ToHaveValueAsync("Saved. Too late.");
        await Assertions.Expect(page.GetByText("You read along now")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Article, new() { Name = "Story text" })).ToHaveTextAsync("Saved.");
        await page.ReloadAsync();
        await page.WaitForStateAsync("reading");
        await Assertions.Expect(aside).ToHaveValueAsync("Saved. Too late.");

        Story.Turn(mayWrite: true);
        await page.WaitForStateAsync("saved");
        await Assertions.Expect(page.GetByText("You may write in this story now.")).ToBeVisibleAsync();
        await page.WriteAsync("In time.");
        await page.WaitForSavedAsync();
        Assert.Equal("Saved. In time.", Story.Text);
        await page.GetByRole(AriaRole.Button, new() { Name = "I don’t need it any more" }).ClickAsync();
        await Assertions.Expect(aside).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await page.WaitForStateAsync("saved");
        await Assertions.Expect(aside).ToHaveCountAsync(0);
    }

    /// <summary>What another tab left on this device, in the name of somebody who may not send it any more.</summary>
    [Fact]
    public async Task WordsLeftOnTheDevice_OfWhoReadsAlongNow_ArePutAside()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("Saved.");
        await page.WaitForSavedAsync();
        await _portal.GoAwayAsync();
        await page.WriteAsync(" Kept.");
        await page.WaitUntilOnDeviceAsync();
        await page.CloseAsync();
        Story.IsReadOnly = true;
        await _portal.StartAsync();
        var again = await device.OpenEditorAsync(_portal, "reading");
        await Assertions.Expect(again.GetByRole(AriaRole.Textbox, new() { Name = "What you had written here, put aside" })).ToHaveValueAsync("Saved. Kept.");
        await Assertions.Expect(again.GetByRole(AriaRole.Article, new() { Name = "Story text" })).ToHaveTextAsync("Saved.");
        Assert.Equal("Saved.", Story.Text);
    }
}
