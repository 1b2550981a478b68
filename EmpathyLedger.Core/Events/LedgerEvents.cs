using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Core.Events;

/// <summary>
/// Hands changes on to whoever listens on this node. Shared by every thread: raised by <see cref="EventListener"/>,
/// subscribed to by circuits and caches.
/// <para>Subscribers are never called under a lock, and each has a queue and a task of its own: one that is slow or
/// throws keeps nobody else waiting. An event that equals one which still waits for that subscriber is dropped, because
/// asking once answers both.</para>
/// </summary>
public sealed class LedgerEvents(ILogger<LedgerEvents> logger)
{
    private ImmutableArray<EventSubscription> _subscriptions = [];

    /// <summary>
    /// On the listener's thread, before any subscriber is offered the change: for caches that empty themselves, so that
    /// whoever asks because of it finds nothing older. Quick, and never raises.
    /// </summary>
    internal event Action<LedgerEvent>? Raising;

    /// <summary>
    /// Calls the handler for wanted events, one at a time, in order, until disposed. <see cref="LedgerEventKind.Resync"/>
    /// comes without being asked for. A handler may still be running when its subscription is disposed.
    /// </summary>
    /// <param name="isWanted">Called on the listener's thread: quick, and without side effects.</param>
    /// <param name="handler">A component calls <c>InvokeAsync</c> in it. What it throws is logged.</param>
    public IDisposable Subscribe(Func<LedgerEvent, bool> isWanted, Func<LedgerEvent, Task> handler)
    {
        var subscription = new EventSubscription(isWanted, handler, Remove, logger);
        ImmutableInterlocked.Update(ref _subscriptions, (all, one) => all.Add(one), subscription);
        return subscription;
    }

    internal int SubscriberCount => _subscriptions.Length;

    /// <summary>Every handler has returned from everything that was raised.</summary>
    internal bool IsIdle => _subscriptions.All(subscription => subscription.IsIdle);

    /// <summary>Returns at once: the handlers run elsewhere.</summary>
    internal void Raise(LedgerEvent change)
    {
        Raising?.Invoke(change);
        foreach (var subscription in _subscriptions)
        {
            subscription.Offer(change);
        }
    }

    private void Remove(EventSubscription subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, (all, one) => all.Remove(one), subscription);
}
