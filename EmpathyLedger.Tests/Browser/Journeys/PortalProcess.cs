using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>
/// The portal as it is built, in a process of its own, at an address that stays the same when it is killed and started again.
/// What it says is kept; a warning or an error in it is a complaint unless a journey has asked for it.
/// </summary>
public sealed class PortalProcess(IReadOnlyDictionary<string, string?> configuration, params string[] arguments) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Lock _guard = new();
    private readonly List<string> _said = [];
    private readonly List<(Func<string, bool> IsIt, TaskCompletionSource<string> Heard)> _listeners = [];
    private int _startedAt;
    private Process? _process;

    public Uri Address { get; } = new($"http://localhost:{FreePort().ToString(CultureInfo.InvariantCulture)}/");

    public static string Checkout { get; } = LedgerOptions.CheckoutRoot(AppContext.BaseDirectory);

    public async Task StartAsync()
    {
        // Beside this test assembly lies its own build (debug or release); the portal's is in the folder next to it.
        var build = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(Checkout, "artifacts", "bin", "EmpathyLedger.Web", build, "EmpathyLedger.Web.dll"),
                "--contentRoot", Checkout,
                "--urls", Address.ToString().TrimEnd('/'),
            },
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in configuration)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        lock (_guard)
        {
            _startedAt = _said.Count;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data is null ? null : $"fail: {line.Data}");
        _process.Exited += (_, _) => GiveUp();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await HearAsync("Now listening on");
    }

    /// <summary>The first line since the last start, said already or still to come, that holds these words.</summary>
    public Task<string> HearAsync(string words)
    {
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_guard)
        {
            if (_said.Skip(_startedAt).FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal)) is { } line)
            {
                return Task.FromResult(line);
            }

            _listeners.Add((line => line.Contains(words, StringComparison.Ordinal), heard));
        }

        return heard.Task.WaitAsync(Patience);
    }

    /// <summary>As when the power fails: nothing is finished, nothing is said.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>As by Ctrl-C.</summary>
    public async Task StopAsync()
    {
        if (_process is { HasExited: false } process)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
    }

    /// <summary>Warnings and errors that hold none of the expected words.</summary>
    public IReadOnlyList<string> Complaints(params string[] expected)
    {
        var complaints = new List<string>();
        lock (_guard)
        {
            for (var i = 0; i < _said.Count; i++)
            {
                if (_said[i].Length > 5 && _said[i][..5] is "warn:" or "fail:" or "crit:")
                {
                    complaints.Add(string.Join('\n', _said.Skip(i + 1).TakeWhile(line => line.StartsWith("      ", StringComparison.Ordinal)).Prepend(_said[i])));
                }
            }
        }

        return [.. complaints.Where(complaint => !expected.Any(words => complaint.Contains(words, StringComparison.Ordinal)))];
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_guard)
        {
            _said.Add(line);
            foreach (var listener in _listeners.Where(listener => listener.IsIt(line)).ToList())
            {
                _listeners.Remove(listener);
                listener.Heard.TrySetResult(line);
            }
        }
    }

    private void GiveUp()
    {
        lock (_guard)
        {
            foreach (var (_, heard) in _listeners)
            {
                heard.TrySetException(new InvalidOperationException($"The portal has ended. It said:\n{string.Join('\n', _said)}"));
            }

            _listeners.Clear();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
    }
}
