using System.Globalization;

namespace EmpathyLedger.Core.Database.Embedded;

/// <summary>A PostgreSQL installation on this machine.</summary>
public sealed record PostgresBinaries(string Directory, int Major)
{
    private const int FloorMajor = 15;
    private const string DebianRoot = "/usr/lib/postgresql";

    public string this[string program] => Path.Combine(Directory, program);

    /// <summary>The major version that an existing cluster needs, or, for a new one, the newest that also has pgvector.</summary>
    public static PostgresBinaries? Find(int? major)
    {
        var found = Candidates().Where(c => major is null ? c.Major >= FloorMajor : c.Major == major).ToList();
        return found.Find(c => HasVector(c.Major)) ?? found.FirstOrDefault();
    }

    private static IEnumerable<PostgresBinaries> Candidates()
    {
        var debian = System.IO.Directory.Exists(DebianRoot) ? System.IO.Directory.GetDirectories(DebianRoot) : [];
        foreach (var installation in debian
            .Select(path => (Path: path, Major: MajorOf(Path.GetFileName(path))))
            .Where(i => i.Major > 0 && File.Exists(Path.Combine(i.Path, "bin", "initdb")))
            .OrderByDescending(i => i.Major))
        {
            yield return new PostgresBinaries(Path.Combine(installation.Path, "bin"), installation.Major);
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            if (File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")))
            {
                // "initdb (PostgreSQL) 17.2"
                var answer = ServerCommands.Run(Path.Combine(folder, "initdb"), ["--version"]);
                yield return new PostgresBinaries(folder, MajorOf(answer.Split(' ')[^1].Split('.')[0]));
            }
        }
    }

    private static int MajorOf(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;

    private static bool HasVector(int major) => File.Exists($"/usr/share/postgresql/{major}/extension/vector.control");
}
