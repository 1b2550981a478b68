using EmpathyLedger.Core.Database.Keys;
using Npgsql;

namespace EmpathyLedger.Core.Database;

/// <summary>
/// One pool per login role. Opened by <see cref="LedgerStartup.PrepareLedgerAsync"/>, once the database is there and migrated.
/// </summary>
public sealed class LedgerConnections : IAsyncDisposable
{
    private Pools? _pools;

    /// <summary>
    /// The node itself: under row security, no DDL, no story text. Its connections keep prepared statements, so only
    /// <see cref="ActorScope"/> asks here, which forgets them when one fails.
    /// </summary>
    public NpgsqlDataSource App => Opened.App;

    /// <summary>The same role for EF's contexts, which prepare nothing.</summary>
    public NpgsqlDataSource Contexts => Opened.Contexts;

    /// <summary>Identity's tables and the data-protection keys, nothing else.</summary>
    public NpgsqlDataSource Accounts => Opened.Accounts;

    /// <summary>Hangfire's storage and the few definer functions that jobs call.</summary>
    public NpgsqlDataSource Jobs => Opened.Jobs;

    private Pools Opened => Volatile.Read(ref _pools)
        ?? throw new InvalidOperationException("PrepareLedgerAsync has not run: the database is not open yet.");

    internal void Open(string provisioningConnectionString, LedgerKeys keys)
    {
        NpgsqlDataSource Pool(string role, int size, bool preparesStatements = false) =>
            NpgsqlDataSource.Create(ConnectionString(provisioningConnectionString, keys, role, size, preparesStatements));

        var pools = new Pools(
            Pool(LedgerRoles.App, 40, preparesStatements: true),
            Pool(LedgerRoles.App, 10),
            Pool(LedgerRoles.Accounts, 10),
            Pool(LedgerRoles.Jobs, 15));
        if (Interlocked.CompareExchange(ref _pools, pools, null) is not null)
        {
            throw new InvalidOperationException("The database is open already.");
        }
    }

    /// <summary>
    /// The same server and database as another role. "No Reset On Close" stays off whatever the string said: with it on,
    /// the pool handed one person's identity to the next.
    /// </summary>
    internal static string ConnectionString(string provisioning, LedgerKeys keys, string role, int maxPoolSize, bool preparesStatements = false) =>
        new NpgsqlConnectionStringBuilder(provisioning)
        {
            Username = role,
            Password = keys.RolePassword(role),
            Options = null,
            ApplicationName = $"empathy-ledger {role}",
            Pooling = true,
            MaxPoolSize = maxPoolSize,
            MinPoolSize = 0,
            NoResetOnClose = false,
            Multiplexing = false,
            PersistSecurityInfo = false,
            IncludeErrorDetail = false,
            Enlist = false,

            // Planning a statement under row security takes longer than running it: what is asked often is planned once a connection.
            MaxAutoPrepare = preparesStatements ? 100 : 0,
            AutoPrepareMinUsages = 3,
        }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _pools, null) is { } pools)
        {
            await pools.App.DisposeAsync();
            await pools.Contexts.DisposeAsync();
            await pools.Accounts.DisposeAsync();
            await pools.Jobs.DisposeAsync();
        }
    }

    private sealed record Pools(NpgsqlDataSource App, NpgsqlDataSource Contexts, NpgsqlDataSource Accounts, NpgsqlDataSource Jobs);
}
