using System.Collections.Concurrent;
using System.Threading.Channels;

namespace EmpathyLedger.Tests.TestDoubles;

/// <summary>Waits end at once and are remembered; periodic timers never tick, unless <see cref="Tick"/> is called.</summary>
public sealed class TestClock : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private readonly Channel<TimeSpan> _news = Channel.CreateUnbounded<TimeSpan>();
    private readonly TaskCompletionSource _periodicTimer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<(TimerCallback Callback, object? State)> _periodic = new();

    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    /// <summary>Somebody has begun to wait for so long; earlier, other waits are skipped.</summary>
    public async Task WaitedAsync(TimeSpan wait)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (await _news.Reader.ReadAsync(patience.Token) != wait)
        {
        }
    }

    /// <summary>Somebody has made a periodic timer.</summary>
    public Task PeriodicTimerAsync() =>
        _periodicTimer.Task.WaitAsync(TimeSpan.FromSeconds(30), System, TestContext.Current.CancellationToken);

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
            _periodicTimer.TrySetResult();
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        _waits.Enqueue(dueTime);
        _news.Writer.TryWrite(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
