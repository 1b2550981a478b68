using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>The server dies in the middle of a sentence. The teller writes on, and every letter is there once, afterwards.</summary>
public sealed class KilledServerTests(Town town) : Journey(town), IClassFixture<Town>
{
    /// <summary>What a browser itself says about a server that is not there.</summary>
    private static readonly string[] ServerGone = ["net::ERR_", "WebSocket", "Failed to fetch", "Failed to start the connection", "status of 503"];

    private const string Revision = "select revision from ledger.story_heads where story_id = $1";

    public override async ValueTask InitializeAsync()
    {
        await Town.Portal.KillAsync();
        await Town.Portal.StartAsync();
    }

    [Fact]
    public async Task Killed_WhileTyping_TypingGoesOn_AndEveryLetterIsThereOnce()
    {
        var joan = (await ComeAsync("Joan Carter")).Expect(ServerGone);
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.Title.FillAsync("The night the power went");
        await desk.WriteAsync("Before it went dark. ");
        await desk.IsSavedAsync();

        await Town.Portal.KillAsync();
        await desk.WriteAsync("While it was dark. ");
        await desk.SaysAsync("Kept on this device");
        await desk.IsUncoveredAsync();
        await joan.PictureAsync("killed-while-typing", isWhole: false);
        await desk.WriteAsync("Still writing in the dark.");
        await desk.IsUncoveredAsync();

        await Town.Portal.StartAsync();
        await desk.IsSavedAsync();
        await joan.PictureAsync("killed-and-back", isWhole: false);
        Assert.Equal("Before it went dark. While it was dark. Still writing in the dark.", await desk.WordsAsync());
        await desk.ReopenAsync();
        Assert.Equal("Before it went dark. While it was dark. Still writing in the dark.", await desk.WordsAsync());
        await Assertions.Expect(desk.Title).ToHaveValueAsync("The night the power went");
    }

    [Fact]
    public async Task Killed_BeforeItsAnswerArrived_TheSaveIsNotDoneTwice()
    {
        var joan = (await ComeAsync("Joan Carter")).Expect(ServerGone);
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.WriteAsync("First. ");
        await desk.IsSavedAsync();
        var before = await Town.AskDatabaseAsync<int>(Revision, desk.StoryId);

        var isLost = false;
        var killed = new TaskCompletionSource();
        await joan.Page.RouteWebSocketAsync(url => url.Contains("/live/story", StringComparison.Ordinal), line =>
        {
            var portal = line.ConnectToServer();
            portal.OnMessage(frame =>
            {
                if (isLost || frame.Text?.Contains("\"Written\"", StringComparison.Ordinal) != true)
                {
                    line.Send(frame.Text!);
                    return;
                }

                isLost = true;
                _ = Town.Portal.KillAsync().ContinueWith(_ => killed.SetResult(), TaskScheduler.Default);
            });
        });
        await desk.ReopenAsync();
        await desk.Text.FocusAsync();
        await joan.Page.Keyboard.PressAsync("Control+End");
        await joan.Page.Keyboard.InsertTextAsync("Saved, but nobody said so.");
        await desk.SaysAsync("Kept on this device");
        await killed.Task;
        await Town.Portal.StartAsync();
        await desk.IsSavedAsync();
        Assert.Equal(before + 1, await Town.AskDatabaseAsync<int>(Revision, desk.StoryId));
        await desk.ReopenAsync();
        Assert.Equal("First. Saved, but nobody said so.", await desk.WordsAsync());
    }

    [Fact]
    public async Task Killed_AndTheTabClosed_TheWordsWaitOnTheDevice()
    {
        var joan = (await ComeAsync("Joan Carter")).Expect(ServerGone);
        var desk = await WritingDesk.BeginAsync(joan);
        var address = joan.Page.Url;
        await desk.WriteAsync("Said. ");
        await desk.IsSavedAsync();
        await Town.Portal.KillAsync();
        await desk.WriteAsync("Only the device heard this.");
        await desk.SaysAsync("Kept on this device");
        await desk.IsOnDeviceAsync();
        await joan.Page.CloseAsync();
        await Town.Portal.StartAsync();

        await joan.OpenTabAsync();
        await joan.Page.GotoAsync(address);
        await joan.SeesAsync("Words that were kept on this device have been put back.");
        await desk.IsSavedAsync();
        Assert.Equal("Said. Only the device heard this.", await desk.WordsAsync());
        await desk.ReopenAsync();
        Assert.Equal("Said. Only the device heard this.", await desk.WordsAsync());
    }

    [Fact]
    public async Task DatabaseGone_PagesSaySo_AndComeBackByThemselves()
    {
        Town.Expect("57P01: terminating connection", "53300: too many connections", "Exception while reading from stream", "its pages open it again");
        var joan = (await ComeAsync("Joan Carter")).Expect(ServerGone);
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.WriteAsync("Before. ");
        await desk.IsSavedAsync();
        var reader = (await VisitorAsync()).Expect(ServerGone);

        await Town.TakeDatabaseAwayAsync();
        await desk.WriteAsync("Meanwhile.");
        await desk.SaysAsync("Kept on this device");
        await desk.IsUncoveredAsync();
        await reader.GoAsync("/");
        await reader.SeesHeadingAsync("The stories are out of reach for a moment");
        await reader.PictureAsync("database-gone");

        await Town.GiveDatabaseBackAsync();
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Stories from");
        await desk.IsSavedAsync();
        await desk.ReopenAsync();
        Assert.Equal("Before. Meanwhile.", await desk.WordsAsync());
    }
}
