using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Search;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Stories.Reading;

public sealed class StoryReaderTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private readonly StoryReader _stories = new(ledger.Database);
    private readonly StorySearch _search = new(ledger.Database);
    private ReadingTown _town = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PrivacyLevel.Public, "anonymous stranger member elder steward chosen co-author teller")]
    [InlineData(PrivacyLevel.Community, "member elder steward chosen co-author teller")]
    [InlineData(PrivacyLevel.People, "chosen co-author teller")]
    public async Task PublishedStory_EachLevel_IsReadByExactlyThoseItWasToldTo(PrivacyLevel level, string readers)
    {
        await BuildAsync();
        var word = $"quandong{Guid.NewGuid():N}";
        var id = await _town.PublishAsync(new TownStory("The flood road", level) { Text = $"There was a {word} by the bend." });

        foreach (var (name, actor) in Everybody())
        {
            var may = readers.Split(' ').Contains(name);
            var opening = await _stories.OpenAsync(actor, id, Cancellation);
            Assert.True(may == (opening.Outcome == StoryOpeningOutcome.Opened), $"{name} opened it: {opening.Outcome}");
            Assert.Equal(may, await _stories.GetStateAsync(actor, id, Cancellation) is not null);
            Assert.Equal(may && level >= PrivacyLevel.Community, await _stories.ShareAsync(actor, id, Cancellation));

            var everyone = await _stories.GetFeedAsync(actor, StoryFeed.Everyone, null, Cancellation);
            Assert.Equal(level == PrivacyLevel.Public, everyone.Stories.Any(story => story.Id == id));
            var community = await _stories.GetFeedAsync(actor, StoryFeed.Of(_town.Riverside), null, Cancellation);
            Assert.Equal(may && level >= PrivacyLevel.Community, community.Stories.Any(story => story.Id == id));
            var others = await _stories.GetFeedAsync(actor, StoryFeed.Of(_town.Riverside, isForEveryone: true), null, Cancellation);
            Assert.Equal(level == PrivacyLevel.Public, others.Stories.Any(story => story.Id == id));
            var told = await _stories.GetFeedAsync(actor, StoryFeed.ToldToMe, null, Cancellation);
            Assert.Equal(name == "chosen" && level == PrivacyLevel.People, told.Stories.Any(story => story.Id == id));
            var own = await _stories.GetFeedAsync(actor, StoryFeed.Own, null, Cancellation);
            Assert.Equal(name == "teller", own.Stories.Any(story => story.Id == id));

            var found = await _search.SearchAsync(actor, word, null, null, Cancellation);
            Assert.Equal(may ? [id] : [], found.Hits.Select(hit => hit.Story.Id));
        }
    }

    [Fact]
    public async Task WithdrawnStory_IsGoneEverywhere_AndItsTellerIsToldWhy()
    {
        await BuildAsync();
        var id = await _town.PublishAsync(new TownStory("Taken back", PrivacyLevel.Public));
        await _town.SayAsync(_town.Teller, "withdrawn", "select app.withdraw_story($1)", id);

        foreach (var (name, actor) in Everybody())
        {
            var opening = await _stories.OpenAsync(actor, id, Cancellation);
            Assert.Equal(
                name is "teller" or "co-author" ? StoryOpeningOutcome.OwnNotShown : StoryOpeningOutcome.NotFound, opening.Outcome);
            Assert.Null(opening.Story);
            Assert.Null(await _stories.GetStateAsync(actor, id, Cancellation));
            Assert.False(await _stories.ShareAsync(actor, id, Cancellation));
            Assert.Empty(await _stories.GetStillInFeedAsync(actor, StoryFeed.Everyone, [id], Cancellation));
            Assert.DoesNotContain((await _stories.GetFeedAsync(actor, StoryFeed.Own, null, Cancellation)).Stories, story => story.Id == id);
        }
    }

    [Fact]
    public async Task DraftAndUnknown_AreTheSameNothing()
    {
        await BuildAsync();
        var draft = await _town.DraftAsync(new TownStory("Not yet", PrivacyLevel.Public));
        foreach (var id in (Guid[])[draft, ReadingTown.NewId()])
        {
            Assert.Equal(StoryOpening.NotFound, await _stories.OpenAsync(_town.Member, id, Cancellation));
            Assert.Equal(StoryOpening.NotFound, await _stories.OpenAsync(Actor.Anonymous, id, Cancellation));
        }
    }

    [Fact]
    public async Task RemovedMember_ReadsNothingOfTheCommunityAnyMore()
    {
        await BuildAsync();
        var id = await _town.PublishAsync(new TownStory("For us", PrivacyLevel.Community));
        Assert.NotNull(await _stories.GetStateAsync(_town.Member, id, Cancellation));
        await _town.SayAsync(_town.Steward, "ended", "select app.end_membership($1, $2)", _town.Riverside, _town.Member.ProfileId);
        Assert.Null(await _stories.GetStateAsync(_town.Member, id, Cancellation));
        Assert.Empty(await _stories.GetStillInFeedAsync(_town.Member, StoryFeed.Of(_town.Riverside), [id], Cancellation));
        Assert.Empty((await _stories.GetFeedAsync(_town.Member, StoryFeed.Of(_town.Riverside), null, Cancellation)).Stories);
        Assert.Empty(await _stories.GetNewestInMyCommunitiesAsync(_town.Member, 6, Cancellation));
    }

    [Fact]
    public async Task Opening_IsLoggedOnce_AndCountedForReadersButNotForItsPeople()
    {
        await BuildAsync();
        var id = await _town.PublishAsync(new TownStory("Counted", PrivacyLevel.Public));
        foreach (var (_, actor) in Everybody())
        {
            await _stories.OpenAsync(actor, id, Cancellation);
        }

        await _stories.OpenAsync(_town.Member, id, Cancellation);
        await _stories.ShareAsync(_town.Member, id, Cancellation);
        Assert.Equal(9, await ledger.AdminScalarAsync<long>("select count(*) from ledger.access_log where story_id = $1 and action = 'view' and is_granted", id));
        Assert.Equal(6, await ledger.AdminScalarAsync<long>("select count(*) from ledger.story_reads where story_id = $1", id));
        await ledger.AdminAsync("select app.roll_up_counts('-1 second')");

        Assert.Equal(new StoryCounts(6, 1), (await _stories.OpenAsync(_town.Teller, id, Cancellation)).Story?.Counts);
        Assert.Null((await _stories.OpenAsync(_town.Member, id, Cancellation)).Story?.Counts);
        Assert.Null((await _stories.OpenAsync(_town.CoAuthor, id, Cancellation)).Story?.Counts);
    }

    [Fact]
    public async Task RefusedOpening_IsLoggedToo()
    {
        await BuildAsync();
        var id = await _town.PublishAsync(new TownStory("For us", PrivacyLevel.Community));
        await _stories.OpenAsync(_town.Stranger, id, Cancellation);
        Assert.Equal(1, await ledger.AdminScalarAsync<long>(
            "select count(*) from ledger.access_log where story_id = $1 and actor_id = $2 and not is_granted", id, _town.Stranger.ProfileId));
    }

    [Fact]
    public async Task NameKeptBack_IsNowhere()
    {
        await BuildAsync();
        var id = await _town.PublishAsync(new TownStory("Nameless", PrivacyLevel.Public) { IsNameKeptBack = true });
        Assert.Null((await _stories.OpenAsync(_town.Member, id, Cancellation)).Story?.TellerName);
        Assert.Null((await _stories.GetStateAsync(_town.Member, id, Cancellation))?.TellerName);
        var feed = await _stories.GetFeedAsync(Actor.Anonymous, StoryFeed.Everyone, null, Cancellation);
        Assert.Null(feed.Stories.Single(story => story.Id == id).TellerName);
        Assert.All((await _search.SearchAsync(Actor.Anonymous, "Bedford", null, null, Cancellation)).Hits.Where(hit => hit.Story.Id == id), hit => Assert.Null(hit.Story.TellerName));
    }

    [Fact]
    public async Task SomeonePassed_IsNamedOnlyBehindTheGate()
    {
        await BuildAsync();
        var id = await _town.PublishAsync(new TownStory("Two names for the wind", PrivacyLevel.Public)
        {
            Text = "Hilda Cole called it the Laundress. It came in September.",
            Summary = "What Hilda said of the wind.",
            Passed = ["Hilda Cole"],
        });
        var card = (await _stories.GetFeedAsync(Actor.Anonymous, StoryFeed.Everyone, null, Cancellation)).Stories.Single(story => story.Id == id);
        Assert.Equal(("", ""), (card.Summary, card.Opening));
        var hit = Assert.Single((await _search.SearchAsync(Actor.Anonymous, "laundress", null, null, Cancellation)).Hits);
        Assert.Empty(hit.Snippet);

        var story = (await _stories.OpenAsync(Actor.Anonymous, id, Cancellation)).Story;
        Assert.True(story?.NamesSomeonePassed);
        Assert.Equal("What Hilda said of the wind.", story?.Summary);
    }

    private async Task BuildAsync() => _town = await ReadingTown.BuildAsync(await FreshAsync());

    // Every test has a town of its own in the class's database: names of communities must not meet.
    private async Task<LedgerDatabaseFixture> FreshAsync()
    {
        await ledger.AdminAsync("update ledger.communities set slug = 'old-' || replace(id::text, '-', '') where slug in ('riverside', 'hillside')");
        return ledger;
    }

    private (string Name, Actor Actor)[] Everybody() =>
    [
        ("anonymous", Actor.Anonymous),
        ("stranger", _town.Stranger),
        ("member", _town.Member),
        ("elder", _town.Elder),
        ("steward", _town.Steward),
        ("chosen", _town.ChosenReader),
        ("co-author", _town.CoAuthor),
        ("teller", _town.Teller),
    ];
}
