using EmpathyLedger.Core.Database;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.Logging;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json;
using Npgsql;

namespace EmpathyLedger.Core.Operations;

/// <summary>
/// Runs the jobs of <see cref="MaintenanceJobs"/> by Hangfire, which sees to it that of several nodes one runs each.
/// Everything is given to Hangfire explicitly; what it only takes as statics is the same for every portal in a process.
/// </summary>
public sealed class JobServer(
    LedgerConnections connections, IServiceScopeFactory scopes, ILoggerFactory loggers, TimeProvider clock, ILogger<JobServer> logger)
    : SupervisedLoop(clock, logger)
{
    internal const string MakePartitions = "make-partitions";
    internal const string PublishDueStories = "publish-due-stories";
    internal const string RollUpCounts = "roll-up-counts";
    internal const string RefreshInsights = "refresh-insights";
    internal const string ForgetToldEvents = "forget-told-events";
    internal const string ForgetOldImports = "forget-old-imports";

    /// <summary>What a stored job may name. Nothing else that the storage says is ever loaded.</summary>
    private static readonly Dictionary<string, Type> JobTypes =
        new[] { typeof(MaintenanceJobs), typeof(CancellationToken) }.ToDictionary(TypeHelper.SimpleAssemblyTypeSerializer);

    protected override async Task RunAsync(CancellationToken stopping)
    {
        Configure();
        var storage = Storage();
        Schedule(storage);
        var options = new BackgroundJobServerOptions
        {
            WorkerCount = 2,
            Activator = new AspNetCoreJobActivator(scopes),
            ShutdownTimeout = TimeSpan.FromSeconds(5),
        };
        using var server = new BackgroundJobServer(options, storage);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Clock, stopping);
        }
        finally
        {
            server.SendStop();
            await server.WaitForShutdownAsync(CancellationToken.None);
        }
    }

    internal PostgreSqlStorage Storage() => new(new Connections(connections), new PostgreSqlStorageOptions
    {
        SchemaName = JobStorageSchema.Name,

        // The migrator's work: this role may not.
        PrepareSchemaIfNecessary = false,
        QueuePollInterval = TimeSpan.FromSeconds(15),
    })
    {
        // A day of jobs that run every minute is of no use to anybody.
        JobExpirationTimeout = TimeSpan.FromHours(1),
    };

    private static void Schedule(JobStorage storage)
    {
        var jobs = new RecurringJobManager(storage);
        jobs.AddOrUpdate<MaintenanceJobs>(MakePartitions, job => job.MakePartitionsAsync(CancellationToken.None), Cron.Daily);
        jobs.AddOrUpdate<MaintenanceJobs>(PublishDueStories, job => job.PublishDueStoriesAsync(CancellationToken.None), Cron.Minutely);
        jobs.AddOrUpdate<MaintenanceJobs>(RollUpCounts, job => job.RollUpCountsAsync(CancellationToken.None), Cron.Minutely);
        // Of portals that were started before drafts were written as operations alone.
        jobs.RemoveIfExists("forget-old-saves");
        jobs.AddOrUpdate<MaintenanceJobs>(ForgetToldEvents, job => job.ForgetToldEventsAsync(CancellationToken.None), Cron.Daily);
        jobs.AddOrUpdate<MaintenanceJobs>(ForgetOldImports, job => job.ForgetOldImportsAsync(CancellationToken.None), Cron.Daily);
        jobs.AddOrUpdate<MaintenanceJobs>(RefreshInsights, job => job.RefreshInsightsAsync(CancellationToken.None), Cron.Minutely);

        // A portal that was off for months must not wait until midnight for this month's partition.
        jobs.Trigger(MakePartitions);
    }

    private void Configure() => GlobalConfiguration.Configuration
        .UseLogProvider(new JobLog(loggers.CreateLogger("Hangfire")))
        .UseTypeSerializer(TypeHelper.SimpleAssemblyTypeSerializer)
        .UseTypeResolver(JobType)
        .UseSerializerSettings(new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.None, MaxDepth = 8 });

    internal static Type JobType(string name) => JobTypes.TryGetValue(name, out var type)
        ? type
        : throw new TypeLoadException("The storage names a job that isn't one of the portal's.");

    private sealed class Connections(LedgerConnections connections) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => connections.Jobs.CreateConnection();
    }

    /// <summary>Hangfire's warnings and errors, without its news.</summary>
    private sealed class JobLog(ILogger logger) : ILogProvider, ILog
    {
        public ILog GetLogger(string name) => this;

        public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception)
        {
            if (logLevel < Hangfire.Logging.LogLevel.Warn)
            {
                return false;
            }

            var message = messageFunc?.Invoke();
            if (message is not null && message.StartsWith("Worker stop requested", StringComparison.Ordinal))
            {
                // A portal that is stopped in the middle of a job runs it again after the next start: that is the plan.
                return true;
            }

            var level = logLevel == Hangfire.Logging.LogLevel.Warn ? Microsoft.Extensions.Logging.LogLevel.Warning : Microsoft.Extensions.Logging.LogLevel.Error;
            if (message is not null && logger.IsEnabled(level))
            {
                logger.Log(level, default, message, exception, (text, _) => text);
            }

            return true;
        }
    }
}
