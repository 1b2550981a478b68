using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using EmpathyLedger.Core.Database.Keys;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EmpathyLedger.Core.Database.Embedded;

/// <summary>
/// A private PostgreSQL cluster for a portal that was given no connection string. Portal, command line and tests share it;
/// each holds a lease and the last one stops it. The cluster of a killed node is found running, or started again.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class EmbeddedServer : IAsyncDisposable
{
    public const string DatabaseName = "ledger";
    private const string Superuser = "postgres";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private readonly LedgerOptions _options;
    private readonly LedgerKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger<EmbeddedServer> _logger;
    private readonly ServerCommands _commands = new();
    private readonly CancellationTokenSource _stopping = new();

    // Written once by StartAsync, before the watch begins.
    private ServerLease? _lease;
    private PostgresBinaries? _binaries;
    private string _directory = "";
    private Task _watch = Task.CompletedTask;

    public EmbeddedServer(LedgerOptions options, LedgerKeys keys, TimeProvider time, ILogger<EmbeddedServer> logger) =>
        (_options, _keys, _time, _logger) = (options, keys, time, logger);

    /// <summary>The postmaster of this cluster that runs now, for tests and for the operator's page.</summary>
    public int? ProcessId => Postmaster.Read(ClusterDirectory) is { IsAlive: true } running ? running.ProcessId : null;

    private string ClusterDirectory => Path.Combine(_directory, "cluster");

    /// <summary>Takes a lease, starting the server (and making the cluster) where needed.</summary>
    /// <returns>The provisioning superuser's connection string to the portal's database.</returns>
    public async Task<string> StartAsync(CancellationToken cancellation)
    {
        _directory = await ChooseDirectoryAsync(cancellation);
        _lease = new ServerLease(_directory, _time);
        string connectionString;
        using (await _lease.EnterGateAsync(cancellation))
        {
            _lease.Hold();
            connectionString = await EnsureRunningAsync(cancellation);
        }

        _watch = WatchAsync(_stopping.Token);
        return connectionString;
    }

    /// <summary>For tests: the same server, another database.</summary>
    internal static string ConnectionStringTo(string connectionString, string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database }.ConnectionString;

    private async Task<string> ChooseDirectoryAsync(CancellationToken cancellation)
    {
        var wanted = Path.Combine(_options.DataDirectory, "postgres");
        if (_commands.User is { } user)
        {
            if (!File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{user}:", StringComparison.Ordinal)))
            {
                throw new LedgerStartupException(
                    $"PostgreSQL does not run as root and this machine has no user \"{user}\". Install PostgreSQL (./run.sh does) or start the portal as an ordinary user.");
            }

            Directory.CreateDirectory(_options.DataDirectory);
            if (!Directory.Exists(wanted) && !await _commands.CanReachAsync(_options.DataDirectory, cancellation))
            {
                var hash = EmbeddedSql.Hash(Path.GetFullPath(_options.DataDirectory))[..16];
                wanted = Path.Combine("/var/lib/empathy-ledger", hash);
                Directory.CreateDirectory("/var/lib/empathy-ledger");
            }
        }

        if (!Directory.Exists(wanted))
        {
            _commands.MakeDirectory(wanted);
        }

        return wanted;
    }

    /// <summary>Call under the gate.</summary>
    private async Task<string> EnsureRunningAsync(CancellationToken cancellation, int? samePort = null)
    {
        _binaries ??= Binaries();
        if (!File.Exists(Path.Combine(ClusterDirectory, "PG_VERSION")))
        {
            await MakeClusterAsync(cancellation);
        }

        var since = _time.GetTimestamp();
        var problem = "";
        while (_time.GetElapsedTime(since) < StartTimeout)
        {
            if (Postmaster.Read(ClusterDirectory) is { IsAlive: true } running)
            {
                if (running.IsReady && await TryOpenAsync(running.Port, cancellation) is { } connectionString)
                {
                    return connectionString;
                }
            }
            else
            {
                // A postmaster.pid that a killed server left is PostgreSQL's to judge, never ours to delete: while children of
                // the dead server still hold its memory, starting fails, so try again.
                var port = samePort ?? FreePort();
                var (exitCode, output) = await _commands.RunAsync(
                    _binaries["pg_ctl"],
                    ["start", "-w", "-t", "30", "-D", ClusterDirectory, "-l", Path.Combine(_directory, "server.log"), "-o", Settings(port)],
                    cancellation);
                if (exitCode == 0)
                {
                    continue;
                }

                problem = output;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), _time, cancellation);
        }

        throw new LedgerStartupException(
            $"The embedded database did not start; see {Path.Combine(_directory, "server.log")}. {LastLine(problem)}");
    }

    private PostgresBinaries Binaries()
    {
        var version = Path.Combine(ClusterDirectory, "PG_VERSION");
        int? major = File.Exists(version)
            ? int.Parse(File.ReadAllText(version).Trim(), CultureInfo.InvariantCulture)
            : null;
        return PostgresBinaries.Find(major) ?? throw new LedgerStartupException(major is null
            ? "No PostgreSQL 15 or later is installed on this machine. On Debian, ./run.sh installs it; or set ConnectionStrings__Ledger."
            : $"The database in {ClusterDirectory} needs PostgreSQL {major}, which is not installed on this machine.");
    }

    private async Task MakeClusterAsync(CancellationToken cancellation)
    {
        // Made beside its place and moved there, so that a start that was cut short leaves nothing that looks finished.
        var draft = Path.Combine(_directory, "cluster.new");
        if (Directory.Exists(draft))
        {
            Directory.Delete(draft, recursive: true);
        }

        var passwordFile = Path.Combine(_directory, "password");
        await using (var file = new FileStream(passwordFile, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes(_keys.RolePassword(Superuser)), cancellation);
        }

        try
        {
            _commands.Own(passwordFile);
            string[] arguments =
            [
                "-D", draft, "-U", Superuser, "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8",
                "--locale=C.UTF-8", "--data-checksums", .. _options.IsDurable ? Array.Empty<string>() : ["--no-sync"],
            ];
            var (exitCode, output) = await _commands.RunAsync(_binaries!["initdb"], arguments, cancellation);
            if (exitCode != 0)
            {
                throw new LedgerStartupException($"The embedded database could not be made in {_directory}: {LastLine(output)}");
            }
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(draft, ClusterDirectory);
        LogMade(_directory);
    }

    /// <summary>
    /// Loopback only, no socket, UTC. Neither parameters nor the "failing row" of an error reach the server's log: they are
    /// people's stories.
    /// </summary>
    private string Settings(int port)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024);
        var settings = new List<string>
        {
            "listen_addresses=127.0.0.1",
            $"port={port.ToString(CultureInfo.InvariantCulture)}",
            "unix_socket_directories=",
            "max_connections=200",
            "password_encryption=scram-sha-256",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_parameter_max_length=0",
            "log_parameter_max_length_on_error=0",
            "log_error_verbosity=terse",
            "log_min_error_statement=panic",
            "logging_collector=on",
            "log_directory=log",
            "log_filename=%a.log",
            "log_truncate_on_rotation=on",
            "log_rotation_age=1d",
            $"shared_buffers={Math.Clamp(memory / 16, 32, 1024).ToString(CultureInfo.InvariantCulture)}MB",
            $"effective_cache_size={Math.Clamp(memory / 2, 128, 16384).ToString(CultureInfo.InvariantCulture)}MB",
            "work_mem=8MB",
            "maintenance_work_mem=64MB",
            "random_page_cost=1.1",
            "jit=off",
        };
        if (!_options.IsDurable)
        {
            settings.AddRange(["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=400"]);
        }

        return string.Join(' ', settings.Select(setting => $"-c {setting}"));
    }

    private async Task<string?> TryOpenAsync(int port, CancellationToken cancellation)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = Superuser,
            Password = _keys.RolePassword(Superuser),
            Database = "postgres",
            Pooling = false,
            Timeout = 10,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        try
        {
            await using var connection = new NpgsqlConnection(builder.ConnectionString);
            await connection.OpenAsync(cancellation);
            await using var exists = new NpgsqlCommand(
                $"select pg_catalog.current_setting('data_directory'), exists (select from pg_catalog.pg_database where datname = '{DatabaseName}')",
                connection);
            bool isThere;
            await using (var reader = await exists.ExecuteReaderAsync(cancellation))
            {
                await reader.ReadAsync(cancellation);
                if (Path.GetFullPath(reader.GetString(0)) != Path.GetFullPath(ClusterDirectory))
                {
                    return null;
                }

                isThere = reader.GetBoolean(1);
            }

            if (!isThere)
            {
                await using var create = new NpgsqlCommand($"create database {DatabaseName}", connection);
                await create.ExecuteNonQueryAsync(cancellation);
            }

            builder.Database = DatabaseName;
            return builder.ConnectionString;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new LedgerStartupException(
                $"The key file {_options.KeyFile} is not the one that the database in {_directory} was made with. Put the right one back.", e);
        }
        catch (NpgsqlException)
        {
            // Just starting, stopping, or recovering.
            return null;
        }
    }

    /// <summary>A server that was killed under a running portal is started again, on the same port: the pools know no other.</summary>
    private async Task WatchAsync(CancellationToken cancellation)
    {
        var port = Postmaster.Read(ClusterDirectory)?.Port;
        using var timer = new PeriodicTimer(WatchInterval, _time);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(cancellation);
                if (ProcessId is not null)
                {
                    continue;
                }

                using (await _lease!.EnterGateAsync(cancellation))
                {
                    if (ProcessId is null)
                    {
                        LogGone();
                        await EnsureRunningAsync(cancellation, port);
                        LogBack();
                    }
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is LedgerStartupException or IOException)
            {
                LogStillGone(e.Message);
            }
        }
    }

    /// <summary>What a killed portal leaves behind: the server goes on, the lease is free. For tests.</summary>
    internal async Task AbandonAsync()
    {
        await _stopping.CancelAsync();
        await _watch;
        _lease?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _watch;
        if (_lease is not null)
        {
            using (await _lease.EnterGateAsync(CancellationToken.None))
            {
                if (_lease.ReleaseAsLast() && _binaries is not null && ProcessId is not null)
                {
                    await _commands.RunAsync(
                        _binaries["pg_ctl"], ["stop", "-m", "fast", "-w", "-t", "60", "-D", ClusterDirectory], CancellationToken.None);
                }
            }
        }

        _stopping.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string LastLine(string output) => output.Split('\n', StringSplitOptions.TrimEntries)[^1];

    [LoggerMessage(Level = LogLevel.Information, Message = "Made the embedded database in {Directory}.")]
    private partial void LogMade(string directory);

    [LoggerMessage(Level = LogLevel.Error, Message = "The embedded database was ended from outside; starting it again.")]
    private partial void LogGone();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The embedded database is back.")]
    private partial void LogBack();

    [LoggerMessage(Level = LogLevel.Error, Message = "The embedded database cannot be started again yet: {Reason}")]
    private partial void LogStillGone(string reason);
}
