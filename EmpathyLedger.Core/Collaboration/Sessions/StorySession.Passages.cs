using EmpathyLedger.Core.Collaboration.Remarks;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>
/// The passages that open threads hang on: brought into the story's newest words when they are read, moved with everything that is
/// committed, kept in the database as the draft is saved. And accepting a suggestion, which is an operation.
/// </summary>
internal sealed partial class StorySession
{
    private readonly PassageLog _passageLog;

    // Belongs to the loop: in the words at _committed. Null until somebody is there as whom they can be read.
    private Dictionary<Guid, Passage>? _passages;

    private async Task HandleAsync(PassageMessage message)
    {
        switch (message)
        {
            case PassageMessage.ReadAgain:
                await ReadPassagesAgainAsync();
                break;
            case PassageMessage.Quote quote:
                await QuoteAsync(quote);
                break;
            case PassageMessage.Accept accept:
                await AcceptAsync(accept);
                break;
        }
    }

    /// <summary>For a page that has just come; it may be the first.</summary>
    private async Task<IReadOnlyList<Passage>> FindPassagesAsync(Actor asker)
    {
        if (_passages is null)
        {
            await ReadPassagesAsync(asker);
        }

        return _passages is null ? [] : [.. _passages.Values];
    }

    /// <summary>Told to everybody, where it is not what they know.</summary>
    private async Task ReadPassagesAgainAsync()
    {
        var known = _passages;
        _passages = null;
        foreach (var asker in _seats.Select(seat => seat.Who.Actor).Distinct().ToList())
        {
            if (await ReadPassagesAsync(asker, known))
            {
                break;
            }
        }

        if (_passages is { } read && (known is null || read.Count != known.Count || read.Values.Except(known.Values).Any()))
        {
            TellPassages();
        }
    }

    /// <param name="asker">Whoever is asked as.</param>
    /// <param name="known">Those that are in the newest words already stay as they are.</param>
    /// <returns>False when the story is not theirs any more: then nothing was learnt.</returns>
    private async Task<bool> ReadPassagesAsync(Actor asker, Dictionary<Guid, Passage>? known = null)
    {
        if (await _passageLog.ReadAsync(asker, _storyId, CancellationToken.None) is not { } anchors)
        {
            return false;
        }

        // One that began on another node, in words that have not come here yet.
        if (anchors.Exists(anchor => anchor.Revision > _committed))
        {
            _passages = known;
            await CatchUpAsync(asker);
        }

        var unknown = anchors.FindAll(anchor => known?.ContainsKey(anchor.ThreadId) != true);
        var missed = unknown.Count == 0 ? [] : await FindAllAfterAsync(asker, unknown.Min(anchor => anchor.Revision));
        _passages = anchors.ToDictionary(
            anchor => anchor.ThreadId,
            anchor => known?.GetValueOrDefault(anchor.ThreadId)
                ?? new Passage(anchor.ThreadId, anchor.After(missed).Where.Within(_state!), anchor.IsSuggestion));
        return true;
    }

    /// <summary>Up to the newest; what is older than the history is not among it.</summary>
    private async Task<IReadOnlyList<StoryOperation>> FindAllAfterAsync(Actor asker, int revision) =>
        _committed - revision <= _recent.Count
            ? _recent.Newest(Math.Max(0, _committed - revision))
            : [.. (await _log.ReadAsync(asker, _storyId, revision, CancellationToken.None)).TakeWhile(operation => operation.Revision <= _committed)];

    private void MovePassages(IReadOnlyList<StoryOperation> operations)
    {
        if (_passages is not { Count: > 0 } passages)
        {
            return;
        }

        foreach (var (threadId, passage) in passages)
        {
            var where = passage.Where;
            foreach (var operation in operations)
            {
                where = where.WordsAfter(operation.Change);
            }

            if (where != passage.Where)
            {
                // Setting the value of a key that is there does not disturb the enumeration.
                passages[threadId] = passage with { Where = where };
            }
        }
    }

    private void TellPassages() => _audience.Passages(_storyId, _committed, [.. _passages!.Values]);

    /// <summary>With the draft, so that whoever opens the story later has few operations to go through.</summary>
    private Task StorePassagesAsync(Actor actor) => _passages is { Count: > 0 } passages
        ? _passageLog.StoreAsync(actor, _storyId, _committed, [.. passages.Values.Select(passage => (passage.ThreadId, passage.Where))], CancellationToken.None)
        : Task.CompletedTask;

    private async Task QuoteAsync(PassageMessage.Quote quote)
    {
        try
        {
            // Whoever asks mostly has it open, and was told to the access log. With nobody's seat here it is opened as them.
            quote.Answer.TrySetResult(_state is not null || await OpenAsync(quote.Actor)
                ? await QuoteAsync(quote.Actor, quote.Where, quote.Revision)
                : Quotation.None(RemarkOutcome.NotFound));
        }
        catch (Exception failure)
        {
            quote.Answer.TrySetException(failure);
            throw;
        }
        finally
        {
            EndIfEmpty();
        }
    }

    private async Task<Quotation> QuoteAsync(Actor actor, StorySelection where, int revision)
    {
        if (revision > _committed)
        {
            await CatchUpAsync(actor);
        }

        if (where.Place == StoryPlace.Details || where.Index < 0 || where.Length < 0 || await FindAfterAsync(actor, revision) is not { } missed)
        {
            return Quotation.None(RemarkOutcome.Gone);
        }

        foreach (var operation in missed)
        {
            where = where.WordsAfter(operation.Change);
        }

        where = WholeWords(where);
        return where.Length <= RemarkLimits.Passage
            ? new Quotation(RemarkOutcome.Done, _committed, where, Read(where))
            : Quotation.None(RemarkOutcome.TooLong);
    }

    private async Task AcceptAsync(PassageMessage.Accept accept)
    {
        try
        {
            accept.Answer.TrySetResult(await AcceptOnceOpenAsync(accept));
        }
        catch (Exception failure)
        {
            accept.Answer.TrySetException(failure);
            throw;
        }
        finally
        {
            EndIfEmpty();
        }
    }

    private async Task<(RemarkOutcome Outcome, string? PresentWords)> AcceptOnceOpenAsync(PassageMessage.Accept accept)
    {
        // Before anything of the story is read: who may not decide hears nothing of its words.
        var (outcome, replacement) = await _passageLog.ReadSuggestionAsync(accept.Actor, _storyId, accept.ThreadId, CancellationToken.None);
        if (outcome != RemarkOutcome.Done)
        {
            return (outcome, null);
        }

        if (!await OpenAsync(accept.Actor))
        {
            return (RemarkOutcome.NotFound, null);
        }

        // It may have begun since they were read here.
        if (_passages?.ContainsKey(accept.ThreadId) != true)
        {
            await ReadPassagesAsync(accept.Actor, _passages);
        }

        for (var attempt = 0; ; attempt++)
        {
            if (_passages?.GetValueOrDefault(accept.ThreadId) is not { } passage)
            {
                return (RemarkOutcome.Closed, null);
            }

            var where = WholeWords(passage.Where);
            var present = Read(where);
            if (present != accept.SeenWords)
            {
                return (RemarkOutcome.Changed, present);
            }

            var change = SuggestedChange.Of(_state!, where, present, replacement);
            var undo = default(StoryUndo);
            if (!change.IsEmpty && _state!.Apply(change, out undo) is { } refusal)
            {
                return refusal == ChangeRefusal.TooLong
                    ? (RemarkOutcome.TooLong, null)
                    : throw new InvalidOperationException($"What a suggestion says was refused: {refusal}.");
            }

            var answer = await TryAcceptAsync(accept, change);
            if (answer is { Outcome: RemarkOutcome.Done, Failure: null })
            {
                await PublishAcceptedAsync(accept, change, answer.At);
                return (RemarkOutcome.Done, null);
            }

            if (undo is not null)
            {
                _state!.Undo(undo);
            }

            if (answer.Failure is null)
            {
                return (answer.Outcome, null);
            }

            if (answer.Failure == AppendFailure.NotAllowed)
            {
                await AskAgainAsync(accept.Actor.ProfileId);
                return (RemarkOutcome.NotFound, null);
            }

            if (attempt == MostAttempts)
            {
                throw new InvalidOperationException($"A suggestion in story {_storyId} could not be written in {attempt} attempts.");
            }

            await CatchUpAsync(accept.Actor);
        }
    }

    private Task<Acceptance> TryAcceptAsync(PassageMessage.Accept accept, StoryChange change) =>
        _passageLog.AcceptAsync(accept.Actor, accept.ThreadId, _committed, accept.ClientId, change.IsEmpty ? null : change);

    private async Task PublishAcceptedAsync(PassageMessage.Accept accept, StoryChange change, DateTimeOffset? at)
    {
        if (at is { } madeAt)
        {
            _lastWriter = accept.Actor;
            Publish([new StoryOperation(_committed + 1, accept.Actor.ProfileId!.Value, accept.ClientId, 1, change, madeAt)]);
        }

        _passages!.Remove(accept.ThreadId);
        TellPassages();
        await SaveAsync(accept.Actor);
    }

    /// <summary>As much of it as there is, but the text's closing line end, and no half of a character.</summary>
    private StorySelection WholeWords(StorySelection where)
    {
        var text = TextAt(where.Place);
        var (start, end) = (Math.Min(where.Index, text.Length - 1), Math.Min(where.Index + where.Length, text.Length - 1));
        start -= IsWithinACharacter(text, start) ? 1 : 0;
        end += IsWithinACharacter(text, end) ? 1 : 0;
        return where with { Index = start, Length = end - start };
    }

    private static bool IsWithinACharacter(TextDocument text, int index) =>
        index > 0 && index < text.Length && char.IsLowSurrogate(text[index]) && char.IsHighSurrogate(text[index - 1]);

    private string Read(StorySelection where) => TextAt(where.Place).ReadText(where.Index, where.Length);

    private TextDocument TextAt(StoryPlace place) => place == StoryPlace.Transcript ? _state!.Transcript : _state!.Body;
}
