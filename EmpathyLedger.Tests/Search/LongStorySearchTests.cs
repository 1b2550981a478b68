using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Search;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Stories.Reading;

namespace EmpathyLedger.Tests.Search;

public sealed class LongStorySearchTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    [Fact]
    public async Task Publish_MoreDifferentWordsThanAVectorHolds_IsPublishedAndFoundByItsBeginning()
    {
        var town = await ReadingTown.BuildAsync(ledger);
        var words = string.Join(' ', Enumerable.Range(0, 100_000).Select(number => $"ж{number:x5}яяя"));
        var told = await town.PublishAsync(new TownStory("Many words", PrivacyLevel.Public) { Text = "Albatross " + words });
        var found = await new StorySearch(ledger.Database).SearchAsync(
            Actor.Anonymous, "albatross", null, null, TestContext.Current.CancellationToken);
        Assert.Equal(told, Assert.Single(found.Hits).Story.Id);
    }
}
