using EmpathyLedger.Core.Stories;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>What stands beside the words: who may read them, what may happen with them, and where they are on their road.</summary>
public sealed class StoryRoadPanel(Person teller)
{
    private ILocator Road => teller.Page.Locator("section.road");

    public async Task IsForAsync(PrivacyLevel audience)
    {
        var choice = teller.Page.Locator($"input[name=audience][value={audience}]");
        await choice.ClickAsync();
        await Assertions.Expect(choice).ToBeCheckedAsync();
        await Assertions.Expect(choice).ToBeEnabledAsync();
    }

    public async Task AgreesAsync(string purpose)
    {
        var answer = teller.Page.GetByRole(AriaRole.Switch, new() { Name = purpose });
        await answer.ClickAsync();
        await Assertions.Expect(answer).ToHaveAttributeAsync("aria-checked", "true");
    }

    public async Task AgreesNoMoreAsync(string purpose)
    {
        var answer = teller.Page.GetByRole(AriaRole.Switch, new() { Name = purpose });
        await Assertions.Expect(answer).ToHaveAttributeAsync("aria-checked", "true");
        await answer.ClickAsync();
        await Assertions.Expect(answer).ToHaveAttributeAsync("aria-checked", "false");
    }

    public async Task SendAsync(string words = "Send to the elders", string? note = null)
    {
        await teller.Button(words).ClickAsync();
        if (note is not null)
        {
            await teller.Page.GetByLabel("A word to them, if you like").FillAsync(note);
        }

        await teller.Button("Yes, send it").ClickAsync();
        await SaysAsync("It is sent.");
    }

    public Task SendAgainAsync(string? note = null) => SendAsync("Send it again to the elders", note);

    public async Task PublishAsync()
    {
        await teller.Button("Publish it now").ClickAsync();
        await teller.Button("Yes, publish it").ClickAsync();
        await SaysAsync("It is published.");
    }

    public async Task WithdrawAsync()
    {
        await teller.Button("Withdraw this story").ClickAsync();
        await teller.Button("Yes, withdraw it").ClickAsync();
        await SaysAsync("You have taken it back.");
    }

    public Task StandsAtAsync(string state) => Assertions.Expect(Road.Locator(".chip").First).ToHaveTextAsync(state);

    public Task SaysAsync(string words) => Assertions.Expect(Road).ToContainTextAsync(words);

    public Task CanPublishAsync() => Assertions.Expect(teller.Button("Publish it now")).ToBeEnabledAsync();

    public Task CannotPublishAsync() => Assertions.Expect(teller.Button("Publish it now")).ToHaveCountAsync(0);
}
