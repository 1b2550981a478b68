using System.Text.RegularExpressions;
using EmpathyLedger.Core.Database.Embedded;
using EmpathyLedger.Tests.Database;
using Microsoft.Playwright;
using MimeKit;
using Npgsql;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>
/// The invented town of the demonstration, a database of its own, and one Chromium for the people of a journey. The town is
/// filled once a run, by the real <c>--demo</c>; every further one is a copy.
/// </summary>
public partial class Town(LedgerServerFixture server) : IAsyncLifetime
{
    /// <summary>What a portal says that is well and was never touched.</summary>
    private static readonly string[] Harmless = [];

    private static readonly SemaphoreSlim Filling = new(1, 1);
    private static string? _filled;

    private readonly DirectoryInfo _post = Directory.CreateTempSubdirectory("ledger-journey-");
    private readonly HashSet<string> _expected = [.. Harmless];
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string _database = "";

    public PortalProcess Portal { get; private set; } = null!;

    /// <summary>False: the ledger is as empty as on its first evening.</summary>
    protected virtual bool IsDemo => true;

    public async ValueTask InitializeAsync()
    {
        LedgerServerFixture.SkipWithoutPostgres();
        Assertions.SetDefaultExpectTimeout(30_000);
        _database = IsDemo ? await server.CopyAsync(await FillAsync()) : await server.CopyTemplateAsync();
        Portal = new PortalProcess(Configuration(_database), IsDemo ? ["--demo"] : []);
        await Portal.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox"],
        });
    }

    /// <summary>Somebody at a browser of their own, not signed in.</summary>
    public Task<Person> VisitorAsync(BrowserNewContextOptions? device = null) => Person.AtAsync(_browser!, Portal.Address, device);

    /// <summary>Whatever the log says with these words in it belongs to what a journey does to the portal.</summary>
    public void Expect(params string[] words) => _expected.UnionWith(words);

    /// <summary>The only link with a token in the newest letter to this address, out of the pick-up folder.</summary>
    public async Task<string> ReadLinkAsync(string address)
    {
        using var watcher = new FileSystemWatcher(_post.FullName, "*.eml") { EnableRaisingEvents = true };
        while (true)
        {
            var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            watcher.Renamed += (_, _) => next.TrySetResult();
            watcher.Created += (_, _) => next.TrySetResult();
            foreach (var file in _post.GetFiles("*.eml").OrderByDescending(file => file.Name))
            {
                var letter = await MimeMessage.LoadAsync(file.FullName);
                if (letter.To.Mailboxes.Any(box => box.Address == address) && LinkWithToken().Match(letter.TextBody ?? "") is { Success: true } link)
                {
                    return link.Value;
                }
            }

            await next.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    /// <summary>As the superuser: the first column of the first row.</summary>
    public async Task<T> AskDatabaseAsync<T>(string sql, params object[] args)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in args)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The portal's roles get no connection, and lose those they had.</summary>
    public async Task TakeDatabaseAwayAsync()
    {
        await OnServerAsync($"alter database {NameOf(_database)} with connection limit 0");
        await OnServerAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{NameOf(_database)}'");
    }

    public Task GiveDatabaseBackAsync() => OnServerAsync($"alter database {NameOf(_database)} with connection limit -1");

    private async Task<string> FillAsync()
    {
        await Filling.WaitAsync();
        try
        {
            if (_filled is null)
            {
                var database = await server.CopyTemplateAsync();
                await using var filler = new PortalProcess(Configuration(database), "--demo");
                await filler.StartAsync();
                await filler.StopAsync();
                Assert.Empty(filler.Complaints(Harmless));

                // A database is only copied while nobody is connected to it.
                await OnServerAsync($"alter database {NameOf(database)} with allow_connections false");
                await OnServerAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{NameOf(database)}'");
                _filled = NameOf(database);
            }

            return _filled;
        }
        finally
        {
            Filling.Release();
        }
    }

    private Dictionary<string, string?> Configuration(string connectionString) => new()
    {
        ["ConnectionStrings:Ledger"] = connectionString,
        ["Ledger:DataDirectory"] = server.Options.DataDirectory,
        ["Ledger:KeyFile"] = server.Options.KeyFile,
        ["Mail:PickupFolder"] = _post.FullName,
    };

    private Task OnServerAsync(string sql) =>
        LedgerServerFixture.ExecuteAsync(EmbeddedServer.ConnectionStringTo(server.AdminConnectionString, "postgres"), sql);

    private static string NameOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database!;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (Portal is not null)
        {
            await Portal.StopAsync();
            await Portal.DisposeAsync();
            await server.DropAsync(_database);
            if (Portal.Complaints([.. _expected]) is { Count: > 0 } complaints)
            {
                Assert.Fail($"The portal's log is not clean:\n{string.Join('\n', complaints)}");
            }
        }

        _post.Delete(recursive: true);
    }

    [GeneratedRegex(@"https?://\S+token=\S+")]
    private static partial Regex LinkWithToken();
}

/// <summary>One portal for all the journeys that leave it standing.</summary>
[CollectionDefinition(nameof(Town))]
public sealed class SharedTown : ICollectionFixture<Town>;
