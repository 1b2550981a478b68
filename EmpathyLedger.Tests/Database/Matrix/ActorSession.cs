using EmpathyLedger.Core.Database;
using Npgsql;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <param name="SqlState">Null: the database did it.</param>
/// <param name="Message">What it said, or nothing.</param>
/// <param name="Keys">The first column of what came back.</param>
internal sealed record Attempt(string? SqlState, string Message, IReadOnlyList<string> Keys)
{
    public const string Denied = PostgresErrorCodes.InsufficientPrivilege;

    public bool IsDenied => SqlState == Denied;
}

/// <summary>SQL of one's own as the app role, on behalf of somebody, in a transaction that is always rolled back.</summary>
internal sealed class ActorSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction? _transaction;

    private ActorSession(NpgsqlConnection connection, NpgsqlTransaction? transaction) =>
        (_connection, _transaction) = (connection, transaction);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ActorSession> OpenAsync(LedgerDatabaseFixture ledger, Person who)
    {
        var connection = await ledger.Connections.App.OpenConnectionAsync(Cancellation);
        var session = new ActorSession(connection, await connection.BeginTransactionAsync(Cancellation));
        await session.BecomeAsync(ledger, who);
        return session;
    }

    /// <summary>Over the superuser's open transaction, with whatever has been broken in it.</summary>
    public static async Task<ActorSession> OverAsync(LedgerDatabaseFixture ledger, NpgsqlConnection connection, Person who)
    {
        await using var role = new NpgsqlCommand("set local role ledger_app", connection);
        await role.ExecuteNonQueryAsync(Cancellation);
        var session = new ActorSession(connection, null);
        await session.BecomeAsync(ledger, who);
        return session;
    }

    public async Task<List<string>> KeysAsync(string sql, params object?[] args)
    {
        await using var command = Command(sql, args);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        return await KeysAsync(reader);
    }

    private static async Task<List<string>> KeysAsync(NpgsqlDataReader reader)
    {
        var keys = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            keys.Add(reader.IsDBNull(0) ? "" : reader.GetValue(0).ToString()!);
        }

        return keys;
    }

    /// <summary>Does it, and undoes it.</summary>
    public async Task<Attempt> TryAsync(string sql, params object?[] args)
    {
        await using var batch = new NpgsqlBatch(_connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("savepoint attempt"));
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in args)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        batch.BatchCommands.Add(command);
        try
        {
            return new Attempt(null, "", await RunAsync(batch));
        }
        catch (PostgresException e)
        {
            return new Attempt(e.SqlState, e.MessageText, []);
        }
        finally
        {
            await ExecuteAsync("rollback to savepoint attempt");
        }
    }

    public async Task<Attempt> TryCopyFromAsync(string sql)
    {
        await ExecuteAsync("savepoint attempt");
        try
        {
            await using var import = await _connection.BeginTextImportAsync(sql, Cancellation);
            return new Attempt(null, "", []);
        }
        catch (PostgresException e)
        {
            return new Attempt(e.SqlState, e.MessageText, []);
        }
        finally
        {
            await ExecuteAsync("rollback to savepoint attempt");
        }
    }

    public async Task<Attempt> TryCopyToAsync(string sql)
    {
        await ExecuteAsync("savepoint attempt");
        try
        {
            using var export = await _connection.BeginTextExportAsync(sql, Cancellation);
            var text = await export.ReadToEndAsync(Cancellation);
            return new Attempt(null, "", text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (PostgresException e)
        {
            return new Attempt(e.SqlState, e.MessageText, []);
        }
        finally
        {
            await ExecuteAsync("rollback to savepoint attempt");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is null)
        {
            await ExecuteAsync("reset role");
            return;
        }

        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task BecomeAsync(LedgerDatabaseFixture ledger, Person who)
    {
        await using var command = Command(ActorScope.SetClaim, who.IsAnonymous ? "" : ledger.Database.Claim.Sign(who.Actor, _connection.ProcessID));
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>One round trip for the savepoint and what is tried.</summary>
    private static async Task<List<string>> RunAsync(NpgsqlBatch batch)
    {
        await using var reader = await batch.ExecuteReaderAsync(Cancellation);
        return await KeysAsync(reader);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private NpgsqlCommand Command(string sql, params object?[] args)
    {
        var command = new NpgsqlCommand(sql, _connection);
        foreach (var value in args)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }
}
