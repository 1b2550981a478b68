using System.Collections.Concurrent;

namespace EmpathyLedger.Tests.TestDoubles;

/// <summary>Waits end at once and are remembered; periodic timers never tick, unless <see cref="Tick"/> is called.</summary>
public sealed class TestClock : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private readonly ConcurrentQueue<(TimerCallback Callback, object? State)> _periodic = new();

    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    public void Tick()
    {
        foreach (var (callback, state) in _periodic)
        {
            callback(state);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan)
        {
            _periodic.Enqueue((callback, state));
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        _waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
