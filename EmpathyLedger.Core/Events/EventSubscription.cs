using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Core.Events;

/// <summary>
/// One subscriber's queue. <see cref="Offer"/> is called by the listener, <see cref="Dispose"/> by the subscriber; the
/// handler runs on the thread pool, never twice at once. The lock guards the queue only and is never held while the
/// subscriber's code runs.
/// </summary>
internal sealed partial class EventSubscription(
    Func<LedgerEvent, bool> isWanted, Func<LedgerEvent, Task> handler, Action<EventSubscription> remove, ILogger logger)
    : IDisposable, IThreadPoolWorkItem
{
    /// <summary>A subscriber that is this far behind asks once for everything instead.</summary>
    internal const int MostWaiting = 1_000;

    private readonly Lock _lock = new();
    private readonly Queue<LedgerEvent> _waiting = new();
    private readonly HashSet<LedgerEvent> _waitingSet = [];
    private bool _isRunning;
    private bool _isDisposed;

    internal bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return !_isRunning;
            }
        }
    }

    public void Offer(LedgerEvent change)
    {
        if (!IsWanted(change))
        {
            return;
        }

        lock (_lock)
        {
            if (_isDisposed || !_waitingSet.Add(change))
            {
                return;
            }

            if (_waiting.Count >= MostWaiting)
            {
                _waiting.Clear();
                _waitingSet.Clear();
                _waitingSet.Add(LedgerEvent.Resync);
                change = LedgerEvent.Resync;
            }

            _waiting.Enqueue(change);
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        // Without the listener's execution context: its trace and its culture are not the subscriber's.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _waiting.Clear();
            _waitingSet.Clear();
        }

        remove(this);
    }

    void IThreadPoolWorkItem.Execute() => _ = HandleWaitingAsync();

    private async Task HandleWaitingAsync()
    {
        while (TryTake(out var change))
        {
            try
            {
                await handler(change);
            }
            catch (Exception exception)
            {
                LogHandlerFailed(logger, change.Kind, exception);
            }
        }
    }

    private bool TryTake(out LedgerEvent change)
    {
        lock (_lock)
        {
            // Taken out of the set before it is handled: a change that comes while the handler already reads is news.
            if (_waiting.TryDequeue(out change!))
            {
                _waitingSet.Remove(change);
                return true;
            }

            _isRunning = false;
            return false;
        }
    }

    private bool IsWanted(LedgerEvent change)
    {
        try
        {
            return change.Kind == LedgerEventKind.Resync || isWanted(change);
        }
        catch (Exception exception)
        {
            LogFilterFailed(logger, change.Kind, exception);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A subscriber failed to handle {Kind}")]
    private static partial void LogHandlerFailed(ILogger logger, LedgerEventKind kind, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A subscriber could not say whether it wants {Kind}")]
    private static partial void LogFilterFailed(ILogger logger, LedgerEventKind kind, Exception exception);
}
