using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>What was written, watched once more: from the history, as a reader comes to it.</summary>
[Collection(nameof(Town))]
public sealed class HistoryTests(Town town) : Journey(town)
{
    /// <summary>A page that is put together out of the one before runs no script of its own: the link has to load it.</summary>
    [Fact]
    public async Task Replay_OpenedFromTheHistory_Plays()
    {
        var joan = await ComeAsync("Joan Carter");
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.WriteAsync("Word by word.");
        await desk.IsSavedAsync();
        await desk.IsOnDeviceAsync();
        await joan.GoAsync($"/stories/{desk.StoryId}/history");
        await joan.Link("Watch it being written").First.ClickAsync();
        await joan.IsAtAsync("As it was written");
        var story = joan.Page.GetByRole(AriaRole.Region, new() { Name = "The story at this moment" });
        await Assertions.Expect(story).ToHaveTextAsync("");
        await joan.Button("Play").ClickAsync();
        await Assertions.Expect(story).ToHaveTextAsync("Word by word.");
        await joan.Link("Back to what was written").ClickAsync();
        await joan.Link("Watch it being written").First.ClickAsync();
        await Assertions.Expect(joan.Button("Play")).ToBeVisibleAsync();
    }
}
