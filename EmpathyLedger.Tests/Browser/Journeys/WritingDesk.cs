using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>The page where a story is written, as its teller uses it.</summary>
public sealed partial class WritingDesk(Person teller)
{
    public Guid StoryId => Guid.Parse(StoryInAddress().Match(teller.Page.Url).Groups[1].Value);

    public ILocator Text => teller.Page.GetByRole(AriaRole.Textbox, new() { Name = "Story text" });

    public ILocator Title => teller.Page.GetByLabel("Title", new() { Exact = true });

    private ILocator Editor => teller.Page.Locator("story-editor");

    public static async Task<WritingDesk> BeginAsync(Person teller)
    {
        await teller.GoAsync("/write");
        await teller.Button("Start writing").ClickAsync();
        var desk = new WritingDesk(teller);
        await desk.IsSavedAsync();
        return desk;
    }

    public async Task ReopenAsync()
    {
        await teller.Page.ReloadAsync();
        await IsSavedAsync();
    }

    /// <summary>At the end of what is there.</summary>
    public async Task WriteAsync(string words)
    {
        await Text.FocusAsync();
        await teller.Page.Keyboard.PressAsync("Control+End");
        await teller.Page.Keyboard.TypeAsync(words);
    }

    public ILocator Tool(string name) =>
        teller.Page.GetByRole(AriaRole.Toolbar, new() { Name = "Formatting" }).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public Task<string> WordsAsync() => Text.InnerTextAsync();

    public async Task BelongsToAsync(string community)
    {
        // Folded on a phone.
        var about = Editor.Locator("details.story-about");
        if (await about.GetAttributeAsync("open") is null)
        {
            await about.Locator("summary").ClickAsync();
        }

        await teller.Page.GetByRole(AriaRole.Group, new() { Name = "Communities it belongs to" }).GetByLabel(community).CheckAsync();
    }

    public Task SaysAsync(string state) => Assertions.Expect(teller.Page.Locator(".story-line")).ToContainTextAsync(state);

    /// <summary>After a server's return the editor tries again by itself, at most half a minute apart.</summary>
    public Task IsSavedAsync() => Assertions.Expect(Editor).ToHaveAttributeAsync("data-state", "saved", new() { Timeout = 60_000 });

    /// <summary>This device has every word that the portal has not.</summary>
    public async Task IsOnDeviceAsync() => Assert.True(await teller.Page.EvaluateAsync<bool>("() => empathyLedger.editor.keep()"));

    public Task IsAsync(string state) => Assertions.Expect(Editor).ToHaveAttributeAsync("data-state", state);

    /// <summary>Wherever one touches the visible part of the text, one touches the text.</summary>
    public async Task IsUncoveredAsync()
    {
        await Text.ScrollIntoViewIfNeededAsync();
        var covered = await Text.EvaluateAsync<string[]>(
            """
            root => {
              const box = root.getBoundingClientRect();
              const bottom = Math.min(box.bottom, innerHeight);
              const covered = [];
              for (let y = Math.max(box.top, 0) + 2; y < bottom - 2; y += 8) {
                for (const x of [box.left + 4, (box.left + box.right) / 2, box.right - 4]) {
                  const there = document.elementFromPoint(x, y);
                  if (there && !root.contains(there) && !there.contains(root)) covered.push(there.outerHTML.slice(0, 200));
                }
              }
              return covered;
            }
            """);
        Assert.Empty(covered);
    }

    [GeneratedRegex("/stories/([0-9a-f-]{36})/edit")]
    private static partial Regex StoryInAddress();
}
