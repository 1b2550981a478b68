using System.Text.Json;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Stories.Reading;

/// <summary>
/// Two communities and the people of STYLE rule 7, who do everything through the database's own functions. Rosa tells,
/// Sam writes with her, Ana belongs, Mary is an elder, Lee keeps the community, Kit was chosen as a reader, Noor is of
/// another community.
/// </summary>
public sealed class ReadingTown
{
    private static readonly string[] Themes = ["Water"];

    private readonly LedgerDatabaseFixture _ledger;

    private ReadingTown(LedgerDatabaseFixture ledger) => _ledger = ledger;

    public Actor Teller { get; private set; }

    public Actor CoAuthor { get; private set; }

    public Actor Member { get; private set; }

    public Actor Elder { get; private set; }

    public Actor Steward { get; private set; }

    public Actor ChosenReader { get; private set; }

    public Actor Stranger { get; private set; }

    public Guid Riverside { get; private set; }

    public Guid Hillside { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ReadingTown> BuildAsync(LedgerDatabaseFixture ledger)
    {
        var town = new ReadingTown(ledger);
        town.Riverside = await town.FoundAsync("Riverside");
        town.Hillside = await town.FoundAsync("Hillside");
        town.Teller = await town.AddAsync("Rosa Lind", town.Riverside, "member,storyteller");
        town.CoAuthor = await town.AddAsync("Sam Okafor", town.Riverside, "member,storyteller");
        town.Member = await town.AddAsync("Ana Bell", town.Riverside, "member");
        town.Elder = await town.AddAsync("Mary Cole", town.Riverside, "member,elder");
        town.Steward = await town.AddAsync("Lee Park", town.Riverside, "member,steward");
        town.ChosenReader = await town.AddAsync("Kit Harlow", town.Riverside, "member");
        town.Stranger = await town.AddAsync("Noor Haddad", town.Hillside, "member");
        await ledger.AdminAsync("update ledger.portal_settings set set_up_at = now()");
        return town;
    }

    public async Task<Guid> FoundAsync(string name)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await _ledger.AdminAsync($"insert into ledger.communities (id, slug, name) values ('{id}', '{name.ToLowerInvariant()}', '{name}')");
        return id;
    }

    public async Task<Actor> AddAsync(string name, Guid communityId, string roles)
    {
        var actor = new Actor(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Guid.NewGuid(), 1);
        await DoAsync(actor, "select app.ensure_profile($1)", name);
        await JoinAsync(actor, communityId, roles);
        return actor;
    }

    public Task JoinAsync(Actor actor, Guid communityId, string roles) => _ledger.AdminAsync(
        $"""
        insert into ledger.community_members (community_id, profile_id, status, roles, joined_at)
        values ('{communityId}', '{actor.ProfileId}', 'active', string_to_array('{roles}', ',')::ledger.community_role[], now())
        """);

    public async Task DoAsync(Actor actor, string sql, params object?[] args)
    {
        await using var scope = await _ledger.Database.BeginAsync(actor, Cancellation);
        await scope.ExecuteAsync(sql, args);
        await scope.CommitAsync();
    }

    public async Task SayAsync(Actor actor, string expected, string sql, params object?[] args)
    {
        await using var scope = await _ledger.Database.BeginAsync(actor, Cancellation);
        Assert.Equal(expected, await scope.ScalarAsync<string>(sql, args));
        await scope.CommitAsync();
    }

    /// <summary>Written, sent, approved and published.</summary>
    public async Task<Guid> PublishAsync(TownStory story)
    {
        var id = await DraftAsync(story);
        var version = NewId();
        await SayAsync(Teller, "sent", "select app.send_to_elders($1, $2, 1, true, null)", id, version);
        await SayAsync(
            Elder, "recorded", "select app.decide_review($1, $2, $3, 'approve', '', '{}')", NewId(), version, Riverside);
        return id;
    }

    public async Task<Guid> DraftAsync(TownStory story)
    {
        var id = NewId();
        await SayAsync(Teller, "started", "select app.start_story($1, $2, 'ltr')", id, story.Language);
        var fields = JsonSerializer.Serialize(new
        {
            title = story.Title,
            summary = story.Summary,
            language = story.Language,
            direction = "ltr",
            toldWhen = "about 1973",
            toldTo = "Kit Harlow",
            place = "the flood road",
            themes = Themes,
            warnings = story.Warnings,
            people = story.Passed.Select(name => new { name, hasPassed = true }),
            communityIds = new[] { Riverside },
            isSensitive = story.IsSensitive,
        });
        var body = JsonSerializer.Serialize(new { ops = new[] { new { insert = story.Text + "\n" } } });
        await using (var scope = await _ledger.Database.BeginAsync(Teller, Cancellation))
        {
            Assert.Equal("saved", await scope.WriteDraftAsync(id, fields, body, story.Text + "\n", story.Transcript, 400));
            await scope.CommitAsync();
        }

        await SayAsync(
            Teller, "changed", "select app.set_audience($1, $2, $3::ledger.privacy_level, 1, 'en')", NewId(), id, story.Level.ToWord());
        if (story.IsNameKeptBack)
        {
            await DoAsync(
                Teller,
                """
                insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language)
                values ($1, $2, 'attribution', false, $3, 1, 'en')
                """,
                NewId(),
                id,
                Teller.ProfileId);
        }

        await _ledger.AdminAsync(
            $"""
            insert into ledger.story_people (story_id, profile_id, role, added_at) values
              ('{id}', '{CoAuthor.ProfileId}', 'co_author', now()), ('{id}', '{ChosenReader.ProfileId}', 'reader', now())
            """);
        return id;
    }

    public static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
}

public sealed record TownStory(string Title, PrivacyLevel Level)
{
    public string Text { get; init; } = "The old Bedford had no reverse, so you learned to think ahead.";

    public string Summary { get; init; } = "";

    public string Transcript { get; init; } = "";

    public string Language { get; init; } = "en";

    public string[] Warnings { get; init; } = [];

    public string[] Passed { get; init; } = [];

    public bool IsSensitive { get; init; }

    public bool IsNameKeptBack { get; init; }
}
