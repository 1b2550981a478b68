using System.Diagnostics;
using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using EmpathyLedger.Core.Stories.Drafts;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Editor;

/// <summary>Writing itself: pasting, formatting, the keyboard alone, small screens, assistive technology.</summary>
public sealed class EditorHandsTests(EditorBrowser browser) : IClassFixture<EditorBrowser>, IAsyncLifetime
{
    private readonly TestDraftPortal _portal = new();

    public async ValueTask InitializeAsync() => await _portal.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData(5)]
    [InlineData(38)]
    public async Task Paste_OfOneMegabyte_IsTakenAndSaved_AndWritingGoesOn(int sentencesInALine)
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        var line = string.Concat(Enumerable.Repeat("A short sentence of a story.", sentencesInALine)) + "\n";
        var text = string.Concat(Enumerable.Repeat(line, 1_048_576 / line.Length));
        var watch = Stopwatch.StartNew();
        await page.PasteAsync(text);
        await page.WaitForSavedAsync();
        Assert.Equal(text, _portal.Story.Text);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(25));
        await page.Keyboard.TypeAsync("And on.");
        await page.WaitForSavedAsync();
        Assert.EndsWith("And on.", _portal.Story.Text, StringComparison.Ordinal);

        // On a slow machine each of the seven keys may be an undo step of its own; the paste is one.
        for (var steps = 0; steps < 8; steps++)
        {
            await page.Keyboard.PressAsync("Control+z");
        }

        await Assertions.Expect(page.Story()).ToHaveTextAsync("");
    }

    [Fact]
    public async Task Paste_BeyondTheLimit_ChangesNothingAndSaysWhatToDo()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("Mine.");
        await page.PasteAsync(new string('a', 1_300_000));
        await Assertions.Expect(page.GetByText("it has 1,300,000 characters, and a story holds 1,200,000")).ToBeVisibleAsync();
        Assert.Equal("Mine.", await page.WordsAsync());
        await page.WaitForSavedAsync();
        Assert.Equal("Mine.", _portal.Story.Text);
    }

    [Fact]
    public async Task Paste_OfAPicture_SaysThatItCannotBeKept()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("Words. ");
        await page.PasteAsync(withPicture: true);
        await Assertions.Expect(page.GetByText("Pictures can’t be kept in stories yet, so the picture was not put in.")).ToBeVisibleAsync();
        await page.PasteAsync(html: "<p>With <b>words</b><img src='data:image/png;base64,AAAA'> around</p>", withPicture: true);
        await Assertions.Expect(page.GetByText("The words were put in.")).ToBeVisibleAsync();
        await page.WaitForSavedAsync();
        Assert.Equal("Words. With words around", _portal.Story.Text);
        Assert.DoesNotContain("data:", _portal.Story.Body.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paste_KeepsOnlyTheFormatsOfTheBar()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.PasteAsync(html:
            "<h1>One</h1><p style='color:red;text-align:center'>a <u>b</u> <a href='javascript:alert(1)'>bad</a> <a href='https://example.org/'>good</a></p>"
            + "<ul><li>x</li></ul><pre>code</pre><table><tr><td>cell</td></tr></table><script>alert(1)</script><p onclick='x()'>end</p>");
        await page.WaitForSavedAsync();
        var formats = JsonNode.Parse(_portal.Story.Body.ToJson())!["ops"]!.AsArray()
            .SelectMany(op => op!["attributes"]?.AsObject().Select(a => $"{a.Key}={a.Value}") ?? []).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["align=center", "header=2", "link=https://example.org/", "list=bullet"], formats);
        Assert.DoesNotContain("alert", _portal.Story.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keyboard_Alone_ReachesEverythingAndLeavesAgain()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.GetByLabel("Title", new() { Exact = true }).FocusAsync();
        await page.Keyboard.TypeAsync("A title");
        await page.Keyboard.PressAsync("Tab");
        await ExpectFocusAsync(page, "Bold");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await ExpectFocusAsync(page, "Heading");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("The river");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("See ");
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("example.org");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("there");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".story-about > summary")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByLabel("In a sentence or two")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Shift+Tab");
        await Assertions.Expect(page.Story()).ToBeFocusedAsync();
        await page.WaitForSavedAsync();
        Assert.Equal("The river\nSee example.org there", _portal.Story.Text);
        Assert.Contains("\"header\":2", _portal.Story.Body.ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"link\":\"https://example.org\"", _portal.Story.Body.ToJson(), StringComparison.Ordinal);
        for (var stops = 0; stops < 40 && !await page.Locator("#after").EvaluateAsync<bool>("link => link === document.activeElement"); stops++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await Assertions.Expect(page.Locator("#after")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Press_BesideTheTextInANarrowWindow_ArrivesHoweverSlowTheHand()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.SetViewportSizeAsync(390, 500);
        await page.WriteAsync("Slowly.");
        await Assertions.Expect(page.Locator(".story-bar.at-keyboard")).ToHaveCountAsync(1);
        var about = page.Locator("details.story-about");
        await Assertions.Expect(about).ToHaveAttributeAsync("open", "");
        await about.Locator("summary").EvaluateAsync("summary => summary.scrollIntoView({ block: 'start' })");
        await Assertions.Expect(page.Locator(".story-echo")).ToBeVisibleAsync();
        await about.Locator("summary").HoverAsync(new() { Position = new() { X = 40, Y = 4 } });
        await page.Mouse.DownAsync();
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))");
        await page.Mouse.UpAsync();
        await Assertions.Expect(about).Not.ToHaveAttributeAsync("open", "");
        await Assertions.Expect(page.Locator(".story-bar.at-keyboard")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task WhoBelongsNowhere_IsToldWhereACommunityIsFound()
    {
        _portal.Communities = "[]";
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await Assertions.Expect(page.Locator("#story-communities").GetByRole(AriaRole.Link, new() { Name = "Find a community" }))
            .ToHaveAttributeAsync("href", "/communities");
    }

    [Fact]
    public async Task Fields_AreReadBackAsTheyWereEntered()
    {
        await using var device = await browser.NewDeviceAsync();
        var page = await device.OpenEditorAsync(_portal);
        await page.GetByLabel("In a sentence or two").FillAsync("A flood.");
        await page.GetByLabel("When it happened").FillAsync("about 1973");
        await page.GetByLabel("Language", new() { Exact = true }).SelectOptionAsync("ar");
        await page.Locator("#story-theme").FillAsync("kitchens, bread");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take out floods" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a person" }).ClickAsync();
        await page.Keyboard.TypeAsync("Rosa");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Old Tom" }).ClickAsync();
        await page.GetByLabel("The Regal").CheckAsync();
        await page.GetByLabel("It contains sensitive matter").CheckAsync();
        await page.GetByLabel("Transcript of a recording").FillAsync("So I said to her");
        await page.WaitForSavedAsync();
        Assert.Equal("rtl", await page.Story().GetAttributeAsync("dir"));
        await page.ReloadAsync();
        await page.WaitForStateAsync("saved");
        await Assertions.Expect(page.GetByLabel("When it happened")).ToHaveValueAsync("about 1973");
        await Assertions.Expect(page.GetByLabel("Transcript of a recording")).ToHaveValueAsync("So I said to her");
        Assert.Equal(["kitchens", "bread"], _portal.Story.Fields.Themes);
        Assert.Equal([new PersonNamed("Rosa", false)], _portal.Story.Fields.People);
        Assert.Equal(["c1", "c2"], _portal.ChosenCommunities!);
        Assert.True(_portal.Story.Fields.IsSensitive);
        Assert.Equal("So I said to her", _portal.Story.Transcript);
    }

    [Theory]
    [InlineData("light", 1280)]
    [InlineData("dark", 1280)]
    [InlineData("light", 390)]
    [InlineData("dark", 390)]
    public async Task Page_IsFreeOfBarriers_AndNothingIsWiderThanTheScreen(string theme, int width)
    {
        _portal.Theme = theme;
        await using var device = await browser.NewDeviceAsync(width, 844, isPhone: width < 700);
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync("Some words.");
        await page.WaitForSavedAsync();
        await ExpectNoBarriersAsync(page);
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.PressAsync("Escape");
        _portal.Story.Refuse = () => "too-long";
        await page.Keyboard.TypeAsync("More.");
        await page.WaitForStateAsync("too-long");
        await ExpectNoBarriersAsync(page);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the screen.");
        var small = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('story-editor :is(button, input, select, textarea)')].filter(e => e.checkVisibility() && !e.closest('label') && e.type !== 'checkbox' && !e.matches('.story-echo, #story-title')).filter(e => e.offsetHeight < 48).map(e => e.outerHTML)");
        Assert.Empty(small);
    }

    [Fact]
    public async Task Phone_WhileWriting_TheBarStandsAtTheBottomAndTheLineStaysVisible()
    {
        await using var device = await browser.NewDeviceAsync(390, 844, isPhone: true);
        var page = await device.OpenEditorAsync(_portal);
        await page.WriteAsync(string.Concat(Enumerable.Repeat("One more line of the story.\n", 40)));
        var (bar, line) = (await page.Locator(".story-bar").BoundingBoxAsync(), await page.EvaluateAsync<float>("getSelection().getRangeAt(0).startContainer.getBoundingClientRect?.().bottom ?? 0"));
        Assert.NotNull(bar);
        Assert.InRange(bar.Y + bar.Height, 840, 845);
        Assert.InRange(line, 0, bar.Y);
    }

    private static Task ExpectFocusAsync(IPage page, string word) =>
        Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = word, Exact = true })).ToBeFocusedAsync();

    private static async Task ExpectNoBarriersAsync(IPage page)
    {
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}")));
    }
}
