using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Operations;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.TestDoubles;
using EmpathyLedger.Web.Components.Account;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EmpathyLedger.Tests.Accounts;

public sealed class SetupNoticeTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    [Fact]
    public async Task Notice_WhenTheDatabaseIsAwayAtFirst_ComesWhenItIsBack()
    {
        var database = new NpgsqlConnectionStringBuilder(ledger.AdminConnectionString).Database!;
        await using var connections = new LedgerConnections();
        connections.Open(ledger.AdminConnectionString, ledger.Server.Keys);
        var clock = new TestClock();
        var token = new SetupToken();
        var said = new StringWriter();
        using var lifetime = new StoppedLater();
        using var notice = new SetupNotice(
            new PortalFacts(connections, clock), token, new PublicAddress("https://stories.example.org", () => null), lifetime.Lifetime, clock)
        {
            Terminal = said,
        };

        await ledger.AdminAsync($"alter database \"{database}\" with connection limit 0");
        lifetime.Lifetime.NotifyStarted();
        await notice.StartAsync(TestContext.Current.CancellationToken);
        await clock.WaitedAsync(TimeSpan.FromSeconds(1));
        await clock.WaitedAsync(TimeSpan.FromSeconds(2));
        Assert.Empty(said.ToString());

        await ledger.AdminAsync($"alter database \"{database}\" with connection limit -1");
        await notice.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Contains($"https://stories.example.org/setup?token={token.Value}", said.ToString(), StringComparison.Ordinal);
    }

    private sealed class StoppedLater : IDisposable
    {
        public ApplicationLifetime Lifetime { get; } = new(NullLogger<ApplicationLifetime>.Instance);

        public void Dispose() => Lifetime.StopApplication();
    }
}
