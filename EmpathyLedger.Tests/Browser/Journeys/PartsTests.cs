using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>The teller asks somebody by name and somebody by a link, changes what they may do, and ends it.</summary>
[Collection(nameof(Town))]
public sealed partial class PartsTests(Town town) : Journey(town)
{
    [Fact]
    public async Task AskedByNameAndByLink_TheyJoinIn_UntilTheTellerEndsIt()
    {
        var joan = await ComeAsync("Joan Carter");
        var desk = await WritingDesk.BeginAsync(joan);
        await desk.Title.FillAsync("The bridge of words");
        await desk.WriteAsync("We had the bridge.");
        await desk.IsSavedAsync();
        var path = new Uri(joan.Page.Url).AbsolutePath;

        // By name, with the keyboard alone.
        await joan.Button("Ask somebody to join in").FocusAsync();
        await joan.Page.Keyboard.PressAsync("Enter");
        await joan.Page.GetByLabel("Somebody of your communities").FocusAsync();
        await joan.Page.Keyboard.TypeAsync("Sam");
        await joan.Page.Keyboard.PressAsync("Enter");
        await joan.Button("Ask Sam Okafor").FocusAsync();
        await joan.Page.Keyboard.PressAsync("Enter");
        await joan.SeesAsync("Sam Okafor has been asked");

        var sam = await ComeAsync("Sam Okafor");
        await sam.SeesHeadingAsync("Joan Carter asks you to write a story together");
        await sam.GoAsync("/my-stories");
        await sam.PictureAsync("parts-1-asked");
        await sam.Button("Yes, I join in").ClickAsync();
        await sam.Page.WaitForURLAsync(sam.Address(path));
        await new WritingDesk(sam).IsSavedAsync();
        await Assertions.Expect(On(joan)).ToContainTextAsync("Sam Okafor writes with you");

        // By a link: it is in the keyboard's place, the copying one step further.
        await joan.Page.GetByRole(AriaRole.Group, new() { Name = "What they may do" }).GetByRole(AriaRole.Radio, new() { Name = "Look" }).CheckAsync();
        await joan.Button("Make a link").ClickAsync();
        var link = joan.Page.GetByLabel("The link to this story");
        await Assertions.Expect(link).ToBeFocusedAsync();
        var mary = await ComeAsync("Mary Cole", new Uri(await link.InputValueAsync()).AbsolutePath);
        await mary.IsAtAsync("Joan Carter asks you to read a story as it is written");
        await mary.PictureAsync("parts-2-link");
        await Assertions.Expect(mary.Page.Locator("main")).ToContainTextAsync(LinkWorksUntil());
        await Assertions.Expect(joan.Page.GetByRole(AriaRole.List, new() { Name = "Invitations that wait" })).ToContainTextAsync(LinkWorksUntil());
        await mary.Button("Yes, I join in").ClickAsync();
        await mary.IsAtAsync("The bridge of words");
        await mary.SeesAsync("We had the bridge.");
        await Assertions.Expect(On(joan)).ToContainTextAsync("Mary Cole may look");

        // From writing to reading along, in the middle of a word: on the same page, and what was in is in.
        var his = new WritingDesk(sam);
        await his.WriteAsync(" And we walked");
        await his.IsSavedAsync();
        await ChangeAsync(joan, "Sam Okafor", "Comment");
        await sam.SeesAsync("You read along now");
        await sam.IsAtAsync("The bridge of words");
        await sam.SeesHeadingAsync("You may comment");
        await sam.PictureAsync("parts-3-reader");
        await desk.WriteAsync(" over it.");
        await sam.SeesAsync("We had the bridge. And we walked over it.");
        await mary.SeesAsync("We had the bridge. And we walked over it.");

        // And back: without opening anything.
        await ChangeAsync(joan, "Sam Okafor", "Write with me");
        await his.IsSavedAsync();
        await his.WriteAsync(" Twice.");
        await mary.SeesAsync("over it. Twice.");
        await ChangeAsync(joan, "Sam Okafor", "Look");
        await his.IsAsync("reading");

        // Ended: gone from both pages, and the keyboard's place is not lost.
        await joan.Page.GetByRole(AriaRole.Button, new() { Name = "End the part of Mary Cole" }).ClickAsync();
        await joan.Button("End it").ClickAsync();
        await mary.IsAtAsync("You don’t read this story any more");
        await mary.DoesNotSeeAsync("We had the bridge.");
        await Assertions.Expect(On(joan)).Not.ToContainTextAsync("Mary Cole");
        await Assertions.Expect(joan.Heading("Who is on this story")).ToBeFocusedAsync();

        await sam.Button("Leave this story").ClickAsync();
        await sam.Button("Leave it").ClickAsync();
        await sam.SeesAsync("You have left it.");
        await Assertions.Expect(On(joan)).Not.ToContainTextAsync("Sam Okafor");
        Assert.Equal(404, (await sam.Expect("status of 404").GoAsync(path))!.Status);
    }

    private static async Task ChangeAsync(Person teller, string name, string part)
    {
        await teller.Page.GetByRole(AriaRole.Button, new() { Name = $"Change what {name} may do" }).ClickAsync();
        await teller.Page.GetByRole(AriaRole.Group, new() { Name = $"What {name} may do" }).GetByRole(AriaRole.Radio, new() { Name = part }).Last.CheckAsync();
        await teller.Button("Change it").ClickAsync();
    }

    [GeneratedRegex(@"he link works until \d+ \w+ \d{4}")]
    private static partial Regex LinkWorksUntil();

    private static ILocator On(Person person) => person.Page.GetByRole(AriaRole.List, new() { Name = "People on this story" });
}
