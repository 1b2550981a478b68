using EmpathyLedger.Core.Database;
using Npgsql;

namespace EmpathyLedger.Core.Insights;

/// <summary>
/// Keeps the communities' numbers up with what has changed: <c>app.update_insights</c>, as ledger_jobs. Any node may call it at
/// any time; one at a time does the work.
/// </summary>
public sealed class InsightsSummary(LedgerConnections connections)
{
    private const int MostAtOnce = 500;

    /// <returns>How many changes were counted; fewer than waited when another node is at it.</returns>
    public async Task<int> UpdateAsync(CancellationToken cancellation)
    {
        var counted = 0;
        while (true)
        {
            await using var command = connections.Jobs.CreateCommand("select app.update_insights($1)");
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostAtOnce });
            var taken = (int)(await command.ExecuteScalarAsync(cancellation))!;
            counted += taken;
            if (taken < MostAtOnce)
            {
                return counted;
            }
        }
    }
}
