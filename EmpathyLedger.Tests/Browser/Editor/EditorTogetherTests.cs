using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Editor;

/// <summary>Somebody else writes in the same story: their words come in, and nothing of this person's moves but the letters.</summary>
public sealed class EditorTogetherTests(EditorBrowser browser) : IClassFixture<EditorBrowser>, IAsyncLifetime
{
    private readonly TestDraftPortal _portal = new();

    private TestStory Story => _portal.Story;

    public async ValueTask InitializeAsync() => await _portal.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("Theirs. ")]
    [InlineData("A long one. ")] // Put in as a whole: beyond what the editor puts in line by line.
    public async Task Undo_TakesBackOnesOwn_AndLeavesWhatOthersWrote(string theirs)
    {
        var before = theirs == "Theirs. " ? theirs : string.Concat(Enumerable.Repeat(theirs, 2000));
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("Mine.");
        await page.WaitForSavedAsync();
        Story.WriteElsewhere(before);
        await Assertions.Expect(page.Story()).ToHaveTextAsync(before + "Mine.");
        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(page.Story()).ToHaveTextAsync(before.TrimEnd());
        await page.WaitForSavedAsync();
        Assert.Equal(before, Story.Text);
        await page.Keyboard.PressAsync("Control+z");
        await page.Keyboard.PressAsync("Control+z");
        await page.WaitForSavedAsync();
        Assert.Equal(before, Story.Text);
        await page.Keyboard.PressAsync("Control+Shift+z");
        await page.WaitForSavedAsync();
        Assert.Equal(before + "Mine.", Story.Text);
    }

    /// <summary>Also where they deleted a part of what is taken back, and wrote within it.</summary>
    [Fact]
    public async Task Undo_OfWordsThatOthersChangedSince_TakesBackWhatIsLeftOfThem()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("One two three");
        await page.WaitForSavedAsync();
        Story.WriteElsewhere(StoryChange.OfBody(new DeltaBuilder().Retain(4).Insert("BIG ").Delete(4).Build()));
        await Assertions.Expect(page.Story()).ToHaveTextAsync("One BIG three");
        for (var steps = 0; steps < 4; steps++)
        {
            await page.Keyboard.PressAsync("Control+z");
        }

        await page.WaitForSavedAsync();
        Assert.Equal("BIG ", Story.Text);
    }

    [Fact]
    public async Task Selection_StaysOnItsLetters()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("One two three");
        await page.WaitForSavedAsync();
        for (var letters = 0; letters < 5; letters++)
        {
            await page.Keyboard.PressAsync("Shift+ArrowLeft");
        }

        Story.WriteElsewhere("Before. ");
        await Assertions.Expect(page.Story()).ToHaveTextAsync("Before. One two three");
        Assert.Equal("three", await page.EvaluateAsync<string>("getSelection().toString()"));
        await page.Keyboard.TypeAsync("four");
        await page.WaitForSavedAsync();
        Assert.Equal("Before. One two four", Story.Text);
    }

    [Fact]
    public async Task Scroll_StaysWhereThePersonReads()
    {
        await using var device = await browser.NewDeviceAsync(1280, 600);
        var page = await device.OpenEditorAsync(_portal);
        await page.PasteAsync(string.Join('\n', Enumerable.Range(0, 120).Select(number => $"Line {number}.")));
        await page.WaitForSavedAsync();
        var middle = page.Story().GetByText("Line 60.", new() { Exact = true });
        await middle.EvaluateAsync("line => line.scrollIntoView({ block: 'center' })");
        var before = await middle.EvaluateAsync<double>("line => line.getBoundingClientRect().top");
        Story.WriteElsewhere("At the very beginning, two lines.\nThe second.\n");
        await Assertions.Expect(page.Story().GetByText("The second.")).ToHaveCountAsync(1);
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        Assert.InRange(await middle.EvaluateAsync<double>("line => line.getBoundingClientRect().top"), before - 2, before + 2);
    }

    [Fact]
    public async Task Focus_IsNeverTaken_AndFieldsKeepTheirCursor()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("Words");
        var summary = page.GetByLabel("In a sentence or two");
        await summary.FillAsync("A flood");
        await page.WaitForSavedAsync();
        await page.Keyboard.PressAsync("Home");
        Story.WriteElsewhere("Their words. ", new StoryFieldChanges { Title = "Their title", Summary = "A flood, and after", Themes = ["floods", "work"], People = [] });
        await Assertions.Expect(page.Story()).ToHaveTextAsync("Their words. Words");
        await Assertions.Expect(page.GetByLabel("Title", new() { Exact = true })).ToHaveValueAsync("Their title");
        await Assertions.Expect(summary).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Not only: ");
        await page.WaitForSavedAsync();
        Assert.Equal("Not only: A flood, and after", Story.Fields.Summary);
        Assert.Equal("Their title", Story.Fields.Title);
        Assert.Equal(["floods", "work"], Story.Fields.Themes);
        Assert.Empty(Story.Fields.People);
    }

    [Fact]
    public async Task Transcript_OfTwo_MergesAroundTheCursor()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        var transcript = page.GetByLabel("Transcript of a recording");
        await transcript.FillAsync("So I said to her");
        await page.WaitForSavedAsync();
        await page.Keyboard.PressAsync("Control+End");
        Story.WriteElsewhere(StoryChange.None with { Transcript = new DeltaBuilder().Insert("Well. ").Retain(16).Insert("\nAnd she").Build() });
        await Assertions.Expect(transcript).ToHaveValueAsync("Well. So I said to her\nAnd she");
        await page.Keyboard.TypeAsync(" once");
        await page.WaitForSavedAsync();
        Assert.Equal("Well. So I said to her once\nAnd she", Story.Transcript);
        await Assertions.Expect(transcript).ToHaveValueAsync("Well. So I said to her once\nAnd she");
    }

    /// <summary>An unfinished letter is in the page and not yet in the text: what comes meanwhile waits for its end.</summary>
    [Fact]
    public async Task Composing_IsNotDisturbed()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("a");
        await page.WaitForSavedAsync();
        var keys = await device.NewCDPSessionAsync(page);
        await keys.SendAsync("Input.imeSetComposition", new() { ["text"] = "に", ["selectionStart"] = 1, ["selectionEnd"] = 1 });
        Story.WriteElsewhere("Before ");
        await keys.SendAsync("Input.imeSetComposition", new() { ["text"] = "にほ", ["selectionStart"] = 2, ["selectionEnd"] = 2 });
        Assert.Equal("aにほ", await page.WordsAsync());
        await keys.SendAsync("Input.insertText", new() { ["text"] = "日本" });
        await Assertions.Expect(page.Story()).ToHaveTextAsync("Before a日本");
        await page.WaitForSavedAsync();
        Assert.Equal("Before a日本", Story.Text);
    }

    /// <summary>Both join and delete the last lines at once: the text has a last line end all the same, and the same one everywhere.</summary>
    [Fact]
    public async Task LastLineEnd_DeletedByBoth_StaysOnceEverywhere()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("One\nTwo");
        await page.WaitForSavedAsync();
        await _portal.GoAwayAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(page.Story()).ToHaveTextAsync("OneTwo");
        Story.WriteElsewhere(StoryChange.OfBody(new DeltaBuilder().Retain(3).Retain(1, AttributeMap.Of("header", 2)).Delete(4).Build()));
        await _portal.StartAsync();
        await page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await page.WaitForStateAsync("saved");
        await Assertions.Expect(page.Story()).ToHaveTextAsync("One");
        Assert.Equal(Story.Body, Delta.ParseDocument(await page.EvaluateAsync<string>("JSON.stringify({ ops: Quill.find(document.querySelector('.ql-container')).getContents().ops })")).Delta);
    }

    [Fact]
    public async Task TwoPages_TypingAtOnce_ShowTheSame_WithEveryLetter()
    {
        await using var device = await browser.NewDeviceAsync();
        await using var other = await browser.NewDeviceAsync();
        var (one, two) = (await device.OpenEditorAsync(_portal), await other.OpenEditorAsync(_portal));
        await Task.WhenAll(one.WriteAsync(new string('a', 120)), two.WriteAsync(new string('b', 120)));
        await one.WaitForSavedAsync();
        await two.WaitForSavedAsync();
        await Assertions.Expect(one.Story()).ToHaveTextAsync(Story.Text);
        await Assertions.Expect(two.Story()).ToHaveTextAsync(Story.Text);
        Assert.Equal((120, 120, 240), (Story.Text.Count(c => c == 'a'), Story.Text.Count(c => c == 'b'), Story.Text.Length));
    }
}
