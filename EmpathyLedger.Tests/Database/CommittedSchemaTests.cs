using System.Text.RegularExpressions;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Database.Embedded;
using Npgsql;

namespace EmpathyLedger.Tests.Database;

/// <summary>
/// What the migrations make, as committed: <c>schema.sql</c> to read and to review, <c>hashes.txt</c> so that a released
/// migration is never edited. <c>./run.sh schema</c> (UPDATE_SCHEMA=1) writes both anew.
/// </summary>
public sealed partial class CommittedSchemaTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private const int DumpMajor = 15;

    private static readonly string Folder =
        Path.Combine(LedgerOptions.CheckoutRoot(AppContext.BaseDirectory), "EmpathyLedger.Core", "Database");

    private static bool IsUpdate => Environment.GetEnvironmentVariable("UPDATE_SCHEMA") == "1";

    [Fact]
    public async Task Migrations_OnceCommitted_AreNotEdited() => await CompareAsync(
        Path.Combine(Folder, "Migrations", "hashes.txt"),
        string.Concat(EmbeddedSql.Migrations.Select(migration => $"{EmbeddedSql.Hash(migration.Text)}  {migration.Name}\n")));

    [Fact]
    public void Migrations_AreNumberedWithoutGaps() => Assert.Equal(
        Enumerable.Range(1, EmbeddedSql.Migrations.Count).Select(number => $"{number:0000}_"),
        EmbeddedSql.Migrations.Select(migration => migration.Name[..5]));

    [Fact]
    public async Task Schema_AfterEveryMigration_IsTheCommittedOne()
    {
        var dump = PostgresBinaries.Find(DumpMajor);
        Assert.SkipWhen(dump is null, $"pg_dump {DumpMajor} is not on this machine; other majors write it differently.");
        var server = await ledger.AdminScalarAsync<string>("show server_version_num");
        Assert.SkipUnless(server.StartsWith($"{DumpMajor}", StringComparison.Ordinal), $"The server is not PostgreSQL {DumpMajor}.");

        var admin = new NpgsqlConnectionStringBuilder(ledger.AdminConnectionString);
        var passwordFile = Path.Combine(Path.GetTempPath(), $"empathy-ledger-{Guid.NewGuid():N}");
        await using (var file = new StreamWriter(passwordFile, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            await file.WriteAsync($"*:*:*:*:{admin.Password}\n");
        }

        string text;
        try
        {
            text = ServerCommands.Run(
                dump["pg_dump"],
                [
                    "--schema-only", "--dbname", $"host={admin.Host} port={admin.Port} user={admin.Username} dbname={admin.Database} passfile={passwordFile}",
                    "--exclude-schema=ext", "--exclude-schema=crypto", "--exclude-schema=hangfire", .. await PartitionsAsync(),
                ]);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        await CompareAsync(Path.Combine(Folder, "schema.sql"), Tidy(text));
    }

    /// <summary>Dated partitions are made ahead by the clock: they are left out.</summary>
    private async Task<List<string>> PartitionsAsync()
    {
        await using var connection = new NpgsqlConnection(ledger.AdminConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relispartition and c.relkind in ('r', 'p') order by 1",
            connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var partitions = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            partitions.Add($"--exclude-table={reader.GetString(0)}");
        }

        return partitions;
    }

    private static string Tidy(string dump)
    {
        var lines = dump.Split('\n')
            .Where(line => !line.StartsWith("\\restrict", StringComparison.Ordinal)
                && !line.StartsWith("\\unrestrict", StringComparison.Ordinal)
                && !line.StartsWith("-- Dumped ", StringComparison.Ordinal))
            .Select(line => PolicyRoles().Replace(line, roles => $" TO {string.Join(", ", roles.Groups[1].Value.Split(", ").Order(StringComparer.Ordinal))} "));
        return BlankLines().Replace(string.Join('\n', lines), "\n\n").Trim() + "\n";
    }

    private static async Task CompareAsync(string path, string actual)
    {
        if (IsUpdate)
        {
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(path), $"{path} is missing: run ./run.sh schema");
        var committed = (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        if (committed != actual)
        {
            Assert.Fail(
                $"{Path.GetFileName(path)} differs from what the migrations say, first at {FirstDifference(committed, actual)}. If that is meant: ./run.sh schema");
        }
    }

    private static string FirstDifference(string committed, string actual)
    {
        var (was, now) = (committed.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(was.Length, now.Length))
            .First(i => was.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        return $"line {line + 1}, \"{was.ElementAtOrDefault(line)}\" is now \"{now.ElementAtOrDefault(line)}\"";
    }

    /// <summary>Listed in the order of the cluster's catalogue, which an altered role changes.</summary>
    [GeneratedRegex(@"(?<=^CREATE POLICY .*) TO ([a-z_, ]+) (?=USING|WITH)")]
    private static partial Regex PolicyRoles();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();
}
