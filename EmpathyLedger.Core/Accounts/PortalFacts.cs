using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Accounts;

/// <summary>What everybody may know of this portal.</summary>
public sealed record Portal(string Name, bool IsDemo, bool IsSetUp, string DataLocation);

/// <summary>
/// Reads <c>app.portal()</c>, and keeps the answer for a minute once the portal is set up (a portal is never un-set up).
/// The kept value is replaced as a whole by whichever request finds it old; two doing so at once is harmless.
/// </summary>
public sealed class PortalFacts(LedgerConnections connections, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private volatile Kept? _kept;

    public async ValueTask<Portal> GetAsync(CancellationToken cancellationToken)
    {
        var kept = _kept;
        return kept is not null && kept.Portal.IsSetUp && clock.GetUtcNow() - kept.ReadAt < Fresh
            ? kept.Portal
            : await ReadAsync(cancellationToken);
    }

    /// <summary>Asks the database now: for decisions, such as whether a demo sign-in may be offered.</summary>
    public async Task<Portal> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = connections.Accounts.CreateCommand("select name, is_demo, is_set_up, data_location from app.portal()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var portal = await reader.ReadAsync(cancellationToken)
            ? new Portal(reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetString(3))
            : new Portal("Empathy Ledger", IsDemo: false, IsSetUp: false, DataLocation: "");
        _kept = new Kept(portal, clock.GetUtcNow());
        return portal;
    }

    private sealed record Kept(Portal Portal, DateTimeOffset ReadAt);
}
