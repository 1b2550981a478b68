using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace EmpathyLedger.Core.Database;

/// <summary>
/// Puts the actor's claim in front of every command of a <see cref="LedgerDbContext"/>. Claim and command are one batch,
/// so they share one implicit transaction and the setting is gone when the batch ends: nothing is left on the pooled
/// connection for whoever comes next.
/// </summary>
internal sealed class ActorClaimInterceptor(LedgerDatabase database, Func<DbContext, Actor> actorOf) : DbCommandInterceptor
{
    private const string Parameter = "ledger_claim";
    private const string Prefix = "select pg_catalog.set_config('app.claim', @" + Parameter + ", true);\n";

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Sign(command, eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Sign(command, eventData.Context);
        return ValueTask.FromResult(result);
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (IsSigned(command))
        {
            result.NextResult();
        }

        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (IsSigned(command))
        {
            await result.NextResultAsync(cancellationToken);
        }

        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Sign(command, eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Sign(command, eventData.Context);
        return ValueTask.FromResult(result);
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Tell(result);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Tell(result);
        return ValueTask.FromResult(result);
    }

    /// <summary>A scalar reads the first result, which would be the claim: run it as a reader and take the second.</summary>
    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        Sign(command, eventData.Context);
        if (!IsSigned(command))
        {
            return result;
        }

        using var reader = command.ExecuteReader();
        reader.NextResult();
        return InterceptionResult<object>.SuppressWithResult(reader.Read() ? reader.GetValue(0) : null!);
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Sign(command, eventData.Context);
        if (!IsSigned(command))
        {
            return result;
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return InterceptionResult<object>.SuppressWithResult(
            await reader.ReadAsync(cancellationToken) ? reader.GetValue(0) : null!);
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => NoteDenial(eventData);

    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        NoteDenial(eventData);
        return Task.CompletedTask;
    }

    private static void NoteDenial(CommandErrorEventData eventData)
    {
        if (eventData.Context is LedgerDbContext context && RefusedStatements.IsDenied(eventData.Exception))
        {
            context.WasDenied = true;
        }
    }

    /// <summary>ExecuteUpdate and its like; SaveChanges tells by itself.</summary>
    private void Tell(int written)
    {
        if (written > 0)
        {
            database.Signals.Changed();
        }
    }

    private static bool IsSigned(DbCommand command) => command.Parameters.Contains(Parameter);

    private void Sign(DbCommand command, DbContext? context)
    {
        if (context is null || IsSigned(command) || actorOf(context) is not { IsAnonymous: false } actor)
        {
            return;
        }

        var connection = (NpgsqlConnection)command.Connection!;
        if (connection.State != ConnectionState.Open)
        {
            throw new InvalidOperationException("The connection must be open before the claim is signed: the claim names its backend.");
        }

        command.Parameters.Add(new NpgsqlParameter<string>(Parameter, database.Claim.Sign(actor, connection.ProcessID)));
        command.CommandText = Prefix + command.CommandText;
    }
}
