using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Reviews;

namespace EmpathyLedger.Core.Communities;

/// <summary>
/// What a person is in this portal, all their communities taken together: for the doors that are shown to them.
/// What a door opens is decided by the database, each time. Waiting are the submitted stories without an answer in the
/// communities in which they are an elder; their own never count. Whoever belongs nowhere yet may write for themselves.
/// </summary>
public sealed record Standing(string DisplayName, Guid? PictureId, bool IsTeller, bool IsElder, bool IsSteward, int WaitingReviews);

/// <summary>A community by its names.</summary>
public sealed record CommunityName(Guid Id, string Slug, string Name);

/// <summary>What a place looks like where one community is meant: the viewer's only one, or the portal's only one.</summary>
public sealed record CommunityFace(string Name, string? AccentColour, Guid? ArtworkId, string TimeZone);

/// <param name="Standing">Null for nobody, and for an account that has no profile yet.</param>
/// <param name="Face">Null where there are several communities to choose from, or none.</param>
/// <param name="Communities">Those that the viewer belongs to, by name.</param>
public sealed record Surroundings(Standing? Standing, CommunityFace? Face, IReadOnlyList<CommunityName> Communities);

public sealed class Standings(LedgerDatabase database)
{
    /// <summary>Null for nobody, and for an account that has no profile yet.</summary>
    public async Task<Standing?> GetAsync(Actor actor, CancellationToken cancellationToken) =>
        actor.IsAnonymous ? null : (await LookAroundAsync(actor, cancellationToken)).Standing;

    /// <summary>Who is looking, and at what place: everything that the shell says, in one round trip.</summary>
    public async Task<Surroundings> LookAroundAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var surroundings = await scope.QuerySingleOrDefaultAsync(
            $"""
            with mine as (
              select c.id, c.slug, c.name, m.roles
              from ledger.community_members m join ledger.communities c on c.id = m.community_id
              where m.profile_id = $1 and m.status = 'active'),
            the_one as (
              select case when (select count(*) from mine) = 1 then (select m.id from mine m)
                else (select (array_agg(x.id))[1] from (select c.id from ledger.communities c limit 2) x having count(*) = 1) end as id)
            select p.display_name, p.picture_id,
              not exists (select 1 from mine) or exists (select 1 from mine m where 'storyteller' = any (m.roles)),
              exists (select 1 from mine m where 'elder' = any (m.roles)),
              exists (select 1 from mine m where 'steward' = any (m.roles)),
              ({ReviewSql.CountWaiting})::integer,
              f.name, f.accent_colour, f.artwork_id, f.time_zone,
              array(select m.id from mine m order by m.name, m.id), array(select m.slug from mine m order by m.name, m.id),
              array(select m.name from mine m order by m.name, m.id)
            from the_one o
            left join ledger.profiles p on p.id = $1
            left join ledger.communities f on f.id = o.id
            """,
            row => new Surroundings(
                row.IsDBNull(0)
                    ? null
                    : new Standing(
                        row.GetString(0),
                        row.IsDBNull(1) ? null : row.GetGuid(1),
                        row.GetBoolean(2),
                        row.GetBoolean(3),
                        row.GetBoolean(4),
                        row.GetInt32(5)),
                row.IsDBNull(6)
                    ? null
                    : new CommunityFace(
                        row.GetString(6),
                        row.IsDBNull(7) ? null : row.GetString(7),
                        row.IsDBNull(8) ? null : row.GetGuid(8),
                        row.GetString(9)),
                [
                    .. row.GetFieldValue<Guid[]>(10).Zip(row.GetFieldValue<string[]>(11), row.GetFieldValue<string[]>(12))
                        .Select(one => new CommunityName(one.First, one.Second, one.Third)),
                ]),
            actor.ProfileId ?? Guid.Empty);
        return surroundings!;
    }
}
