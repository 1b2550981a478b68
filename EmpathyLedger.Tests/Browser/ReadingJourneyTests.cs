using System.Net;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Stories.Reading;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser;

/// <summary>Pages as readers meet them: what is hidden looks like what is not there, and an open page follows what changes.</summary>
public sealed class ReadingJourneyTests(PortalFixture portal) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    private const string MemberEmail = "ana@example.org";
    private static readonly string Chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    // Whole journeys share the machine with everything else that is being tested.
    private const float Patience = 30_000;
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = Patience };

    private ReadingTown _town = null!;

    public async ValueTask InitializeAsync()
    {
        _town = await ReadingTown.BuildAsync(portal.Ledger);
        await _town.JoinAsync(await portal.AddPersonAsync("Ana", MemberEmail), _town.Riverside, "member");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Reader_FollowsWhatChanges_AndHiddenIsLikeUnknown()
    {
        var shown = await _town.PublishAsync(new TownStory("The flood road", PrivacyLevel.Public) { Warnings = ["Speaks of a flood"] });
        var hidden = await _town.PublishAsync(new TownStory("For us alone", PrivacyLevel.Community));

        using (var visitor = portal.Visit())
        {
            var feed = await visitor.OpenAsync("/stories");
            Assert.Contains("The flood road", feed.Body!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("For us alone", feed.Body.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("Bedford", feed.Body.TextContent, StringComparison.Ordinal);

            using var refused = await visitor.GetAsync($"/stories/{hidden}");
            using var unknown = await visitor.GetAsync($"/stories/{ReadingTown.NewId()}");
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (refused.StatusCode, unknown.StatusCode));
            Assert.Equal(
                (await TestDoubles.TestVisitor.ReadAsync(unknown)).QuerySelector("main")?.TextContent,
                (await TestDoubles.TestVisitor.ReadAsync(refused)).QuerySelector("main")?.TextContent);
        }

        Assert.SkipUnless(File.Exists(Chromium), "No Chromium on this machine; ./test.sh installs it.");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });

        // A visitor opens the story by keyboard, past its warning.
        var reading = await browser.NewPageAsync();
        await reading.GotoAsync(Address($"/stories/{shown}"));
        var words = reading.GetByText("The old Bedford had no reverse");
        await Assertions.Expect(words).ToBeHiddenAsync();
        await reading.Locator("details.gate > summary").FocusAsync();
        await reading.Keyboard.PressAsync("Enter");
        await Assertions.Expect(words).ToBeVisibleAsync(Patient);

        // A member looks at the community's feed while a story is told there, and another is taken back.
        var member = await browser.NewPageAsync();
        await portal.SignInAsync(member, MemberEmail, "/stories?community=riverside");
        await Assertions.Expect(member.GetByText("For us alone")).ToBeVisibleAsync(Patient);
        await _town.PublishAsync(new TownStory("Told just now", PrivacyLevel.Community));
        await member.GetByRole(AriaRole.Button, new() { Name = "1 new story: show it" }).ClickAsync(new() { Timeout = Patience });
        await Assertions.Expect(member.GetByText("Told just now")).ToBeVisibleAsync(Patient);

        await _town.SayAsync(_town.Teller, "withdrawn", "select app.withdraw_story($1)", shown);
        await Assertions.Expect(reading.GetByText("This story is not available any more.")).ToBeVisibleAsync(Patient);
        Assert.DoesNotContain("Bedford", await reading.ContentAsync(), StringComparison.Ordinal);
        await Assertions.Expect(member.GetByText("The flood road")).ToHaveCountAsync(0, new() { Timeout = Patience });
    }

    private string Address(string path) => new Uri(portal.Address, path).ToString();
}
