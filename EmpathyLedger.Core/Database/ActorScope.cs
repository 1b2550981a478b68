using Npgsql;

namespace EmpathyLedger.Core.Database;

/// <summary>
/// One transaction in which the database knows who asks. Nothing else in the portal sets the claim (EF's commands get it
/// from <see cref="ActorClaimInterceptor"/>, which signs the same way).
/// <para>Disposing without <see cref="CommitAsync"/> rolls back. Not for use by two tasks at once.</para>
/// </summary>
public sealed class ActorScope : IAsyncDisposable
{
    internal const string SetClaim = "select pg_catalog.set_config('app.claim', $1, true)";

    private const string SetClaimAndReusePlans =
        "select pg_catalog.set_config('app.claim', $1, true), pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true)";

    private readonly LedgerDatabase _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly string _action;
    private readonly bool _reusesPlans;
    private readonly CancellationToken _cancellation;
    private bool _isOpened;
    private string? _denied;
    private bool _hasFailed;

    internal ActorScope(
        LedgerDatabase database,
        Actor actor,
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string action,
        bool reusesPlans,
        CancellationToken cancellation)
    {
        (_database, Actor, _connection, _transaction, _action, _reusesPlans, _cancellation) =
            (database, actor, connection, transaction, action, reusesPlans, cancellation);
        _isOpened = actor.IsAnonymous && !reusesPlans;
    }

    public Actor Actor { get; }

    /// <summary>Runs a statement and reads every row. Parameters are positional: <c>$1</c>, <c>$2</c>.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] args)
    {
        var rows = new List<T>();
        await RunAsync(sql, args, async reader =>
        {
            while (await reader.ReadAsync(_cancellation))
            {
                rows.Add(read(reader));
            }
        });
        return rows;
    }

    /// <summary>The only row, or the type's default when there is none. Two rows are a bug.</summary>
    public async Task<T?> QuerySingleOrDefaultAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] args)
    {
        var rows = await QueryAsync(sql, read, args);
        return rows.Count <= 1
            ? rows.FirstOrDefault()
            : throw new InvalidOperationException($"{_action}: one row was expected and {rows.Count} came.");
    }

    /// <summary>The first column of the only row; null when there is no row or the value is null.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, params object?[] args)
    {
        var rows = await QueryAsync(sql, reader => reader.IsDBNull(0) ? default : reader.GetFieldValue<T>(0), args);
        return rows.Count == 0 ? default : rows[0];
    }

    /// <returns>How many rows were written. A forbidden UPDATE or DELETE writes none and does not raise: check the number.</returns>
    public async Task<int> ExecuteAsync(string sql, params object?[] args)
    {
        var written = 0;
        await RunAsync(sql, args, async reader =>
        {
            while (await reader.NextResultAsync(_cancellation))
            {
            }

            written = Math.Max(0, reader.RecordsAffected);
        });
        return written;
    }

    public async Task CommitAsync()
    {
        await _transaction.CommitAsync(_cancellation);
        if (!Actor.IsAnonymous)
        {
            // A visitor changes nothing that is announced, and visitors are the most.
            _database.Signals.Changed();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        if (_hasFailed)
        {
            PreparedStatements.Forget(_connection);
        }

        await _connection.DisposeAsync();
        if (_denied is { } detail)
        {
            // After the rollback and in a transaction of its own, or the log would be rolled back with what it tells of.
            await _database.LogRefusalAsync(Actor, _action, detail);
        }
    }

    private async Task RunAsync(string sql, object?[]? args, Func<NpgsqlDataReader, Task> consume)
    {
        await using var batch = new NpgsqlBatch(_connection, _transaction);
        if (!_isOpened)
        {
            // One round trip for the claim and the first statement. The connection is open: the claim names its backend.
            batch.BatchCommands.Add(new NpgsqlBatchCommand(_reusesPlans ? SetClaimAndReusePlans : SetClaim)
            {
                Parameters = { new NpgsqlParameter<string> { TypedValue = _database.Claim.Sign(Actor, _connection.ProcessID) } },
            });
        }

        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in Arguments(args))
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        batch.BatchCommands.Add(command);
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(_cancellation);
            if (!_isOpened)
            {
                await reader.NextResultAsync(_cancellation);
                _isOpened = true;
            }

            await consume(reader);

            // An error in a later row or a deferred trigger is only seen by reading to the end.
            while (await reader.NextResultAsync(_cancellation))
            {
            }
        }
        catch (Exception e)
        {
            _hasFailed = true;
            if (RefusedStatements.IsDenied(e))
            {
                _denied = PostgresErrorCodes.InsufficientPrivilege;
            }

            throw;
        }
    }

    /// <summary><c>params</c> takes a lone <c>string[]</c> apart (arrays are covariant) and a lone null for no array.</summary>
    private static object?[] Arguments(object?[]? args) =>
        args is null ? [null] : args.GetType() == typeof(object[]) ? args : [args];
}
