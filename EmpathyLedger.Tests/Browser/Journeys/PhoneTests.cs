using EmpathyLedger.Core.Stories;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>With one finger, on a screen of 390 by 844.</summary>
[Collection(nameof(Town))]
public sealed class PhoneTests(Town town) : Journey(town)
{
    private static BrowserNewContextOptions Phone => new()
    {
        ViewportSize = new() { Width = 390, Height = 844 },
        DeviceScaleFactor = 2,
        HasTouch = true,
        IsMobile = true,
    };

    [Fact]
    public async Task TellerWritesAndSends_ElderDecides_EachByTheirOwnTabs()
    {
        const string Title = "Eels in the school tank";
        var joan = await ComeAsync("Joan Carter", device: Phone);
        await HasTabsAsync(joan, "Home", "Stories", "Write", "More");
        await joan.PictureAsync("phone-1-home", isWhole: false);
        await TapAsync(joan, "Write");
        await joan.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Start writing" }).TapAsync();
        var desk = new WritingDesk(joan);
        await desk.IsSavedAsync();
        await desk.Title.FillAsync(Title);
        await desk.Text.TapAsync();
        await joan.Page.Keyboard.TypeAsync("Nobody owned up.");
        await joan.PictureAsync("phone-2-writing", isWhole: false);
        await desk.BelongsToAsync("Saltbush River");
        await desk.IsSavedAsync();
        var road = new StoryRoadPanel(joan);
        await road.IsForAsync(PrivacyLevel.Community);
        await joan.Button("Send to the elders").TapAsync();
        await joan.PictureAsync("phone-3-sending", isWhole: false);
        await joan.Button("Yes, send it").TapAsync();
        await road.SaysAsync("It is sent.");
        await FitsAsync(joan);

        var mary = await ComeAsync("Mary Cole", device: Phone);
        await HasTabsAsync(mary, "Home", "Stories", "Reviews", "More");
        await mary.PictureAsync("phone-4-elder-home", isWhole: false);
        await TapAsync(mary, "Reviews");
        await FitsAsync(mary);
        await ElderTable.Card(mary, Title).TapAsync();
        await mary.IsAtAsync(Title);
        await mary.PictureAsync("phone-5-elder-reads");
        await FitsAsync(mary);
        await mary.Button("It may be told").TapAsync();
        await mary.PictureAsync("phone-6-elder-confirms", isWhole: false);
        await mary.Button("Yes").TapAsync();
        await mary.SeesHeadingAsync("What you have said");
        await road.CanPublishAsync();

        await joan.Page.GetByRole(AriaRole.Navigation, new() { Name = "Tabs" }).ScrollIntoViewIfNeededAsync();
        await joan.PictureAsync("phone-7-approved");
    }

    private static ILocator Tabs(Person person) => person.Page.GetByRole(AriaRole.Navigation, new() { Name = "Tabs" });

    private static Task TapAsync(Person person, string tab) => Tabs(person).GetByRole(AriaRole.Link, new() { Name = tab }).TapAsync();

    private static async Task HasTabsAsync(Person person, params string[] words)
    {
        var tabs = Tabs(person).GetByRole(AriaRole.Link);
        await Assertions.Expect(tabs).ToHaveCountAsync(words.Length);
        for (var i = 0; i < words.Length; i++)
        {
            await Assertions.Expect(tabs.Nth(i)).ToContainTextAsync(words[i]);
        }
    }

    private static async Task FitsAsync(Person person) => Assert.Equal(
        0, await person.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
}
