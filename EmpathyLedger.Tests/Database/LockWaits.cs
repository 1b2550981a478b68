namespace EmpathyLedger.Tests.Database;

/// <summary>Two sessions in one order, without a clock: the second is let go on when it stands still at the first one's lock.</summary>
internal static class LockWaits
{
    /// <summary>Until a session of the portal waits for a lock. Fails when the work ends without waiting.</summary>
    public static async Task UntilItWaitsAsync(LedgerDatabaseFixture ledger, Task work)
    {
        while (await ledger.AdminScalarAsync<long>(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and usename like 'ledger\_%' and cardinality(pg_blocking_pids(pid)) > 0
            """) == 0)
        {
            Assert.False(work.IsCompleted, "It went on without waiting.");
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
