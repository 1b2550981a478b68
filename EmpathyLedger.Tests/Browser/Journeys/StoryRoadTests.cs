using EmpathyLedger.Core.Stories;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>From the first word to "not available any more": four people, each at a browser of their own.</summary>
[Collection(nameof(Town))]
public sealed class StoryRoadTests(Town town) : Journey(town)
{
    private const string Title = "The goats on the Long Bridge";

    [Fact]
    public async Task Story_IsWrittenApprovedPublishedWidenedAndTakenBack()
    {
        var joan = await ComeAsync("Joan Carter");
        var (desk, road) = await WriteAsync(joan);
        await road.IsForAsync(PrivacyLevel.Community);
        await road.AgreesAsync("Count it in our community's insights");
        await joan.PictureAsync("road-1-ready-to-send");
        await road.SendAsync();
        await road.StandsAtAsync("With the elders");
        await joan.PictureAsync("road-2-sent");

        var mary = await ComeAsync("Mary Cole");
        var table = new ElderTable(mary);
        await table.TakeUpAsync(Title);
        await mary.PictureAsync("road-3-elder-reads");
        await table.SayItMayBeToldAsync();
        await mary.PictureAsync("road-4-elder-said");
        await road.StandsAtAsync("It may be told");
        await desk.SaysAsync("It may be told");

        var pilar = await ComeAsync("Pilar Stein", "/stories?community=saltbush-river");
        await joan.PictureAsync("road-5-approved");
        await pilar.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await road.PublishAsync();
        await pilar.Page.GetByRole(AriaRole.Button, new() { Name = "new story" }).ClickAsync();
        await pilar.PictureAsync("road-6-feed");
        await pilar.Link(Title).ClickAsync();
        await ReadsAsync(pilar);
        await pilar.PictureAsync("road-7-read");

        var visitor = (await VisitorAsync()).Expect("status of 404");
        await FindsNothingAtAsync(visitor, desk.StoryId);
        await visitor.PictureAsync("road-8-not-found");

        await WidenAsync(road, table);
        await road.PublishAsync();
        await visitor.GoAsync("/stories");
        await Assertions.Expect(visitor.Link(Title)).ToBeVisibleAsync();
        await SearchAsync(visitor, "quandongs");
        await visitor.PictureAsync("road-9-found");
        await visitor.Link(Title).ClickAsync();
        await ReadsAsync(visitor);
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await pilar.GoAsync($"/stories/{desk.StoryId}");
        await ReadsAsync(pilar);
        await pilar.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        await road.WithdrawAsync();
        foreach (var reader in new[] { visitor, pilar })
        {
            await reader.SeesHeadingAsync("This story is not available any more.");
            await reader.DoesNotSeeAsync("We stood on the");
        }

        await visitor.PictureAsync("road-10-gone");
        await joan.PictureAsync("road-11-taken-back");
        await visitor.GoAsync("/stories");
        await Assertions.Expect(visitor.Link(Title)).ToHaveCountAsync(0);
        await SearchAsync(visitor, "quandongs");
        await visitor.SeesAsync("Nothing was found");
        await FindsNothingAtAsync(visitor, desk.StoryId);
    }

    private static async Task<(WritingDesk Desk, StoryRoadPanel Road)> WriteAsync(Person joan)
    {
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.Title.FillAsync(Title);
        await desk.Text.FocusAsync();
        await desk.Tool("Heading").ClickAsync();
        await joan.Page.Keyboard.TypeAsync("The morning after");
        await joan.Page.Keyboard.PressAsync("Enter");
        await joan.Page.Keyboard.TypeAsync("We stood on the ");
        await desk.Tool("Bold").ClickAsync();
        await joan.Page.Keyboard.TypeAsync("Long Bridge");
        await desk.Tool("Bold").ClickAsync();
        await joan.Page.Keyboard.TypeAsync(", the quandongs were gone, and we counted:");
        await joan.Page.Keyboard.PressAsync("Enter");
        await desk.Tool("List").ClickAsync();
        await joan.Page.Keyboard.TypeAsync("eleven goats");
        await joan.Page.Keyboard.PressAsync("Enter");
        await joan.Page.Keyboard.TypeAsync("one piano");

        await joan.Page.GetByLabel("In a sentence or two").FillAsync("What stood on the bridge when the water went down.");
        await joan.Page.GetByLabel("When it happened").FillAsync("about 1973");
        await joan.Page.GetByLabel("Who it was told to").FillAsync("Rosa Lindqvist");
        await joan.Page.GetByLabel("Where it happened").FillAsync("the Long Bridge");
        await joan.Button("Add a person").ClickAsync();
        await joan.Page.GetByLabel("Name of person 1").FillAsync("Old Tom");
        await joan.Page.GetByLabel("Has passed away").CheckAsync();
        await desk.BelongsToAsync("Saltbush River");
        await desk.IsSavedAsync();
        return (desk, new StoryRoadPanel(joan));
    }

    /// <summary>The elders said yes for the community; everyone is another question.</summary>
    private static async Task WidenAsync(StoryRoadPanel road, ElderTable table)
    {
        await road.IsForAsync(PrivacyLevel.Public);
        await road.CannotPublishAsync();
        await road.SendAgainAsync();
        await table.TakeUpAsync(Title);
        await table.SayItMayBeToldAsync();
        await road.CanPublishAsync();
    }

    private static async Task ReadsAsync(Person reader)
    {
        await reader.SeesAsync("This story names someone who has passed away.");
        await reader.Page.GetByText("Show me the story").ClickAsync();
        var story = reader.Page.Locator("article.reading");
        await Assertions.Expect(story.GetByRole(AriaRole.Heading, new() { Name = "The morning after" })).ToBeVisibleAsync();
        await Assertions.Expect(story.Locator("strong", new() { HasText = "Long Bridge" })).ToBeVisibleAsync();
        await Assertions.Expect(story.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "one piano" })).ToBeVisibleAsync();
        await Assertions.Expect(story).ToContainTextAsync("Joan Carter");
    }

    private static async Task FindsNothingAtAsync(Person visitor, Guid story)
    {
        var answer = await visitor.GoAsync($"/stories/{story}");
        Assert.Equal(404, answer!.Status);
        await visitor.SeesHeadingAsync("There is nothing here to read");
    }

    private static async Task SearchAsync(Person reader, string words)
    {
        await reader.GoAsync("/search");
        await reader.Page.GetByLabel("Words in a story").FillAsync(words);
        await reader.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
    }
}
