using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Database;
using Npgsql;

namespace EmpathyLedger.Core.Collaboration.Remarks;

/// <summary>
/// Where the passages of open threads are, as the database keeps it, and the one decision that writes in the story: what a session needs
/// of remarks. Asked as the people themselves. Not sealed: the tests plant a fault in it.
/// </summary>
public class PassageLog(LedgerDatabase database, OperationLog log)
{
    /// <returns>Null to whom the story is not: that there are none is another answer.</returns>
    internal async Task<List<ThreadAnchor>?> ReadAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginByKeyAsync(actor, cancellation);
        if (await scope.ScalarAsync<string>("select app.my_part($1)", storyId) is null)
        {
            return null;
        }

        var anchors = await scope.QueryAsync(
            "select thread_id, place::text, anchor_index, anchor_length, anchor_revision, kind = 'suggestion' from app.read_anchors($1)",
            row => new ThreadAnchor(
                row.GetGuid(0), new StorySelection(DatabaseWords.Read<StoryPlace>(row.GetString(1)), row.GetInt32(2), row.GetInt32(3)), row.GetInt32(4),
                row.GetBoolean(5)),
            storyId);
        await scope.CommitAsync();
        return anchors;
    }

    /// <summary>Where they are at a revision that is in the log. Nothing happens where the database knows of a later one, or it is not the actor's to write.</summary>
    internal virtual async Task StoreAsync(
        Actor actor, Guid storyId, int revision, IReadOnlyCollection<(Guid ThreadId, StorySelection Where)> passages, CancellationToken cancellation)
    {
        await using var scope = await database.BeginByKeyAsync(actor, cancellation);
        await scope.ExecuteAsync(
            "select app.move_anchors($1, $2, $3, $4, $5)",
            storyId, revision, passages.Select(passage => passage.ThreadId).ToArray(), passages.Select(passage => passage.Where.Index).ToArray(),
            passages.Select(passage => passage.Where.Length).ToArray());
        await scope.CommitAsync();
    }

    /// <summary>
    /// Sees to it that the database knows where every open passage is in the newest words. Sessions do it as they save; this is for what
    /// none of them did, as it died or never knew of the thread.
    /// </summary>
    internal async Task BringUpAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        await using (var scope = await database.BeginByKeyAsync(actor, cancellation))
        {
            var isBehind = await scope.ScalarAsync<bool>("select app.has_anchors_behind($1)", storyId);
            await scope.CommitAsync();
            if (!isBehind)
            {
                return;
            }
        }

        if (await ReadAsync(actor, storyId, cancellation) is { Count: > 0 } anchors)
        {
            var operations = await log.ReadAsync(actor, storyId, anchors.Min(anchor => anchor.Revision), cancellation);

            // Without operations nothing is left that could say more: a passage that is older than the history counts as where it was.
            var head = operations.Count > 0 ? operations[^1].Revision : await ReadHeadAsync(actor, storyId, cancellation);
            await StoreAsync(actor, storyId, head, [.. anchors.Select(anchor => (anchor.ThreadId, anchor.After(operations).Where))], cancellation);
        }
    }

    /// <summary>Brings anchors of different revisions into the same words, to be compared.</summary>
    internal async Task<IReadOnlyList<ThreadAnchor>> BringTogetherAsync(
        Actor actor, Guid storyId, IReadOnlyList<ThreadAnchor> anchors, CancellationToken cancellation)
    {
        if (anchors.Count == 0)
        {
            return anchors;
        }

        var (first, last) = (anchors.Min(anchor => anchor.Revision), anchors.Max(anchor => anchor.Revision));
        var operations = new List<StoryOperation>();
        await foreach (var operation in log.ReadUntilAsync(actor, storyId, first, last, cancellation))
        {
            operations.Add(operation);
        }

        return [.. anchors.Select(anchor => anchor.After(operations))];
    }

    /// <summary>Whether a suggestion is the actor's to accept, and the words.</summary>
    internal async Task<(RemarkOutcome Outcome, string Replacement)> ReadSuggestionAsync(Actor actor, Guid storyId, Guid threadId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginByKeyAsync(actor, cancellation);
        var suggestion = await scope.QuerySingleOrDefaultAsync(
            "select outcome, replacement from app.read_suggestion($1, $2)",
            row => (DatabaseWords.Read<RemarkOutcome>(row.GetString(0)), row.IsDBNull(1) ? "" : row.GetString(1)), storyId, threadId);
        await scope.CommitAsync();
        return suggestion;
    }

    /// <summary>Marks a suggestion as accepted and writes what it says behind revision <paramref name="expected"/>: both, or neither.</summary>
    /// <param name="actor">Whoever accepts.</param>
    /// <param name="threadId">The suggestion.</param>
    /// <param name="expected">What <paramref name="change"/> is made for.</param>
    /// <param name="clientId">A client of this one operation.</param>
    /// <param name="change">Null where the passage says so already.</param>
    internal virtual async Task<Acceptance> AcceptAsync(Actor actor, Guid threadId, int expected, Guid clientId, StoryChange? change)
    {
        // Not to be cancelled: whether it happened must be known.
        await using var scope = await database.BeginAsync(actor, CancellationToken.None);
        try
        {
            var (word, at) = await scope.QuerySingleOrDefaultAsync(
                "select outcome, made_at from app.accept_suggestion($1, $2, $3, $4)",
                row => (row.GetString(0), row.GetFieldValue<DateTimeOffset?>(1)), threadId, expected, clientId, change?.ToBytes());
            await scope.CommitAsync();
            return new Acceptance(DatabaseWords.Read<RemarkOutcome>(word), at, null);
        }
        catch (PostgresException refused) when (AppendFailures.Of(refused.SqlState) is { } failure)
        {
            return new Acceptance(RemarkOutcome.NotFound, null, failure);
        }
    }

    private async Task<int> ReadHeadAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginByKeyAsync(actor, cancellation);
        var head = await scope.ScalarAsync<int>("select h.revision from ledger.story_heads h where h.story_id = $1", storyId);
        await scope.CommitAsync();
        return head;
    }
}

/// <param name="Outcome">What the database answered.</param>
/// <param name="At">When the operation was committed; null where there was none.</param>
/// <param name="Failure">Why nothing was asked of it: then nothing has happened.</param>
internal readonly record struct Acceptance(RemarkOutcome Outcome, DateTimeOffset? At, AppendFailure? Failure);
