using System.Data;
using Npgsql;

namespace EmpathyLedger.Core.Database;

/// <summary>
/// A statement that fails after it was parsed and before it was described, on the use for which Npgsql prepares it, is remembered
/// as one without rows: the next to ask it would lose its connection ("unexpected backend message DataRow"). That is any statement
/// cancelled while it is planned, so a connection on which one failed forgets what it had prepared.
/// See NpgsqlDataReader.NextResult, https://github.com/npgsql/npgsql, 10.0.
/// </summary>
internal static class PreparedStatements
{
    /// <summary>After the transaction in which it failed has ended.</summary>
    public static void Forget(NpgsqlConnection connection)
    {
        if (connection.State != ConnectionState.Open)
        {
            return;
        }

        try
        {
            // Npgsql has no asynchronous one. It is one short answer, after a failure only.
            connection.UnprepareAll();
        }
        catch (NpgsqlException)
        {
            // The link is gone, and with it everything that was prepared on it.
        }
    }
}
