using System.Collections.Concurrent;
using System.Threading.Channels;

namespace EmpathyLedger.Tests.TestDoubles;

/// <summary>Whoever waits on it waits until <see cref="Release"/>; the time itself is the system's.</summary>
public sealed class HeldClock : TimeProvider
{
    private readonly ConcurrentQueue<(TimerCallback Callback, object? State)> _held = new();
    private readonly Channel<TimeSpan> _news = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Somebody has begun to wait.</summary>
    public async Task<TimeSpan> WaitedAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return await _news.Reader.ReadAsync(patience.Token);
    }

    public void Release()
    {
        while (_held.TryDequeue(out var timer))
        {
            timer.Callback(timer.State);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _held.Enqueue((callback, state));
            _news.Writer.TryWrite(dueTime);
        }

        return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
