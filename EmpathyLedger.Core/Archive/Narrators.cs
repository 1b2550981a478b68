using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using Npgsql;

namespace EmpathyLedger.Core.Archive;

/// <summary>Somebody who told and has no account, as stewards of the community that keeps them see it.</summary>
/// <param name="ProfileId">The narrator.</param>
/// <param name="Name">As they are called.</param>
/// <param name="Stories">How many of theirs the reader keeps.</param>
/// <param name="Link">The link by which they may claim, while it is open.</param>
public sealed record NarratorStanding(Guid ProfileId, string Name, long Stories, OpenClaimLink? Link);

public sealed record OpenClaimLink(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>Where the next page begins: after the last narrator of this one.</summary>
public readonly record struct NarratorPlace(string Key, Guid ProfileId);

/// <remarks>Next: null when this is the end.</remarks>
public sealed record NarratorPage(IReadOnlyList<NarratorStanding> Narrators, NarratorPlace? Next);

/// <param name="ProfileId">Who the narrator turned out to be.</param>
/// <param name="Name">Their name; null when they have left since.</param>
/// <param name="At">When they claimed.</param>
public sealed record ClaimedNarrator(Guid ProfileId, string? Name, DateTimeOffset At);

public enum RenameNarratorOutcome
{
    Renamed,

    /// <summary>The community keeps another narrator of that name: the two would be one to an import.</summary>
    NameTaken,

    /// <summary>No name, or one of more than 120 characters.</summary>
    Invalid,
    NotFound,
}

public enum ClaimLinkOutcome
{
    Made,

    /// <summary>Longer than a month.</summary>
    TooLong,
    NotFound,
}

public enum EndClaimLinkOutcome
{
    Ended,
    NotFound,
}

public enum ClaimOutcome
{
    Claimed,
    NotSignedIn,

    /// <summary>Whoever made a link does not open it: another steward makes one for them.</summary>
    OwnLink,

    /// <summary>Used, ended, too old, never made, or not for this person: the same answer.</summary>
    NotFound,
}

/// <summary>The token is known here and now, and never again.</summary>
public sealed record ClaimLinkMade(ClaimLinkOutcome Outcome, InvitationToken? Token, DateTimeOffset ExpiresAt);

/// <summary>What somebody who holds the link may know before claiming: "Are you ...?"</summary>
/// <remarks>IsOwnLink: the reader made it, and cannot claim by it.</remarks>
public sealed record ClaimFace(
    string NarratorName, Guid CommunityId, string CommunityName, string CommunitySlug, int Stories, bool IsOwnLink);

/// <remarks>Stories: how many are the claimant's own now.</remarks>
public sealed record Claim(ClaimOutcome Outcome, Guid? CommunityId, int Stories);

/// <summary>
/// The narrators of a community's archive, and the links by which they claim what is kept for them. A link lasts thirty days,
/// works once, and ends with the stewardship of whoever made it.
/// </summary>
public sealed class Narrators(LedgerDatabase database, TimeProvider time)
{
    public const int PageSize = 50;
    public const int LongestName = 120;

    /// <summary>The lately claimed ones that are listed.</summary>
    public const int MostClaimed = 100;

    public static readonly TimeSpan LinkLasts = TimeSpan.FromDays(30);

    /// <summary>Those whom nobody has claimed yet, by name; for the community's stewards, nothing for anybody else.</summary>
    public async Task<NarratorPage> ListAsync(Actor actor, Guid communityId, NarratorPlace? after, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var narrators = await scope.QueryAsync(
            """
            select n.profile_id, p.display_name, n.name_key, l.id, l.created_at, l.expires_at,
              (select count(*) from ledger.story_people t where t.profile_id = n.profile_id and t.role = 'teller')
            from ledger.narrators n
            join ledger.profiles p on p.id = n.profile_id
            left join ledger.narrator_claims l
              on l.narrator_id = n.profile_id and l.ended_at is null and l.used_at is null and l.expires_at > now()
            where n.community_id = $1 and n.claimed_by is null
              and ($2::text is null or (n.name_key, n.profile_id) > ($2, $3::uuid))
            order by n.name_key, n.profile_id
            limit $4
            """,
            reader => (Narrator: ReadNarrator(reader), Key: reader.GetString(2)),
            communityId,
            after?.Key,
            after?.ProfileId,
            PageSize + 1);
        await scope.CommitAsync();
        return narrators.Count <= PageSize
            ? new NarratorPage([.. narrators.Select(row => row.Narrator)], null)
            : new NarratorPage(
                [.. narrators.Take(PageSize).Select(row => row.Narrator)],
                new NarratorPlace(narrators[PageSize - 1].Key, narrators[PageSize - 1].Narrator.ProfileId));
    }

    /// <summary>Those who have come, the last first.</summary>
    public async Task<IReadOnlyList<ClaimedNarrator>> ListClaimedAsync(Actor actor, Guid communityId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var claimed = await scope.QueryAsync(
            """
            select n.claimed_by, p.display_name, n.claimed_at
            from ledger.narrators n left join ledger.profiles p on p.id = n.claimed_by
            where n.community_id = $1 and n.claimed_by is not null
            order by n.claimed_at desc, n.profile_id
            limit $2
            """,
            reader => new ClaimedNarrator(
                reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2)),
            communityId,
            MostClaimed);
        await scope.CommitAsync();
        return claimed;
    }

    public async Task<RenameNarratorOutcome> RenameAsync(Actor actor, Guid narratorId, string name, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var outcome = await scope.ScalarAsync<string>("select app.rename_narrator($1, $2)", narratorId, name);
        await scope.CommitAsync();
        return DatabaseWords.Read<RenameNarratorOutcome>(outcome);
    }

    /// <summary>A link for thirty days, for the steward to hand on. It ends the one before.</summary>
    public async Task<ClaimLinkMade> MakeClaimLinkAsync(Actor actor, Guid narratorId, CancellationToken cancellation)
    {
        var token = InvitationToken.Create();
        var now = time.GetUtcNow();
        await using var scope = await database.BeginAsync(actor, cancellation);
        var outcome = DatabaseWords.Read<ClaimLinkOutcome>(await scope.ScalarAsync<string>(
            "select app.make_claim_link($1, $2, $3, $4)", Guid.CreateVersion7(now), narratorId, token.Hash, now + LinkLasts));
        await scope.CommitAsync();
        return new ClaimLinkMade(outcome, outcome == ClaimLinkOutcome.Made ? token : null, now + LinkLasts);
    }

    public async Task<EndClaimLinkOutcome> EndClaimLinkAsync(Actor actor, Guid linkId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var outcome = await scope.ScalarAsync<string>("select app.end_claim_link($1)", linkId);
        await scope.CommitAsync();
        return DatabaseWords.Read<EndClaimLinkOutcome>(outcome);
    }

    /// <returns>Null when nobody is signed in, or the link opens nothing.</returns>
    public async Task<ClaimFace?> LookAtClaimAsync(Actor actor, InvitationToken token, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var face = await scope.QuerySingleOrDefaultAsync(
            "select narrator_name, community_id, community_name, community_slug, stories, is_own_link from app.read_claim($1)",
            reader => new ClaimFace(
                reader.GetString(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), reader.GetBoolean(5)),
            token.Hash);
        await scope.CommitAsync();
        return face;
    }

    /// <summary>"Yes, that is me": the actor becomes a storyteller of the community and the teller of what was kept for them.</summary>
    public async Task<Claim> ClaimAsync(Actor actor, InvitationToken token, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var claim = await scope.QuerySingleOrDefaultAsync(
            "select outcome, community_id, stories from app.claim_narrator($1)",
            reader => new Claim(
                DatabaseWords.Read<ClaimOutcome>(reader.GetString(0)), reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.GetInt32(2)),
            token.Hash);
        await scope.CommitAsync();
        return claim!;
    }

    private static NarratorStanding ReadNarrator(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetInt64(6),
        reader.IsDBNull(3)
            ? null
            : new OpenClaimLink(reader.GetGuid(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5)));
}
