using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>Somebody with a browser of their own. What the browser's console complains about is kept and asked for at the end.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly Uri _portal;
    private readonly IBrowserContext _device;
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly List<string> _expected = [];

    private Person(Uri portal, IBrowserContext device, IPage page)
    {
        (_portal, _device, Page) = (portal, device, page);
        device.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _heard.Enqueue($"{message.Text} ({message.Location})");
            }
        };
        device.WebError += (_, error) => _heard.Enqueue(error.Error);
    }

    /// <summary>The tab that is looked at.</summary>
    public IPage Page { get; private set; }

    public IReadOnlyList<string> Complaints => [.. _heard.Where(text => !_expected.Any(words => text.Contains(words, StringComparison.Ordinal)))];

    internal static async Task<Person> AtAsync(IBrowser browser, Uri portal, BrowserNewContextOptions? device)
    {
        device ??= new BrowserNewContextOptions { ViewportSize = new() { Width = 1280, Height = 900 } };
        device.Locale = "en-AU";
        device.TimezoneId = "Australia/Adelaide";
        device.ReducedMotion = ReducedMotion.Reduce;
        var context = await browser.NewContextAsync(device);
        context.SetDefaultTimeout(60_000);
        return new Person(portal, context, await context.NewPageAsync());
    }

    /// <summary>The console may say this: it belongs to what happens in the journey.</summary>
    public Person Expect(params string[] words)
    {
        _expected.AddRange(words);
        return this;
    }

    public string Address(string path) => new Uri(_portal, path).ToString();

    public Task<IResponse?> GoAsync(string path) => Page.GotoAsync(Address(path));

    /// <summary>By one press, as only a demonstration offers it.</summary>
    public async Task<Person> ComeInAsAsync(string name, string to = "/")
    {
        await GoAsync($"/account/sign-in?returnUrl={Uri.EscapeDataString(to)}");
        await Button(name).First.ClickAsync();
        await Page.WaitForURLAsync(Address(to));
        return this;
    }

    /// <summary>Another tab of the same browser; it is the one that is looked at from now on.</summary>
    public async Task<IPage> OpenTabAsync() => Page = await _device.NewPageAsync();

    /// <summary>The device's own network, of every tab and worker.</summary>
    public Task LoseNetworkAsync() => _device.SetOfflineAsync(true);

    public Task FindNetworkAsync() => _device.SetOfflineAsync(false);

    public Task ForgetCookiesAsync() => _device.ClearCookiesAsync();

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name });

    public Task SeesAsync(string words) => Assertions.Expect(Page.GetByText(words).First).ToBeVisibleAsync();

    public Task SeesHeadingAsync(string words) => Assertions.Expect(Heading(words).First).ToBeVisibleAsync();

    /// <summary>The page that is called so has come.</summary>
    public Task IsAtAsync(string title) =>
        Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();

    public Task DoesNotSeeAsync(string words) => Assertions.Expect(Page.GetByText(words)).ToHaveCountAsync(0);

    /// <summary>Into the folder that is not committed, where somebody wants to look: JOURNEY_PICTURES=1.</summary>
    public async Task PictureAsync(string name, bool isWhole = true)
    {
        if (Environment.GetEnvironmentVariable("JOURNEY_PICTURES") is { Length: > 0 })
        {
            await KeepPictureAsync(Page, name, isWhole);
        }
    }

    internal async Task KeepPicturesAsync(string name)
    {
        foreach (var (tab, number) in _device.Pages.Select((tab, index) => (tab, index)))
        {
            await KeepPictureAsync(tab, $"{name}-{number}", isWhole: true);
        }
    }

    private static async Task KeepPictureAsync(IPage page, string name, bool isWhole) => await page.ScreenshotAsync(new()
    {
        Path = Path.Combine(PortalProcess.Checkout, "screenshots", "journeys", $"{name}.png"),
        FullPage = isWhole,
    });

    public ValueTask DisposeAsync() => _device.DisposeAsync();
}
