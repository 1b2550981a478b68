using EmpathyLedger.Core.Database;
using Npgsql;

namespace EmpathyLedger.Core.Notifications;

/// <summary>
/// What is new for a person. A row holds ids only, so what it says is asked for as that person, now: a story that waits no
/// more, or somebody who has been answered, is not news.
/// </summary>
public sealed class LedgerNotifications(LedgerDatabase database, TimeProvider time)
{
    private const int Most = 200;

    /// <summary>What is unread, newest first.</summary>
    public async Task<IReadOnlyList<News>> ListAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.IsAnonymous)
        {
            return [];
        }

        await using var scope = await database.BeginAsync(actor, cancellation);

        // A queue brings many rows, and says itself how long it is: they must not push out the rest.
        var rows = await scope.QueryAsync(
            """
            with waiting as materialized (
              select v.community_id, count(*)::integer as number from ledger.version_clearances v
              where v.is_open and v.state = 'waiting' and v.community_id = any ((select app.my_elder_community_ids())::uuid[])
                and not app.wrote_version(v.version_id)
              group by v.community_id),
            asking as materialized (
              select m.community_id, count(*)::integer as number from ledger.community_members m
              where m.status = 'asked' and m.community_id = any ((select app.my_steward_community_ids())::uuid[])
              group by m.community_id),
            invited as materialized (select distinct i.story_id from app.my_story_invitations() i)
            select n.id, n.kind::text, n.story_id, n.community_id, c.slug, c.name, c.role_names::text, n.created_at,
              case n.kind when 'review_waiting' then coalesce(w.number, 0) when 'membership_asked' then coalesce(a.number, 0)
                when 'story_invited' then (exists (select 1 from invited i where i.story_id = n.story_id))::integer else 1 end
            from ledger.notifications n
            left join ledger.communities c on c.id = n.community_id
            left join waiting w on w.community_id = n.community_id
            left join asking a on a.community_id = n.community_id
            where n.profile_id = app.current_actor_id() and n.read_at is null
            order by n.kind = 'review_waiting', n.created_at desc, n.id
            limit $1
            """,
            Read,
            Most);
        await scope.CommitAsync();
        return
        [
            .. rows.Where(news => news.Pending > 0).OrderByDescending(news => news.At)
                .GroupBy(news => (news.Kind, news.CommunityId, StoryId: IsAboutAStory(news.Kind) ? news.StoryId : null))
                .Select(same => same.First() with { Ids = [.. same.SelectMany(news => news.Ids)], StoryId = same.Key.StoryId }),
        ];
    }

    /// <summary>Somebody else's are left as they are.</summary>
    public async Task MarkReadAsync(Actor actor, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        await scope.ExecuteAsync(
            "update ledger.notifications set read_at = $2 where id = any ($1) and read_at is null", ids.ToArray(), time.GetUtcNow());
        await scope.CommitAsync();
    }

    private static bool IsAboutAStory(NewsKind kind) => kind is NewsKind.ReviewDecided or NewsKind.ConditionsMet
        or NewsKind.StoryInvited or NewsKind.InvitationAccepted or NewsKind.InvitationDeclined
        or NewsKind.PartChanged or NewsKind.PartEnded or NewsKind.PartLeft
        or NewsKind.ThreadBegun or NewsKind.ThreadAnswered or NewsKind.ThreadDecided;

    private static News Read(NpgsqlDataReader reader) => new(
        ParseKind(reader.GetString(1)),
        [reader.GetGuid(0)],
        reader.IsDBNull(2) ? null : reader.GetGuid(2),
        reader.IsDBNull(3) ? null : reader.GetGuid(3),
        reader.IsDBNull(4) ? null : reader.GetString(4),
        reader.IsDBNull(5) ? null : reader.GetString(5),
        reader.IsDBNull(6) ? null : reader.GetString(6),
        reader.GetInt32(8),
        reader.GetFieldValue<DateTimeOffset>(7));

    private static NewsKind ParseKind(string word) => word switch
    {
        "review_waiting" => NewsKind.ReviewWaiting,
        "review_decided" => NewsKind.ReviewDecided,
        "conditions_met" => NewsKind.ConditionsMet,
        "membership_asked" => NewsKind.MembershipAsked,
        "membership_approved" => NewsKind.MembershipApproved,
        "membership_refused" => NewsKind.MembershipRefused,
        "custody_ended" => NewsKind.CustodyEnded,
        "story_invited" => NewsKind.StoryInvited,
        "invitation_accepted" => NewsKind.InvitationAccepted,
        "invitation_declined" => NewsKind.InvitationDeclined,
        "part_changed" => NewsKind.PartChanged,
        "part_ended" => NewsKind.PartEnded,
        "part_left" => NewsKind.PartLeft,
        "thread_begun" => NewsKind.ThreadBegun,
        "thread_answered" => NewsKind.ThreadAnswered,
        "thread_decided" => NewsKind.ThreadDecided,
        _ => throw new InvalidOperationException($"The database answered '{word}', which the portal does not know."),
    };
}
