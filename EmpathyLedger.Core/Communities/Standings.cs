using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Communities;

/// <summary>
/// What a person is in this portal, all their communities taken together: for the doors that are shown to them.
/// What a door opens is decided by the database, each time. Waiting are the submitted stories without an answer in the
/// communities in which they are an elder; their own never count.
/// </summary>
public sealed record Standing(string DisplayName, Guid? PictureId, bool IsElder, bool IsSteward, int WaitingReviews);

public sealed class Standings(LedgerDatabase database)
{
    /// <summary>Null for nobody, and for an account that has no profile yet.</summary>
    public async Task<Standing?> GetAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.IsAnonymous)
        {
            return null;
        }

        await using var scope = await database.BeginAsync(actor, cancellationToken);
        return await scope.QuerySingleOrDefaultAsync(
            """
            select p.display_name, p.picture_id,
              cardinality((select app.my_elder_community_ids())) > 0,
              cardinality((select app.my_steward_community_ids())) > 0,
              (select count(distinct c.version_id)::integer from ledger.version_clearances c
                where c.is_open and c.state = 'waiting'
                  and c.community_id = any ((select app.my_elder_community_ids())::uuid[])
                  and not app.tells_story(c.story_id)
                  and not c.story_id = any ((select app.my_co_authored_story_ids())::uuid[]))
            from ledger.profiles p where p.id = $1
            """,
            row => new Standing(row.GetString(0), row.IsDBNull(1) ? null : row.GetGuid(1), row.GetBoolean(2), row.GetBoolean(3), row.GetInt32(4)),
            actor.ProfileId);
    }
}
