using System.Diagnostics;

namespace EmpathyLedger.Benchmarks.Collaboration;

/// <summary>What all pages of one run share. They run on one core, but on several threads.</summary>
internal sealed class LoadRun(string kind, Uri server, string document, int characters, bool isClosedLoop)
{
    public const int MostWriters = 128;

    // Twentieths of a millisecond, to ten seconds.
    private readonly int[] _delays = new int[200_000];
    private readonly TaskCompletionSource _failure = new();
    private long _acknowledged;
    private volatile bool _isMeasuring;

    public LoadWriter[] Writers { get; private set; } = [];

    public Uri Server => server;

    public string Document => document;

    public int Characters => characters;

    public bool IsClosedLoop => isClosedLoop;

    public bool IsOver { get; private set; }

    public Task Failure => _failure.Task;

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    public void CountAcknowledged() => Interlocked.Increment(ref _acknowledged);

    public void Failed(Exception failure) => _failure.TrySetException(failure);

    public void CountHeard(int writer, int count, long now)
    {
        if (_isMeasuring)
        {
            var delay = Stopwatch.GetElapsedTime(Writers[writer].TypedAt[count], now);
            Interlocked.Increment(ref _delays[Math.Clamp((int)(delay.TotalMilliseconds * 20), 0, _delays.Length - 1)]);
        }
    }

    public async Task OpenAsync(int writers)
    {
        Writers = [.. Enumerable.Range(0, writers).Select(Writer)];
        foreach (var few in Writers.Chunk(10))
        {
            await Task.WhenAll(few.Select(writer => writer.OpenAsync()));
        }
    }

    /// <summary>Everybody writes for a while; the answer is of the part after the first.</summary>
    /// <param name="onMeasuring">Called when that part begins and when it ends.</param>
    public async Task<LoadAnswer> WriteAsync(TimeSpan first, TimeSpan measured, double perSecond, Action<string> onMeasuring)
    {
        var writing = isClosedLoop ? TypeOnce() : TypeAsync(perSecond);
        await Pause(first);
        onMeasuring("begin");
        var (since, before) = (Stopwatch.GetTimestamp(), Acknowledged);
        _isMeasuring = true;
        await Pause(measured);
        _isMeasuring = false;
        var (elapsed, operations) = (Stopwatch.GetElapsedTime(since), Acknowledged - before);
        onMeasuring("end");
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        IsOver = true;
        await writing;

        // What is on its way still comes in.
        for (var turn = 0; turn < 100 && Writers.Any(writer => writer.Acknowledged < writer.Sent); turn++)
        {
            await Pause(TimeSpan.FromMilliseconds(50));
        }

        return new LoadAnswer(
            operations / elapsed.TotalSeconds, Percentile(0.5), Percentile(0.99), _delays.Sum(delay => (long)delay),
            cpu.TotalSeconds, [.. Writers.Select(writer => writer.Sent)], [.. Writers.Select(writer => writer.Acknowledged)]);

        Task Pause(TimeSpan time) => Task.WhenAny(Task.Delay(time), Failure).Unwrap();
    }

    private LoadWriter Writer(int number) => kind switch
    {
        "portal" => new PortalWriter(number, this),
        "bare" => new BareWriter(number, this),
        "sharedb" => new ShareDbWriter(number, this),
        "hocuspocus" => new HocuspocusWriter(number, this),
        _ => throw new ArgumentException($"There is no {kind}."),
    };

    private Task TypeOnce()
    {
        foreach (var writer in Writers)
        {
            writer.Type(Stopwatch.GetTimestamp());
        }

        return Task.CompletedTask;
    }

    /// <summary>Each as often, one after the other. Whoever is late is late: the words count from when they were due.</summary>
    private async Task TypeAsync(double perSecond)
    {
        var every = Stopwatch.Frequency / (perSecond * Writers.Length);
        var start = Stopwatch.GetTimestamp();
        for (var turn = 0L; !IsOver;)
        {
            for (; start + (long)(turn * every) is var due && due <= Stopwatch.GetTimestamp() && !IsOver; turn++)
            {
                Writers[turn % Writers.Length].Type(due);
            }

            await Task.Delay(1);
        }
    }

    private double Percentile(double share)
    {
        var (all, seen) = (_delays.Sum(delay => (long)delay), 0L);
        for (var index = 0; index < _delays.Length; index++)
        {
            seen += _delays[index];
            if (all > 0 && seen >= all * share)
            {
                return (index + 1) / 20.0;
            }
        }

        return 0;
    }
}

/// <summary>What a run came to. Times in milliseconds; processor time in seconds, of the generator from its start.</summary>
internal sealed record LoadAnswer(
    double PerSecond, double Median, double Percentile99, long Heard, double GeneratorSeconds, int[] Sent, int[] Acknowledged);
