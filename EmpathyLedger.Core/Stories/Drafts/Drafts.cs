using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Stories.Drafts;

/// <summary>A draft as it stands, to be written on.</summary>
public sealed record Draft(Guid StoryId, int Revision, DateTimeOffset SavedAt, DraftContent Content);

/// <summary>A community that a story can belong to, with the words it uses for themes.</summary>
public sealed record DeskCommunity(Guid Id, string Name, IReadOnlyList<string> Themes);

/// <summary>What the editor's page shows before the text: how the story stands and what can be chosen.</summary>
public sealed record WritingDesk(
    string Title, string Stage, DateTimeOffset? PublishAt, bool IsWithdrawn, bool IsArchived, bool IsTeller, IReadOnlyList<Guid> Chosen,
    IReadOnlyList<DeskCommunity> Communities);

/// <summary>Opens drafts and what is chosen beside their words, for their own people only: the database answers "not found" to everybody else.</summary>
public sealed class Drafts(LedgerDatabase database)
{
    public async Task<WritingDesk?> FindDeskAsync(Actor actor, Guid storyId, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var desk = await scope.QuerySingleOrDefaultAsync(
            """
            select d.title, d.stage::text, d.publish_at, s.withdrawn_at is not null, s.archived_at is not null,
              exists (select 1 from ledger.story_people p where p.story_id = d.story_id and p.profile_id = $2 and p.role = 'teller'),
              d.community_ids
            from ledger.story_drafts d join ledger.stories s on s.id = d.story_id
            where d.story_id = $1
            """,
            reader => new WritingDesk(
                reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset?>(2),
                reader.GetBoolean(3), reader.GetBoolean(4), reader.GetBoolean(5), reader.GetFieldValue<Guid[]>(6), []),
            storyId, actor.ProfileId);
        if (desk is null)
        {
            return null;
        }

        // The teller's own communities, and those that the story already belongs to.
        var communities = await scope.QueryAsync(
            """
            select c.id, c.name, c.themes from ledger.communities c
            where c.id = any ((select d.community_ids from ledger.story_drafts d where d.story_id = $1)::uuid[])
              or c.id in (select m.community_id from ledger.community_members m where m.profile_id = $2 and m.status = 'active')
            order by c.name
            """,
            reader => new DeskCommunity(reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<string[]>(2)), storyId, actor.ProfileId);
        await scope.CommitAsync();
        return desk with { Communities = communities };
    }

    public Task<Draft?> OpenAsync(Actor actor, Guid storyId, CancellationToken cancellationToken) =>
        OpenAsync(actor, storyId, "edit", cancellationToken);

    /// <summary>For commenters and watchers; it does not say which communities it is meant for.</summary>
    public Task<Draft?> WatchAsync(Actor actor, Guid storyId, CancellationToken cancellationToken) =>
        OpenAsync(actor, storyId, "watch", cancellationToken);

    private async Task<Draft?> OpenAsync(Actor actor, Guid storyId, string action, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var draft = await scope.QuerySingleOrDefaultAsync(
            $"select revision, saved_at, {DraftContentRow.Columns} from app.open_story($1, $2::text::ledger.story_action)",
            reader => new Draft(storyId, reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1), DraftContentRow.Read(reader, 2)), storyId, action);

        // The opening is in the access log before the words leave, also when it was refused.
        await scope.CommitAsync();
        return draft;
    }

    /// <summary>
    /// Which communities the story is told in. They are no words, so they are chosen beside them. One that was chosen before stays
    /// choosable; a co-author may let go of one and choose none.
    /// </summary>
    /// <returns>Those that are chosen then; null when the story is not the actor's to write.</returns>
    public async Task<IReadOnlyList<Guid>?> ChooseCommunitiesAsync(
        Actor actor, Guid storyId, IReadOnlyCollection<Guid> communityIds, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        if (await scope.ScalarAsync<string>("select app.choose_communities($1, $2)", storyId, communityIds.ToArray()) != "chosen")
        {
            return null;
        }

        var chosen = await scope.ScalarAsync<Guid[]>("select d.community_ids from ledger.story_drafts d where d.story_id = $1", storyId);
        await scope.CommitAsync();
        return chosen;
    }
}
