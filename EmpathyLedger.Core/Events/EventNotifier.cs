using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Core.Operations;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EmpathyLedger.Core.Events;

/// <summary>
/// Announces what waits in the outbox, as ledger_jobs: soon after a commit on this node, and every second for what others
/// committed (another node that died before it announced, a job, psql). Nodes take different rows, so each change is
/// announced once; the announcement is in the transaction that takes the row, so none is lost.
/// <para>Before it announces it has the insights follow, so that a change and the numbers it moves are told together.</para>
/// </summary>
public sealed partial class EventNotifier(
    LedgerConnections connections, LedgerDatabase database, InsightsSummary insights, TimeProvider clock, ILogger<EventNotifier> logger)
    : SupervisedLoop(clock, logger)
{
    /// <summary>What comes one after the other is told together, so often at most.</summary>
    internal static readonly TimeSpan Batching = TimeSpan.FromMilliseconds(50);

    /// <summary>After a silence: a save and what follows from it.</summary>
    internal static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(10);

    /// <summary>However long a round takes: numbers follow within a second.</summary>
    internal static readonly TimeSpan LongestBatching = TimeSpan.FromMilliseconds(400);

    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private const int MostAtOnce = 1_000;

    private readonly ILogger _logger = logger;
    private bool _isBehind;

    protected override TimeSpan LongestPause => TimeSpan.FromSeconds(10);

    protected override async Task RunAsync(CancellationToken stopping)
    {
        var signals = database.Signals;
        await using var everySecond = Clock.CreateTimer(_ => signals.Changed(), null, TimeSpan.Zero, LongestWait);
        var batching = Gathering;
        var endedAt = Clock.GetTimestamp();
        while (true)
        {
            await signals.WaitAsync(stopping);
            var wait = batching - Clock.GetElapsedTime(endedAt);
            await Task.Delay(wait > Gathering ? wait : Gathering, Clock, stopping);
            signals.Clear();
            var startedAt = Clock.GetTimestamp();
            await UpdateInsightsAsync(stopping);
            while (await AnnounceAsync(stopping) > 0)
            {
            }

            // Where many write, they need the server more than the charts do: at most a third of the time is for these.
            endedAt = Clock.GetTimestamp();
            batching = Clock.GetElapsedTime(startedAt, endedAt) * 2;
            batching = batching < Batching ? Batching : batching > LongestBatching ? LongestBatching : batching;
        }
    }

    /// <summary>
    /// Numbers that can't be counted keep no change from being announced: the next round tries again. A database that isn't
    /// there is the loop's own trouble.
    /// </summary>
    private async Task UpdateInsightsAsync(CancellationToken cancellation)
    {
        try
        {
            await insights.UpdateAsync(cancellation);
            _isBehind = false;
        }
        catch (PostgresException e) when (e.SqlState[..2] is not ("08" or "28" or "3D" or "53" or "57"))
        {
            // Said once, and not every second for as long as it lasts.
            if (!_isBehind)
            {
                LogNotCounted(_logger, e);
            }

            _isBehind = true;
        }
    }

    /// <returns>How many different changes were announced; none when the outbox was empty.</returns>
    internal async Task<int> AnnounceAsync(CancellationToken cancellation)
    {
        await using var command = connections.Jobs.CreateCommand("select app.announce_events($1)");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostAtOnce });
        var announced = (int)(await command.ExecuteScalarAsync(cancellation))!;
        EventMetrics.Announced.Add(announced);
        return announced;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The insights could not be brought up to date")]
    private static partial void LogNotCounted(ILogger logger, Exception exception);
}
