using EmpathyLedger.Core.Collaboration.Presence;

namespace EmpathyLedger.Tests.Collaboration.Presence;

public sealed class WritingNowTests
{
    private static readonly Guid Story = Guid.Parse("019ab000-0000-7000-8000-000000000001");
    private static readonly Guid Rosa = Guid.Parse("019ab000-0000-7000-8000-000000000002");

    [Fact]
    public void SomebodyWrites_FromTheFirstLetterToASilence()
    {
        var clock = new SteppedClock();
        var writing = new WritingNow(clock);
        var changes = new List<Guid>();
        writing.Changed += changes.Add;

        writing.Wrote(Story, Rosa);
        Assert.True(writing.IsWriting(Story, Rosa));
        Assert.False(writing.IsWriting(Rosa, Story));
        clock.Pass(TimeSpan.FromSeconds(5));
        writing.Wrote(Story, Rosa);
        clock.Pass(TimeSpan.FromSeconds(5));
        Assert.True(writing.IsWriting(Story, Rosa));
        Assert.Equal([Story], changes);

        clock.Pass(TimeSpan.FromSeconds(1));
        Assert.False(writing.IsWriting(Story, Rosa));
        Assert.Equal([Story, Story], changes);
        Assert.Equal(0, clock.Timers);

        writing.Wrote(Story, Rosa);
        Assert.Equal(3, changes.Count);
    }

    /// <summary>Its timers tick when time is made to pass, each as often as it is due.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        private readonly List<SteppedTimer> _timers = [];
        private TimeSpan _now;

        public int Timers => _timers.Count;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public void Pass(TimeSpan time)
        {
            for (var end = _now + time; _now < end;)
            {
                _now += TimeSpan.FromSeconds(1);
                foreach (var timer in _timers.ToList())
                {
                    timer.Tick();
                }
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)), (dueTime, period));
            var timer = new SteppedTimer(this, () => callback(state));
            _timers.Add(timer);
            return timer;
        }

        private sealed class SteppedTimer(SteppedClock clock, Action tick) : ITimer
        {
            public void Tick() => tick();

            public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

            public void Dispose() => clock._timers.Remove(this);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }
}
