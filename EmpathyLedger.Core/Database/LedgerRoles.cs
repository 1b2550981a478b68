namespace EmpathyLedger.Core.Database;

/// <summary>The roles of the database, as Provisioning/roles.sql makes them.</summary>
public static class LedgerRoles
{
    public const string Owner = "ledger_owner";
    public const string Policy = "ledger_policy";
    public const string Reader = "ledger_reader";
    public const string Maintenance = "ledger_maintenance";
    public const string App = "ledger_app";
    public const string Accounts = "ledger_accounts";
    public const string Analysis = "ledger_analysis";
    public const string Insights = "ledger_insights";
    public const string Backup = "ledger_backup";
    public const string Jobs = "ledger_jobs";

    /// <summary>Those that may log in, with a password derived from the key file.</summary>
    public static IReadOnlyList<string> Login { get; } = [App, Accounts, Analysis, Backup, Jobs];
}
