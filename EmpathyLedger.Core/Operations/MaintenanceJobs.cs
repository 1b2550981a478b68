using EmpathyLedger.Core.Database;
using Hangfire;
using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Core.Operations;

/// <summary>
/// What happens by the clock. Each job is one function of the database, called as ledger_jobs, which may do nothing else;
/// each is harmless when two nodes run it at once or when one comes late.
/// </summary>
public sealed partial class MaintenanceJobs(LedgerConnections connections, LedgerDatabase database, ILogger<MaintenanceJobs> logger)
{
    private static readonly TimeSpan LongestJob = TimeSpan.FromMinutes(10);

    /// <summary>Next month's rows have nowhere to go without their partition: tried again and again when it fails.</summary>
    public Task MakePartitionsAsync(CancellationToken cancellation) => CallAsync("make_partitions", cancellation);

    /// <summary>The next minute tries again by itself.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task PublishDueStoriesAsync(CancellationToken cancellation)
    {
        if (await CallAsync("publish_due_stories", cancellation) > 0)
        {
            database.Signals.Changed();
        }
    }

    /// <inheritdoc cref="PublishDueStoriesAsync"/>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task RollUpCountsAsync(CancellationToken cancellation) => CallAsync("roll_up_counts", cancellation);

    /// <summary>The next day tries again by itself.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task ForgetToldEventsAsync(CancellationToken cancellation) => CallAsync("forget_told_events", cancellation);

    /// <inheritdoc cref="ForgetToldEventsAsync"/>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task ForgetOldImportsAsync(CancellationToken cancellation) => CallAsync("forget_old_imports", cancellation);

    /// <summary>Hardly ever does anything: once a day, or when a steward has asked for it.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task RefreshInsightsAsync(CancellationToken cancellation) => CallAsync("refresh_insights", cancellation);

    private async Task<int> CallAsync(string function, CancellationToken cancellation)
    {
        await using var command = connections.Jobs.CreateCommand($"select app.{function}()");
        command.CommandTimeout = (int)LongestJob.TotalSeconds;
        var rows = (int)(await command.ExecuteScalarAsync(cancellation))!;
        LogDone(function, rows);
        return rows;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Job}: {Rows}")]
    private partial void LogDone(string job, int rows);
}
