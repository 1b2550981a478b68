using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>How what waits gets into the log: transformed, committed in one transaction, then told.</summary>
internal sealed partial class StorySession
{
    /// <summary>What was committed after <paramref name="revision"/>; null where there is no such revision, or no history back to it.</summary>
    private async Task<IReadOnlyList<StoryOperation>?> FindAfterAsync(Actor actor, int revision)
    {
        if (revision > _committed || revision < 0)
        {
            return null;
        }

        if (_recent.Count >= _committed - revision)
        {
            return _recent.Newest(_committed - revision);
        }

        // Whatever another node has added since is not this one's head yet.
        StoryOperation[] read = [.. (await _log.ReadAsync(actor, _storyId, revision, CancellationToken.None)).TakeWhile(operation => operation.Revision <= _committed)];
        return read.Length == _committed - revision ? read : null;
    }

    /// <summary>Commits what waits, as often as another node or a right that ended makes it begin anew. Leaves the batch empty.</summary>
    private async Task CommitAsync(List<Message.Submit> batch)
    {
        for (var attempt = 0; batch.Count > 0; attempt++)
        {
            var prepared = await PrepareAsync(batch);
            if (prepared.Count == 0 || await AppendAsync(prepared, attempt))
            {
                batch.Clear();
            }
        }
    }

    /// <summary>Commits and tells, or takes all of it back to be tried again.</summary>
    private async Task<bool> AppendAsync(List<Prepared> prepared, int attempt)
    {
        var result = await _log.AppendAsync(_storyId, _committed, [.. prepared.Select(entry => entry.Operation)]);
        if (result.At is { } at)
        {
            _isCatchingUpDue = false;
            _lastWriter = prepared[^1].Operation.Author;
            Publish([.. prepared.Select((entry, index) => new StoryOperation(
                _committed + index + 1, entry.Operation.Author.ProfileId!.Value, entry.Operation.ClientId, entry.Operation.Sequence,
                entry.Operation.Change, at))]);
            ArmSnapshot();
            return true;
        }

        for (var index = prepared.Count - 1; index >= 0; index--)
        {
            _state!.Undo(prepared[index].Undo);
        }

        if (attempt == MostAttempts)
        {
            throw new InvalidOperationException($"Operations of story {_storyId} could not be written in {attempt} attempts: {result.Failure}.");
        }

        if (result.Failure == AppendFailure.NotAllowed)
        {
            await AskAgainAsync(result.By!.Value.ProfileId);
        }
        else
        {
            await CatchUpAsync(result.By!.Value);
        }

        return false;
    }

    /// <summary>
    /// Applies what can be applied, transformed to where it now belongs, and answers the rest.
    /// </summary>
    private async Task<List<Prepared>> PrepareAsync(List<Message.Submit> batch)
    {
        foreach (var seat in _seats)
        {
            seat.Prepared = seat.LastSequence;
        }

        var prepared = new List<Prepared>(batch.Count);
        foreach (var (connection, submission) in batch)
        {
            // Without a seat: put out or gone, and told when it happened.
            if (_seats.Find(connection) is not { } seat)
            {
                continue;
            }

            if (submission.Sequence <= seat.LastSequence)
            {
                _audience.Acknowledged(seat.Who, submission.Sequence);
            }
            else if (submission.Sequence > seat.Prepared && await RefuseAsync(seat, submission, prepared) is { } refusal)
            {
                _audience.Refused(seat.Who, submission.Sequence, refusal);
            }
        }

        return prepared;
    }

    /// <summary>Adds to what is prepared, or says why not.</summary>
    private async Task<ChangeRefusal?> RefuseAsync(SessionSeat seat, Submission submission, List<Prepared> prepared)
    {
        if (!seat.MayWrite)
        {
            return ChangeRefusal.ReadOnly;
        }

        if (submission.Sequence != seat.Prepared + 1)
        {
            return ChangeRefusal.OutOfOrder;
        }

        if (await FindAfterAsync(seat.Who.Actor, submission.BaseRevision) is not { } missed)
        {
            return ChangeRefusal.TooOld;
        }

        var change = submission.Change;
        foreach (var operation in missed)
        {
            change = operation.Change.Transform(change, priority: true);
        }

        foreach (var entry in prepared)
        {
            change = entry.Operation.Change.Transform(change, priority: true);
        }

        change = _state!.KeepTheLastLineEnds(change);
        if (_state.Apply(change, out var undo) is { } refusal)
        {
            return refusal;
        }

        prepared.Add(new Prepared(new PendingOperation(seat.Who.Actor, seat.Who.ClientId, submission.Sequence, change), undo));
        seat.Prepared = submission.Sequence;
        return null;
    }

    /// <summary>Somebody's own change of the whole draft, outside of any page: an older version brought back.</summary>
    private async Task WriteAsync(Message.Write write)
    {
        try
        {
            if (!await OpenAsync(write.Actor) || !await _log.MayWriteAsync(write.Actor, _storyId, CancellationToken.None))
            {
                write.Answer.TrySetResult(WriteOutcome.NotFound);
                return;
            }

            for (var attempt = 0; ; attempt++)
            {
                var change = StoryDifference.Between(_state!, write.Content);
                if (change.IsEmpty)
                {
                    break;
                }

                if (_state!.Apply(change, out var undo) is { } refusal)
                {
                    throw new InvalidOperationException($"A whole draft was refused: {refusal}.");
                }

                var operation = new PendingOperation(write.Actor, write.ClientId, 1, change);
                if (await AppendAsync([new Prepared(operation, undo)], attempt))
                {
                    break;
                }

                if (!await _log.MayWriteAsync(write.Actor, _storyId, CancellationToken.None))
                {
                    write.Answer.TrySetResult(WriteOutcome.NotFound);
                    return;
                }
            }

            await SaveAsync(write.Actor);
            write.Answer.TrySetResult(WriteOutcome.Written);
        }
        catch (Exception failure)
        {
            write.Answer.TrySetException(failure);
            throw;
        }
        finally
        {
            EndIfEmpty();
        }
    }

    /// <summary>Committed: it is history from here on, and everybody is told.</summary>
    private void Publish(List<StoryOperation> operations)
    {
        foreach (var operation in operations)
        {
            _recent.Add(operation);
            if (_seats.FindClient(operation.AuthorId, operation.ClientId) is { } seat)
            {
                seat.LastSequence = operation.Sequence;
                NoteWriter(seat);
            }
        }

        _committed += operations.Count;
        MovePassages(operations);
        _audience.Written(_storyId, operations);
    }

    private sealed record Prepared(PendingOperation Operation, StoryUndo Undo);
}
