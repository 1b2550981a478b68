using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Operations;
using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Core.Archive;

/// <summary>
/// Works on imports that wait, one at a time on each node: as soon as it hears of one, and now and then for those whose node has
/// died.
/// </summary>
internal sealed class ImportRunner(ImportPass pass, LedgerEvents events, TimeProvider clock, ILogger<ImportRunner> logger)
    : SupervisedLoop(clock, logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly LedgerSignals _news = new();

    protected override async Task RunAsync(CancellationToken stopping)
    {
        using var subscription = events.Subscribe(change => change.Kind == LedgerEventKind.ImportChanged, _ =>
        {
            _news.Changed();
            return Task.CompletedTask;
        });
        await using var nowAndThen = Clock.CreateTimer(_ => _news.Changed(), null, TimeSpan.Zero, LongestWait);
        while (true)
        {
            await _news.WaitAsync(stopping);
            while (await pass.TakeAsync(null, stopping) is { } taken)
            {
                await pass.RunAsync(taken, stopping);
            }
        }
    }
}
