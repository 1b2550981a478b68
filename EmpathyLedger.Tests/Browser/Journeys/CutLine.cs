using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>A page's line to the portal, which a journey cuts and mends; the portal itself stays up.</summary>
public sealed class CutLine
{
    private IWebSocketRoute? _line;
    private volatile bool _isCut;

    /// <summary>Before the page is opened.</summary>
    public async Task LayAsync(IPage page)
    {
        await page.RouteWebSocketAsync(url => url.Contains("/_blazor", StringComparison.Ordinal), line =>
        {
            _line = line;
            line.ConnectToServer();
        });
        await page.RouteAsync("**/_blazor/negotiate**", route => _isCut ? route.AbortAsync() : route.ContinueAsync());
    }

    public async Task CutAsync()
    {
        _isCut = true;
        await _line!.CloseAsync(new() { Code = 1001, Reason = "cut" });
    }

    public void Mend() => _isCut = false;
}
