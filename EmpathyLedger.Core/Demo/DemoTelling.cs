using System.Text.Json;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Demo;

internal delegate Task<ActorScope> PretendAsync(Actor actor, DateTimeOffset at, CancellationToken cancellationToken);

/// <summary>Takes one invented story down its road, as far as it has come.</summary>
internal sealed class DemoTelling(
    DemoStory story, PretendAsync pretend, IReadOnlyDictionary<string, Actor> people, IReadOnlyDictionary<string, Guid> communities,
    TimeProvider time)
{
    private static readonly Dictionary<string, string> Purposes = new()
    {
        ["insights"] = "insights",
        ["research"] = "research",
        ["analysis"] = "ai_local",
        ["across_communities"] = "cross_community",
        ["commercial"] = "commercial",
    };

    private readonly DemoRoad _road = story.Road;
    private readonly Actor _teller = people[story.Teller];
    private readonly DateTimeOffset _arrived = time.GetUtcNow().AddDays(-(story.Road.PublishedDaysAgo ?? story.Road.DaysAgo));
    private Guid _id;
    private Draft _draft = null!;

    public async Task TellAsync(CancellationToken cancellationToken)
    {
        var sent = _road.Stage == "with_elders" ? _arrived : _arrived.AddHours(-1 - (_road.WaitedHours ?? 47));
        await WriteAsync(sent.AddDays(-2), cancellationToken);
        if (_road.Stage == "draft")
        {
            return;
        }

        var version = await SendAsync(sent, cancellationToken);
        if (_road.Stage == "with_elders")
        {
            return;
        }

        foreach (var (slug, elder) in _road.Elders ?? [])
        {
            await DecideAsync(people[elder], version, communities[slug], _arrived.AddHours(-1), cancellationToken);
        }

        if (_road.Stage is "published" or "withdrawn" or "archived")
        {
            await DoAsync(_teller, _arrived, "published", "select app.publish_story($1, $2)", cancellationToken, _id, Guid.CreateVersion7(_arrived));
        }

        var since = time.GetUtcNow().AddDays(-_road.DaysAgo);
        if (_road.Stage == "withdrawn")
        {
            await DoAsync(_teller, since, "withdrawn", "select app.withdraw_story($1)", cancellationToken, _id);
        }
        else if (_road.Stage == "archived")
        {
            await DoAsync(_teller, since, "archived", "select app.archive_story($1, true)", cancellationToken, _id);
        }

        if (story.NewDraft is { } newDraft)
        {
            await SaveAsync(newDraft.Title ?? story.Title, newDraft.Body, time.GetUtcNow().AddDays(-2), cancellationToken);
        }
    }

    private async Task WriteAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        _id = Guid.CreateVersion7(at);
        await DoAsync(_teller, at, "started", "select app.start_story($1, $2, $3)", cancellationToken, _id, story.Language, story.Direction);
        _draft = new Draft(_id, 0, at, new DraftContent { Language = story.Language, Direction = story.Direction });
        await SaveAsync(story.Title, story.Body, at.AddHours(2), cancellationToken);
        await DoAsync(_teller, at.AddHours(3), "changed", "select app.set_audience($1, $2, $3::text::ledger.privacy_level, 1, $4)",
            cancellationToken, Guid.CreateVersion7(at), _id, _road.Audience, story.Language);
        foreach (var purpose in _road.Consents)
        {
            await ConsentAsync(Purposes[purpose], isGranted: true, at.AddHours(3), cancellationToken);
        }

        if (!_road.Attribution)
        {
            await ConsentAsync("attribution", isGranted: false, at.AddHours(3), cancellationToken);
        }

        foreach (var reader in _road.Readers ?? [])
        {
            await DoAsync(_teller, at.AddHours(3), "changed", "select app.choose_reader($1, $2, true)", cancellationToken, _id, people[reader].ProfileId);
        }
    }

    private async Task SaveAsync(string title, JsonElement body, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var content = new DraftContent
        {
            Title = title,
            Summary = story.Summary,
            Language = story.Language,
            Direction = story.Direction,
            ToldWhen = story.ToldWhen ?? "",
            ToldTo = story.ToldTo ?? "",
            Place = story.Place ?? "",
            Transcript = story.Transcript ?? "",
            Themes = story.Themes,
            Warnings = story.Warnings,
            People = [.. story.People.Select(person => new PersonNamed(person.Name, person.HasPassed))],
            CommunityIds = [.. story.Communities.Select(slug => communities[slug])],
            IsSensitive = story.IsSensitive,
            Body = StoryText.Parse(body.GetRawText()),
        };
        await using var scope = await pretend(_teller, at, cancellationToken);
        var revision = await WholeDraft.WriteAsync(scope, _draft, content, at);
        await scope.CommitAsync();
        _draft = _draft with { Revision = revision, Content = content };
    }

    private async Task<Guid> SendAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var version = Guid.CreateVersion7(at);
        await DoAsync(_teller, at, "sent", "select app.send_to_elders($1, $2, $3, false, $4::timestamptz)",
            cancellationToken, _id, version, _draft.Revision, _road.PublishInDays is { } days ? time.GetUtcNow().AddDays(days) : null);
        return version;
    }

    private async Task DecideAsync(Actor elder, Guid version, Guid community, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var kind = _road switch
        {
            { Stage: "changes_asked" } => "ask_for_changes",
            { Stage: "declined" } => "decline",
            { Conditions.Length: > 0 } => "approve_with_conditions",
            _ => "approve",
        };
        var decision = Guid.CreateVersion7(at);
        await DoAsync(elder, at, "recorded",
            "select app.decide_review($1, $2, $3, $4::text::ledger.decision_kind, $5, $6::text[])", cancellationToken,
            decision, version, community, kind, _road.Note ?? "",
            kind == "approve_with_conditions" ? _road.Conditions!.Select(condition => condition.Text).ToArray() : null);
        if (kind != "approve_with_conditions")
        {
            return;
        }

        await using var scope = await pretend(elder, at, cancellationToken);
        var ids = await scope.QueryAsync(
            "select id from ledger.review_conditions where decision_id = $1 order by position", row => row.GetGuid(0), decision);
        foreach (var (id, condition) in ids.Zip(_road.Conditions!))
        {
            if (condition.Ticked)
            {
                DemoLedger.Expect(await scope.ScalarAsync<string>("select app.tick_condition($1)", id) == "ticked", story.Slug, "no tick");
            }
        }

        await scope.CommitAsync();
    }

    private async Task ConsentAsync(string purpose, bool isGranted, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var scope = await pretend(_teller, at, cancellationToken);
        await scope.ExecuteAsync(
            """
            insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language)
            values ($1, $2, $3::text::ledger.consent_purpose, $4, $5, $6, $7)
            """,
            Guid.CreateVersion7(at), _id, purpose, isGranted, _teller.ProfileId, ConsentWording.Version, ConsentWording.Language);
        await scope.CommitAsync();
    }

    private async Task DoAsync(Actor actor, DateTimeOffset at, string expected, string sql, CancellationToken cancellationToken, params object?[] args)
    {
        await using var scope = await pretend(actor, at, cancellationToken);
        var answer = await scope.ScalarAsync<string>(sql, args);
        DemoLedger.Expect(answer == expected, story.Slug, answer);
        await scope.CommitAsync();
    }
}
