using System.Collections.Concurrent;
using EmpathyLedger.Core.Collaboration.Presence;
using EmpathyLedger.Core.Collaboration.Remarks;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Stories.Drafts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>The stories that are being written in on this node. Thread-safe.</summary>
public sealed class StorySessions(
    OperationLog log, PassageLog passages, PresenceLog presence, WritingNow writing, ISessionAudience audience, LedgerEvents events,
    TimeProvider time, ILogger<StorySessions> logger) : IHostedService
{
    private readonly ConcurrentDictionary<Guid, Lazy<StorySession>> _open = [];
    private readonly ConcurrentDictionary<string, Guid> _stories = [];
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = events.Subscribe(
            change => change.StoryId is { } story ? _open.ContainsKey(story) : change.Kind is LedgerEventKind.MembershipChanged or LedgerEventKind.Resync,
            HearAsync);
        return Task.CompletedTask;
    }

    /// <summary>Everybody is asked to open their story again, elsewhere, after what they sent is in.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        var open = _open.Values.Select(session => session.Value).ToList();
        foreach (var session in open)
        {
            session.Stop();
        }

        await Task.WhenAll(open.Select(session => session.Ended)).WaitAsync(cancellationToken);
    }

    /// <param name="who">The page, and who has it open.</param>
    /// <param name="storyId">The story.</param>
    /// <param name="since">The revision that the page has, if it has one.</param>
    /// <param name="cancellation">Stops waiting; the page may be in all the same, until it leaves.</param>
    /// <returns>Null when the story is neither theirs to write in nor to read along with.</returns>
    public async Task<SessionOpening?> JoinAsync(SessionParticipant who, Guid storyId, int? since, CancellationToken cancellation)
    {
        _stories[who.Connection] = storyId;
        var opening = await AskAsync<SessionOpening?>(storyId, answer => new Message.Join(who, since, answer), cancellation);
        if (opening is null)
        {
            _stories.TryRemove(who.Connection, out _);
        }

        return opening;
    }

    /// <summary>Takes it in turn; what becomes of it is told to the audience. Nothing where the page is in no story.</summary>
    public async ValueTask SubmitAsync(string connection, Submission submission, CancellationToken cancellation)
    {
        if (_stories.TryGetValue(connection, out var story) && _open.TryGetValue(story, out var session))
        {
            await session.Value.PostAsync(new Message.Submit(connection, submission), cancellation);
        }
    }

    /// <summary>Where the page is. The others are told soon; forgotten where the page is in no story.</summary>
    public async ValueTask PointAsync(string connection, int revision, StorySelection? selection, CancellationToken cancellation)
    {
        if (_stories.TryGetValue(connection, out var story) && _open.TryGetValue(story, out var session))
        {
            await session.Value.PostAsync(new Message.Point(connection, revision, selection), cancellation);
        }
    }

    public async ValueTask LeaveAsync(string connection)
    {
        if (_stories.TryRemove(connection, out var story) && _open.TryGetValue(story, out var session))
        {
            await session.Value.PostAsync(new Message.Leave(connection), CancellationToken.None);
        }
    }

    /// <summary>Makes the draft what <paramref name="content"/> is, as a change of the actor's that others see like any other.</summary>
    public Task<WriteOutcome> WriteAsync(Actor actor, Guid storyId, DraftContent content, CancellationToken cancellation)
    {
        var client = Guid.CreateVersion7(time.GetUtcNow());
        return AskAsync<WriteOutcome>(storyId, answer => new Message.Write(actor, client, content, answer), cancellation);
    }

    /// <summary>
    /// Sees to it that the draft in the database has every word that was acknowledged, before something is made of it. Where the actor
    /// may not write, nothing happens: whoever asks next is told "not found".
    /// </summary>
    public async Task SettleAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        await SettleWordsAsync(actor, storyId, cancellation);
        await passages.BringUpAsync(actor, storyId, cancellation);
    }

    /// <summary>What stands in a passage now. Nobody needs to have the story open.</summary>
    /// <param name="actor">Whoever asks; that it is theirs to see is asked once more where something is made of it.</param>
    /// <param name="storyId">The story.</param>
    /// <param name="where">In the words at <paramref name="revision"/>.</param>
    /// <param name="revision">Of the words that they see.</param>
    /// <param name="cancellation">Stops waiting.</param>
    internal Task<Quotation> QuoteAsync(Actor actor, Guid storyId, StorySelection where, int revision, CancellationToken cancellation) =>
        AskAsync<Quotation>(storyId, answer => new PassageMessage.Quote(actor, where, revision, answer), cancellation);

    /// <summary>See <see cref="StoryRemarks.AcceptAsync"/>.</summary>
    internal Task<(RemarkOutcome Outcome, string? PresentWords)> AcceptAsync(
        Actor actor, Guid storyId, Guid threadId, string seenWords, CancellationToken cancellation)
    {
        var client = Guid.CreateVersion7(time.GetUtcNow());
        return AskAsync<(RemarkOutcome, string?)>(storyId, answer => new PassageMessage.Accept(actor, threadId, seenWords, client, answer), cancellation);
    }

    private async Task SettleWordsAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        if (_open.TryGetValue(storyId, out var session)
            && await TryAskAsync<bool>(session.Value, answer => new Message.Settle(actor, answer), cancellation) is (true, _))
        {
            return;
        }

        // Nobody has it open here, or it saved on its way out, or could not.
        if (await log.IsBehindAsync(actor, storyId, cancellation) && await log.OpenAsync(actor, storyId, cancellation) is { } opened)
        {
            await log.SaveAsync(actor, storyId, opened.State.Revision, opened.State.ToContent(), cancellation);
        }
    }

    private async Task<T> AskAsync<T>(Guid storyId, Func<TaskCompletionSource<T>, Message> message, CancellationToken cancellation)
    {
        while (true)
        {
            var session = _open.GetOrAdd(storyId, Open);
            var (isAnswered, answer) = await TryAskAsync(session.Value, message, cancellation);
            if (isAnswered)
            {
                return answer!;
            }

            // It was ending: the next one is asked.
            await session.Value.Ended.WaitAsync(cancellation);
            _open.TryRemove(KeyValuePair.Create(storyId, session));
        }
    }

    /// <returns>Whether the session lived to answer, and what.</returns>
    private static async Task<(bool IsAnswered, T? Answer)> TryAskAsync<T>(
        StorySession session, Func<TaskCompletionSource<T>, Message> message, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (await session.PostAsync(message(answer), cancellation))
        {
            try
            {
                return (true, await answer.Task.WaitAsync(cancellation));
            }
            catch (SessionEndedException)
            {
                // As if it had never been asked.
            }
        }

        return (false, default);
    }

    /// <summary>Lazy, or of two who ask at once one would start a session that nobody knows.</summary>
    private Lazy<StorySession> Open(Guid storyId)
    {
        Lazy<StorySession> opened = null!;
        opened = new Lazy<StorySession>(() =>
        {
            var session = new StorySession(storyId, log, passages, presence, writing, audience, time, logger);
            session.Ended.ContinueWith(
                _ => _open.TryRemove(KeyValuePair.Create(storyId, opened)),
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return session;
        });
        return opened;
    }

    internal async Task HearAsync(LedgerEvent change)
    {
        foreach (var (story, session) in _open)
        {
            if (change.StoryId is { } told && told != story)
            {
                continue;
            }

            if (change.Kind is LedgerEventKind.DraftWritten or LedgerEventKind.Resync)
            {
                await session.Value.PostAsync(new Message.CatchUp(), CancellationToken.None);
            }

            if (change.Kind is LedgerEventKind.RemarksChanged or LedgerEventKind.Resync)
            {
                await session.Value.PostAsync(new PassageMessage.ReadAgain(), CancellationToken.None);
            }

            if (change.Kind is not (LedgerEventKind.DraftWritten or LedgerEventKind.PresenceChanged or LedgerEventKind.RemarksChanged))
            {
                await session.Value.PostAsync(new Message.AskAgain(change.Kind == LedgerEventKind.MembershipChanged ? change.ProfileId : null), CancellationToken.None);
            }
        }
    }
}
