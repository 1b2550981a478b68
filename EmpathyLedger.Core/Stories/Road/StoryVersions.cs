using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Stories.Road;

public enum VersionKind
{
    /// <summary>Kept while writing: after a pause, or when asked.</summary>
    Kept,

    /// <summary>Given to the elders.</summary>
    Sent,

    /// <summary>What was there before an older version was brought back.</summary>
    Restored,
}

public sealed record StoryVersion(
    Guid Id, int Number, VersionKind Kind, string Title, string Language, string Direction, int WordCount, DateTimeOffset KeptAt, bool IsPublished);

/// <summary>The words of a version. <see cref="Body"/> is the Quill Delta as JSON.</summary>
public sealed record StoryVersionText(
    Guid VersionId, string Title, string Summary, string Language, string Direction, string Body, string BodyText, string Transcript);

/// <summary>Frozen copies of a story, for its teller and co-authors.</summary>
public sealed class StoryVersions(LedgerDatabase database, TimeProvider time)
{
    /// <returns>Newest first. Null when the actor is neither the teller nor a co-author; readers and elders get nothing here.</returns>
    public async Task<IReadOnlyList<StoryVersion>?> ListAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        if (!await IsOfTheStoryAsync(scope, storyId))
        {
            return null;
        }

        var versions = await scope.QueryAsync(
            """
            select v.id, v.number, v.kind::text, v.title, v.language, v.direction, v.word_count, v.created_at, coalesce(s.published_version_id = v.id, false)
            from ledger.story_versions v left join ledger.stories s on s.id = v.story_id
            where v.story_id = $1
            order by v.number desc
            """,
            reader => new StoryVersion(
                reader.GetGuid(0),
                reader.GetInt32(1),
                DatabaseWords.Read<VersionKind>(reader.GetString(2)),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetString(5),
                reader.GetInt32(6),
                reader.GetFieldValue<DateTimeOffset>(7),
                reader.GetBoolean(8)),
            storyId);
        await scope.CommitAsync();
        return versions;
    }

    /// <summary>Opens the words of one version; the access log keeps it.</summary>
    public async Task<StoryVersionText?> OpenAsync(Actor actor, Guid storyId, Guid versionId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        if (!await IsOfTheStoryAsync(scope, storyId))
        {
            return null;
        }

        var text = await scope.QuerySingleOrDefaultAsync(
            """
            select o.story_id, o.version_id, o.title, o.summary, o.language, o.direction, o.body::text, o.body_text, o.transcript
            from app.open_version($1) o
            """,
            reader => (StoryId: reader.GetGuid(0), Text: new StoryVersionText(
                reader.GetGuid(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetString(5),
                reader.GetString(6),
                reader.GetString(7),
                reader.GetString(8))),
            versionId);
        await scope.CommitAsync();
        return text.StoryId == storyId ? text.Text : null;
    }

    public async Task<KeepOutcome> KeepAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var word = await scope.ScalarAsync<string>("select app.keep_version($1, $2)", storyId, NewId());
        await scope.CommitAsync();
        return DatabaseWords.Read<KeepOutcome>(word);
    }

    /// <summary>The words of an old version become the draft; what was there is kept as a version first.</summary>
    public async Task<RestoreOutcome> RestoreAsync(Actor actor, Guid storyId, Guid versionId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var word = await scope.ScalarAsync<string>("select app.restore_version($1, $2, $3)", storyId, versionId, NewId());
        await scope.CommitAsync();
        return DatabaseWords.Read<RestoreOutcome>(word);
    }

    private static Task<bool> IsOfTheStoryAsync(ActorScope scope, Guid storyId) =>
        scope.ScalarAsync<bool>("select exists (select 1 from ledger.story_drafts d where d.story_id = $1)", storyId);

    private Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());
}
