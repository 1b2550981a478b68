using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Core.Operations;

/// <summary>
/// A background loop that outlives its own failures: when <see cref="RunAsync"/> throws or returns, it is started again
/// after a pause that doubles from one second to <see cref="LongestPause"/>. One failing loop never stops the portal.
/// </summary>
public abstract partial class SupervisedLoop(TimeProvider clock, ILogger logger) : BackgroundService
{
    protected TimeProvider Clock { get; } = clock;

    protected virtual TimeSpan LongestPause => TimeSpan.FromMinutes(1);

    protected abstract Task RunAsync(CancellationToken stopping);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for the synchronous part of every background service before it serves anything.
        await Task.Yield();
        var pause = TimeSpan.FromSeconds(1);
        while (!stoppingToken.IsCancellationRequested)
        {
            var startedAt = Clock.GetTimestamp();
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogLoopFailed(logger, GetType().Name, pause.TotalSeconds, exception);
            }

            if (Clock.GetElapsedTime(startedAt) > LongestPause)
            {
                pause = TimeSpan.FromSeconds(1);
            }

            try
            {
                await Task.Delay(pause, Clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Loop} failed and starts again in {Seconds} s")]
    private static partial void LogLoopFailed(ILogger logger, string loop, double seconds, Exception exception);
}
