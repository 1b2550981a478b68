using System.Threading.Channels;

namespace EmpathyLedger.Core.Events;

/// <summary>
/// "Something may wait now": a door bell between whoever commits and the one loop that looks. Any number of rings before
/// the loop looks are one. Written by any thread, awaited by one.
/// </summary>
public sealed class LedgerSignals
{
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Never waits and never raises.</summary>
    public void Changed() => _bell.Writer.TryWrite(true);

    internal async ValueTask WaitAsync(CancellationToken cancellation) => await _bell.Reader.ReadAsync(cancellation);

    /// <summary>Forgets a ring: what it told of is about to be looked at.</summary>
    internal void Clear() => _bell.Reader.TryRead(out _);
}
