using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>Three people in one story, on one bad link: equal text at the end, and every letter accounted for.</summary>
public sealed class WritingTogetherTests(Town town) : Journey(town), IClassFixture<Town>
{
    /// <summary>What a browser itself says about a server that is not there.</summary>
    private static readonly string[] ServerGone =
        ["net::ERR_", "WebSocket", "Failed to fetch", "Failed to start the connection", "status of 503"];

    [Fact]
    public async Task ThreePeople_TypingAtOnce_TheServerKilled_OneOffline_EndWithTheSameText()
    {
        var joan = (await ComeAsync("Joan Carter")).Expect(ServerGone);
        var atDesk = await WritingDesk.BeginAsync(joan);
        await atDesk.Title.FillAsync("The three of us");
        await atDesk.WriteAsync("Together: ");
        await atDesk.IsSavedAsync();
        var path = new Uri(joan.Page.Url).AbsolutePath;
        var (mary, onPhone) = await CoAuthorAsync("Mary Cole", atDesk.StoryId, path, new() { ViewportSize = new() { Width = 390, Height = 844 } });
        var (bill, away) = await CoAuthorAsync("Bill Naden", atDesk.StoryId, path, null);

        // Of the islands beside the text, which nobody waits for.
        bill.Expect("Server timeout elapsed");
        await bill.Page.Context.SetOfflineAsync(true);
        await away.WriteAsync(new string('c', 100));
        await Task.WhenAll(atDesk.WriteAsync(new string('a', 100)), onPhone.WriteAsync(new string('b', 100)));
        var writing = Task.WhenAll(atDesk.WriteAsync(new string('a', 200)), onPhone.WriteAsync(new string('b', 200)), away.WriteAsync(new string('c', 100)));
        await Town.Portal.KillAsync();
        await writing;
        await Task.WhenAll(atDesk.WriteAsync(new string('a', 100)), onPhone.WriteAsync(new string('b', 100)));
        await away.SaysAsync("Kept on this device");
        await Town.Portal.StartAsync();
        await Task.WhenAll(atDesk.WriteAsync(new string('a', 100)), onPhone.WriteAsync(new string('b', 100)), away.WriteAsync(new string('c', 100)));
        await atDesk.IsSavedAsync();
        await onPhone.IsSavedAsync();
        await bill.Page.Context.SetOfflineAsync(false);
        await away.IsSavedAsync();

        var text = await away.WordsAsync();
        await Assertions.Expect(atDesk.Text).ToHaveTextAsync(text);
        await Assertions.Expect(onPhone.Text).ToHaveTextAsync(text);
        Assert.StartsWith("Together: ", text, StringComparison.Ordinal);
        var letters = text["Together: ".Length..];
        Assert.Equal((500, 500, 300), (letters.Count(c => c == 'a'), letters.Count(c => c == 'b'), letters.Count(c => c == 'c')));
        Assert.Equal(1300, letters.Length);
        await mary.PictureAsync("together-phone", isWhole: false);
        foreach (var desk in new[] { atDesk, onPhone, away })
        {
            await desk.ReopenAsync();
            Assert.Equal(text, await desk.WordsAsync());
            await Assertions.Expect(desk.Title).ToHaveValueAsync("The three of us");
        }
    }

    /// <summary>Whose part ends is put out at once; what they had not sent stays before them.</summary>
    [Fact]
    public async Task PartEnded_WhileWriting_TheWordsStayOnThePage()
    {
        var joan = await ComeAsync("Joan Carter");
        var atDesk = await WritingDesk.BeginAsync(joan);
        await atDesk.WriteAsync("Mine. ");
        await atDesk.IsSavedAsync();
        var (mary, hers) = await CoAuthorAsync("Mary Cole", atDesk.StoryId, new Uri(joan.Page.Url).AbsolutePath, null);
        await hers.WriteAsync("Hers.");
        await Assertions.Expect(atDesk.Text).ToHaveTextAsync("Mine. Hers.");
        Town.Expect("refused a statement of AppendAsync (42501)");
        await Town.AskDatabaseAsync<int>("delete from ledger.story_people where story_id = $1 and role = 'co_author' returning 1", atDesk.StoryId);

        // It depends on who is quicker whether she is still let to type; nothing of it is taken either way.
        await hers.WriteAsync(" Too late.");
        await hers.IsAsync("gone");
        await mary.PictureAsync("together-put-out", isWhole: false);
        await Assertions.Expect(mary.Page.GetByRole(AriaRole.Textbox, new() { Name = "These are your words, to copy" })).ToHaveValueAsync((await hers.WordsAsync()).TrimEnd());
        await atDesk.ReopenAsync();
        Assert.Equal("Mine. Hers.", await atDesk.WordsAsync());
    }

    private async Task<(Person Person, WritingDesk Desk)> CoAuthorAsync(string name, Guid story, string path, BrowserNewContextOptions? device)
    {
        await Town.AskDatabaseAsync<int>(
            """
            insert into ledger.story_people (story_id, profile_id, role, added_at)
            select $1, p.id, 'co_author', now() from ledger.profiles p where p.display_name = $2 returning 1
            """,
            story,
            name);
        var person = (await ComeAsync(name, path, device)).Expect(ServerGone);
        var desk = new WritingDesk(person);
        await desk.IsSavedAsync();
        return (person, desk);
    }
}
