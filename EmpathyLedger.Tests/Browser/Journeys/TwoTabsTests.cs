using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>One draft in two places: neither overwrites the other without being told to.</summary>
[Collection(nameof(Town))]
public sealed class TwoTabsTests(Town town) : Journey(town)
{
    [Fact]
    public async Task SecondTab_ReadsUntilItIsAskedToWrite_ThenTheFirstReads()
    {
        var joan = await ComeAsync("Joan Carter");
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.WriteAsync("From the first tab. ");
        await desk.IsSavedAsync();
        var first = joan.Page;

        await joan.OpenTabAsync();
        await joan.Page.GotoAsync(first.Url);
        await desk.IsAsync("elsewhere");
        await joan.SeesHeadingAsync("This story is open in another tab");
        await joan.PictureAsync("tabs-1-elsewhere", isWhole: false);
        await joan.Button("Write here instead").ClickAsync();
        await desk.IsSavedAsync();
        await desk.WriteAsync("From the second.");
        await desk.IsSavedAsync();

        await Assertions.Expect(first.Locator("story-editor")).ToHaveAttributeAsync("data-state", "elsewhere");

        // Loading again gives nothing away, although the first tab waits.
        await desk.ReopenAsync();
        Assert.Equal("From the first tab. From the second.", await desk.WordsAsync());
        await Assertions.Expect(first.Locator("story-editor")).ToHaveAttributeAsync("data-state", "elsewhere");

        // Closing does.
        await joan.Page.CloseAsync();
        await Assertions.Expect(first.Locator("story-editor")).ToHaveAttributeAsync("data-state", "saved");
    }

    [Fact]
    public async Task TwoDevices_TheLaterOneIsAsked_AndNothingIsLost()
    {
        var joan = (await ComeAsync("Joan Carter")).Expect("status of 409");
        var desk = await WritingDesk.BeginAsync(joan);
        var phone = await ComeAsync("Joan Carter", new Uri(joan.Page.Url).AbsolutePath);
        var onPhone = new WritingDesk(phone);
        await onPhone.IsSavedAsync();
        await onPhone.WriteAsync("On the phone.");
        await onPhone.IsSavedAsync();

        await desk.WriteAsync("At the desk.");
        await desk.IsAsync("conflict");
        await joan.SeesHeadingAsync("This story was changed in another tab or on another device");
        await joan.PictureAsync("tabs-2-conflict", isWhole: false);
        await joan.Button("Keep mine").ClickAsync();
        await desk.IsSavedAsync();
        await desk.ReopenAsync();
        Assert.Equal("At the desk.", await desk.WordsAsync());

        await joan.GoAsync($"/stories/{desk.StoryId}/versions");
        await joan.Page.GetByRole(AriaRole.Link, new() { Name = "Read it" }).First.ClickAsync();
        await joan.SeesAsync("On the phone.");
        await joan.PictureAsync("tabs-3-versions");
    }
}
