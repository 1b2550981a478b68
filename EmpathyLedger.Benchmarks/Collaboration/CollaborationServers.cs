using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using EmpathyLedger.Web.Components.Stories.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Benchmarks.Collaboration;

/// <summary>The limit: a SignalR hub that sends to everybody what one sends, and answers as many bytes as it is asked for.</summary>
internal sealed class BareEcho : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BareEcho(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<BareEcho> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<EchoAnswers>();
        var app = builder.Build();
        app.MapHub<EchoHub>("/bare");
        await app.StartAsync();
        return new BareEcho(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class EchoHub(EchoAnswers answers) : Hub
    {
        public Task Send(string text) => Clients.All.SendAsync("Written", text);

        public LiveJson Open(string bytes) => answers.Of(bytes);
    }

    /// <summary>Ready bytes, as the portal's answer holds them.</summary>
    private sealed class EchoAnswers
    {
        private readonly ConcurrentDictionary<string, LiveJson> _known = [];

        public LiveJson Of(string bytes) => _known.GetOrAdd(bytes, text =>
            new LiveJson(Encoding.UTF8.GetBytes($"\"{new string('x', int.Parse(text, CultureInfo.InvariantCulture) - 2)}\"")));
    }
}

/// <summary>ShareDB or Hocuspocus, each in a process of its own: build/peers/server.mjs.</summary>
internal sealed class PeerServer : IAsyncDisposable
{
    private readonly Process _process;

    private PeerServer(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<PeerServer> StartAsync(string root, string kind, int characters)
    {
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(root, "build", "peers", "server.mjs"), kind, characters.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var port = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{kind} did not start.");
        return new PeerServer(process, new Uri($"http://127.0.0.1:{port}"));
    }

    public async Task<int> ReadLengthAsync(string document)
    {
        await _process.StandardInput.WriteLineAsync(document);
        await _process.StandardInput.FlushAsync();
        return int.Parse((await _process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

/// <summary>Processor time of PostgreSQL: of the postmaster's children, as they come and go little while it is measured.</summary>
internal static class PostgresTime
{
    public static TimeSpan Of(int postmaster)
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var process))
            {
                continue;
            }

            try
            {
                // Behind the name, which may hold anything: state, parent, …, the 12th and 13th are user's and system's time.
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (process == postmaster || int.Parse(fields[1], CultureInfo.InvariantCulture) == postmaster)
                {
                    ticks += long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile.
            }
        }

        return TimeSpan.FromMilliseconds(ticks * 10);
    }
}
