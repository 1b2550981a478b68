using Npgsql;

namespace EmpathyLedger.Core.Database;

/// <summary>What the database said no to, in the portal's terms.</summary>
public enum StatementRefusal
{
    /// <summary>Not allowed, or not there: the two look the same on purpose.</summary>
    NotFound,

    /// <summary>Somebody else was first: a unique key, a lost race, a deadlock.</summary>
    Conflict,

    /// <summary>A value that the schema does not take.</summary>
    Invalid,

    /// <summary>The database is away, full, or shutting down; or the statement ran out of time.</summary>
    Unavailable,
}

/// <summary>The one place where SQLSTATEs become values. Anything that is not listed is a bug and stays an exception.</summary>
public static class RefusedStatements
{
    /// <summary>What our own functions raise for "not there" (plpgsql's no_data_found).</summary>
    private const string NoDataFound = "P0002";

    public static StatementRefusal? Translate(Exception exception) => exception switch
    {
        PostgresException e => Translate(e.SqlState),
        NpgsqlException => StatementRefusal.Unavailable,
        TimeoutException => StatementRefusal.Unavailable,
        { InnerException: { } inner } => Translate(inner),
        _ => null,
    };

    private static StatementRefusal? Translate(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.InsufficientPrivilege
            or NoDataFound
            or PostgresErrorCodes.ForeignKeyViolation => StatementRefusal.NotFound,
        PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.ExclusionViolation
            or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected => StatementRefusal.Conflict,
        PostgresErrorCodes.CheckViolation
            or PostgresErrorCodes.NotNullViolation
            or PostgresErrorCodes.InvalidParameterValue
            or PostgresErrorCodes.NumericValueOutOfRange
            or PostgresErrorCodes.StringDataRightTruncation
            // A character that text cannot hold: NUL, half of a surrogate pair.
            or PostgresErrorCodes.CharacterNotInRepertoire
            or PostgresErrorCodes.UntranslatableCharacter => StatementRefusal.Invalid,
        PostgresErrorCodes.QueryCanceled => StatementRefusal.Unavailable,
        _ when IsOutage(sqlState) => StatementRefusal.Unavailable,
        _ => null,
    };

    // Connection, resources, operator intervention, system: the classes of an outage.
    private static bool IsOutage(string sqlState) =>
        sqlState.Length == 5 && sqlState[..2] is ("08" or "53" or "57" or "58");

    /// <summary>Row security or a missing grant refused: worth a line in the access log, after the rollback.</summary>
    internal static bool IsDenied(Exception exception) =>
        (exception as PostgresException ?? exception.InnerException as PostgresException)?.SqlState
        == PostgresErrorCodes.InsufficientPrivilege;
}
