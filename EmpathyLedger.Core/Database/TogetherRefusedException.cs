namespace EmpathyLedger.Core.Database;

/// <summary>A statement of several people was refused (<see cref="LedgerDatabase.AskTogetherAsync"/>), and nothing of it was done.</summary>
/// <param name="actor">On whose account; the last of them where the database didn't say.</param>
/// <param name="inner">What the database said.</param>
public sealed class TogetherRefusedException(Actor actor, Npgsql.PostgresException inner) : Exception(inner.Message, inner)
{
    public Actor Actor => actor;

    public string SqlState { get; } = inner.SqlState;
}
