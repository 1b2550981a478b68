namespace EmpathyLedger.Core.Database;

/// <summary>The SQLSTATEs that the portal tells apart (PostgreSQL documentation, appendix A).</summary>
public static class PostgresErrorCodes
{
    public const string NumericValueOutOfRange = "22003";
    public const string StringDataRightTruncation = "22001";
    public const string InvalidParameterValue = "22023";
    public const string NotNullViolation = "23502";
    public const string ForeignKeyViolation = "23503";
    public const string UniqueViolation = "23505";
    public const string CheckViolation = "23514";
    public const string ExclusionViolation = "23P01";
    public const string InvalidPassword = "28P01";
    public const string InvalidCatalogName = "3D000";
    public const string SerializationFailure = "40001";
    public const string DeadlockDetected = "40P01";
    public const string InsufficientPrivilege = "42501";
    public const string UndefinedFunction = "42883";
    public const string NoDataFound = "P0002";
    public const string QueryCanceled = "57014";

    /// <summary>Connection, resources and operator intervention: the database is away or cannot take more.</summary>
    public static bool IsOutage(string sqlState) =>
        sqlState != QueryCanceled
        && (sqlState.StartsWith("08", StringComparison.Ordinal)
            || sqlState.StartsWith("53", StringComparison.Ordinal)
            || sqlState.StartsWith("57", StringComparison.Ordinal)
            || sqlState.StartsWith("58", StringComparison.Ordinal));
}
