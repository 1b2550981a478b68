using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Stories.People;

/// <summary>
/// The parts that people have in a story. Each verb is one function of the database, which decides who may; "not allowed" is
/// "not found".
/// </summary>
public sealed class StoryPeople(LedgerDatabase database, AttemptLimiter limiter, TimeProvider clock)
{
    private const int MostFound = 20;

    /// <summary>Null to whoever has no part in it.</summary>
    public async Task<StoryPeopleView?> GetAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        if (await FindPartAsync(scope, storyId) is not { } mine)
        {
            return null;
        }

        var people = await scope.QueryAsync(
            "select profile_id, part, display_name, since, is_neighbour from app.people_on_story($1)",
            row => new PersonOnStory(
                row.GetGuid(0), DatabaseWords.Read<StoryPart>(row.GetString(1)), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetBoolean(4)),
            storyId);
        var invitations = await scope.QueryAsync(
            "select id, profile_id, display_name, role::text, created_at, expires_at from app.invitations_of_story($1)",
            row => new WaitingInvitation(
                row.GetGuid(0), row.GetFieldValue<Guid?>(1), row.IsDBNull(2) ? null : row.GetString(2), DatabaseWords.Read<StoryPart>(row.GetString(3)),
                row.GetFieldValue<DateTimeOffset>(4), row.GetFieldValue<DateTimeOffset?>(5)),
            storyId);
        await scope.CommitAsync();
        return new StoryPeopleView(mine, people, invitations);
    }

    /// <summary>The actor's own part; null where they have none.</summary>
    public async Task<StoryPart?> FindPartAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var part = await FindPartAsync(scope, storyId);
        await scope.CommitAsync();
        return part;
    }

    /// <summary>Those with whom the actor shares a community (of what is kept for a narrator: the one that keeps it) and who are not on it yet.</summary>
    public async Task<IReadOnlyList<PersonToInvite>> FindPeopleAsync(Actor actor, Guid storyId, string text, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var people = await scope.QueryAsync(
            """
            select p.id, p.display_name
            from ledger.profiles p
            where app.tells_or_keeps_story($1)
              and (position(lower($2) in lower(p.display_name)) > 0
                or exists (select 1 from unnest(p.other_names) o where position(lower($2) in lower(o)) > 0))
              and p.id <> (select app.current_actor_id())
              and exists (select 1 from ledger.community_members m
                where m.profile_id = p.id and m.status = 'active' and m.community_id = any ((select app.my_community_ids())::uuid[])
                  and m.community_id = coalesce(
                    (select d.custody_community_id from ledger.story_drafts d where d.story_id = $1), m.community_id))
              and not exists (select 1 from ledger.story_people s where s.story_id = $1 and s.profile_id = p.id and s.role <> 'reader')
            order by p.display_name, p.id
            limit $3
            """,
            row => new PersonToInvite(row.GetGuid(0), row.GetString(1)),
            storyId, text.Trim(), MostFound);
        await scope.CommitAsync();
        return people;
    }

    /// <summary>By name. Each is a piece of news and a letter to somebody, so one person asks only so many in an hour.</summary>
    public async Task<InviteToStoryOutcome> InviteAsync(Actor actor, Guid storyId, Guid profileId, StoryPart part, CancellationToken cancellation) =>
        limiter.TryTake(AttemptKind.InvitationByPerson, actor.ProfileId.ToString() ?? "")
            ? await database.AskAsync<InviteToStoryOutcome>(
                actor, "select app.invite_to_story($1, $2, $3, $4::text::ledger.story_role)", cancellation, NewId(), storyId, profileId, DatabaseWords.Write(part))
            : InviteToStoryOutcome.TooFast;

    /// <summary>A link for one person, whoever that is; good for a fortnight.</summary>
    public async Task<StoryLinkMade> MakeLinkAsync(Actor actor, Guid storyId, StoryPart part, CancellationToken cancellation)
    {
        var token = InvitationToken.Create();
        var outcome = await database.AskAsync<MakeLinkOutcome>(
            actor, "select app.make_story_link($1, $2, $3, $4::text::ledger.story_role)", cancellation, NewId(), storyId, token.Hash, DatabaseWords.Write(part));
        return new StoryLinkMade(outcome, outcome == MakeLinkOutcome.Made ? token : null);
    }

    public Task<EndStoryInvitationOutcome> EndInvitationAsync(Actor actor, Guid invitationId, CancellationToken cancellation) =>
        database.AskAsync<EndStoryInvitationOutcome>(actor, "select app.end_story_invitation($1)", cancellation, invitationId);

    public Task<AnswerInvitationOutcome> AnswerAsync(Actor actor, Guid invitationId, bool isAccepted, CancellationToken cancellation) =>
        database.AskAsync<AnswerInvitationOutcome>(actor, "select app.answer_story_invitation($1, $2)", cancellation, invitationId, isAccepted);

    /// <summary>Holds at once: nothing of theirs that the new part does not allow is taken any more.</summary>
    public Task<ChangePartOutcome> ChangeAsync(Actor actor, Guid storyId, Guid profileId, StoryPart part, CancellationToken cancellation) =>
        database.AskAsync<ChangePartOutcome>(actor, "select app.change_part($1, $2, $3::text::ledger.story_role)", cancellation, storyId, profileId, DatabaseWords.Write(part));

    /// <summary>As <see cref="ChangeAsync"/>, and they do not see the story any more.</summary>
    public Task<EndPartOutcome> EndAsync(Actor actor, Guid storyId, Guid profileId, CancellationToken cancellation) =>
        database.AskAsync<EndPartOutcome>(actor, "select app.end_part($1, $2)", cancellation, storyId, profileId);

    /// <summary>The actor's own part.</summary>
    public Task<LeaveStoryOutcome> LeaveAsync(Actor actor, Guid storyId, CancellationToken cancellation) =>
        database.AskAsync<LeaveStoryOutcome>(actor, "select app.leave_story($1)", cancellation, storyId);

    public async Task<StoryLinkFace?> ReadLinkAsync(Actor actor, InvitationToken token, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        return await scope.QuerySingleOrDefaultAsync(
            "select story_id, title, teller_name, inviter_name, role::text, expires_at, my_part, has_judged from app.read_story_link($1)",
            row => new StoryLinkFace(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), DatabaseWords.Read<StoryPart>(row.GetString(4)),
                row.GetFieldValue<DateTimeOffset>(5), row.IsDBNull(6) ? null : DatabaseWords.Read<StoryPart>(row.GetString(6)), row.GetBoolean(7)),
            token.Hash);
    }

    public async Task<StoryLinkAnswer> AcceptLinkAsync(Actor actor, InvitationToken token, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var (word, story) = await scope.QuerySingleOrDefaultAsync(
            "select outcome, story_id from app.accept_story_link($1)", row => (row.GetString(0), row.GetFieldValue<Guid?>(1)), token.Hash);
        await scope.CommitAsync();
        return new StoryLinkAnswer(DatabaseWords.Read<AcceptLinkOutcome>(word), story);
    }

    /// <summary>What the actor is asked, newest first.</summary>
    public async Task<IReadOnlyList<InvitationToStory>> MyInvitationsAsync(Actor actor, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var invitations = await scope.QueryAsync(
            "select id, story_id, title, teller_name, inviter_name, role::text, has_judged from app.my_story_invitations()",
            row => new InvitationToStory(
                row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), DatabaseWords.Read<StoryPart>(row.GetString(5)), row.GetBoolean(6)));
        await scope.CommitAsync();
        return invitations;
    }

    /// <summary>Other people's stories in which the actor has a part, the latest written in first.</summary>
    public async Task<IReadOnlyList<SharedStory>> MySharedStoriesAsync(Actor actor, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var stories = await scope.QueryAsync(
            "select story_id, part::text, title, language, direction, teller_name, saved_at from app.my_parts()",
            row => new SharedStory(
                row.GetGuid(0), DatabaseWords.Read<StoryPart>(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
                row.GetFieldValue<DateTimeOffset>(6)));
        await scope.CommitAsync();
        return stories;
    }

    private static async Task<StoryPart?> FindPartAsync(ActorScope scope, Guid storyId) =>
        await scope.ScalarAsync<string>("select app.my_part($1)", storyId) is { } word ? DatabaseWords.Read<StoryPart>(word) : null;

    private Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());
}
