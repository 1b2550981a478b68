using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Reviews;
using Npgsql;

namespace EmpathyLedger.Core.Stories.Road;

/// <summary>The reads behind <see cref="StoryRoad.GetStandingAsync"/>, all in the caller's scope.</summary>
internal static class StoryStandingQueries
{
    private sealed record Head(StoryStanding Standing, Guid? SubmittedId);

    private sealed record DecisionRow(Guid CommunityId, StandingDecision Decision);

    public static async Task<StoryStanding?> ReadAsync(ActorScope scope, Guid storyId)
    {
        var head = await scope.QuerySingleOrDefaultAsync(
            """
            select d.stage::text, d.revision, d.title, d.word_count > 0 or d.has_transcript, s.privacy_level::text, s.shown_level::text,
              s.is_open, d.is_publish_when_approved, d.publish_at, d.saved_at, s.published_at, s.withdrawn_at, s.archived_at,
              exists (select 1 from ledger.story_versions v where v.story_id = d.story_id and v.kind = 'sent'),
              p.id, p.draft_revision, p.audience::text, d.submitted_version_id, (select app.tells_story($1))
            from ledger.story_drafts d
            join ledger.stories s on s.id = d.story_id
            left join ledger.story_versions p on p.id = s.published_version_id
            where d.story_id = $1
            """,
            reader => ReadHead(storyId, reader),
            storyId);
        if (head is null)
        {
            return null;
        }

        return head.Standing with
        {
            Communities = await ReadCommunitiesAsync(scope, storyId),
            Submitted = head.SubmittedId is { } versionId ? await ReadSubmittedAsync(scope, versionId) : null,
        };
    }

    private static Head ReadHead(Guid storyId, NpgsqlDataReader reader) => new(
        new StoryStanding(
            storyId,
            reader.GetBoolean(18),
            DatabaseWords.Read<StoryStage>(reader.GetString(0)),
            reader.GetInt32(1),
            reader.GetString(2),
            reader.GetBoolean(3),
            PrivacyLevels.Parse(reader.GetString(4)),
            PrivacyLevels.Parse(reader.GetString(5)),
            reader.GetBoolean(6),
            reader.GetBoolean(7),
            Time(reader, 8),
            reader.GetFieldValue<DateTimeOffset>(9),
            Time(reader, 10),
            Time(reader, 11),
            Time(reader, 12),
            reader.GetBoolean(13),
            reader.IsDBNull(14) ? null : new PublishedCopy(reader.GetGuid(14), reader.GetInt32(15), PrivacyLevels.Parse(reader.GetString(16))),
            null,
            []),
        reader.IsDBNull(17) ? null : reader.GetGuid(17));

    private static Task<List<ChosenCommunity>> ReadCommunitiesAsync(ActorScope scope, Guid storyId) => scope.QueryAsync(
        """
        select c.id, c.name, c.slug, c.time_zone, c.role_names::text,
          c.id = any ((select app.my_community_ids())::uuid[]), coalesce(e.elders, 0)
        from ledger.story_drafts d
        cross join unnest(d.community_ids) x (id)
        join ledger.communities c on c.id = x.id
        left join app.count_other_elders($1) e on e.community_id = c.id
        where d.story_id = $1
        order by c.name, c.id
        """,
        reader => new ChosenCommunity(
            reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), Elders(reader, 4), reader.GetBoolean(5), reader.GetInt32(6)),
        storyId);

    private static async Task<SubmittedCopy?> ReadSubmittedAsync(ActorScope scope, Guid versionId)
    {
        var decisions = await ReadDecisionsAsync(scope, versionId);
        var clearances = await scope.QueryAsync(
            """
            select k.community_id, c.name, c.role_names::text, k.state::text
            from ledger.version_clearances k left join ledger.communities c on c.id = k.community_id
            where k.version_id = $1
            order by c.name, k.community_id
            """,
            reader => new CommunityClearance(
                reader.GetGuid(0),
                reader.IsDBNull(1) ? "" : reader.GetString(1),
                Elders(reader, 2),
                DatabaseWords.Read<ClearanceState>(reader.GetString(3)),
                [.. decisions.Where(row => row.CommunityId == reader.GetGuid(0)).Select(row => row.Decision)]),
            versionId);
        return await scope.QuerySingleOrDefaultAsync(
            "select v.id, v.number, v.draft_revision, v.audience::text, v.created_at from ledger.story_versions v where v.id = $1",
            reader => new SubmittedCopy(
                reader.GetGuid(0),
                reader.GetInt32(1),
                reader.GetInt32(2),
                PrivacyLevels.Parse(reader.GetString(3)),
                reader.GetFieldValue<DateTimeOffset>(4),
                clearances),
            versionId);
    }

    private static async Task<List<DecisionRow>> ReadDecisionsAsync(ActorScope scope, Guid versionId)
    {
        var conditions = await scope.QueryAsync(
            """
            select c.decision_id, c.id, c.wording, t.ticked_at
            from ledger.review_decisions d
            join ledger.review_conditions c on c.decision_id = d.id
            left join ledger.review_condition_ticks t on t.condition_id = c.id
            where d.version_id = $1
            order by c.decision_id, c.position
            """,
            reader => (DecisionId: reader.GetGuid(0), Condition: new ReviewCondition(reader.GetGuid(1), reader.GetString(2), Time(reader, 3))),
            versionId);
        return await scope.QueryAsync(
            """
            select d.community_id, d.id, p.display_name, d.kind::text, d.note, d.decided_at
            from ledger.review_decisions d left join ledger.profiles p on p.id = d.elder_id
            where d.version_id = $1 and d.kind <> 'take_back'
              and not exists (select 1 from ledger.review_decisions b where b.takes_back = d.id)
            order by d.sequence
            """,
            reader => new DecisionRow(
                reader.GetGuid(0),
                new StandingDecision(
                    reader.GetGuid(1),
                    reader.IsDBNull(2) ? null : reader.GetString(2),
                    DatabaseWords.Read<DecisionKind>(reader.GetString(3)),
                    reader.GetString(4),
                    reader.GetFieldValue<DateTimeOffset>(5),
                    [.. conditions.Where(row => row.DecisionId == reader.GetGuid(1)).Select(row => row.Condition)])),
            versionId);
    }

    private static RoleName Elders(NpgsqlDataReader reader, int column) =>
        RoleNames.Parse(reader.IsDBNull(column) ? null : reader.GetString(column)).Elder;

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
