using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Stories.Road;

/// <summary>Chosen by name, a person stays chosen whatever becomes of the community; and the teller sees it.</summary>
public sealed class PeopleOfAStoryTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private RoadTown _town = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _town = await RoadTown.SettleAsync(ledger);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task ChosenReader_WhoLeaves_ReadsOn_AndIsShownToTheTellerByName()
    {
        var story = await _town.WriteAsync(PrivacyLevel.People);
        Assert.Equal(ConsentOutcome.Changed, await ChooseAsync(story, isChosen: true));
        Assert.Equal(PublishOutcome.Published, await _town.Road.PublishAsync(_town.Storyteller, story, Cancellation));
        Assert.Equal(new ReaderChoice(_town.Friend.ProfileId!.Value, "Fran Friend"), Assert.Single((await ViewAsync(story)).Readers));

        Assert.Equal("ended", await _town.AskAsync(_town.Friend, "select app.end_membership($1, $2)", _town.Shed, _town.Friend.ProfileId));

        Assert.True(await _town.SeesAsync(_town.Friend, story));
        Assert.Equal(new ReaderChoice(_town.Friend.ProfileId!.Value, "Fran Friend", IsNeighbour: false), Assert.Single((await ViewAsync(story)).Readers));
        Assert.Equal(ConsentOutcome.Changed, await ChooseAsync(story, isChosen: false));
        Assert.False(await _town.SeesAsync(_town.Friend, story));
        Assert.Equal(ConsentOutcome.NotFound, await ChooseAsync(story, isChosen: true));
    }

    [Fact]
    public async Task Member_WhoIsRemoved_ReadsNothingOfTheCommunitysThatTheyWereNotChosenFor()
    {
        var story = await _town.PublishedAsync(PrivacyLevel.Community);
        Assert.True(await _town.SeesAsync(_town.Member, story));
        Assert.Equal("ended", await _town.AskAsync(_town.Steward, "select app.end_membership($1, $2)", _town.River, _town.Member.ProfileId));
        Assert.False(await _town.SeesAsync(_town.Member, story));
    }

    [Fact]
    public async Task CoAuthor_WhoIsRemoved_IsShownAsThat()
    {
        var story = await _town.WriteAsync(PrivacyLevel.Private, _town.River);
        Assert.Equal("ended", await _town.AskAsync(_town.Steward, "select app.end_membership($1, $2)", _town.River, _town.CoAuthor.ProfileId));
        Assert.Equal(
            new ReaderChoice(_town.CoAuthor.ProfileId!.Value, "Cora Writer", IsNeighbour: false), Assert.Single((await ViewAsync(story)).CoAuthors));
    }

    [Fact]
    public async Task PeopleOfAStory_AreNamedToItsTellerAlone()
    {
        var story = await _town.WriteAsync(PrivacyLevel.People);
        await ChooseAsync(story, isChosen: true);
        foreach (var actor in new[] { _town.CoAuthor, _town.Friend, _town.Elder, _town.Steward, _town.Stranger, Core.Database.Actor.Anonymous })
        {
            await using var scope = await ledger.Database.BeginAsync(actor, Cancellation);
            Assert.Equal(0L, await scope.ScalarAsync<long>("select count(*) from app.people_of_story($1)", story));
        }
    }

    [Fact]
    public async Task Readers_BeyondTwoHundred_AreRefused()
    {
        var story = await _town.WriteAsync(PrivacyLevel.People);
        await ledger.AdminAsync(
            $"""
            with made as (insert into ledger.profiles (id, display_name) select gen_random_uuid(), 'Reader ' || n from generate_series(1, 200) n returning id)
            insert into ledger.story_people (story_id, profile_id, role, added_at) select '{story}', id, 'reader', now() from made
            """);

        Assert.Equal(ConsentOutcome.TooMany, await ChooseAsync(story, isChosen: true));
        Assert.Equal(200, (await ViewAsync(story)).Readers.Count);
    }

    private Task<ConsentOutcome> ChooseAsync(Guid story, bool isChosen) =>
        _town.Consents.ChooseReaderAsync(_town.Storyteller, story, _town.Friend.ProfileId!.Value, isChosen, Cancellation);

    private async Task<StoryConsentView> ViewAsync(Guid story) => (await _town.Consents.GetAsync(_town.Storyteller, story, Cancellation))!;
}
