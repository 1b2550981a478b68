using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories;
using Npgsql;

namespace EmpathyLedger.Core.Consent;

public enum ConsentOutcome
{
    Changed,

    /// <summary>That is what holds already, in these words: no second event is written.</summary>
    Unchanged,
    NotFound,

    /// <summary>Two hundred readers are chosen by name already.</summary>
    TooMany,
}

/// <summary>Somebody whom the teller may choose, or has chosen, as a reader.</summary>
/// <param name="ProfileId">Who.</param>
/// <param name="Name">Their name of today.</param>
/// <param name="IsNeighbour">
/// False once the two share no community. Chosen by name, they stay chosen until the teller lets them go.
/// </param>
public sealed record ReaderChoice(Guid ProfileId, string Name, bool IsNeighbour = true);

/// <summary>What the teller of a story allows: who may read it, and what may happen with it.</summary>
/// <remarks>
/// Wished: What the teller wishes; what readers have may be narrower until the elders have spoken. CoAuthors: Who may read
/// and change it besides the teller. History: Oldest first.
/// </remarks>
public sealed record StoryConsentView(
    PrivacyLevel Wished, ConsentStanding Standing, IReadOnlyList<ReaderChoice> Readers, IReadOnlyList<ReaderChoice> CoAuthors,
    IReadOnlyList<ConsentEvent> History);

/// <summary>
/// Consent, purpose by purpose, as append-only events of the teller. Only the teller answers: for everybody else, also a
/// co-author, the story is "not found" here.
/// </summary>
public sealed class StoryConsents(LedgerDatabase database, TimeProvider time)
{
    public const int LongestReaderList = 8;

    /// <returns>Null when the actor does not tell this story.</returns>
    public async Task<StoryConsentView?> GetAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var level = await scope.ScalarAsync<string>(
            "select s.privacy_level::text from ledger.stories s where s.id = $1 and app.tells_story($1)", storyId);
        if (level is null)
        {
            return null;
        }

        var history = await ReadHistoryAsync(scope, storyId);
        var people = (await scope.QueryAsync(
            "select profile_id, display_name, is_neighbour, role::text from app.people_of_story($1)",
            reader => (Role: reader.GetString(3), Person: ReadReader(reader)),
            storyId)).ToLookup(row => row.Role, row => row.Person);
        await scope.CommitAsync();
        return new StoryConsentView(
            PrivacyLevels.Parse(level), ConsentFolding.Fold(history), [.. people["reader"]], [.. people["co_author"]], history);
    }

    public Task<ConsentOutcome> GrantAsync(Actor actor, Guid storyId, ConsentPurpose purpose, CancellationToken cancellation) =>
        purpose == ConsentPurpose.PublicDisplay
            ? SetAudienceAsync(actor, storyId, PrivacyLevel.Public, cancellation)
            : AnswerAsync(actor, storyId, purpose, true, cancellation);

    /// <summary>Takes an answer back. It holds from the commit on; showing to everyone drops to the communities.</summary>
    public async Task<ConsentOutcome> WithdrawAsync(Actor actor, Guid storyId, ConsentPurpose purpose, CancellationToken cancellation)
    {
        if (purpose != ConsentPurpose.PublicDisplay)
        {
            return await AnswerAsync(actor, storyId, purpose, false, cancellation);
        }

        var view = await GetAsync(actor, storyId, cancellation);
        return view switch
        {
            null => ConsentOutcome.NotFound,
            { Wished: PrivacyLevel.Public } => await SetAudienceAsync(actor, storyId, PrivacyLevel.Community, cancellation),
            _ => ConsentOutcome.Unchanged,
        };
    }

    /// <summary>Narrowing holds at once; widening beyond what the elders cleared holds after they cleared it.</summary>
    public async Task<ConsentOutcome> SetAudienceAsync(Actor actor, Guid storyId, PrivacyLevel audience, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var outcome = await scope.ScalarAsync<string>(
            "select app.set_audience($1, $2, $3::ledger.privacy_level, $4, $5)",
            NewId(),
            storyId,
            audience.ToWord(),
            ConsentWording.Version,
            ConsentWording.Language);
        await scope.CommitAsync();
        return DatabaseWords.Read<ConsentOutcome>(outcome);
    }

    /// <summary>Chooses a reader, or lets one go; whoever is let go cannot read it from then on.</summary>
    public async Task<ConsentOutcome> ChooseReaderAsync(
        Actor actor, Guid storyId, Guid profileId, bool isChosen, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var outcome = await scope.ScalarAsync<string>("select app.choose_reader($1, $2, $3)", storyId, profileId, isChosen);
        await scope.CommitAsync();
        return DatabaseWords.Read<ConsentOutcome>(outcome);
    }

    /// <summary>People of the actor's communities whose name contains the text, without those who are on the story already.</summary>
    public async Task<IReadOnlyList<ReaderChoice>> FindPeopleAsync(Actor actor, Guid storyId, string text, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var people = await scope.QueryAsync(
            """
            select p.id, p.display_name, true
            from ledger.profiles p
            where app.tells_story($1)
              and (position(lower($2) in lower(p.display_name)) > 0
                or exists (select 1 from unnest(p.other_names) o where position(lower($2) in lower(o)) > 0))
              and exists (select 1 from ledger.community_members m
                where m.profile_id = p.id and m.status = 'active' and m.community_id = any ((select app.my_community_ids())::uuid[]))
              and not exists (select 1 from ledger.story_people s
                where s.story_id = $1 and s.profile_id = p.id and s.role in ('teller', 'co_author', 'reader'))
            order by p.display_name, p.id
            limit $3
            """,
            ReadReader,
            storyId,
            text.Trim(),
            LongestReaderList);
        await scope.CommitAsync();
        return people;
    }

    private async Task<ConsentOutcome> AnswerAsync(
        Actor actor, Guid storyId, ConsentPurpose purpose, bool isGranted, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        if (!await scope.ScalarAsync<bool>("select app.tells_story($1)", storyId))
        {
            return ConsentOutcome.NotFound;
        }

        var written = await scope.ExecuteAsync(
            """
            insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language)
            select $1, $2, $3::ledger.consent_purpose, $4, $5, $6, $7
            where coalesce((
              select e.is_granted and not ($4 and e.wording_version < $9) from ledger.consent_events e
              where e.story_id = $2 and e.purpose = $3::ledger.consent_purpose
              order by e.sequence desc limit 1), $8) <> $4
            """,
            NewId(),
            storyId,
            purpose.ToWord(),
            isGranted,
            actor.ProfileId,
            ConsentWording.Version,
            ConsentWording.Language,
            purpose.IsGrantedAtFirst(),
            ConsentWording.SaidSince(purpose));
        await scope.CommitAsync();
        return written == 1 ? ConsentOutcome.Changed : ConsentOutcome.Unchanged;
    }

    internal static Task<List<ConsentEvent>> ReadHistoryAsync(ActorScope scope, Guid storyId) => scope.QueryAsync(
        """
        select e.purpose::text, e.is_granted, e.happened_at, e.sequence, e.wording_version, e.language
        from ledger.consent_events e where e.story_id = $1 order by e.sequence
        """,
        reader => new ConsentEvent(
            DatabaseWords.Read<ConsentPurpose>(reader.GetString(0)),
            reader.GetBoolean(1),
            reader.GetFieldValue<DateTimeOffset>(2),
            reader.GetInt64(3),
            reader.GetInt32(4),
            reader.GetString(5)),
        storyId);

    private static ReaderChoice ReadReader(NpgsqlDataReader reader) =>
        new(reader.GetGuid(0), reader.GetString(1), reader.GetBoolean(2));

    private Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());
}
