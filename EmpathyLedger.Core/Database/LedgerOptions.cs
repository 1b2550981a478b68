using Microsoft.Extensions.Configuration;

namespace EmpathyLedger.Core.Database;

/// <summary>Where the portal keeps what is not in the database, and which database it uses.</summary>
public sealed record LedgerOptions
{
    /// <summary><c>Ledger:DataDirectory</c>: the embedded database and the key file; <c>data</c> in the checkout when not set.</summary>
    public required string DataDirectory { get; init; }

    /// <summary><c>Ledger:KeyFile</c>.</summary>
    public required string KeyFile { get; init; }

    /// <summary><c>ConnectionStrings:Ledger</c>, used only to migrate. Null: the embedded server.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>False only in tests: an embedded server that loses its last seconds in a power cut.</summary>
    public bool IsDurable { get; init; } = true;

    public static LedgerOptions From(IConfiguration configuration, string contentRoot)
    {
        var root = CheckoutRoot(contentRoot);
        var data = Path.GetFullPath(NullIfEmpty(configuration["Ledger:DataDirectory"]) ?? "data", root);
        return new LedgerOptions
        {
            DataDirectory = data,
            KeyFile = Path.GetFullPath(NullIfEmpty(configuration["Ledger:KeyFile"]) ?? Path.Combine(data, "ledger.key"), root),
            ConnectionString = NullIfEmpty(configuration.GetConnectionString("Ledger")),
        };
    }

    /// <summary>The nearest folder upwards that holds the solution; a published portal has none and uses its own folder.</summary>
    internal static string CheckoutRoot(string contentRoot)
    {
        for (var folder = new DirectoryInfo(contentRoot); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EmpathyLedger.sln")))
            {
                return folder.FullName;
            }
        }

        return Path.GetFullPath(contentRoot);
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
