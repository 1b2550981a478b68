using System.Diagnostics;
using System.Runtime.Versioning;

namespace EmpathyLedger.Core.Database.Embedded;

/// <summary>
/// Runs PostgreSQL's programs as a user that is not root: PostgreSQL refuses to run as root, and the portal in a container
/// often does.
/// </summary>
internal sealed class ServerCommands
{
    private const string UnprivilegedUser = "postgres";

    /// <summary>Null when the portal itself is unprivileged: then its own user runs the server.</summary>
    public string? User { get; } = Environment.IsPrivilegedProcess ? UnprivilegedUser : null;

    public async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        string[] command = User is null ? [program, .. arguments] : [.. AsUser(User), program, .. arguments];
        using var process = Start(command[0], command[1..]);
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, $"{await output}{await errors}".Trim());
    }

    public async Task<bool> CanReachAsync(string directory, CancellationToken cancellation) =>
        (await RunAsync("/usr/bin/test", ["-x", directory], cancellation)).ExitCode == 0;

    /// <summary>Makes a folder that only the server's user may enter.</summary>
    [UnsupportedOSPlatform("windows")]
    public void MakeDirectory(string path)
    {
        if (User is null)
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        else
        {
            Run("install", ["-d", "-m", "700", "-o", User, "-g", User, path]);
        }
    }

    public void Own(string path)
    {
        if (User is not null)
        {
            Run("chown", [$"{User}:{User}", path]);
        }
    }

    public static string Run(string program, IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new LedgerStartupException($"{Path.GetFileName(program)} failed: {errors.Trim()}");
    }

    private static string[] AsUser(string user) => File.Exists("/usr/bin/setpriv")
        ? ["/usr/bin/setpriv", $"--reuid={user}", $"--regid={user}", "--init-groups", "--"]
        : ["runuser", "-u", user, "--"];

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        // "/" because the user that PostgreSQL runs as may not enter the folder that the portal was started in.
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C.UTF-8";
        var process = Process.Start(start) ?? throw new LedgerStartupException($"{program} could not be started.");
        process.StandardInput.Close();
        return process;
    }
}
