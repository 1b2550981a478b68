using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>What was kept is read as it looked, and comes back as one more change.</summary>
[Collection(nameof(Town))]
public sealed class VersionsTests(Town town) : Journey(town)
{
    [Fact]
    public async Task EarlierVersion_IsReadWithItsShape_AndBroughtBack_WhileWhatWasThereIsKept()
    {
        var joan = await ComeAsync("Joan Carter");
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.Title.FillAsync("Two ways over the weir");
        await desk.Text.FocusAsync();
        await desk.Tool("Heading").ClickAsync();
        await joan.Page.Keyboard.TypeAsync("The dry way");
        await joan.Page.Keyboard.PressAsync("Enter");
        await joan.Page.Keyboard.TypeAsync("Over the ");
        await desk.Tool("Bold").ClickAsync();
        await joan.Page.Keyboard.TypeAsync("stones");
        await desk.Tool("Bold").ClickAsync();
        await joan.Page.Keyboard.TypeAsync(".");
        await desk.IsSavedAsync();

        await joan.GoAsync($"/stories/{desk.StoryId}/versions");
        await joan.Button("Keep it as it stands now").ClickAsync();
        await joan.SeesAsync("It is kept as it stands now.");
        await joan.Link("Back to the story").ClickAsync();
        await desk.IsSavedAsync();
        await desk.WriteAsync(" And the wet way.");
        await desk.IsSavedAsync();

        await joan.GoAsync($"/stories/{desk.StoryId}/versions");
        await joan.Link("Read it").First.ClickAsync();
        var words = joan.Page.Locator(".version-text");
        await Assertions.Expect(words.GetByRole(AriaRole.Heading, new() { Name = "The dry way" })).ToBeVisibleAsync();
        await Assertions.Expect(words.Locator("strong")).ToHaveTextAsync("stones");
        await Assertions.Expect(words).Not.ToContainTextAsync("wet way");
        await joan.PictureAsync("versions-1-read");
        await joan.Page.GetByText("Bring this one back").ClickAsync();
        await joan.Button("Yes, bring it back").ClickAsync();
        await desk.IsSavedAsync();
        Assert.Equal("The dry way\n\nOver the stones.", await desk.WordsAsync());

        await joan.GoAsync($"/stories/{desk.StoryId}/versions");
        await joan.SeesAsync("before an earlier one was brought back");
        await joan.Link("Read it").First.ClickAsync();
        await Assertions.Expect(words).ToContainTextAsync("And the wet way.");
        await joan.PictureAsync("versions-2-kept-before");
    }
}
