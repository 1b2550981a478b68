using EmpathyLedger.Core.Database;
using Npgsql;

namespace EmpathyLedger.Core.Stories.Drafts;

/// <summary>A draft as it stands, to be written on.</summary>
public sealed record Draft(Guid StoryId, int Revision, DateTimeOffset SavedAt, DraftContent Content);

public enum DraftSaveOutcome
{
    /// <summary>Committed, now or by an earlier request with the same key.</summary>
    Saved,

    /// <summary>Somebody saved since; nothing was written.</summary>
    Conflict,

    /// <summary>No such story, or not this actor's to write.</summary>
    NotFound,
}

/// <summary>Revision and time are the saved ones, or after a conflict those that are there; null when not found.</summary>
public sealed record DraftSave(DraftSaveOutcome Outcome, int? Revision, DateTimeOffset? SavedAt);

/// <summary>A community that a story can belong to, with the words it uses for themes.</summary>
public sealed record DeskCommunity(Guid Id, string Name, IReadOnlyList<string> Themes);

/// <summary>What the editor's page shows before the text: how the story stands and what can be chosen.</summary>
public sealed record WritingDesk(
    string Title, string Stage, DateTimeOffset? PublishAt, bool IsWithdrawn, bool IsArchived, bool IsTeller, IReadOnlyList<DeskCommunity> Communities);

/// <summary>Opens and saves drafts, for their own people only: the database answers "not found" to everybody else.</summary>
public sealed class Drafts(LedgerDatabase database, TimeProvider time)
{
    public async Task<WritingDesk?> FindDeskAsync(Actor actor, Guid storyId, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var desk = await scope.QuerySingleOrDefaultAsync(
            """
            select d.title, d.stage::text, d.publish_at, s.withdrawn_at is not null, s.archived_at is not null,
              exists (select 1 from ledger.story_people p where p.story_id = d.story_id and p.profile_id = $2 and p.role = 'teller')
            from ledger.story_drafts d join ledger.stories s on s.id = d.story_id
            where d.story_id = $1
            """,
            reader => new WritingDesk(
                reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset?>(2),
                reader.GetBoolean(3), reader.GetBoolean(4), reader.GetBoolean(5), []),
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

    public async Task<Draft?> OpenAsync(Actor actor, Guid storyId, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var draft = await scope.QuerySingleOrDefaultAsync(
            """
            select revision, saved_at, title, summary, language, direction, told_when, told_to, place, transcript, themes, warnings,
              people::text, community_ids, is_sensitive, body::text
            from app.open_story($1, 'edit')
            """,
            reader => new Draft(storyId, reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1), ReadContent(reader)), storyId);

        // The opening is in the access log before the words leave, also when it was refused.
        await scope.CommitAsync();
        return draft;
    }

    /// <param name="actor">Who writes.</param>
    /// <param name="storyId">The story.</param>
    /// <param name="key">Names this save: sent again with the same key it is answered, not applied.</param>
    /// <param name="baseRevision">What the words were written on top of.</param>
    /// <param name="isKeepPrevious">Keep what is there now as a version, as when a person chose their own words over another tab's.</param>
    /// <param name="content">Checked by <see cref="DraftContent.FindProblem"/>.</param>
    /// <param name="cancellationToken">A save that was cancelled may still have happened: ask again with its key.</param>
    public async Task<DraftSave> SaveAsync(
        Actor actor, Guid storyId, Guid key, int baseRevision, bool isKeepPrevious, DraftContent content, CancellationToken cancellationToken)
    {
        var plain = content.Body.ToPlainText();
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var save = await scope.QuerySingleOrDefaultAsync(
            "select outcome, revision, saved_at from app.save_draft($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            reader => new DraftSave(DatabaseWords.Read<DraftSaveOutcome>(reader.GetString(0)), reader.GetFieldValue<int?>(1), reader.GetFieldValue<DateTimeOffset?>(2)),
            storyId, key, baseRevision, Guid.CreateVersion7(time.GetUtcNow()), isKeepPrevious,
            DraftJson.Fields(content), DraftJson.Body(content), plain, content.Transcript, StoryText.CountWords(plain));
        await scope.CommitAsync();
        return save ?? throw new InvalidOperationException("app.save_draft gave no answer.");
    }

    private static DraftContent ReadContent(NpgsqlDataReader reader) => new()
    {
        Title = reader.GetString(2),
        Summary = reader.GetString(3),
        Language = reader.GetString(4),
        Direction = reader.GetString(5),
        ToldWhen = reader.GetString(6),
        ToldTo = reader.GetString(7),
        Place = reader.GetString(8),
        Transcript = reader.GetString(9),
        Themes = reader.GetFieldValue<string[]>(10),
        Warnings = reader.GetFieldValue<string[]>(11),
        People = DraftJson.ReadPeople(reader.GetString(12)),
        CommunityIds = reader.GetFieldValue<Guid[]>(13),
        IsSensitive = reader.GetBoolean(14),
        Body = StoryText.Parse(reader.GetString(15)),
    };
}
