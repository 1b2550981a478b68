using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace EmpathyLedger.Core.Database;

/// <summary>The SQL files that are part of this program.</summary>
internal static class EmbeddedSql
{
    private const string Root = "EmpathyLedger.Core.Database.";
    private static readonly Assembly Here = typeof(EmbeddedSql).Assembly;

    /// <summary>Every migration in order: its file name and its text.</summary>
    public static IReadOnlyList<(string Name, string Text)> Migrations { get; } =
    [
        .. Here.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root + "Migrations.", StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name[(Root + "Migrations.").Length..], Read(name))),
    ];

    public static string Provisioning(string name) => Read($"{Root}Provisioning.{name}");

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Here.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not part of this program."));
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
