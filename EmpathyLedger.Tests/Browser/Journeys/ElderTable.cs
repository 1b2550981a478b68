using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>What waits for an elder, and the calm page on which one story is read and answered.</summary>
public sealed class ElderTable(Person elder)
{
    private ILocator Answer => elder.Page.Locator("section.decision");

    /// <summary>The way into a story that waits.</summary>
    public static ILocator Card(Person elder, string title) =>
        elder.Page.Locator("article.card", new() { HasText = title }).GetByRole(AriaRole.Link, new() { Name = "Read and decide" });

    public async Task TakeUpAsync(string title)
    {
        await elder.GoAsync("/reviews");
        await Card(elder, title).ClickAsync();
        await elder.IsAtAsync(title);
    }

    public async Task SayItMayBeToldAsync()
    {
        await elder.Button("It may be told").ClickAsync();
        await YesAsync();
    }

    public async Task AskForAChangeAsync(string words)
    {
        await elder.Button("Ask for a change").ClickAsync();
        await elder.Page.GetByLabel("What you would like to be different").FillAsync(words);
        await GoOnAsync();
    }

    public async Task SayItShouldNotBeToldAsync(string reason)
    {
        await elder.Button("It should not be told").ClickAsync();
        await elder.Page.GetByLabel("Your reason, in your own words").FillAsync(reason);
        await GoOnAsync();
    }

    public async Task SayItMayBeToldOnceAsync(string isDone)
    {
        await elder.Button("It may be told, if…").ClickAsync();
        await elder.Page.GetByLabel("Point 1").FillAsync(isDone);
        await GoOnAsync();
    }

    public async Task TickAsync(string point)
    {
        await elder.Page.GetByRole(AriaRole.Button, new() { Name = point }).ClickAsync();
        await SaysAsync("You are saying: this is done.");
        await elder.Button("Yes").ClickAsync();
        await SaysAsync("Every point is done.");
    }

    public async Task TakeBackAsync()
    {
        await elder.Button("Take it back").ClickAsync();
        await elder.Button("Yes").ClickAsync();
        await SaysAsync("What do you say?");
    }

    public Task SaysAsync(string words) => Assertions.Expect(Answer).ToContainTextAsync(words);

    private async Task GoOnAsync()
    {
        await elder.Button("Go on").ClickAsync();
        await YesAsync();
    }

    private async Task YesAsync()
    {
        await SaysAsync("You are saying:");
        await elder.Button("Yes").ClickAsync();
        await SaysAsync("What you have said");
    }
}
