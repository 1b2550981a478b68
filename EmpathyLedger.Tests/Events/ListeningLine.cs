using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.TestDoubles;

namespace EmpathyLedger.Tests.Events;

internal static class ListeningLine
{
    /// <summary>
    /// Ends the listening connection as soon as it only waits, and comes back when its loop waits to open another.
    /// </summary>
    public static async Task LoseAsync(LedgerDatabaseFixture ledger, HeldClock clock)
    {
        while (await ledger.AdminScalarAsync<long>(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and usename = 'ledger_jobs' and state = 'idle' and query like '%missed_events%'
            """) == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        await clock.WaitedAsync();
    }
}
