namespace EmpathyLedger.Core.Database;

/// <summary>One statement of somebody: see <see cref="LedgerDatabase.RunTogetherAsync"/>. Positional parameters, one value in its answer.</summary>
public sealed record ActorStatement(Actor Actor, string Sql, params object?[] Arguments);

/// <summary>One of the statements was refused, and none was done.</summary>
/// <param name="index">Which, counted from 0.</param>
/// <param name="inner">What the database said.</param>
public sealed class ActorStatementException(int index, Npgsql.PostgresException inner) : Exception(inner.Message, inner)
{
    public int Index => index;

    public string SqlState { get; } = inner.SqlState;
}
