using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>Without a mouse: Tab, arrows, Space and Enter reach everything, and one always sees where one is.</summary>
[Collection(nameof(Town))]
public sealed class KeyboardTests(Town town) : Journey(town)
{
    private const string Title = "The bell that rang by itself";

    [Fact]
    public async Task WriteSendDecideAndSearch_WithTheKeyboardAlone()
    {
        var joan = await VisitorAsync();
        await joan.GoAsync("/account/sign-in?returnUrl=/my-stories");
        await PressAsync(joan, joan.Button("Joan Carter").First);
        await joan.SeesHeadingAsync("My stories");
        await PressAsync(joan, joan.Button("Start writing"));
        var desk = new WritingDesk(joan);
        await desk.IsSavedAsync();
        await WriteAsync(joan, desk);

        await ReachAsync(joan, joan.Page.GetByRole(AriaRole.Group, new() { Name = "Communities it belongs to" }).GetByLabel("Saltbush River"));
        await joan.Page.Keyboard.PressAsync("Space");
        await desk.IsSavedAsync();
        await ChooseCommunityAsync(joan);
        var road = new StoryRoadPanel(joan);
        await PressAsync(joan, joan.Button("Send to the elders"));
        await joan.PictureAsync("keyboard-1-sending", isWhole: false);
        await PressAsync(joan, joan.Button("Yes, send it"));
        await road.StandsAtAsync("With the elders");

        await DecideAsync(road);
        await SearchAsync(joan);
    }

    private static async Task WriteAsync(Person joan, WritingDesk desk)
    {
        await ReachAsync(joan, desk.Title);
        await joan.Page.Keyboard.TypeAsync(Title);
        await ReachAsync(joan, desk.Tool("Bold"));
        await joan.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(desk.Tool("Italic")).ToBeFocusedAsync();
        await ReachAsync(joan, desk.Text);
        await joan.Page.Keyboard.TypeAsync("It was the ");
        await joan.Page.Keyboard.PressAsync("Control+B");
        await joan.Page.Keyboard.TypeAsync("wind");
        await joan.Page.Keyboard.PressAsync("Control+B");
        await joan.Page.Keyboard.TypeAsync(", we said.");
        await Assertions.Expect(desk.Text.Locator("strong")).ToHaveTextAsync("wind");
        await joan.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(desk.Text).Not.ToBeFocusedAsync();
        Assert.Equal("It was the wind, we said.", await desk.WordsAsync());
    }

    /// <summary>From "Only me" by the arrows; each step is an answer, and the place is not lost by it.</summary>
    private static async Task ChooseCommunityAsync(Person joan)
    {
        ILocator Choice(string level) => joan.Page.Locator($"input[name=audience][value={level}]");

        await ReachAsync(joan, Choice("Private"));
        await joan.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(Choice("People")).ToBeCheckedAsync();
        await Assertions.Expect(Choice("People")).ToBeFocusedAsync();
        await joan.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(Choice("Community")).ToBeCheckedAsync();
        await Assertions.Expect(Choice("Community")).ToBeFocusedAsync();
    }

    private async Task DecideAsync(StoryRoadPanel road)
    {
        var mary = await VisitorAsync();
        await mary.GoAsync("/account/sign-in?returnUrl=/reviews");
        await PressAsync(mary, mary.Button("Mary Cole").First);
        await PressAsync(mary, ElderTable.Card(mary, Title));
        await mary.SeesHeadingAsync(Title);
        await PressAsync(mary, mary.Button("It may be told"));
        await PressAsync(mary, mary.Button("Yes"));
        await mary.SeesHeadingAsync("What you have said");
        await road.CanPublishAsync();
    }

    private static async Task SearchAsync(Person reader)
    {
        await reader.GoAsync("/");
        await PressAsync(reader, reader.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Search" }));
        await ReachAsync(reader, reader.Page.GetByLabel("Words in a story"));
        await reader.Page.Keyboard.TypeAsync("flood");
        await reader.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(reader.Page.Locator("article.story-card").First).ToBeVisibleAsync();
    }

    private static async Task PressAsync(Person person, ILocator button)
    {
        await ReachAsync(person, button);
        await person.Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>By Tab alone. On the way every stop has to be seen.</summary>
    private static async Task ReachAsync(Person person, ILocator goal)
    {
        const int Far = 120;
        await Assertions.Expect(goal).ToBeEnabledAsync();
        for (var steps = 0; steps < Far; steps++)
        {
            if (await goal.EvaluateAsync<bool>("goal => goal === document.activeElement"))
            {
                return;
            }

            await person.Page.Keyboard.PressAsync("Tab");
            await person.Page.WaitForFunctionAsync(
                """
                () => {
                  const here = document.activeElement;
                  if (!here || here === document.body) return true;
                  const looks = [here, here.closest('label, .story-text, .pick')].filter(Boolean).map(one => getComputedStyle(one));
                  return looks.some(look => (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== 'none');
                }
                """);
        }

        Assert.Fail($"{goal} cannot be reached with {Far} presses of Tab.");
    }
}
