using System.Text.Json;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Collaboration.History;

/// <summary>What was written in a story, when and by whom: read from its operations by those who may write in it.</summary>
public sealed class StoryHistory(LedgerDatabase database, OperationLog log, StorySessions sessions)
{
    public const int PageSize = 20;

    /// <summary>Operations that one replay shows.</summary>
    public const int LongestReplay = 2000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The history is open to whoever may write in the story.</summary>
    public Task<bool> MayReadAsync(Actor actor, Guid storyId, CancellationToken cancellation) => log.MayWriteAsync(actor, storyId, cancellation);

    /// <param name="actor">Who asks.</param>
    /// <param name="storyId">The story.</param>
    /// <param name="before">Where the last page ended (<see cref="Timeline.Next"/>), null for the newest.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Null to whom the story is not to write in.</returns>
    public async Task<Timeline?> ReadTimelineAsync(Actor actor, Guid storyId, int? before, CancellationToken cancellation)
    {
        await using var scope = await database.BeginByKeyAsync(actor, cancellation);
        if (!await scope.ScalarAsync<bool>("select app.may_write_story($1)", storyId))
        {
            return null;
        }

        var sittings = await scope.QueryAsync(
            "select first_revision, last_revision, began_at, ended_at, author_ids, names from app.read_timeline($1, $2, $3)",
            reader => new Sitting(
                reader.GetInt32(0), reader.GetInt32(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3),
                [.. reader.GetFieldValue<Guid[]>(4).Zip(reader.GetFieldValue<string[]>(5), (id, name) => new Author(id, name))]),
            storyId, before ?? int.MaxValue, PageSize);
        var (oldest, purgedAt) = await scope.QuerySingleOrDefaultAsync(
            "select oldest_revision, purged_at from ledger.story_heads where story_id = $1",
            reader => (reader.GetInt32(0), reader.IsDBNull(1) ? null : (DateTimeOffset?)reader.GetFieldValue<DateTimeOffset>(1)), storyId);
        var isTellers = await scope.ScalarAsync<bool>("select app.tells_story($1)", storyId);
        await scope.CommitAsync();
        var hasMore = sittings.Count > 0 && sittings[^1].FirstRevision > oldest + 1;
        return new Timeline(sittings, hasMore ? sittings[^1].FirstRevision : null, purgedAt, isTellers);
    }

    /// <summary>The draft as it was behind an operation; its opening is in the access log.</summary>
    /// <returns>Null to whom the story is not, and where its history does not reach.</returns>
    public async Task<StoryMoment?> ReadAsync(Actor actor, Guid storyId, int revision, CancellationToken cancellation)
    {
        if (await ReadCheckpointAsync(actor, storyId, revision, cancellation) is not { } state)
        {
            return null;
        }

        await foreach (var operation in log.ReadUntilAsync(actor, storyId, state.Revision, revision, cancellation))
        {
            Follow(state, operation);
        }

        return state.Revision == revision ? new StoryMoment(revision, state.ToContent()) : null;
    }

    /// <summary>The draft as it was, and what was done to it from then on.</summary>
    /// <returns>Null to whom the story is not, and where its history does not reach.</returns>
    public async Task<Replay?> ReplayAsync(Actor actor, Guid storyId, int from, int to, CancellationToken cancellation)
    {
        if (await ReadAsync(actor, storyId, from, cancellation) is not { } beginning)
        {
            return null;
        }

        var operations = new List<StoryOperation>();
        await foreach (var operation in log.ReadUntilAsync(actor, storyId, from, Math.Min(to, from + LongestReplay), cancellation))
        {
            operations.Add(operation);
        }

        await using var scope = await database.BeginByKeyAsync(actor, cancellation);
        var authors = await scope.QueryAsync(
            "select profile_id, display_name from app.authors_between($1, $2, $3)",
            reader => new Author(reader.GetGuid(0), reader.GetString(1)), storyId, from, to);
        await scope.CommitAsync();
        return new Replay(beginning, operations, authors);
    }

    /// <summary>The words as they were become the draft again, as a change of the actor's that others see like any other.</summary>
    public async Task<WriteOutcome> RestoreAsync(Actor actor, Guid storyId, int revision, CancellationToken cancellation) =>
        await ReadAsync(actor, storyId, revision, cancellation) is { } moment
            ? await sessions.WriteAsync(actor, storyId, moment.Content, cancellation)
            : WriteOutcome.NotFound;

    /// <summary>Everything that was ever written in it is forgotten; what is there now stays, and what was sent or published.</summary>
    public async Task<PurgeOutcome> PurgeAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        async Task<PurgeOutcome> PurgeOnceAsync()
        {
            await using var scope = await database.BeginAsync(actor, cancellation);
            var word = await scope.ScalarAsync<string>("select app.purge_history($1)", storyId);
            await scope.CommitAsync();
            return DatabaseWords.Read<PurgeOutcome>(word);
        }

        return await sessions.FreezeAsync(actor, storyId, PurgeOnceAsync, cancellation) ?? PurgeOutcome.BeingWritten;
    }

    private async Task<StoryState?> ReadCheckpointAsync(Actor actor, Guid storyId, int revision, CancellationToken cancellation)
    {
        await using var scope = await database.BeginByKeyAsync(actor, cancellation);
        if (!await scope.ScalarAsync<bool>("select app.check_story_access($1, 'edit')", storyId))
        {
            await scope.CommitAsync();
            return null;
        }

        var checkpoint = await scope.QuerySingleOrDefaultAsync(
            "select revision, content from app.read_checkpoint($1, $2)", reader => (Revision: reader.GetInt32(0), Content: reader.GetString(1)), storyId, revision);
        await scope.CommitAsync();
        return checkpoint.Content is null ? null : Read(checkpoint.Revision, checkpoint.Content);
    }

    private static StoryState Read(int revision, string checkpoint)
    {
        using var json = JsonDocument.Parse(checkpoint);
        var fields = json.RootElement.Deserialize<StoryFields>(Json) ?? throw new FormatException("A checkpoint has no fields.");
        var body = Delta.ParseDocument(json.RootElement.GetProperty("body").GetRawText()).Delta ?? throw new FormatException("The text of a checkpoint is no text.");
        return new StoryState(
            revision, TextDocument.FromDelta(body),
            TextDocument.FromDelta(new DeltaBuilder().Insert(json.RootElement.GetProperty("transcript").GetString() + "\n").Build()), fields);
    }

    private static void Follow(StoryState state, StoryOperation operation)
    {
        if (operation.Revision != state.Revision + 1 || state.Apply(operation.Change, out _) is not null)
        {
            throw new InvalidDataException($"Operation {operation.Revision} does not follow revision {state.Revision}.");
        }
    }
}
