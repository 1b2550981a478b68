using System.Runtime.CompilerServices;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Insights;

/// <summary>
/// What may leave a community as numbers: how many people told stories in quarters that are over, published once by
/// <c>app.refresh_insights</c>, without small groups. Whoever doesn't lead the community gets nothing.
/// </summary>
public sealed class InsightDownloads(LedgerDatabase database)
{
    public const int FewestInAGroup = 5;

    public const int MostInAGroup = 1_000;

    /// <summary>All published numbers, the latest quarter first; eight quarters are in memory at a time.</summary>
    public async IAsyncEnumerable<InsightCell> ReadAsync(
        Actor actor, Guid communityId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        DateOnly? before = null;
        while (true)
        {
            List<InsightCell> cells;
            await using (var scope = await database.BeginAsync(actor, cancellation))
            {
                cells = await scope.QueryAsync(
                    "select f.quarter, f.cut::text, f.key, f.tellers from app.insight_download($1, $2::date) f",
                    row => new InsightCell(row.GetFieldValue<DateOnly>(0), CutOf(row.GetString(1)), row.GetString(2), row.GetInt32(3)),
                    communityId, before);
                await scope.CommitAsync();
            }

            if (cells.Count == 0)
            {
                yield break;
            }

            foreach (var cell in cells)
            {
                yield return cell;
            }

            before = cells[^1].Quarter;
        }
    }

    /// <summary>Notes that somebody would like the quarters that are over now, and not tomorrow.</summary>
    /// <returns>Whether the actor may wish that.</returns>
    public async Task<bool> AskAsync(Actor actor, Guid communityId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var word = await scope.ScalarAsync<string>("select app.ask_for_insights($1)", communityId);
        await scope.CommitAsync();
        return word == "noted";
    }

    /// <summary>Null for whoever doesn't lead the community.</summary>
    public async Task<InsightStanding?> GetStandingAsync(Actor actor, Guid communityId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var standing = await scope.QuerySingleOrDefaultAsync(
            "select s.made_at, s.is_asked, s.shown, s.withheld, s.dropped, s.smallest_group from app.insight_standing($1) s",
            row => new InsightStanding(
                row.IsDBNull(0) ? null : row.GetFieldValue<DateTimeOffset>(0), row.GetBoolean(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt16(5)),
            communityId);
        await scope.CommitAsync();
        return standing;
    }

    /// <summary>For quarters that are looked at from now on; what is published stays as it is.</summary>
    public async Task<SmallestGroupOutcome> SetSmallestGroupAsync(Actor actor, Guid communityId, int people, CancellationToken cancellation)
    {
        if (people is < FewestInAGroup or > MostInAGroup)
        {
            return SmallestGroupOutcome.OutOfBounds;
        }

        await using var scope = await database.BeginAsync(actor, cancellation);
        var written = await scope.ExecuteAsync("update ledger.communities set smallest_group = $2 where id = $1", communityId, (short)people);
        await scope.CommitAsync();
        return written == 1 ? SmallestGroupOutcome.Saved : SmallestGroupOutcome.NotFound;
    }

    private static InsightCut CutOf(string word) => word switch
    {
        "all" => InsightCut.All,
        "theme" => InsightCut.Theme,
        "language" => InsightCut.Language,
        _ => throw new InvalidOperationException($"The database cuts by '{word}'."),
    };
}

/// <param name="Quarter">Its first day.</param>
/// <param name="Cut">By what it is counted.</param>
/// <param name="Key">The theme or language; empty for all.</param>
/// <param name="Tellers">How many people told, rounded down to fives.</param>
public sealed record InsightCell(DateOnly Quarter, InsightCut Cut, string Key, int Tellers);

/// <summary>The only ways in which numbers that leave a community are cut.</summary>
public enum InsightCut
{
    All,
    Theme,
    Language,
}
