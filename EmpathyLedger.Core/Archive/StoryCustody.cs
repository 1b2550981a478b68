using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using Npgsql;

namespace EmpathyLedger.Core.Archive;

/// <summary>
/// Stories that a steward keeps for narrators who have no account. The custodian writes, sends and publishes them as any teller
/// does theirs (<see cref="StoryRoad"/>); here is what only a custodian does: entering what the narrator said, with a witness.
/// For whoever is not the custodian, or no steward of the community any more, such a story is not found.
/// </summary>
public sealed class StoryCustody(LedgerDatabase database, TimeProvider time)
{
    public const int PageSize = 50;

    /// <summary>So many are taken over in one transaction.</summary>
    internal const int TakenAtOnce = 500;

    /// <summary>What the actor keeps for a community, last saved first.</summary>
    /// <param name="actor">The custodian.</param>
    /// <param name="communityId">The community.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="after">The last row of the page before, or null for the first page.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<KeptPage> ListAsync(Actor actor, Guid communityId, KeptFilter filter, KeptPlace? after, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var stories = await scope.QueryAsync(
            $"""
            with page as materialized (
              select d.story_id, d.title, d.language, d.direction, d.stage, d.saved_at
              from ledger.story_drafts d
              where d.custodian_id = $1 and d.custody_community_id = $2 and {ConditionOf(filter.Stage)}
                and ($3 = '' or position(lower($3) in lower(d.title)) > 0 or d.story_id in (
                  select p.story_id from ledger.narrators r
                  join ledger.profiles q on q.id = r.profile_id
                  join ledger.story_people p on p.profile_id = r.profile_id and p.role = 'teller'
                  where r.community_id = $2 and position(lower($3) in lower(q.display_name)) > 0))
                and ($4::uuid is null or d.story_id in (
                  select p.story_id from ledger.story_people p where p.profile_id = $4 and p.role = 'teller'))
                and ($5::timestamptz is null or (d.saved_at, d.story_id) < ($5, $6::uuid))
              order by d.saved_at desc, d.story_id desc
              limit $7)
            select d.story_id, d.title, d.language, d.direction, t.profile_id, n.display_name, d.stage::text, s.privacy_level::text,
              s.is_open, s.withdrawn_at, s.archived_at, d.saved_at
            from page d
            join ledger.stories s on s.id = d.story_id
            join ledger.story_people t on t.story_id = d.story_id and t.role = 'teller'
            join ledger.profiles n on n.id = t.profile_id
            order by d.saved_at desc, d.story_id desc
            """,
            ReadStory,
            actor.ProfileId,
            communityId,
            filter.Words.Trim(),
            filter.NarratorId,
            after?.SavedAt.ToUniversalTime(),
            after?.StoryId,
            PageSize + 1);
        await scope.CommitAsync();
        return stories.Count <= PageSize
            ? new KeptPage(stories, null)
            : new KeptPage(stories[..PageSize], new KeptPlace(stories[PageSize - 1].SavedAt, stories[PageSize - 1].StoryId));
    }

    /// <returns>Null when the story was never kept, or the actor is neither its custodian nor its teller.</returns>
    public async Task<CustodyView?> FindAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var trail = await scope.QueryAsync(
            """
            select e.kind::text, p.display_name, e.purpose::text, e.is_granted, e.level::text, e.manner::text, e.witness, e.note, e.happened_at,
              e.community_id
            from ledger.custody_events e left join ledger.profiles p on p.id = e.actor_id
            where e.story_id = $1 order by e.id
            """,
            reader => (Event: ReadEvent(reader), CommunityId: reader.GetGuid(9)),
            storyId);
        if (trail.Count == 0)
        {
            return null;
        }

        var history = await StoryConsents.ReadHistoryAsync(scope, storyId);
        var view = await scope.QuerySingleOrDefaultAsync(
            """
            select d.custodian_id is not null, t.profile_id, n.display_name, c.name, c.slug, s.privacy_level::text
            from ledger.story_drafts d
            join ledger.stories s on s.id = d.story_id
            join ledger.story_people t on t.story_id = d.story_id and t.role = 'teller'
            left join ledger.profiles n on n.id = t.profile_id
            left join ledger.communities c on c.id = $2
            where d.story_id = $1
            """,
            reader => new CustodyView(
                storyId,
                reader.GetBoolean(0),
                reader.GetBoolean(0) ? reader.GetGuid(1) : null,
                reader.GetBoolean(0) ? Text(reader, 2) : null,
                trail[0].CommunityId,
                Text(reader, 3),
                Text(reader, 4),
                PrivacyLevels.Parse(reader.GetString(5)),
                ConsentFolding.Fold(history),
                [.. trail.Select(line => line.Event)]),
            storyId,
            trail[0].CommunityId);
        await scope.CommitAsync();
        return view;
    }

    /// <summary>A consent that the narrator gave or took back. "Everyone" is an audience, not one of these.</summary>
    public Task<EnterOutcome> EnterConsentAsync(
        Actor actor, Guid storyId, ConsentPurpose purpose, bool isGranted, Evidence evidence, CancellationToken cancellation) =>
        EnterAsync(
            actor,
            "select app.enter_consent($1, $2, $3::ledger.consent_purpose, $4, $5, $6, $7::ledger.custody_manner, $8, $9)",
            cancellation,
            Guid.CreateVersion7(time.GetUtcNow()),
            storyId,
            purpose.ToWord(),
            isGranted,
            ConsentWording.Version,
            ConsentWording.Language,
            Word(evidence.Manner),
            evidence.Witness,
            evidence.Note);

    /// <summary>Who may read it, as the narrator said. Narrowing holds at once; widening needs a witness, and the elders.</summary>
    public Task<EnterOutcome> EnterAudienceAsync(
        Actor actor, Guid storyId, PrivacyLevel audience, Evidence evidence, CancellationToken cancellation) =>
        EnterAsync(
            actor,
            "select app.enter_audience($1, $2, $3::ledger.privacy_level, $4, $5, $6::ledger.custody_manner, $7, $8)",
            cancellation,
            Guid.CreateVersion7(time.GetUtcNow()),
            storyId,
            audience.ToWord(),
            ConsentWording.Version,
            ConsentWording.Language,
            Word(evidence.Manner),
            evidence.Witness,
            evidence.Note);

    /// <summary>Who keeps stories of a community; for its stewards, nothing for anybody else.</summary>
    public async Task<IReadOnlyList<CustodianStanding>> ListCustodiansAsync(Actor actor, Guid communityId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var custodians = await scope.QueryAsync(
            "select custodian_id, display_name, is_steward, stories from app.custodians_of($1)",
            reader => new CustodianStanding(reader.GetGuid(0), reader.GetString(1), reader.GetBoolean(2), reader.GetInt64(3)),
            communityId);
        await scope.CommitAsync();
        return custodians;
    }

    /// <summary>
    /// Takes over what somebody kept who is no steward of the community any more. In steps: whoever breaks off in between has
    /// taken over some, and the rest by asking again.
    /// </summary>
    public async Task<TakeOverResult> TakeOverAsync(Actor actor, Guid communityId, Guid custodianId, CancellationToken cancellation)
    {
        for (var stories = 0; ;)
        {
            await using var scope = await database.BeginAsync(actor, cancellation);
            var (outcome, taken) = await scope.QuerySingleOrDefaultAsync(
                "select outcome, taken from app.take_custody($1, $2, $3)",
                reader => (DatabaseWords.Read<TakeOverOutcome>(reader.GetString(0)), reader.GetInt32(1)),
                communityId,
                custodianId,
                TakenAtOnce);
            await scope.CommitAsync();
            stories += taken;
            if (outcome != TakeOverOutcome.TakenOver || taken < TakenAtOnce)
            {
                return new TakeOverResult(outcome, stories);
            }
        }
    }

    private async Task<EnterOutcome> EnterAsync(Actor actor, string sql, CancellationToken cancellation, params object?[] args)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var outcome = await scope.ScalarAsync<string>(sql, args);
        await scope.CommitAsync();
        return DatabaseWords.Read<EnterOutcome>(outcome);
    }

    /// <summary>The filters as conditions on the draft (d). Constants: nothing of a request is in them.</summary>
    private static string ConditionOf(KeptStage stage) => stage switch
    {
        KeptStage.All => "true",
        KeptStage.ToDecide => Story("s.privacy_level = 'private' and s.archived_at is null"),
        KeptStage.WithElders => "d.stage = 'with_elders'",
        KeptStage.NeedsYou => "d.stage in ('changes_asked', 'approved', 'declined') and " + Story("s.archived_at is null"),
        KeptStage.Published => Story("s.is_open"),
    };

    private static string Story(string condition) => $"exists (select 1 from ledger.stories s where s.id = d.story_id and {condition})";

    private static string? Word(CustodyManner? manner) => manner is { } how ? DatabaseWords.Write(how) : null;

    private static KeptStory ReadStory(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetGuid(4),
        reader.GetString(5),
        DatabaseWords.Read<StoryStage>(reader.GetString(6)),
        PrivacyLevels.Parse(reader.GetString(7)),
        reader.GetBoolean(8),
        Time(reader, 9),
        Time(reader, 10),
        reader.GetFieldValue<DateTimeOffset>(11));

    private static CustodyEvent ReadEvent(NpgsqlDataReader reader) => new(
        DatabaseWords.Read<CustodyEventKind>(reader.GetString(0)),
        Text(reader, 1),
        reader.IsDBNull(2) ? null : DatabaseWords.Read<ConsentPurpose>(reader.GetString(2)),
        reader.IsDBNull(3) ? null : reader.GetBoolean(3),
        reader.IsDBNull(4) ? null : PrivacyLevels.Parse(reader.GetString(4)),
        new Evidence(
            reader.IsDBNull(5) ? null : DatabaseWords.Read<CustodyManner>(reader.GetString(5)), reader.GetString(6), reader.GetString(7)),
        reader.GetFieldValue<DateTimeOffset>(8));

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
