using System.Globalization;

namespace EmpathyLedger.Core.Database.Embedded;

/// <summary>What <c>postmaster.pid</c> says of a cluster's server (src/include/utils/pidfile.h).</summary>
internal sealed record Postmaster(int ProcessId, int Port, bool IsReady)
{
    private const int PortLine = 3;
    private const int StatusLine = 7;

    /// <summary>False also when the number was given to another program since.</summary>
    public bool IsAlive
    {
        get
        {
            try
            {
                return File.ReadAllText($"/proc/{ProcessId.ToString(CultureInfo.InvariantCulture)}/comm").StartsWith("postgres", StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    public static Postmaster? Read(string clusterDirectory)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(clusterDirectory, "postmaster.pid"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        // A server that is just starting has written only the first lines.
        if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId))
        {
            return null;
        }

        var port = lines.Length > PortLine && int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out var number) ? number : 0;
        return new Postmaster(processId, port, lines.Length > StatusLine && lines[StatusLine].Trim() == "ready");
    }
}
