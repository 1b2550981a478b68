using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Database;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>An empty ledger on its first evening: the console's link, two communities, somebody new.</summary>
public sealed class FirstStartTests(FirstStartTests.EmptyTown town) : Journey(town), IClassFixture<FirstStartTests.EmptyTown>
{
    private const string Password = "river stones under ice";

    [Fact]
    public async Task FromTheConsolesLink_ToACommunityThatWelcomesSomebodyNew()
    {
        var rosa = (await VisitorAsync()).Expect("status of 503");
        await rosa.GoAsync("/");
        await rosa.PictureAsync("first-1-not-set-up");
        Assert.EndsWith("/not-set-up", rosa.Page.Url, StringComparison.Ordinal);
        await SetUpAsync(rosa, (await Town.Portal.HearAsync("/setup?token=")).Trim());
        await rosa.PictureAsync("first-2-home");

        await rosa.GoAsync("/communities/riverside/people");
        await rosa.Page.GetByRole(AriaRole.Radio, new() { Name = "Make a link" }).CheckAsync();
        await rosa.Button("Make the invitation").ClickAsync();
        var invitation = await rosa.Page.GetByLabel("The invitation's link").InputValueAsync();
        await rosa.PictureAsync("first-3-invitation");
        var nova = await RegisterAsync(invitation);
        await nova.SeesAsync("You belong here now");
        await nova.PictureAsync("first-4-joined");

        await FoundAsync(rosa, "The Shed");
        await nova.GoAsync("/communities/the-shed");
        await nova.Page.GetByLabel("Who you are to this place").FillAsync("My aunt had the second bench.");
        await nova.Button("Ask to join").ClickAsync();
        await nova.SeesAsync("It waits for somebody's answer.");
        await rosa.GoAsync("/communities/the-shed/people");
        await rosa.SeesAsync("My aunt had the second bench.");
        await rosa.PictureAsync("first-5-asks-to-join");
        await rosa.Button("Welcome Nova").ClickAsync();
        await rosa.SeesAsync("They belong here now");

        await RenameEldersAsync(rosa);
        await nova.GoAsync("/communities/the-shed");
        await nova.SeesAsync("Old hand");
        await SendsToOldHandsAsync(nova);
    }

    private static async Task SetUpAsync(Person rosa, string link)
    {
        await rosa.Page.GotoAsync(link);
        await rosa.Page.GetByLabel("Its name").FillAsync("Riverside");
        await rosa.Page.GetByLabel("Where it is").FillAsync("By the river");
        await rosa.Page.GetByLabel("Time zone").FillAsync("Australia/Darwin");
        await rosa.Page.GetByLabel("Where this server stands").FillAsync("The library");
        await rosa.Page.GetByLabel("The name people know you by").FillAsync("Rosa");
        await rosa.Page.GetByLabel("E-mail address").FillAsync("rosa@example.org");
        await rosa.Page.GetByLabel("Password").FillAsync(Password);
        await rosa.PictureAsync("first-1b-setup");
        await rosa.Button("Make the community").ClickAsync();
        await rosa.Page.WaitForURLAsync(rosa.Address("/"));
    }

    private async Task<Person> RegisterAsync(string invitation)
    {
        var nova = await VisitorAsync();
        await nova.Page.GotoAsync(invitation);
        await nova.SeesHeadingAsync("You are invited to Riverside");
        await nova.Button("Make an account").ClickAsync();
        await nova.Page.GetByLabel("The name people know you by").FillAsync("Nova");
        await nova.Page.GetByLabel("E-mail address").FillAsync("nova@example.org");
        await nova.Page.GetByLabel("Password").FillAsync(Password);
        await nova.Button("Make my account").ClickAsync();
        await nova.SeesHeadingAsync("Look in your mail");

        await nova.Page.GotoAsync(await Town.ReadLinkAsync("nova@example.org"));
        await nova.Page.GetByLabel("Password").FillAsync(Password);
        await nova.Button("Confirm and sign in").ClickAsync();
        await nova.Button("Come in").ClickAsync();
        return nova;
    }

    private static async Task FoundAsync(Person rosa, string name)
    {
        await rosa.GoAsync("/communities/new");
        await rosa.Page.GetByLabel("Its name").FillAsync(name);
        await rosa.Page.GetByLabel("What it says of itself").FillAsync("Four benches and one kettle.");
        await rosa.Page.GetByLabel("Time zone").FillAsync("Australia/Darwin");
        await rosa.Button("Found the community").ClickAsync();
        await rosa.SeesHeadingAsync(name);
    }

    private static async Task RenameEldersAsync(Person rosa)
    {
        await rosa.GoAsync("/communities/the-shed/settings");
        await rosa.Page.GetByLabel("One elder").FillAsync("Old hand");
        await rosa.Page.GetByLabel("Many elders").FillAsync("Old hands");
        await rosa.PictureAsync("first-6-settings");
        await rosa.Button("Save").ClickAsync();
        await rosa.SeesAsync("Saved.");
    }

    /// <summary>The community's own word stands on the button; and nobody is there yet to say yes.</summary>
    private static async Task SendsToOldHandsAsync(Person nova)
    {
        var desk = await WritingDesk.BeginAsync(nova);
        await desk.Title.FillAsync("The second bench");
        await desk.WriteAsync("She had it by the window.");
        await desk.BelongsToAsync("The Shed");
        await desk.IsSavedAsync();
        var road = new StoryRoadPanel(nova);
        await road.IsForAsync(PrivacyLevel.Community);
        await nova.Button("Send to the Old hands").ClickAsync();
        await road.SaysAsync("Nobody there can say yes yet");
        await Assertions.Expect(nova.Link("Invite an Old hand")).ToBeVisibleAsync();
        await nova.PictureAsync("first-7-no-old-hand");
    }

    public sealed class EmptyTown(LedgerServerFixture server) : Town(server)
    {
        protected override bool IsDemo => false;
    }
}
