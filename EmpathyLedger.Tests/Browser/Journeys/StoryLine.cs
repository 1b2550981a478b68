using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>A device's lines to the stories that are being written, in all its tabs. The portal's pages are answered all the time.</summary>
public sealed class StoryLine
{
    private readonly ConcurrentBag<IWebSocketRoute> _lines = [];
    private volatile bool _isCut;

    /// <summary>Before a story is opened.</summary>
    public static async Task<StoryLine> LayAsync(IBrowserContext device)
    {
        var line = new StoryLine();
        await device.RouteWebSocketAsync(url => url.Contains("/live/story", StringComparison.Ordinal), socket =>
        {
            socket.ConnectToServer();
            line._lines.Add(socket);
        });
        await device.RouteAsync("**/live/story/negotiate**", route => line._isCut ? route.AbortAsync() : route.ContinueAsync());
        return line;
    }

    public async Task CutAsync()
    {
        _isCut = true;
        while (_lines.TryTake(out var socket))
        {
            await socket.CloseAsync(new() { Code = 1001, Reason = "cut" });
        }
    }

    public void Mend() => _isCut = false;
}
