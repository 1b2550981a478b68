using CsCheck;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Search;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Stories.Reading;

namespace EmpathyLedger.Tests.Search;

public sealed class StorySearchTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private readonly StorySearch _search = new(ledger.Database);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_FindsWhatIsTold_AndKeepsBackWhatIsNot()
    {
        var town = await ReadingTown.BuildAsync(ledger);
        var told = await town.PublishAsync(new TownStory("Pelicans", PrivacyLevel.Public) { Text = "Nine pelicans <b>stood</b> on the levee that year." });
        await town.PublishAsync(new TownStory("Warned", PrivacyLevel.Public) { Text = "A pelican died on the levee.", Warnings = ["Speaks of a death"] });
        await town.PublishAsync(new TownStory("Sensitive", PrivacyLevel.Public) { Text = "Pelican places are secret.", IsSensitive = true });
        await town.DraftAsync(new TownStory("Draft", PrivacyLevel.Public) { Text = "Pelicans of tomorrow." });

        var found = await _search.SearchAsync(Actor.Anonymous, "pelicans", null, null, Cancellation);
        Assert.Equal(["Pelicans", "Warned"], found.Hits.Select(hit => hit.Story.Title).Order());
        var hit = found.Hits.Single(one => one.Story.Id == told);
        Assert.Contains(hit.Snippet, part => part is { IsMatch: true, Text: "pelicans" });
        Assert.Empty(found.Hits.Single(one => one.Story.Title == "Warned").Snippet);
        Assert.Empty((await _search.SearchAsync(town.Member, "pelicans", town.Hillside, null, Cancellation)).Hits);
        Assert.Equal(2, (await _search.SearchAsync(town.Member, "pelicans", town.Riverside, null, Cancellation)).Hits.Count);

        for (var i = 0; i < 24; i++)
        {
            await town.PublishAsync(new TownStory($"Gulls {i}", PrivacyLevel.Public) { Text = $"A gull over the water, the {i}th of them." });
        }

        var first = await _search.SearchAsync(Actor.Anonymous, "gull", null, null, Cancellation);
        var second = await _search.SearchAsync(Actor.Anonymous, "gull", null, first.Next, Cancellation);
        Assert.Equal((20, 4), (first.Hits.Count, second.Hits.Count));
        Assert.Null(second.Next);
        Assert.Equal(24, first.Hits.Concat(second.Hits).Select(one => one.Story.Id).Distinct().Count());
    }

    [Fact]
    public async Task Search_AnyQuery_AnswersAndNeverRaises()
    {
        await Gen.String[0, 60].SampleAsync(
            async query =>
            {
                await _search.SearchAsync(Actor.Anonymous, query, null, query, Cancellation);
                return true;
            },
            iter: 60,
            threads: 1);
        foreach (var query in (string[])["\0", "\"", "-", "- -", "'", "a:*", "!!", "& |", "((", "\ud800", new string('x', 5000), "or or or"])
        {
            Assert.NotNull(await _search.SearchAsync(Actor.Anonymous, query, null, null, Cancellation));
        }
    }

    [Fact]
    public void Snippet_OfAnyText_LosesNothingButTheMarks() => Gen.String.Sample(text =>
        string.Concat(StorySearch.ToParts(text).Select(part => part.Text)) == string.Concat(text.Where(letter => letter is not ('\uE000' or '\uE001'))));
}
