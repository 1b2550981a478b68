using System.Diagnostics;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Database.Embedded;
using EmpathyLedger.Core.Database.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EmpathyLedger.Tests.Database;

/// <summary>A cluster of its own, because these tests kill it.</summary>
public sealed class EmbeddedServerTests : IDisposable
{
    private readonly LedgerOptions _options;
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"empathy-ledger-embedded-{Guid.NewGuid():N}");

    public EmbeddedServerTests()
    {
        LedgerServerFixture.SkipWithoutPostgres();
        _options = new LedgerOptions
        {
            DataDirectory = _directory,
            KeyFile = Path.Combine(_directory, "ledger.key"),
        };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_OfTwoPrograms_IsSharedAndStoppedByTheLast()
    {
        var portal = Server();
        var commandLine = Server();
        var connectionString = await portal.StartAsync(Cancellation);
        Assert.Equal(connectionString, await commandLine.StartAsync(Cancellation));

        await portal.DisposeAsync();
        Assert.NotNull(commandLine.ProcessId);
        await AnswersAsync(connectionString);

        await commandLine.DisposeAsync();
        Assert.Null(commandLine.ProcessId);
    }

    [Fact]
    public async Task Server_KilledUnderThePortal_IsBackOnTheSamePortWithItsData()
    {
        await using var portal = Server();
        var connectionString = await portal.StartAsync(Cancellation);
        await LedgerServerFixture.ExecuteAsync(connectionString, "create table kept (id int); insert into kept values (1)");
        Kill(portal.ProcessId!.Value);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await HasAnsweredAsync(connectionString, patience.Token))
        {
            patience.Token.ThrowIfCancellationRequested();
        }

        await LedgerServerFixture.ExecuteAsync(connectionString, "insert into kept values (2)");
    }

    [Fact]
    public async Task Server_KilledWithItsPortal_IsStartedByTheNextDespiteItsPidFile()
    {
        // The first portal's lease and watch are gone with it; its server too, leaving postmaster.pid.
        var connectionString = await StartAndAbandonAsync();
        Assert.True(File.Exists(Path.Combine(_directory, "postgres", "cluster", "postmaster.pid")));
        await using var next = Server();
        await AnswersAsync(await next.StartAsync(Cancellation));
        Assert.NotEmpty(connectionString);
    }

    [Fact]
    public async Task Server_WithAnotherKeyFile_IsNamedInOneLine()
    {
        await using (var first = Server())
        {
            await first.StartAsync(Cancellation);
        }

        File.Delete(_options.KeyFile);
        await using var second = Server();
        var refusal = await Assert.ThrowsAsync<LedgerStartupException>(() => second.StartAsync(Cancellation));
        Assert.Contains("ledger.key", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void KeyFile_MadeOnce_IsPrivateAndStays()
    {
        var key = LedgerKeys.Open(_options.KeyFile);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_options.KeyFile));
        Assert.Equal(32, new FileInfo(_options.KeyFile).Length);
        Assert.Equal(key.Fingerprint, LedgerKeys.Open(_options.KeyFile).Fingerprint);
        Assert.NotEqual(key.RolePassword("a"), key.RolePassword("b"));
        Assert.NotEqual(key.DeviceKey(Guid.Empty), key.DeviceKey(Guid.AllBitsSet));
    }

    [Fact]
    public void KeyFile_ReadableByOthers_IsRefused()
    {
        LedgerKeys.Open(_options.KeyFile);
        File.SetUnixFileMode(_options.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<LedgerStartupException>(() => LedgerKeys.Open(_options.KeyFile)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyFile_OfAnotherLength_IsRefused()
    {
        Directory.CreateDirectory(_directory);
        File.WriteAllBytes(_options.KeyFile, new byte[31]);
        File.SetUnixFileMode(_options.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Contains("31 bytes", Assert.Throws<LedgerStartupException>(() => LedgerKeys.Open(_options.KeyFile)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyFile_MadeByManyAtOnce_IsOne()
    {
        for (var round = 0; round < 50; round++)
        {
            var file = Path.Combine(_directory, $"round-{round}", "ledger.key");
            using var start = new Barrier(8);
            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(Cancellation);
                    return LedgerKeys.Open(file).Fingerprint;
                },
                Cancellation,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
            Assert.Single(keys.Distinct());
            Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!));
        }
    }

    [Fact]
    public void KeyFile_LeftEmptyByAKilledNode_IsFilled()
    {
        Directory.CreateDirectory(_directory);
        File.WriteAllBytes(_options.KeyFile, []);
        File.SetUnixFileMode(_options.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var made = LedgerKeys.Open(_options.KeyFile).Fingerprint;
        Assert.Equal(made, LedgerKeys.Open(_options.KeyFile).Fingerprint);
    }

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private EmbeddedServer Server() =>
        new(_options, LedgerKeys.Open(_options.KeyFile), TimeProvider.System, NullLogger<EmbeddedServer>.Instance);

    private async Task<string> StartAndAbandonAsync()
    {
        var portal = Server();
        var connectionString = await portal.StartAsync(Cancellation);
        var process = portal.ProcessId!.Value;
        await portal.AbandonAsync();
        Kill(process);
        return connectionString;
    }

    private static void Kill(int processId)
    {
        using var postmaster = Process.GetProcessById(processId);
        postmaster.Kill();
        postmaster.WaitForExit();
    }

    private static Task AnswersAsync(string connectionString) => LedgerServerFixture.ExecuteAsync(connectionString, "select 1");

    private static async Task<bool> HasAnsweredAsync(string connectionString, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            await Task.Yield();
            return false;
        }
    }
}
