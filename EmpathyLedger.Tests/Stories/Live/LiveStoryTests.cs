using System.Net;
using EmpathyLedger.Core.Collaboration.Remarks;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Tests.Script;
using EmpathyLedger.Tests.TestDoubles;
using EmpathyLedger.Web.Components.Stories.Live;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Tests.Stories.Live;

/// <summary>Real connections to the hub of the real portal.</summary>
public sealed class LiveStoryTests(LiveTown town) : IClassFixture<LiveTown>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ThreePages_WritingAtOnce_OneOfThemCutAndBack_EndWithTheDraft()
    {
        var storyId = await town.StartStoryAsync();
        await using var rosa = await OpenAsync(town.Rosa, storyId);
        await using var phone = await OpenAsync(town.Noor, storyId);
        await using var laptop = await OpenAsync(town.Noor, storyId);
        LivePage[] pages = [rosa, phone, laptop];
        for (var round = 0; round < 8; round++)
        {
            foreach (var page in pages)
            {
                page.Type(round % 3 == 0 ? 0 : page.Body.Length - 1, $"{Array.IndexOf(pages, page)}·{round} ");
                await page.SendAsync();
            }

            if (round == 3)
            {
                // What it has on its way may be in, or not: it learns that when it is back.
                await phone.CutAsync();
                phone.Type(0, "offline ");
                await rosa.UntilSavedAsync();
                await phone.ConnectAsync();
                Assert.True(await phone.OpenAsync());
            }

            foreach (var page in pages)
            {
                await page.UntilSavedAsync();
            }
        }

        var newest = pages.Max(page => page.Revision);
        foreach (var page in pages)
        {
            await page.UntilAsync(() => page.Revision == newest);
            Assert.Equal(rosa.Body, page.Body);
        }

        for (var round = 0; round < 8; round++)
        {
            Assert.All([0, 1, 2], writer => Assert.Equal(2, rosa.Text.Split($"{writer}·{round} ").Length));
        }

        Assert.Equal(2, rosa.Text.Split("offline ").Length);
        await rosa.SubmitAsync(1000, newest!.Value, StoryChange.None);
        await rosa.UntilAsync(() => rosa.Refusals.Count > 0);
        Assert.Equal(["out-of-order"], rosa.Refusals);
        var sessions = town.Portal.Services.GetRequiredService<StorySessions>();
        await sessions.SettleAsync(town.Portal.Steward, storyId, Cancellation);
        var draft = await town.Portal.Services.GetRequiredService<Core.Stories.Drafts.Drafts>().OpenAsync(town.Portal.Steward, storyId, Cancellation);
        Assert.Equal(rosa.Body, Delta.ParseDocument(draft!.Content.Body.ToJson()).Delta);
    }

    [Fact]
    public async Task Fields_ReachTheOthers_AndAreThereWhenItIsOpened()
    {
        var storyId = await town.StartStoryAsync();
        await using var rosa = await OpenAsync(town.Rosa, storyId);
        await using var noor = await OpenAsync(town.Noor, storyId);
        await rosa.SubmitAsync(1, 0, StoryChange.None with { Fields = new StoryFieldChanges { Title = "The “long” summer" } });
        await noor.UntilAsync(() => noor.Revision == 1);
        Assert.Equal("The “long” summer", noor.Title);
        await using var later = await OpenAsync(town.Noor, storyId);
        Assert.Equal("The “long” summer", later.Title);
    }

    [Fact]
    public async Task Story_OfSomebodyElse_IsNotThere_AndNothingIsHeardOfIt()
    {
        var storyId = await town.StartStoryAsync();
        await using var rosa = await OpenAsync(town.Rosa, storyId);
        await using var stranger = town.PageOf(town.Stranger, storyId);
        await stranger.ConnectAsync();
        Assert.False(await stranger.OpenAsync());

        await stranger.SubmitAsync(1, 0, StoryChange.OfBody(new DeltaBuilder().Insert("Not mine. ").Build()));
        rosa.Type(0, "Mine. ");
        await rosa.UntilSavedAsync();

        // Answered after everything before it: nothing else has come.
        Assert.False(await stranger.OpenAsync());
        Assert.Null(stranger.Revision);
        Assert.Equal("Mine. \n", rosa.Text);
    }

    [Fact]
    public async Task Connection_WithoutCookie_OrFromElsewhere_IsRefused()
    {
        await using var nobody = new LivePage(town.Portal.Address, new Dictionary<string, string>(), Guid.Empty);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Assert.ThrowsAsync<HttpRequestException>(() => nobody.ConnectAsync())).StatusCode);
        await using var elsewhere = town.PageOf(town.Rosa, Guid.Empty);
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<HttpRequestException>(() => elsewhere.ConnectAsync("https://elsewhere.example"))).StatusCode);

        // Straight to the socket, as any page in the world can: the browser adds the cookie.
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await town.KnockAsync(town.Rosa, town.Portal.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(HttpStatusCode.Forbidden, await town.KnockAsync(town.Rosa, "https://elsewhere.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await town.KnockAsync(town.Rosa, null));
    }

    [Fact]
    public async Task Message_ThatIsTooLarge_EndsTheConnection_AndWhatWasSentBeforeStays()
    {
        var storyId = await town.StartStoryAsync();
        await using var page = await OpenAsync(town.Rosa, storyId);
        page.Type(0, "Before. ");
        await page.UntilSavedAsync();
        await page.SubmitAsync(2, 1, StoryChange.OfBody(new DeltaBuilder().Insert(new string('x', LiveStories.LargestMessage)).Build()));
        await page.Closed.WaitAsync(Cancellation);

        await page.ConnectAsync();
        Assert.True(await page.OpenAsync());
        Assert.Equal("Before. \n", page.Text);
    }

    [Theory]
    [InlineData("""{"body":{"ops":[{"retain":5000},{"insert":"behind the end"}]}}""", "not-a-change")]
    [InlineData("""{"body":{"ops":[{"insert":"\ud800"}]}}""", "not-a-change")]
    [InlineData("""{"body":{"ops":[{"insert":{"image":"x"}}]}}""", "picture")]
    [InlineData("""{"body":{"ops":[{"insert":"x","attributes":{"link":"javascript:alert(1)"}}]}}""", "unknown-format")]
    [InlineData("""{"body":{"ops":[{"delete":-4}]}}""", "not-a-change")]
    [InlineData("""{"stage":"published"}""", "not-a-change")]
    [InlineData("""{"fields":{"tellerId":"00000000-0000-0000-0000-000000000000"}}""", "not-a-change")]
    [InlineData("null", "not-a-change")]
    [InlineData("[[[[[[[[]]]]]]]]", "not-a-change")]
    public async Task Change_ThatIsNone_IsRefused_AndThePageGoesOn(string change, string reason)
    {
        var storyId = await town.StartStoryAsync();
        await using var page = await OpenAsync(town.Rosa, storyId);
        await page.SubmitAsync(1, 0, new LiveJson(System.Text.Encoding.UTF8.GetBytes(change)));
        await page.UntilAsync(() => page.Refusals.Count > 0);
        Assert.Equal([reason], page.Refusals);

        page.Type(0, "Sound.");
        await page.UntilSavedAsync();
        Assert.Equal(1, page.Revision);
    }

    [Fact]
    public async Task WhoLosesTheRight_IsToldWithoutWriting_AndHearsNoMore()
    {
        var storyId = await town.StartStoryAsync();
        await using var rosa = await OpenAsync(town.Rosa, storyId);
        await using var noor = await OpenAsync(town.Noor, storyId);
        await town.Portal.Ledger.AdminAsync($"delete from ledger.story_people where story_id = '{storyId}' and role = 'co_author'");
        await town.Portal.Ledger.AdminAsync($"select app.emit('story_changed', '{storyId}', null, null)");
        await noor.UntilAsync(() => noor.End is not null);
        Assert.Equal("not-allowed", noor.End);

        rosa.Type(0, "Alone.");
        await rosa.UntilSavedAsync();
        Assert.False(await noor.OpenAsync());
        Assert.Equal(0, noor.Revision);
    }

    /// <summary>From writing to reading along and back, on one connection; what a script sends meanwhile is answered and not taken.</summary>
    [Fact]
    public async Task WhoMayOnlyReadAlong_IsTold_AndNothingOfTheirsIsTaken()
    {
        var storyId = await town.StartStoryAsync();
        await using var rosa = await OpenAsync(town.Rosa, storyId);
        await using var noor = await OpenAsync(town.Noor, storyId);
        Assert.True(noor.MayWrite);
        await TurnAsync("commenter");
        await noor.UntilAsync(() => !noor.MayWrite);
        await noor.SubmitAsync(1, 0, StoryChange.OfBody(new DeltaBuilder().Insert("By a script. ").Build()));
        await noor.UntilAsync(() => noor.Refusals.Count > 0);
        Assert.Equal(["read-only"], noor.Refusals);

        rosa.Type(0, "By hand.");
        await rosa.UntilSavedAsync();
        await noor.UntilAsync(() => noor.Revision == 1);
        Assert.Equal("By hand.\n", noor.Text);
        await using var later = await OpenAsync(town.Noor, storyId);
        Assert.Equal((false, "By hand.\n"), (later.MayWrite, later.Text));
        await later.SubmitAsync(1, 1, StoryChange.None with { Fields = new StoryFieldChanges { Title = "Mine" } });
        await later.UntilAsync(() => later.Refusals.Count > 0);

        await TurnAsync("co_author");
        await noor.UntilAsync(() => noor.MayWrite);
        noor.Type(0, "Both: ");
        await noor.UntilSavedAsync();
        await rosa.UntilAsync(() => rosa.Revision == 2);
        Assert.Equal("Both: By hand.\n", rosa.Text);

        Task TurnAsync(string part) => town.Portal.Ledger.AdminAsync(
            $"update ledger.story_people set role = '{part}' where story_id = '{storyId}' and role <> 'teller'");
    }

    [Fact]
    public async Task Passages_AreTold_WhenAThreadBegins_AndWhenTheStoryIsOpened()
    {
        var storyId = await town.StartStoryAsync();
        await using var rosa = await OpenAsync(town.Rosa, storyId);
        Assert.Equal("0 []", rosa.Passages);
        rosa.Type(0, "The ferryman.");
        await rosa.UntilSavedAsync();
        var remarks = town.Portal.Services.GetRequiredService<StoryRemarks>();
        var (_, thread) = await remarks.BeginAsync(
            town.Portal.Steward, storyId, new StorySelection(StoryPlace.Body, 4, 8), 1, RemarkKind.Comment, "Who?", null, Cancellation);
        await rosa.UntilAsync(() => rosa.Passages != "0 []");
        var expected = $$"""1 [{"threadId":"{{thread}}","place":"body","index":4,"length":8,"isSuggestion":false}]""";
        Assert.Equal(expected, rosa.Passages);
        await using var noor = await OpenAsync(town.Noor, storyId);
        Assert.Equal(expected, noor.Passages);
    }

    /// <summary>Two connections that give themselves out for the same page: one seat, and the other hears nothing after it.</summary>
    [Fact]
    public async Task Page_ThatComesInAgain_TakesItsSeatWithIt()
    {
        var storyId = await town.StartStoryAsync();
        await using var first = await OpenAsync(town.Noor, storyId);
        await using var second = town.PageOf(town.Noor, storyId, first.ClientId);
        await second.ConnectAsync();
        Assert.True(await second.OpenAsync());
        await first.UntilAsync(() => first.End is not null);
        Assert.Equal("elsewhere", first.End);

        second.Type(0, "Here.");
        await second.UntilSavedAsync();
        Assert.Equal(0, first.Revision);
    }

    [Fact]
    public async Task WhoSignsOut_IsPutOut_AndCannotComeBack()
    {
        var storyId = await town.StartStoryAsync();
        using var device = await town.Portal.VisitAsAsync(LiveTown.NoorEmail);
        await using var page = new LivePage(town.Portal.Address, device.Cookies.ToDictionary(), storyId);
        await page.ConnectAsync();
        Assert.True(await page.OpenAsync());
        using var answer = await device.SubmitAsync("/more", "/account/sign-out");
        await page.Closed.WaitAsync(Cancellation);

        // The cookie itself is believed until the minute is over.
        await page.ConnectAsync();
        await page.Closed.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task Pieces_OfTheBrowser_FitIntoAMessage()
    {
        var script = await File.ReadAllTextAsync(RepositoryFiles.In("wwwroot", "js", "story-editor", "live-change.js"), Cancellation);
        var piece = int.Parse(System.Text.RegularExpressions.Regex.Match(script, @"pieceBytes = (\d+);").Groups[1].Value, null);
        Assert.InRange(piece, 100_000, LiveStories.LargestMessage - 10_000);
    }

    private async Task<LivePage> OpenAsync(TestVisitor who, Guid storyId)
    {
        var page = town.PageOf(who, storyId);
        await page.ConnectAsync();
        Assert.True(await page.OpenAsync());
        return page;
    }
}
