using System.Text.Json;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Core.Stories.Shelf;
using EmpathyLedger.Tests.Collaboration.Sessions;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Stories.Road;

/// <summary>
/// Two communities and the people whom access tests name, on a real database. They act through the same functions as
/// everybody; only the co-author, whom no function of this release adds, is put there by the superuser.
/// </summary>
internal sealed class RoadTown(LedgerDatabaseFixture ledger)
{
    private const string Body = """{"ops":[{"insert":"The river came back.\n"}]}""";

    public Guid River { get; } = NewId();

    public Guid Shed { get; } = NewId();

    public Actor Steward { get; } = Person();

    public Actor Storyteller { get; } = Person();

    public Actor CoAuthor { get; } = Person();

    public Actor Elder { get; } = Person();

    public Actor ShedElder { get; } = Person();

    public Actor Member { get; } = Person();

    /// <summary>Shares the shed with the storyteller; never a member of the river.</summary>
    public Actor Friend { get; } = Person();

    public Actor Stranger { get; } = Person();

    public TestNode Node { get; } = new(ledger);

    public StoryRoad Road => new(ledger.Database, Node.Sessions, TimeProvider.System);

    public StoryVersions Versions => new(ledger.Database, Node.Sessions, TimeProvider.System);

    public StoryConsents Consents { get; } = new(ledger.Database, TimeProvider.System);

    public StoryShelf Shelf { get; } = new(ledger.Database);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RoadTown> SettleAsync(LedgerDatabaseFixture ledger)
    {
        var town = new RoadTown(ledger);
        foreach (var (person, name) in new[]
        {
            (town.Steward, "Stella Steward"), (town.Storyteller, "Tess Teller"), (town.CoAuthor, "Cora Writer"), (town.Elder, "Mary Elder"),
            (town.ShedElder, "Arthur Shed"), (town.Member, "Manny Member"), (town.Friend, "Fran Friend"), (town.Stranger, "Sam Stranger"),
        })
        {
            await town.AskAsync(person, "select app.ensure_profile($1)", name);
        }

        await ledger.AdminAsync(
            $$"""
            insert into ledger.communities (id, slug, name, role_names, created_at) values
              ('{{town.River}}', 'river-{{town.River:N}}', 'Saltbush River', '{}', now()),
              ('{{town.Shed}}', 'shed-{{town.Shed:N}}', 'The North Shed', '{"elder": {"one": "Old hand", "many": "Old hands"} }', now());
            """);
        foreach (var (person, community, roles) in new[]
        {
            (town.Steward, town.River, "{member,steward}"), (town.Storyteller, town.River, "{member,storyteller}"),
            (town.CoAuthor, town.River, "{member}"), (town.Elder, town.River, "{member,elder}"), (town.Member, town.River, "{member}"),
            (town.Storyteller, town.Shed, "{member,storyteller}"), (town.ShedElder, town.Shed, "{member,elder}"), (town.Friend, town.Shed, "{member}"),
        })
        {
            await ledger.AdminAsync(
                $"""
                insert into ledger.community_members (community_id, profile_id, status, roles, joined_at)
                values ('{community}', '{person.ProfileId}', 'active', '{roles}', now())
                """);
        }

        return town;
    }

    public async Task<Guid> StartAsync() => (await Road.StartAsync(Storyteller, "en", false, Cancellation))!.Value;

    /// <summary>A story with a title, words, the co-author and these communities.</summary>
    public async Task<Guid> WriteAsync(PrivacyLevel audience, params Guid[] communities)
    {
        var story = await StartAsync();
        await SaveAsync(story, "The year the river came back", communities);
        await ledger.AdminAsync(
            $"insert into ledger.story_people (story_id, profile_id, role, added_at) values ('{story}', '{CoAuthor.ProfileId}', 'co_author', now())");
        await Consents.SetAudienceAsync(Storyteller, story, audience, Cancellation);
        return story;
    }

    public Task<string> SaveAsync(Guid story, string title, params Guid[] communities) => SaveAsync(Storyteller, story, title, Body, communities);

    public Task<string> SaveAsync(Actor actor, Guid story, string title, string body, params Guid[] communities) => SaveAsync(
        actor,
        story,
        new
        {
            title, summary = "", language = "en", direction = "ltr", toldWhen = "", toldTo = "", place = "", themes = Array.Empty<string>(),
            warnings = Array.Empty<string>(), people = Array.Empty<string>(), communityIds = communities, isSensitive = false,
        },
        body);

    public async Task<string> SaveAsync(Actor actor, Guid story, object fields, string body)
    {
        await using var scope = await ledger.Database.BeginAsync(actor, Cancellation);
        var word = await scope.WriteDraftAsync(story, JsonSerializer.Serialize(fields), body, "The river came back.");
        await scope.CommitAsync();
        return word;
    }

    public async Task<StoryStanding> StandingAsync(Guid story) => (await Road.GetStandingAsync(Storyteller, story, Cancellation))!;

    public async Task<SendOutcome> SendAsync(Guid story, PublishingWish? wish = null) => await Road.SendToEldersAsync(
        Storyteller, story, (await StandingAsync(story)).Revision, wish ?? PublishingWish.ByMyself, "", Cancellation);

    public async Task<string> DecideAsync(Actor elder, Guid story, Guid community, string kind, Guid? decision = null, params string[] conditions) =>
        await AskAsync(
            elder,
            "select app.decide_review($1, $2, $3, $4::text::ledger.decision_kind, 'A word', $5)",
            decision ?? NewId(),
            await ledger.AdminScalarAsync<object>("select submitted_version_id from ledger.story_drafts where story_id = $1", story) is Guid version ? version : Guid.Empty,
            community,
            kind,
            conditions);

    public async Task<Guid> PublishedAsync(PrivacyLevel audience)
    {
        var story = await WriteAsync(audience, River);
        Assert.Equal(SendOutcome.Sent, await SendAsync(story));
        Assert.Equal("recorded", await DecideAsync(Elder, story, River, "approve"));
        Assert.Equal(PublishOutcome.Published, await Road.PublishAsync(Storyteller, story, Cancellation));
        return story;
    }

    public async Task<bool> SeesAsync(Actor reader, Guid story)
    {
        await using var scope = await ledger.Database.BeginAsync(reader, Cancellation);
        return await scope.ScalarAsync<bool>("select exists (select 1 from ledger.stories s where s.id = $1)", story);
    }

    /// <summary>One function of schema app, as that person, committed.</summary>
    public async Task<string> AskAsync(Actor actor, string sql, params object?[] args)
    {
        await using var scope = await ledger.Database.BeginAsync(actor, Cancellation);
        var word = await scope.QueryAsync(sql, reader => reader.GetValue(0) as string ?? "", args);
        await scope.CommitAsync();
        return word[0];
    }

    /// <summary>As the job does when a date comes.</summary>
    public async Task PublishDueAsync()
    {
        await using var command = ledger.Connections.Jobs.CreateCommand("select app.publish_due_stories()");
        await command.ExecuteScalarAsync(Cancellation);
    }

    private static Actor Person() => new(NewId(), NewId(), 1);

    private static Guid NewId() => Guid.CreateVersion7();
}
