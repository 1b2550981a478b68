using System.Globalization;
using EmpathyLedger.Core.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EmpathyLedger.Tests.Database;

/// <summary>
/// A statement fails after it was parsed and before it was described, on the very use for which the driver prepares it. A
/// cancelled one does so now and then, one that cannot be planned with its value does so always. Npgsql then believes that
/// the prepared statement answers no rows, and fails whoever asks it next.
/// </summary>
public sealed class FailedStatementTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    /// <summary>The uses that fail: the one that prepares, one after it, and one once it works.</summary>
    private static readonly int[] Failing = [3, 4, 7];
    private static readonly Actor Mary = new(Guid.CreateVersion7(), Guid.CreateVersion7(), 2);
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task StatementOfAScope_AnswersTheNextTime() => UseAsync(async number =>
    {
        await using var scope = await ledger.Database.BeginAsync(Mary, Cancellation);
        return await scope.ScalarAsync<int>("select $1::text::integer", number);
    });

    [Fact]
    public Task StatementOfAContext_AnswersTheNextTime() => UseAsync(async number =>
    {
        await using var context = ledger.Database.CreateContext(Mary);
        return await context.Database.SqlQueryRaw<int>("select {0}::text::integer as \"Value\"", number).SingleAsync(Cancellation);
    });

    private static async Task UseAsync(Func<string, Task<int>> readNumberAsync)
    {
        for (var use = 1; use <= 10; use++)
        {
            if (Failing.Contains(use))
            {
                var error = await Assert.ThrowsAsync<PostgresException>(() => readNumberAsync("none"));
                Assert.Equal(PostgresErrorCodes.InvalidTextRepresentation, error.SqlState);
            }
            else
            {
                Assert.Equal(use, await readNumberAsync(use.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }
}
