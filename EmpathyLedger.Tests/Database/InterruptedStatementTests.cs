using System.Globalization;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Tests.Database;

/// <summary>Somebody leaves a page while it asks: the connection serves the next person as if nothing had been.</summary>
public sealed class InterruptedStatementTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private const int Rounds = 500;
    private static readonly Actor Mary = new(Guid.CreateVersion7(), Guid.CreateVersion7(), 2);
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// Few statements, so that they are prepared on the way, and ended at any moment of their life. What is asked next on the
    /// same connections must be answered, and with its own answer.
    /// </summary>
    [Fact]
    public async Task StatementsEndedAtAnyMoment_LeaveSoundConnections()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async person =>
        {
            var random = new Random(person);
            for (var round = 0; round < Rounds; round++)
            {
                await InterruptAsync(random);
                await AskAsync(random.Next(8), Cancellation);
            }
        }));
    }

    private async Task InterruptAsync(Random random)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asking = Task.Run(() => AskAsync(random.Next(8), gone.Token), Cancellation);
        Thread.SpinWait(random.Next(20_000));
        await gone.CancelAsync();
        try
        {
            await asking;
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
        }
    }

    private async Task AskAsync(int which, CancellationToken cancellation)
    {
        await using var scope = await ledger.Database.BeginAsync(Mary, cancellation);
        var number = which.ToString(CultureInfo.InvariantCulture);
        var first = await scope.QueryAsync(
            $"select {number} + $1, app.current_actor_id() from generate_series(1, {number} + 1)", reader => (reader.GetInt32(0), reader.GetGuid(1)), 1);
        var second = await scope.QuerySingleOrDefaultAsync($"select {number}, $1::text", reader => (reader.GetInt32(0), reader.GetString(1)), number);
        await scope.CommitAsync();
        Assert.Equal(Enumerable.Repeat((which + 1, Mary.ProfileId!.Value), which + 1), first);
        Assert.Equal((which, number), second);
    }
}
