using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Editor;

/// <summary>One Chromium for the editor's tests; each test has devices (contexts) and a portal of its own.</summary>
public sealed class EditorBrowser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox"],
        });
    }

    public async Task<IBrowserContext> NewDeviceAsync(int width = 1280, int height = 900, bool isPhone = false)
    {
        var device = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, HasTouch = isPhone });
        device.SetDefaultTimeout(15_000);
        return device;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}

internal static class EditorPages
{
    private static readonly string[] Deliberate = ["Failed to load resource", "net::ERR_"];

    public static async Task<IPage> OpenEditorAsync(this IBrowserContext device, TestDraftPortal portal, string state = "saved")
    {
        var page = await device.NewPageAsync();
        page.PageError += (_, error) => portal.Complaints.Add(error);
        page.Console += (_, message) =>
        {
            // A refused or lost request is logged by the browser itself; everything else in the console is ours.
            if (message.Type is "error" or "warning" && !Deliberate.Any(message.Text.Contains))
            {
                portal.Complaints.Add(message.Text);
            }
        };
        await page.GotoAsync(portal.EditUrl);
        await page.WaitForStateAsync(state);
        return page;
    }

    public static Task WaitForStateAsync(this IPage page, string state, float timeout = 15_000) =>
        page.WaitForSelectorAsync($"story-editor[data-state={state}]", new() { Timeout = timeout, State = WaitForSelectorState.Attached });

    /// <summary>Every word that was written until now.</summary>
    public static async Task WaitForSavedAsync(this IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("async () => (await empathyLedger.editor.flush()).saved"), "It is not saved.");

    /// <summary>The device's copy has everything that is not saved.</summary>
    public static async Task WaitUntilOnDeviceAsync(this IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("() => empathyLedger.editor.keep()"), "It is not on the device.");

    public static ILocator Story(this IPage page) => page.GetByRole(AriaRole.Textbox, new() { Name = "Story text" });

    public static async Task WriteAsync(this IPage page, string words)
    {
        await page.Story().FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync(words);
    }

    public static Task<string> WordsAsync(this IPage page) => page.Story().InnerTextAsync();

    /// <summary>Waits for the device's copy: what is written has to survive the tab from then on.</summary>
    public static Task WaitUntilKeptAsync(this IPage page) =>
        Assertions.Expect(page.Locator(".story-line")).ToContainTextAsync("Kept on this device", new() { Timeout = 15_000 });

    public static Task PasteAsync(this IPage page, string text = "", string html = "", bool withPicture = false) => page.Story().EvaluateAsync(
        """
        (root, [text, html, withPicture]) => {
          const data = new DataTransfer();
          if (text) data.setData('text/plain', text);
          if (html) data.setData('text/html', html);
          if (withPicture) data.items.add(new File([new Uint8Array(64)], 'picture.png', { type: 'image/png' }));
          root.focus();
          root.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """,
        new object[] { text, html, withPicture });
}
