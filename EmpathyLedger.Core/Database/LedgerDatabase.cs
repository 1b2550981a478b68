using System.Globalization;
using System.Runtime.CompilerServices;
using EmpathyLedger.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EmpathyLedger.Core.Database;

/// <summary>The way into the database for everything that acts for somebody.</summary>
public sealed partial class LedgerDatabase(LedgerConnections connections, ILogger<LedgerDatabase> logger)
{
    private DbContextOptions<LedgerDbContext>? _contextOptions;
    private ActorClaim? _claim;

    /// <summary>Rung after each commit on this node, so that what it changed is announced at once.</summary>
    public LedgerSignals Signals { get; } = new();

    internal ActorClaim Claim => Volatile.Read(ref _claim)
        ?? throw new InvalidOperationException("PrepareLedgerAsync has not run: the database is not open yet.");

    internal void Use(ActorClaim claim)
    {
        _contextOptions = new DbContextOptionsBuilder<LedgerDbContext>()
            .UseNpgsql(connections.Contexts)
            .AddInterceptors(new ActorClaimInterceptor(this, context => ((LedgerDbContext)context).Actor))
            .Options;
        Volatile.Write(ref _claim, claim);
    }

    /// <summary>Opens a connection and a transaction in which the database knows the actor.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellation">Also cancels every statement of the scope.</param>
    /// <param name="action">What the access log calls it, should the database refuse: the calling method's name.</param>
    public Task<ActorScope> BeginAsync(Actor actor, CancellationToken cancellation, [CallerMemberName] string action = "") =>
        BeginAsync(() => connections.App, actor, reusesPlans: false, action, cancellation);

    /// <summary>
    /// As <see cref="BeginAsync(Actor, CancellationToken, string)"/>, for statements that look rows up by key whatever their
    /// parameters are: the connection plans each once and keeps the plan. The database would not by itself, because it
    /// takes the years' partitions that such a plan skips while it runs for a cost. Not for optional filters or ranges.
    /// </summary>
    public Task<ActorScope> BeginByKeyAsync(Actor actor, CancellationToken cancellation, [CallerMemberName] string action = "") =>
        BeginAsync(() => connections.App, actor, reusesPlans: true, action, cancellation);

    /// <summary>
    /// As <see cref="BeginAsync(Actor, CancellationToken, string)"/>, but as the host itself: for the one thing that no node may
    /// do that acts for people, setting the portal up.
    /// </summary>
    internal Task<ActorScope> BeginAsHostAsync(Actor actor, CancellationToken cancellation, [CallerMemberName] string action = "") =>
        BeginAsync(() => connections.Jobs, actor, reusesPlans: false, action, cancellation);

    private async Task<ActorScope> BeginAsync(
        Func<NpgsqlDataSource> source, Actor actor, bool reusesPlans, string action, CancellationToken cancellation)
    {
        // Asked first: before the start-up step there is neither a claim nor a pool.
        _ = Claim;
        var connection = await source().OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellation);
            return new ActorScope(this, actor, connection, transaction, action, reusesPlans, cancellation);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>One statement of one person, in a transaction of its own, whose answer is a word for an outcome.</summary>
    /// <returns>The outcome; the access log calls a refusal by its type.</returns>
    public async Task<T> AskAsync<T>(Actor actor, string sql, CancellationToken cancellation, params object?[] arguments)
        where T : struct, Enum
    {
        await using var scope = await BeginAsync(actor, cancellation, typeof(T).Name);
        var word = await scope.ScalarAsync<string>(sql, arguments);
        await scope.CommitAsync();
        return DatabaseWords.Read<T>(word);
    }

    /// <summary>
    /// One statement of several people, in a transaction of its own: its first parameter is their claims, in their order, and what it
    /// calls takes each of them as it would take a claim of one. A refusal (42501) names, in its hint, whose place among them it was.
    /// </summary>
    /// <returns>The first column of the only row.</returns>
    /// <exception cref="TogetherRefusedException">The database refused it; nothing was done.</exception>
    public async Task<T> AskTogetherAsync<T>(
        IReadOnlyList<Actor> actors, string sql, object[] arguments, CancellationToken cancellation, [CallerMemberName] string action = "")
    {
        var claim = Claim;
        await using var connection = await connections.App.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. actors.Select(actor => claim.Sign(actor, connection.ProcessID))] });
        foreach (var value in arguments)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            var answer = await reader.GetFieldValueAsync<T>(0, cancellation);

            // What only the commit finds is told at the end.
            await reader.NextResultAsync(cancellation);
            Signals.Changed();
            return answer;
        }
        catch (Exception failure)
        {
            PreparedStatements.Forget(connection);
            if (failure is not PostgresException refused)
            {
                throw;
            }

            var place = int.TryParse(refused.Hint, NumberStyles.None, CultureInfo.InvariantCulture, out var hinted) && hinted <= actors.Count ? hinted - 1 : actors.Count - 1;
            if (RefusedStatements.IsDenied(refused))
            {
                await LogRefusalAsync(actors[place], action, refused.SqlState);
            }

            throw new TogetherRefusedException(actors[place], refused);
        }
    }

    /// <summary>A short-lived EF context whose every command runs as the actor. Dispose it; never share it between actors.</summary>
    public LedgerDbContext CreateContext(Actor actor, [CallerMemberName] string action = "")
    {
        _ = Claim;
        return new LedgerDbContext(_contextOptions!, this, actor, action);
    }

    /// <summary>Tells the access log of a refused statement. Never raises: the refusal itself is what the caller must see.</summary>
    internal async Task LogRefusalAsync(Actor actor, string action, string detail)
    {
        LogRefused(action, detail);
        try
        {
            await using var scope = await BeginAsync(actor, CancellationToken.None, action);
            await scope.ExecuteAsync("select app.log_refusal($1, $2)", action, detail);
            await scope.CommitAsync();
        }
        catch (NpgsqlException e)
        {
            LogRefusalNotRecorded(action, e.SqlState ?? "no answer");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database refused a statement of {Action} ({Detail}).")]
    private partial void LogRefused(string action, string detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "A refused statement of {Action} could not be recorded ({SqlState}).")]
    private partial void LogRefusalNotRecorded(string action, string sqlState);
}
