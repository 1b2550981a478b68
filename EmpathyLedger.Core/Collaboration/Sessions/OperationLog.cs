using System.Runtime.CompilerServices;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Drafts;
using Npgsql;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>
/// The operations of stories in the database, read and written as the people whose they are. Not sealed: the tests plant faults in
/// it, to see that the history they check would show them.
/// </summary>
public class OperationLog(LedgerDatabase database, Drafts drafts, TimeProvider time)
{
    /// <summary>What one reading brings at most; more is read in turns.</summary>
    private const int ReadAtOnce = 2000;

    /// <summary>
    /// The draft as it stands at its head, to write in it or, for whoever may not, to read along. The opening is in the access log
    /// before its words are used.
    /// </summary>
    /// <returns>Null when it is not the actor's to look at.</returns>
    internal async Task<(StoryState State, int SavedRevision)?> OpenAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        var opening = await MayOnlyWatchAsync(actor, storyId, cancellation)
            ? drafts.WatchAsync(actor, storyId, cancellation)
            : drafts.OpenAsync(actor, storyId, cancellation);
        if (await opening is not { } draft)
        {
            return null;
        }

        var state = StoryState.Of(draft);
        await CatchUpAsync(actor, storyId, state, cancellation);
        return (state, draft.Revision);
    }

    /// <summary>Whether the actor may open the draft, as above, told to the access log.</summary>
    internal async Task<bool> LogOpeningAsync(Actor actor, Guid storyId, CancellationToken cancellation) => await AskAsync<bool>(
        actor,
        await MayOnlyWatchAsync(actor, storyId, cancellation) ? "select app.check_story_access($1, 'watch')" : "select app.check_story_access($1, 'edit')",
        cancellation,
        storyId);

    /// <summary>Brings a state to the head of its story.</summary>
    /// <exception cref="InvalidDataException">The log is not what sessions write.</exception>
    /// <returns>What was missing in it, in order.</returns>
    internal async Task<List<StoryOperation>> CatchUpAsync(Actor actor, Guid storyId, StoryState state, CancellationToken cancellation)
    {
        var missed = await ReadAsync(actor, storyId, state.Revision, cancellation);
        foreach (var operation in missed)
        {
            if (operation.Revision != state.Revision + 1 || state.Apply(operation.Change, out _) is not null)
            {
                throw new InvalidDataException($"Operation {operation.Revision} of story {storyId} does not follow revision {state.Revision}.");
            }
        }

        return missed;
    }

    /// <returns>Every operation after a revision, in order; none to whom the draft is not.</returns>
    public async Task<List<StoryOperation>> ReadAsync(Actor actor, Guid storyId, int after, CancellationToken cancellation)
    {
        var operations = new List<StoryOperation>();
        await foreach (var operation in ReadUntilAsync(actor, storyId, after, int.MaxValue, cancellation))
        {
            operations.Add(operation);
        }

        return operations;
    }

    /// <summary>The operations after one revision up to another, in order, a part at a time; none to whom the draft is not.</summary>
    internal async IAsyncEnumerable<StoryOperation> ReadUntilAsync(
        Actor actor, Guid storyId, int after, int until, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (after < until)
        {
            var most = Math.Min(ReadAtOnce, until - after);
            var part = await ReadPartAsync(actor, storyId, after, most, cancellation);
            foreach (var operation in part)
            {
                yield return operation;
            }

            after = part.Count < most ? until : part[^1].Revision;
        }
    }

    /// <summary>The number of the newest operation of a client that is in; 0 when none is.</summary>
    public virtual async Task<int> ReadLastSequenceAsync(Actor actor, Guid storyId, Guid clientId, CancellationToken cancellation) =>
        await AskAsync<int?>(actor, "select sequence from app.read_client($1, $2)", cancellation, storyId, clientId) ?? 0;

    /// <summary>Whether the draft in the database lacks words that are in the log. False to whom the draft is not.</summary>
    public Task<bool> IsBehindAsync(Actor actor, Guid storyId, CancellationToken cancellation) => AskAsync<bool>(
        actor,
        """
        select exists (
          select 1 from ledger.story_heads h join ledger.story_drafts d on d.story_id = h.story_id
          where h.story_id = $1 and h.revision > d.revision)
        """,
        cancellation,
        storyId);

    public Task<bool> MayWriteAsync(Actor actor, Guid storyId, CancellationToken cancellation) =>
        AskAsync<bool>(actor, "select app.may_write_story($1)", cancellation, storyId);

    /// <summary>Whether the draft is the actor's to read, and not to write in.</summary>
    internal Task<bool> MayOnlyWatchAsync(Actor actor, Guid storyId, CancellationToken cancellation) => AskAsync<bool>(
        actor, "select $1 = any (app.my_watched_story_ids()) and app.may_write_story($1) is not true", cancellation, storyId);

    /// <summary>Whether they may write, of several at once. Each is asked about as themselves.</summary>
    /// <returns>An answer for each.</returns>
    internal Task<bool[]> MayWriteAsync(IReadOnlyList<Actor> actors, Guid storyId, CancellationToken cancellation) =>
        database.AskTogetherAsync<bool[]>(actors, "select app.may_write_together($2, $1)", [storyId], cancellation);

    /// <summary>
    /// Writes operations behind revision <paramref name="expected"/>, all or none, each author's under that author's claim.
    /// Once this has answered they are committed.
    /// </summary>
    internal virtual async Task<AppendResult> AppendAsync(Guid storyId, int expected, IReadOnlyList<PendingOperation> operations)
    {
        var authors = new List<Actor>();
        var places = new Dictionary<Actor, int>();
        var (whose, clients) = (new int[operations.Count], new Guid[operations.Count]);
        var (sequences, changes) = (new int[operations.Count], new byte[operations.Count][]);
        for (var index = 0; index < operations.Count; index++)
        {
            var operation = operations[index];
            if (!places.TryGetValue(operation.Author, out whose[index]))
            {
                authors.Add(operation.Author);
                places[operation.Author] = whose[index] = authors.Count;
            }

            (clients[index], sequences[index], changes[index]) = (operation.ClientId, operation.Sequence, operation.Change.ToBytes());
        }

        // Not to be cancelled: whether it happened must be known.
        try
        {
            var at = await database.AskTogetherAsync<DateTime>(
                authors, "select app.append_together($2, $3, $1, $4, $5, $6, $7)", [storyId, expected, whose, clients, sequences, changes], CancellationToken.None);
            return new AppendResult(new DateTimeOffset(at), null, null);
        }
        catch (TogetherRefusedException refused) when (AppendFailures.Of(refused) is { } failure)
        {
            return new AppendResult(null, failure, refused.Actor);
        }
    }

    private async Task<List<StoryOperation>> ReadPartAsync(Actor actor, Guid storyId, int after, int most, CancellationToken cancellation)
    {
        await using var scope = await database.BeginByKeyAsync(actor, cancellation);
        var part = await scope.QueryAsync(
            "select revision, author_id, client_id, sequence, change, made_at from app.read_operations($1, $2, $3)",
            reader => new StoryOperation(
                reader.GetInt32(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetInt32(3),
                StoryChange.FromLog(reader.GetFieldValue<byte[]>(4)), reader.GetFieldValue<DateTimeOffset>(5)),
            storyId, after, most);
        await scope.CommitAsync();
        return part;
    }

    private async Task<T?> AskAsync<T>(Actor actor, string sql, CancellationToken cancellation, params object?[] arguments)
    {
        await using var scope = await database.BeginByKeyAsync(actor, cancellation);
        var answer = await scope.ScalarAsync<T>(sql, arguments);
        await scope.CommitAsync();
        return answer;
    }

    /// <summary>Makes the draft in the database what a state is. Nothing happens where it is as new already.</summary>
    /// <returns>False when it is not the actor's to write.</returns>
    internal async Task<bool> SaveAsync(Actor actor, Guid storyId, int revision, DraftContent content, CancellationToken cancellation)
    {
        var plain = content.Body.ToPlainText();
        await using var scope = await database.BeginAsync(actor, cancellation);
        var outcome = await scope.ScalarAsync<string>(
            "select app.save_snapshot($1, $2, $3, $4, $5, $6, $7, $8)",
            storyId, revision, Guid.CreateVersion7(time.GetUtcNow()), DraftJson.Fields(content), DraftJson.Body(content), plain,
            content.Transcript, StoryText.CountWords(plain));
        await scope.CommitAsync();
        return outcome != "not_found";
    }
}

/// <summary>An operation on its way into the log.</summary>
internal sealed record PendingOperation(Actor Author, Guid ClientId, int Sequence, StoryChange Change);

/// <summary>When it was committed, or why it was not and on whose account.</summary>
internal readonly record struct AppendResult(DateTimeOffset? At, AppendFailure? Failure, Actor? By);

/// <summary>Why a batch was not written.</summary>
internal enum AppendFailure
{
    /// <summary>One author may not write here (any more): the rest is tried again without them.</summary>
    NotAllowed,

    /// <summary>Another node was quicker, or has taken one of these already: catch up and try again.</summary>
    Overtaken,
}

internal static class AppendFailures
{
    private const string SomebodyWasQuicker = "ELD02";

    /// <summary>Null for anything that is no answer but a fault.</summary>
    public static AppendFailure? Of(TogetherRefusedException failure) => Of(failure.SqlState);

    public static AppendFailure? Of(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.InsufficientPrivilege => AppendFailure.NotAllowed,
        SomebodyWasQuicker or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected => AppendFailure.Overtaken,
        _ => null,
    };
}
