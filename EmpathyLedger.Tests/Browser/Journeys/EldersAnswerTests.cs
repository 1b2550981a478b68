using EmpathyLedger.Core.Stories;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>When the elders do not simply say yes.</summary>
[Collection(nameof(Town))]
public sealed class EldersAnswerTests(Town town) : Journey(town)
{
    [Fact]
    public async Task ChangeAsked_TellerChangesAndSendsAgain_TheOldCopyTakesNoAnswer()
    {
        const string Title = "What the miller owed";
        var (joan, desk, road) = await SendAsync(Title);
        var bill = await ComeAsync("Bill Naden");
        var oldTable = new ElderTable(bill);
        await oldTable.TakeUpAsync(Title);

        var mary = await ComeAsync("Mary Cole");
        var table = new ElderTable(mary);
        await table.TakeUpAsync(Title);
        await table.AskForAChangeAsync("Please leave out the price of the mill.");
        await mary.PictureAsync("answer-1-change-asked");
        await road.StandsAtAsync("A change is asked for");
        await road.SaysAsync("Please leave out the price of the mill.");
        await joan.PictureAsync("answer-2-teller-hears");

        await desk.WriteAsync(" The price is nobody's business.");
        await desk.IsSavedAsync();
        await road.SendAgainAsync("It is out now.");
        await oldTable.SaysAsync("The teller has sent a newer copy. Nobody can decide about this one any more.");
        await Assertions.Expect(bill.Button("It may be told")).ToHaveCountAsync(0);
        await bill.PictureAsync("answer-3-old-copy");
        await bill.Link("Read the newer copy").ClickAsync();
        await bill.SeesAsync("It is out now.");
        await bill.SeesAsync("The price is nobody's business.");
    }

    [Fact]
    public async Task Declined_TheTellerAnswersAndSendsAgain()
    {
        const string Title = "The quarrel about the weir";
        var (joan, _, road) = await SendAsync(Title);
        var mary = await ComeAsync("Mary Cole");
        var table = new ElderTable(mary);
        await table.TakeUpAsync(Title);
        await table.SayItShouldNotBeToldAsync("Both families still live here.");
        await road.StandsAtAsync("Should not be told");
        await road.SaysAsync("Both families still live here.");
        await road.CannotPublishAsync();
        await joan.PictureAsync("answer-4-declined");

        await road.SendAgainAsync("Both families have read it and said yes.");
        await table.TakeUpAsync(Title);
        await mary.SeesAsync("Both families have read it and said yes.");
        await table.SayItMayBeToldAsync();
        await road.CanPublishAsync();
    }

    [Fact]
    public async Task Conditions_HoldPublishingUntilTheyAreTicked_AndAWordCanBeTakenBack()
    {
        const string Title = "How the school burned";
        var (joan, _, road) = await SendAsync(Title);
        var mary = await ComeAsync("Mary Cole");
        var table = new ElderTable(mary);
        await table.TakeUpAsync(Title);
        await table.SayItMayBeToldOnceAsync("Ask the caretaker's daughter");
        await road.SaysAsync("Ask the caretaker's daughter");
        await road.CannotPublishAsync();
        await joan.PictureAsync("answer-5-conditions");

        await table.TickAsync("Ask the caretaker's daughter");
        await road.CanPublishAsync();
        await mary.PictureAsync("answer-6-ticked");

        await table.TakeBackAsync();
        await road.CannotPublishAsync();
        await road.StandsAtAsync("With the elders");
    }

    private async Task<(Person Teller, WritingDesk Desk, StoryRoadPanel Road)> SendAsync(string title)
    {
        var joan = await ComeAsync("Joan Carter");
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.Title.FillAsync(title);
        await desk.WriteAsync("It was like this.");
        await desk.BelongsToAsync("Saltbush River");
        await desk.IsSavedAsync();
        var road = new StoryRoadPanel(joan);
        await road.IsForAsync(PrivacyLevel.Community);
        await road.SendAsync();
        return (joan, desk, road);
    }
}
