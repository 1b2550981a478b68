using System.Diagnostics;

namespace EmpathyLedger.Benchmarks.Collaboration;

/// <summary>
/// One page of the load generator: writes, and hears what the others write. It keeps no text. Its insertions are at places that were
/// there from the beginning, so they fit whatever has come since. Used by its own receiving loop and, between messages, the clock.
/// </summary>
internal abstract class LoadWriter(int number, LoadRun run) : IDisposable
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Random _random = new(number);
    private readonly int[] _heard = new int[LoadRun.MostWriters];
    private readonly Lock _sending = new();
    private readonly Queue<long> _due = [];
    private LoadSocket? _socket;
    private bool _isOnItsWay;

    protected int Number => number;

    protected LoadRun Run => run;

    /// <summary>How many it has sent; numbered from 1.</summary>
    public int Sent { get; private set; }

    public int Acknowledged { get; private set; }

    /// <summary>When the words of each of its operations were typed.</summary>
    public long[] TypedAt { get; } = new long[1 << 18];

    protected virtual bool IsText => true;

    public async Task OpenAsync()
    {
        _socket = await LoadSocket.OpenAsync(Address, Headers);
        _ = ReceiveAsync();
        Greet();
        await _opened.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Somebody types now; sent at once, or when what is on its way is acknowledged.</summary>
    public void Type(long at)
    {
        lock (_sending)
        {
            _due.Enqueue(at);
            SendNext();
        }
    }

    public void Dispose() => _socket?.Dispose();

    protected abstract Uri Address { get; }

    protected virtual IEnumerable<(string Name, string Value)> Headers => [];

    protected abstract void Greet();

    /// <summary>Writes the message of its next operation.</summary>
    protected abstract int Compose(Span<byte> message, int place, ReadOnlySpan<byte> mark);

    protected abstract void Hear(ReadOnlySpan<byte> message);

    protected void Send(ReadOnlySpan<byte> message) => _socket!.Send(message, IsText);

    protected void Opened() => _opened.TrySetResult();

    protected void Fail(string what)
    {
        var failure = new InvalidOperationException(what);
        if (!_opened.TrySetException(failure))
        {
            run.Failed(failure);
        }
    }

    /// <summary>The operation that is on its way is in.</summary>
    protected void Acknowledge()
    {
        lock (_sending)
        {
            _isOnItsWay = false;
            Acknowledged = Sent;
            run.CountAcknowledged();
            if (run.IsClosedLoop && !run.IsOver)
            {
                _due.Enqueue(Stopwatch.GetTimestamp());
            }

            SendNext();
        }
    }

    /// <summary>Looks for everybody's marks. Its own, where servers send those too, is its acknowledgement.</summary>
    protected void HearMarks(ReadOnlySpan<byte> message, bool isOwnAcknowledgement)
    {
        var now = Stopwatch.GetTimestamp();
        int at;
        while ((at = message.IndexOf(Marks.First)) >= 0 && at + Marks.Length <= message.Length)
        {
            var isMark = Marks.TryRead(message[at..], out var writer, out var count) && writer < run.Writers.Length && count <= run.Writers[writer].Sent;
            message = message[(at + (isMark ? Marks.Length : 1))..];
            if (!isMark || count <= _heard[writer])
            {
                continue;
            }

            _heard[writer] = count;
            if (writer != number)
            {
                run.CountHeard(writer, count, now);
            }
            else if (isOwnAcknowledgement)
            {
                Acknowledge();
            }
        }
    }

    /// <summary>In a closed loop only its own matters, and what it needs of the others' is found elsewhere.</summary>
    protected void HearOwnMark(ReadOnlySpan<byte> message)
    {
        Span<byte> mark = stackalloc byte[Marks.Length];
        Marks.Write(mark, number, Sent);
        if (message.IndexOf(mark) >= 0)
        {
            Acknowledge();
        }
    }

    private void SendNext()
    {
        if (_isOnItsWay || !_due.TryDequeue(out var at))
        {
            return;
        }

        _isOnItsWay = true;
        TypedAt[++Sent] = at;
        Span<byte> mark = stackalloc byte[Marks.Length];
        Marks.Write(mark, number, Sent);
        Span<byte> message = stackalloc byte[512];
        Send(message[..Compose(message, _random.Next(run.Characters - 1), mark)]);
    }

    private async Task ReceiveAsync()
    {
        try
        {
            await _socket!.ReceiveAsync(message =>
            {
                Hear(message);
                return true;
            });
            if (!run.IsOver)
            {
                Fail($"The connection of writer {number} was closed.");
            }
        }
        catch (Exception failure)
        {
            Fail(failure.ToString());
        }
    }
}
