using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>One draft in two places: what is written in one of them comes into the other.</summary>
[Collection(nameof(Town))]
public sealed class TwoTabsTests(Town town) : Journey(town)
{
    [Fact]
    public async Task TwoTabs_BothWrite_AndEachShowsWhatTheOtherWrote()
    {
        var joan = await ComeAsync("Joan Carter");
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.WriteAsync("From the first tab. ");
        await desk.IsSavedAsync();
        var first = joan.Page;

        await joan.OpenTabAsync();
        await joan.Page.GotoAsync(first.Url);
        await desk.IsSavedAsync();
        await desk.WriteAsync("From the second.");
        await desk.IsSavedAsync();
        var firstText = first.GetByRole(AriaRole.Textbox, new() { Name = "Story text" });
        await Assertions.Expect(firstText).ToHaveTextAsync("From the first tab. From the second.");
        await firstText.FocusAsync();
        await first.Keyboard.PressAsync("Control+Home");
        await first.Keyboard.TypeAsync("Both: ");
        await Assertions.Expect(desk.Text).ToHaveTextAsync("Both: From the first tab. From the second.");
        await joan.PictureAsync("tabs-1-both", isWhole: false);
        await desk.ReopenAsync();
        Assert.Equal("Both: From the first tab. From the second.", await desk.WordsAsync());
    }

    [Fact]
    public async Task TwoDevices_OfOnePerson_WriteOneStory_WithWhatIsBesideIt()
    {
        var joan = await ComeAsync("Joan Carter");
        var desk = await WritingDesk.BeginAsync(joan);
        var phone = await ComeAsync("Joan Carter", new Uri(joan.Page.Url).AbsolutePath);
        var onPhone = new WritingDesk(phone);
        await onPhone.IsSavedAsync();
        await onPhone.WriteAsync("On the phone.");
        await desk.Title.FillAsync("In two places");
        await Assertions.Expect(desk.Text).ToHaveTextAsync("On the phone.");
        await Assertions.Expect(onPhone.Title).ToHaveValueAsync("In two places");
        await desk.WriteAsync(" At the desk.");
        await desk.IsSavedAsync();
        await Assertions.Expect(onPhone.Text).ToHaveTextAsync("On the phone. At the desk.");
        await phone.PictureAsync("tabs-2-phone", isWhole: false);
        await desk.ReopenAsync();
        Assert.Equal("On the phone. At the desk.", await desk.WordsAsync());
    }

    /// <summary>A version that is brought back is one more change: who has the story open sees it come in.</summary>
    [Fact]
    public async Task Version_BroughtBackInAnotherTab_ComesIntoTheOpenPage()
    {
        var joan = await ComeAsync("Joan Carter");
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.WriteAsync("As it was.");
        await desk.IsSavedAsync();
        var (open, story) = (joan.Page, desk.StoryId);
        await joan.OpenTabAsync();
        await joan.GoAsync($"/stories/{story}/versions");
        await joan.Button("Keep it as it stands now").ClickAsync();
        await joan.SeesAsync("It is kept as it stands now.");
        var text = open.GetByRole(AriaRole.Textbox, new() { Name = "Story text" });
        await text.FocusAsync();
        await open.Keyboard.PressAsync("Control+End");
        await open.Keyboard.TypeAsync(" And more.");
        await joan.Link("Read it").First.ClickAsync();
        await joan.Page.GetByText("Bring this one back").ClickAsync();
        await joan.Button("Yes, bring it back").ClickAsync();
        await desk.IsSavedAsync();
        Assert.Equal("As it was.", await desk.WordsAsync());
        await Assertions.Expect(text).ToHaveTextAsync("As it was.");

        // What was there, with the words that had not been kept in any version yet.
        await joan.GoAsync($"/stories/{story}/versions");
        await joan.Link("Read it").First.ClickAsync();
        await Assertions.Expect(joan.Page.Locator(".version-text")).ToContainTextAsync("And more.");
    }
}
