using System.Threading.Channels;
using EmpathyLedger.Core.Collaboration.Presence;
using EmpathyLedger.Core.Collaboration.Remarks;
using EmpathyLedger.Core.Database;
using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>
/// One story that is being written in, on one node. A loop of its own takes what comes, in turn: it transforms what is written on
/// top of older revisions, commits all that waits in one transaction, and only then tells anybody. Other nodes may have a session
/// of the same story: the database lets one of them go first, and the other catches up.
/// <para>Laws (SECURITY, co-editing contract): every acknowledged (client, sequence) is in the log exactly once; a client's are in
/// its order; revisions have no gaps; the log replays to the draft; nothing is taken after the right to write has ended.</para>
/// <para>When the database is away the session ends and says so: what was not acknowledged stays with its page, which opens the
/// story again and learns which of its operations are in.</para>
/// </summary>
internal sealed partial class StorySession
{
    private const int BatchSize = 256;
    private const int InboxSize = 4096;
    private const int RecentlyWritten = 1024;
    private const int MostAttempts = 50;
    private static readonly TimeSpan SnapshotAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LargeSnapshotAfter = TimeSpan.FromSeconds(10);
    private const int Large = 200_000;

    private readonly Guid _storyId;
    private readonly OperationLog _log;
    private readonly PresenceLog _presence;
    private readonly WritingNow _writing;
    private readonly ISessionAudience _audience;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<Message> _inbox = Channel.CreateBounded<Message>(new BoundedChannelOptions(InboxSize) { SingleReader = true });

    // All below belongs to the loop.
    private readonly SessionSeats _seats = new();
    private readonly RecentOperations _recent = new(RecentlyWritten);
    private StoryState? _state;
    private Actor? _lastWriter;
    private int _committed;
    private int _savedRevision;
    private ITimer? _snapshotTimer;
    private bool _isEnding;

    // Another node may have written, and nothing was committed since that would have shown it.
    private bool _isCatchingUpDue;

    public StorySession(
        Guid storyId, OperationLog log, PassageLog passages, PresenceLog presence, WritingNow writing, ISessionAudience audience, TimeProvider time,
        ILogger logger)
    {
        _passageLog = passages;
        (_storyId, _log, _presence, _writing, _audience, _time, _logger) = (storyId, log, presence, writing, audience, time, logger);
        _id = Guid.CreateVersion7(time.GetUtcNow());
        Ended = Task.Run(RunAsync);
    }

    /// <summary>Completes when the session has ended. It never fails.</summary>
    public Task Ended { get; }

    /// <returns>False when the session has ended: ask the registry for another.</returns>
    public async ValueTask<bool> PostAsync(Message message, CancellationToken cancellation)
    {
        while (await _inbox.Writer.WaitToWriteAsync(cancellation))
        {
            if (_inbox.Writer.TryWrite(message))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is in the inbox is done, then it ends.</summary>
    public void Stop() => _inbox.Writer.TryComplete();

    private async Task RunAsync()
    {
        var batch = new List<Message.Submit>();
        Message? current = null;
        try
        {
            while (!_isEnding && await _inbox.Reader.WaitToReadAsync())
            {
                while (!_isEnding && batch.Count < BatchSize && _inbox.Reader.TryRead(out current))
                {
                    switch (current)
                    {
                        case Message.Submit submit:
                            batch.Add(submit);
                            break;
                        case Message.Point point:
                            Note(point);
                            break;

                        // What waits is about to be committed, and that finds out too.
                        case Message.CatchUp when batch.Count > 0:
                            _isCatchingUpDue = true;
                            break;
                        default:
                            await CommitAsync(batch);
                            await HandleAsync(current);
                            break;
                    }
                }

                await CommitAsync(batch);
                if (_isCatchingUpDue)
                {
                    await CatchUpAsync();
                }

                TellWhoMoved();
            }

            await SaveAsync();
            await NoteLeavingAsync(_seats);
        }
        catch (Exception failure)
        {
            LogEnded(_logger, failure, _storyId);
            current?.Abandon();
        }

        End();
    }

    private async Task HandleAsync(Message message)
    {
        switch (message)
        {
            case Message.Join join:
                await JoinAsync(join);
                break;
            case Message.Leave leave:
                await UnseatAsync(_seats.Find(leave.Connection) is { } left ? [left] : []);
                EndIfEmpty();
                break;
            case Message.Write write:
                await WriteAsync(write);
                break;
            case Message.Settle settle:
                await SettleAsync(settle);
                break;
            case Message.CatchUp:
                await CatchUpAsync();
                break;
            case Message.AskAgain ask:
                await AskAgainAsync(ask.ProfileId);
                break;
            case Message.SnapshotDue:
                _snapshotTimer?.Dispose();
                _snapshotTimer = null;
                await SaveAsync();
                break;
            case Message.SignOfLifeDue:
                GiveSignOfLife();
                break;
            case PassageMessage passages:
                await HandleAsync(passages);
                break;
        }
    }

    private async Task JoinAsync(Message.Join join)
    {
        var (who, since) = (join.Who, join.Since);
        try
        {
            if (!await OpenAsync(who.Actor))
            {
                join.Answer.TrySetResult(null);
                return;
            }

            // Whoever comes back with the same count has left the place where they sat, whether that was noticed or not.
            if (_seats.FindClient(who.Actor.ProfileId, who.ClientId) is { } left)
            {
                _seats.Remove(left.Who.Connection);
                _audience.Ended(left.Who, SessionEnd.Elsewhere);
            }

            // In this order: what of the page's own another session still brings in between is seen by the catching up.
            var seat = new SessionSeat(who) { LastSequence = await _log.ReadLastSequenceAsync(who.Actor, _storyId, who.ClientId, CancellationToken.None) };
            if (!await SeatAsync(seat))
            {
                join.Answer.TrySetResult(null);
                return;
            }

            await CatchUpAsync(who.Actor);
            var passages = await FindPassagesAsync(who.Actor);
            var missed = since is { } revision ? await FindAfterAsync(who.Actor, revision) : null;
            join.Answer.TrySetResult(new SessionOpening(
                _committed,
                missed is null ? new SessionContent(_state!.Body.ToDelta(), _state.Transcript.ToDelta(), _state.Fields) : null,
                missed ?? [],
                seat.LastSequence,
                FindEverybody(),
                seat.MayWrite)
            {
                Passages = passages,
            });
        }
        catch (Exception failure)
        {
            join.Answer.TrySetException(failure);
            throw;
        }
        finally
        {
            EndIfEmpty();
        }
    }

    /// <summary>The first to come brings the draft; whoever comes later is asked about, and logged, all the same.</summary>
    private async Task<bool> OpenAsync(Actor actor)
    {
        if (_state is null)
        {
            if (await _log.OpenAsync(actor, _storyId, CancellationToken.None) is not { } opened)
            {
                return false;
            }

            (_state, _committed, _savedRevision) = (opened.State, opened.State.Revision, opened.SavedRevision);
            return true;
        }

        return await _log.LogOpeningAsync(actor, _storyId, CancellationToken.None);
    }

    /// <summary>What other nodes have written. Asked as somebody who is here; nobody is asked when nobody is.</summary>
    private async Task CatchUpAsync(Actor? asker = null)
    {
        _isCatchingUpDue = false;
        if (_state is not null && (asker ?? _seats.FirstOrDefault()?.Who.Actor) is { } actor)
        {
            var missed = await _log.CatchUpAsync(actor, _storyId, _state, CancellationToken.None);
            if (missed.Count > 0)
            {
                Publish(missed);
            }
        }
    }

    /// <summary>
    /// Whoever's right may be another one is asked about, as themselves: who may write no more but read along stays and is told, and so is
    /// who may write now; who may neither is put out.
    /// </summary>
    private async Task AskAgainAsync(Guid? profileId)
    {
        Actor[] asked = [.. _seats.Select(seat => seat.Who.Actor).Where(actor => profileId is null || actor.ProfileId == profileId).Distinct()];
        if (asked.Length == 0)
        {
            return;
        }

        var answers = await _log.MayWriteAsync(asked, _storyId, CancellationToken.None);
        foreach (var (who, mayWrite) in asked.Zip(answers))
        {
            if (!mayWrite && !await _log.MayOnlyWatchAsync(who, _storyId, CancellationToken.None))
            {
                await PutOutAsync(who);
                continue;
            }

            foreach (var seat in _seats.Where(seat => seat.Who.Actor == who && seat.MayWrite != mayWrite).ToList())
            {
                await TurnAsync(seat);
            }
        }
    }

    /// <summary>What was sent before has its answer first: a page learns of each change of its own whether it is in.</summary>
    private async Task TurnAsync(SessionSeat seat)
    {
        if (await _presence.EnterAsync(seat.Who.Actor, _id, _storyId, seat.Who.ClientId, CancellationToken.None) is { } entered
            && entered.MayWrite != seat.MayWrite)
        {
            seat.MayWrite = entered.MayWrite;
            _audience.MayWrite(seat.Who, entered.MayWrite);
        }
    }

    private async Task PutOutAsync(Actor actor)
    {
        var seats = _seats.Where(seat => seat.Who.Actor.ProfileId == actor.ProfileId).ToList();
        foreach (var seat in seats)
        {
            _audience.Ended(seat.Who, SessionEnd.NotAllowed);
        }

        await UnseatAsync(seats);
    }

    private async Task SettleAsync(Message.Settle settle)
    {
        try
        {
            await CatchUpAsync(settle.Actor);
            await SaveAsync(settle.Actor);
            settle.Answer.TrySetResult(true);
        }
        catch (Exception failure)
        {
            settle.Answer.TrySetException(failure);
            throw;
        }
    }

    private void ArmSnapshot()
    {
        var after = _state!.Body.Length > Large ? LargeSnapshotAfter : SnapshotAfter;
        _snapshotTimer ??= _time.CreateTimer(_ => _inbox.Writer.TryWrite(new Message.SnapshotDue()), null, after, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The draft in the database becomes what is here, on the word of whoever wrote last, or of somebody else who may.</summary>
    private async Task SaveAsync(Actor? asker = null)
    {
        if (_state is null || _committed == _savedRevision)
        {
            return;
        }

        var content = _state.ToContent();
        foreach (var actor in _seats.Where(seat => seat.MayWrite).Select(seat => (Actor?)seat.Who.Actor).Prepend(_lastWriter).Prepend(asker).OfType<Actor>().Distinct())
        {
            if (await _log.SaveAsync(actor, _storyId, _committed, content, CancellationToken.None))
            {
                _savedRevision = _committed;
                await StorePassagesAsync(actor);
                return;
            }
        }

        // Nobody is left who may. The operations are in the log, and the next to open the story has them.
    }

    /// <summary>Whoever is in the inbox already is sent to another session.</summary>
    private void EndIfEmpty() => _isEnding |= _seats.Count == 0;

    private void End()
    {
        _inbox.Writer.TryComplete();
        _snapshotTimer?.Dispose();
        _signOfLife?.Dispose();
        while (_inbox.Reader.TryRead(out var message))
        {
            message.Abandon();
        }

        foreach (var seat in _seats)
        {
            _audience.Ended(seat.Who, SessionEnd.Away);
        }

        _seats.Clear();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Writing in story {StoryId} stopped; its pages open it again.")]
    private static partial void LogEnded(ILogger logger, Exception failure, Guid storyId);
}
