using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Reviews;

/// <summary>Two communities and the people who have to do with a review, each acting for themselves.</summary>
internal sealed class ReviewTown(LedgerDatabaseFixture ledger)
{
    private const string NoFields = """
        {"summary":"","language":"en","direction":"ltr","toldWhen":"about 1973","toldTo":"","place":"","themes":["water"],
         "warnings":["flood"],"people":[{"name":"Ada","hasPassed":true}],"isSensitive":false
        """;

    public StoryReviews Reviews { get; } = new(ledger.Database);

    public Guid River { get; } = Guid.CreateVersion7();

    public Guid Hill { get; } = Guid.CreateVersion7();

    public Actor Joan { get; } = Person();

    /// <summary>Co-author of Joan's stories, and an elder of River.</summary>
    public Actor Sam { get; } = Person();

    /// <summary>Elder of River.</summary>
    public Actor Mary { get; } = Person();

    /// <summary>Elder of River and of Hill.</summary>
    public Actor Bill { get; } = Person();

    /// <summary>Elder of Hill only.</summary>
    public Actor Ruth { get; } = Person();

    /// <summary>Was an elder of River.</summary>
    public Actor Vera { get; } = Person();

    public Actor Member { get; } = Person();

    public Actor Steward { get; } = Person();

    public Actor Stranger { get; } = Person();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ReviewTown> BuildAsync(LedgerDatabaseFixture ledger)
    {
        var town = new ReviewTown(ledger);
        foreach (var (actor, name) in new[]
        {
            (town.Joan, "Joan"), (town.Sam, "Sam"), (town.Mary, "Mary"), (town.Bill, "Bill"), (town.Ruth, "Ruth"), (town.Vera, "Vera"),
            (town.Member, "Mo"), (town.Steward, "Stella"), (town.Stranger, "Strange"),
        })
        {
            await town.AskAsync(actor, "select app.ensure_profile($1)", name);
        }

        await ledger.AdminAsync($$"""
            insert into ledger.communities (id, slug, name) values
              ('{{town.River}}', 'river-{{town.River}}', 'River'), ('{{town.Hill}}', 'hill-{{town.Hill}}', 'Hill');
            insert into ledger.community_members (community_id, profile_id, status, roles) values
              ('{{town.River}}', '{{town.Joan.ProfileId}}', 'active', '{member,storyteller}'),
              ('{{town.Hill}}', '{{town.Joan.ProfileId}}', 'active', '{member,storyteller}'),
              ('{{town.River}}', '{{town.Sam.ProfileId}}', 'active', '{member,elder}'),
              ('{{town.River}}', '{{town.Mary.ProfileId}}', 'active', '{member,elder}'),
              ('{{town.River}}', '{{town.Bill.ProfileId}}', 'active', '{member,elder}'),
              ('{{town.Hill}}', '{{town.Bill.ProfileId}}', 'active', '{member,elder}'),
              ('{{town.Hill}}', '{{town.Ruth.ProfileId}}', 'active', '{member,elder}'),
              ('{{town.River}}', '{{town.Vera.ProfileId}}', 'removed', '{}'),
              ('{{town.River}}', '{{town.Member.ProfileId}}', 'active', '{member}'),
              ('{{town.River}}', '{{town.Steward.ProfileId}}', 'active', '{member,steward}');
            """);
        return town;
    }

    /// <summary>A story of Joan and Sam, or of somebody else alone, sent to the elders.</summary>
    public async Task<SentStory> SendAsync(
        string title = "The year the river came back", Actor? teller = null, Guid[]? communities = null, string audience = "community", bool isPublishWhenApproved = false)
    {
        var by = teller ?? Joan;
        var story = Guid.CreateVersion7();
        Assert.Equal("started", await AskAsync(by, "select app.start_story($1, 'en', 'ltr')", story));
        if (teller is null)
        {
            await ledger.AdminAsync($"insert into ledger.story_people (story_id, profile_id, role, added_at) values ('{story}', '{Sam.ProfileId}', 'co_author', now())");
        }

        await SaveAsync(by, story, title, communities ?? [River]);
        Assert.Equal("changed", await AskAsync(by, "select app.set_audience($1, $2, $3::text::ledger.privacy_level, 1, 'en')", Guid.CreateVersion7(), story, audience));
        return new SentStory(story, await SendAgainAsync(by, story, 1, isPublishWhenApproved), by);
    }

    public async Task SaveAsync(Actor by, Guid story, string title, Guid[] communities)
    {
        await using var scope = await ledger.Database.BeginAsync(by, Cancellation);
        Assert.Equal("saved", await scope.WriteDraftAsync(
            story,
            NoFields + $$""","title":"{{title}}","communityIds":[{{string.Join(',', communities.Select(id => $"\"{id}\""))}}]}""",
            """{"ops":[{"insert":"Go and stand on it.\n"}]}""",
            "Go and stand on it.\n",
            "And then the tape ends.",
            400));
        await scope.CommitAsync();
    }

    public async Task<Guid> SendAgainAsync(Actor by, Guid story, int revision, bool isPublishWhenApproved = false)
    {
        var version = Guid.CreateVersion7();
        Assert.Equal("sent", await AskAsync(by, "select app.send_to_elders($1, $2, $3, $4, null)", story, version, revision, isPublishWhenApproved));
        return version;
    }

    public Task<string?> PublishAsync(SentStory story) =>
        AskAsync(story.Teller, "select app.publish_story($1, $2)", story.StoryId, Guid.CreateVersion7());

    public Task<DecideOutcome> SayAsync(Actor elder, Guid version, DecisionKind kind, params string[] conditions) =>
        Reviews.DecideAsync(elder, Saying(version, kind, conditions), Cancellation);

    public NewDecision Saying(Guid version, DecisionKind kind, params string[] conditions) =>
        new(Guid.CreateVersion7(), version, River, kind, "A word to the teller.", conditions);

    public async Task<ReviewDecision> OwnAsync(Actor elder, SentStory story) =>
        (await Reviews.GetStandingAsync(elder, story.StoryId, story.VersionId, River, Cancellation)).Own!;

    public async Task<ClearanceState> StateAsync(Guid version, Guid? community = null) =>
        DatabaseWords.Read<ClearanceState>(await ledger.AdminScalarAsync<string>(
            "select state::text from ledger.version_clearances where version_id = $1 and community_id = $2", version, community ?? River));

    public Task<string> StageAsync(Guid story) =>
        ledger.AdminScalarAsync<string>("select stage::text from ledger.story_drafts where story_id = $1", story);

    public async Task<string?> AskAsync(Actor actor, string sql, params object?[] args)
    {
        await using var scope = await ledger.Database.BeginAsync(actor, Cancellation);
        var word = await scope.QuerySingleOrDefaultAsync(sql, reader => reader.GetValue(0) as string, args);
        await scope.CommitAsync();
        return word;
    }

    private static Actor Person() => new(Guid.CreateVersion7(), Guid.CreateVersion7(), 1);
}

internal sealed record SentStory(Guid StoryId, Guid VersionId, Actor Teller);
