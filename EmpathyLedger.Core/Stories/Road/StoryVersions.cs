using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Stories.Road;

public enum VersionKind
{
    /// <summary>Kept while writing: see <see cref="VersionKeeper"/>.</summary>
    Kept,

    /// <summary>Given to the elders.</summary>
    Sent,

    /// <summary>What was there before an older version was brought back.</summary>
    Restored,
}

public enum VersionKeeper
{
    /// <summary>The teller or a co-author asked for it, or sent it.</summary>
    Person,

    /// <summary>Kept by itself before other words took its place. Only these are thinned out as they grow many.</summary>
    Automatic,
}

public sealed record StoryVersion(
    Guid Id, int Number, VersionKind Kind, VersionKeeper KeptBy, string Title, string Language, string Direction, int WordCount, DateTimeOffset KeptAt, bool IsPublished);

/// <param name="Versions">Newest first.</param>
/// <param name="Next">The number before which the next page begins; null when there is no more.</param>
public sealed record VersionPage(IReadOnlyList<StoryVersion> Versions, int? Next);

/// <summary>The words of a version. <see cref="Body"/> is the Quill Delta as JSON.</summary>
public sealed record StoryVersionText(
    Guid VersionId, string Title, string Summary, string Language, string Direction, string Body, string BodyText, string Transcript);

/// <summary>Frozen copies of a story, for its teller and co-authors.</summary>
public sealed class StoryVersions(LedgerDatabase database, StorySessions sessions, TimeProvider time)
{
    public const int PageSize = 30;

    /// <param name="actor">Who asks.</param>
    /// <param name="storyId">The story.</param>
    /// <param name="before">Where the last page ended (<see cref="VersionPage.Next"/>), null for the newest.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Null when the actor is neither the teller nor a co-author; readers and elders get nothing here.</returns>
    public async Task<VersionPage?> ListAsync(Actor actor, Guid storyId, int? before, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        if (!await IsOfTheStoryAsync(scope, storyId))
        {
            return null;
        }

        var versions = await scope.QueryAsync(
            """
            select v.id, v.number, v.kind::text, v.kept_by::text, v.title, v.language, v.direction, v.word_count, v.created_at, coalesce(s.published_version_id = v.id, false)
            from ledger.story_versions v left join ledger.stories s on s.id = v.story_id
            where v.story_id = $1 and v.number < $2
            order by v.number desc limit $3
            """,
            reader => new StoryVersion(
                reader.GetGuid(0),
                reader.GetInt32(1),
                DatabaseWords.Read<VersionKind>(reader.GetString(2)),
                DatabaseWords.Read<VersionKeeper>(reader.GetString(3)),
                reader.GetString(4),
                reader.GetString(5),
                reader.GetString(6),
                reader.GetInt32(7),
                reader.GetFieldValue<DateTimeOffset>(8),
                reader.GetBoolean(9)),
            storyId,
            before ?? int.MaxValue,
            PageSize + 1);
        await scope.CommitAsync();
        return versions.Count > PageSize
            ? new VersionPage(versions[..PageSize], versions[PageSize - 1].Number)
            : new VersionPage(versions, null);
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

    /// <summary>Keeps the draft as it stands, when its person asks for that.</summary>
    public async Task<KeepOutcome> KeepAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        var keep = () => database.AskAsync<KeepOutcome>(actor, "select app.keep_version($1, $2)", cancellation, storyId, NewId());
        return await sessions.FreezeAsync(actor, storyId, keep, cancellation) ?? KeepOutcome.BeingWritten;
    }

    /// <summary>
    /// The words of an old version become the draft, as a change of the actor's that open pages see like any other; what was there is
    /// kept as a version first.
    /// </summary>
    public async Task<RestoreOutcome> RestoreAsync(Actor actor, Guid storyId, Guid versionId, CancellationToken cancellation)
    {
        if (await OpenContentAsync(actor, storyId, versionId, cancellation) is not { } content)
        {
            return RestoreOutcome.NotFound;
        }

        var keep = () => database.AskAsync<KeepOutcome>(
            actor, "select app.keep_before_restoring($1, $2, $3)", cancellation, storyId, versionId, NewId());
        var kept = await sessions.FreezeAsync(actor, storyId, keep, cancellation);
        if (kept != KeepOutcome.Kept)
        {
            return kept is null ? RestoreOutcome.BeingWritten : RestoreOutcome.NotFound;
        }

        return await sessions.WriteAsync(actor, storyId, content, cancellation) switch
        {
            WriteOutcome.Written => RestoreOutcome.Restored,
            WriteOutcome.NotFound => RestoreOutcome.NotFound,
        };
    }

    /// <summary>All that a version says; the access log keeps it.</summary>
    internal async Task<DraftContent?> OpenContentAsync(Actor actor, Guid storyId, Guid versionId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        if (!await IsOfTheStoryAsync(scope, storyId))
        {
            return null;
        }

        var opened = await scope.QuerySingleOrDefaultAsync(
            $"select {DraftContentRow.Columns}, story_id from app.open_version($1)",
            reader => (Content: DraftContentRow.Read(reader, 0), StoryId: reader.GetGuid(DraftContentRow.Count)),
            versionId);
        await scope.CommitAsync();
        return opened.StoryId == storyId ? opened.Content : null;
    }

    private static Task<bool> IsOfTheStoryAsync(ActorScope scope, Guid storyId) =>
        scope.ScalarAsync<bool>("select exists (select 1 from ledger.story_drafts d where d.story_id = $1)", storyId);

    private Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());
}
