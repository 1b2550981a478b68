using System.Threading.Channels;
using EmpathyLedger.Core.Events;

namespace EmpathyLedger.Tests.Events;

/// <summary>Says what a subscriber heard, as it hears it; a gate holds the handler afterwards.</summary>
internal sealed class HeardEvents(Task? gate = null)
{
    private readonly Channel<LedgerEvent> _heard = Channel.CreateUnbounded<LedgerEvent>();

    public bool HasMore => _heard.Reader.TryPeek(out _);

    public async Task HandleAsync(LedgerEvent change)
    {
        _heard.Writer.TryWrite(change);
        if (gate is not null)
        {
            await gate;
        }
    }

    public Task<LedgerEvent> NextAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        return _heard.Reader.ReadAsync(cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, cancellation);
    }

    /// <summary>Skips what else is heard.</summary>
    public async Task<LedgerEvent> NextAsync(Func<LedgerEvent, bool> isMeant)
    {
        while (true)
        {
            var change = await NextAsync();
            if (isMeant(change))
            {
                return change;
            }
        }
    }
}
