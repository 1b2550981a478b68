using EmpathyLedger.Core.Operations;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.TestDoubles;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EmpathyLedger.Tests.Operations;

public sealed class JobServerTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private readonly TestLogger<MaintenanceJobs> _done = new();
    private ServiceProvider _services = null!;
    private JobServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _services = new ServiceCollection()
            .AddSingleton(ledger.Connections)
            .AddSingleton(ledger.Database)
            .AddSingleton<ILogger<MaintenanceJobs>>(_done)
            .AddSingleton<MaintenanceJobs>()
            .BuildServiceProvider();
        _server = new JobServer(
            ledger.Connections, _services.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance,
            TimeProvider.System, NullLogger<JobServer>.Instance);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        _server.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Start_MakesThePartitionThatIsMissing_WithRowSecurity()
    {
        var month = TimeProvider.System.GetUtcNow().AddMonths(2);
        var partition = $"events_{month:yyyy_MM}";
        await ledger.AdminAsync($"drop table ledger.{partition}");

        await _server.StartAsync(Cancellation);

        Assert.StartsWith("make_partitions: 1", await DoneAsync("make_partitions"), StringComparison.Ordinal);
        Assert.True(await ledger.AdminScalarAsync<bool>(
            "select relrowsecurity and relforcerowsecurity and relowner = 'ledger_owner'::regrole from pg_class where oid = to_regclass($1)",
            $"ledger.{partition}"));
    }

    [Fact]
    public async Task Jobs_TriggeredByTheClock_AllRun()
    {
        await _server.StartAsync(Cancellation);
        await DoneAsync("make_partitions");
        using (var storage = _server.Storage().GetConnection())
        {
            Assert.Equal(
                [
                    (JobServer.ForgetOldImports, Cron.Daily()), (JobServer.ForgetToldEvents, Cron.Daily()),
                    (JobServer.MakePartitions, Cron.Daily()), (JobServer.PublishDueStories, Cron.Minutely()),
                    (JobServer.RefreshInsights, Cron.Minutely()), (JobServer.RollUpCounts, Cron.Minutely()),
                ],
                storage.GetRecurringJobs().Select(job => (job.Id, job.Cron)).Order());
        }

        var jobs = new RecurringJobManager(_server.Storage());
        foreach (var (id, function) in new[]
        {
            (JobServer.PublishDueStories, "publish_due_stories"),
            (JobServer.RollUpCounts, "roll_up_counts"),
            (JobServer.RefreshInsights, "refresh_insights"),
            (JobServer.ForgetToldEvents, "forget_told_events"),
            (JobServer.ForgetOldImports, "forget_old_imports"),
        })
        {
            jobs.Trigger(id);
            await DoneAsync(function);
        }
    }

    [Fact]
    public async Task JobsRole_ChangesNoTableOfTheStorage()
    {
        await using var connection = await ledger.Connections.Jobs.OpenConnectionAsync(Cancellation);
        foreach (var sql in new[]
        {
            "create table hangfire.mine (id int)", "drop table hangfire.job", "alter table hangfire.job add column mine int",
            "truncate hangfire.job", "update hangfire.schema set version = 1",
        })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task NodesRole_DoesNotSeeTheStorage()
    {
        await using var connection = await ledger.Connections.App.OpenConnectionAsync(Cancellation);
        await using var command = new NpgsqlCommand("select count(*) from hangfire.job", connection);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync(Cancellation));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Storage_IsInstalledAtItsNewestVersion() =>
        Assert.Equal(JobStorageSchema.NewestVersion, await ledger.AdminScalarAsync<int>("select max(version) from hangfire.schema"));

    [Theory]
    [InlineData("System.Diagnostics.Process, System.Diagnostics.Process")]
    [InlineData("EmpathyLedger.Core.Database.LedgerDatabase, EmpathyLedger.Core")]
    public void StoredJob_OfAnotherType_IsNeverLoaded(string name) =>
        Assert.Throws<TypeLoadException>(() => JobServer.JobType(name));

    private async Task<string> DoneAsync(string function)
    {
        while (true)
        {
            var line = await _done.NextAsync();
            if (line.StartsWith(function, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }
}
