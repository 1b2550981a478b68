using System.Diagnostics;
using System.Globalization;
using System.Text;
using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Tests.Browser.Journeys;
using EmpathyLedger.Tests.Communities;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EmpathyLedger.Tests.Archive;

/// <summary><c>./run.sh import</c> and <c>./run.sh export</c> as processes: what they print, how they end, and what is there afterwards.</summary>
public sealed class ArchiveCommandTests(TestTown town) : IClassFixture<TestTown>, IAsyncLifetime
{
    private const string Email = "rosa@example.org";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("archive-commands").FullName;

    private static CancellationToken Cancellation => TestTown.Cancellation;

    public async ValueTask InitializeAsync() => await town.Ledger.AdminAsync(
        $"""
        insert into accounts.accounts (id, display_name, created_at, user_name, normalized_user_name, email, normalized_email, email_confirmed,
            security_stamp, concurrency_stamp, two_factor_enabled, lockout_enabled, access_failed_count)
          values ('{town.Steward.ProfileId}', 'Rosa', now(), '{Email}', '{Email.ToUpperInvariant()}', '{Email}', '{Email.ToUpperInvariant()}', true,
            'x', 'x', false, true, 0)
          on conflict do nothing
        """);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Archive_ComesInRowByRow_AndGoesOut()
    {
        var file = Write("rows.csv", "id,Titel,narrator,text\nP1,One,Ada,Words\nP2,,Ben,Words\nP3,Three,Ben,\"More, and\nmore\"\n");
        var dry = await RunAsync("import", file, "--community", "riverside", "--as", Email, "--map", "Titel=title", "--dry-run");
        Assert.Equal((1, 0L), (dry.Code, await CountAsync("P")));
        Assert.Equal(
            """
            row 2       ready     One (Ada)
            row 3       failed    (Ben)  There is no title. Write one, for instance “Interview with” and the narrator's name.
            row 4       ready     Three (Ben)
            3 rows: 2 would come in, 0 are there already, 1 cannot come in.

            """,
            dry.Output);

        var real = await RunAsync("import", file, "--community", "Riverside", "--as", Email.ToUpperInvariant(), "--map", "2=title");
        Assert.Equal((1, 2L), (real.Code, await CountAsync("P")));
        Assert.EndsWith("3 rows: 2 came in, 0 were there already, 1 could not come in.\n", real.Output, StringComparison.Ordinal);

        file = Write("rows.csv", "id,title,narrator,text\nP1,One,Ada,Words\nP2,Two,Ben,Words\nP3,Three,Ben,\"More, and\nmore\"\n");
        var again = await RunAsync("import", file, "--community", "riverside", "--as", Email);
        Assert.Equal((0, 3L), (again.Code, await CountAsync("P")));
        Assert.EndsWith("3 rows: 1 came in, 2 were there already, 0 could not come in.\n", again.Output, StringComparison.Ordinal);

        var path = Path.Combine(_folder, "out.csv");
        var export = await RunAsync("export", "--community", "riverside", "--as", Email, "--csv", path);
        Assert.Equal(0, export.Code);
        Assert.Contains($"were written to {path}.", export.Output, StringComparison.Ordinal);
        using var expected = new MemoryStream();
        await new ArchiveExport(town.Ledger.Database).WriteAsync(town.Steward, town.Riverside, expected, null, Cancellation);
        Assert.Equal(Encoding.UTF8.GetString(expected.ToArray()), Encoding.UTF8.GetString(await File.ReadAllBytesAsync(path, Cancellation)));
        Assert.Equal([path], Directory.GetFiles(_folder, "out*"));

        var back = await RunAsync("import", path, "--community", "riverside", "--as", Email);
        Assert.Equal(0, back.Code);
        Assert.Contains(" 0 came in, ", back.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RealInterviews_ComeInWithoutHelp()
    {
        var run = await RunAsync("import", SharedData.PathOf("scranton/interviews.csv"), "--community", "riverside", "--as", Email);
        Assert.Equal(0, run.Code);
        Assert.Equal(19, run.Output.TrimEnd().Split('\n').Length);
        Assert.Contains("imported  Interview with Anthony Naugin (Anthony Naugin)", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Usage", "import")]
    [InlineData("Usage", "import", "FILE", "--community", "riverside")]
    [InlineData("Usage", "import", "FILE", "--community", "riverside", "--as", Email, "--map", "title")]
    [InlineData("--fast is not known here", "import", "FILE", "--fast")]
    [InlineData("Usage", "export", "--community", "riverside", "--as", Email)]
    [InlineData("There is no file", "import", "/nowhere/at/all.csv", "--community", "riverside", "--as", Email)]
    [InlineData("no steward of a community", "import", "FILE", "--community", "hillside", "--as", Email)]
    [InlineData("Nobody here has a confirmed account", "import", "FILE", "--community", "riverside", "--as", "nobody@example.org")]
    [InlineData("The file has no column “Nr”", "import", "FILE", "--community", "riverside", "--as", Email, "--map", "Nr=identifier")]
    [InlineData("the letters cannot be read (line 2)", "import", "LATIN", "--community", "riverside", "--as", Email)]
    [InlineData("This is a spreadsheet", "import", "ZIP", "--community", "riverside", "--as", Email)]
    [InlineData("doesn't look like headings", "import", "BARE", "--community", "riverside", "--as", Email)]
    [InlineData("larger than 256 MB", "import", "HUGE", "--community", "riverside", "--as", Email)]
    [InlineData("cannot be written", "export", "--community", "riverside", "--as", Email, "--csv", "/nowhere/at/all.csv")]
    public async Task Command_ThatCannotBegin_SaysWhy(string words, params string[] args)
    {
        var run = await RunAsync([.. args.Select(arg => arg switch
        {
            "FILE" => Write("file.csv", "title,narrator,text\nOne,Ada,Words\n"),
            "BARE" => Write("bare.csv", "One,Ada,Words\nTwo,Ben,Words\n"),
            "LATIN" => Write("latin.csv", Encoding.Latin1.GetBytes("title,narrator,text\nCafé,Ada,Words\n")),
            "ZIP" => Write("zip.csv", [0x50, 0x4B, 0x03, 0x04, 1, 2]),
            "HUGE" => WriteHuge("huge.csv"),
            _ => arg,
        })]);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(words, run.Error, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A portal that runs may take the work before the command does: it comes in once, and the command tells of it.</summary>
    [Fact]
    public async Task Command_BesideAPortal_SharesTheWork()
    {
        var events = new LedgerEvents(NullLogger<LedgerEvents>.Instance);
        using var runner = new ImportRunner(
            new ArchiveDesk(town).NewNode(), events, TimeProvider.System, NullLogger<ImportRunner>.Instance);
        await runner.StartAsync(Cancellation);
        await using var bell = TimeProvider.System.CreateTimer(
            _ => events.Raise(new LedgerEvent(LedgerEventKind.ImportChanged, null, null, null)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        var run = await RunAsync("import", Write("many.csv", ArchiveDesk.Archive(3_000, prefix: "W")), "--community", "riverside", "--as", Email);
        await runner.StopAsync(Cancellation);
        Assert.Equal((0, 3_000L), (run.Code, await CountAsync("W")));
        Assert.EndsWith("3000 rows: 3000 came in, 0 were there already, 0 could not come in.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_ThatIsInterrupted_SaysWhatCameIn_AndGoesOnNextTime()
    {
        var text = ArchiveDesk.Archive(30_000, prefix: "C", words: 10);
        var file = Write("long.csv", text.Replace("Story 15000,Narrator 6", "Story 15000,Nobody yet", StringComparison.Ordinal));
        Run run;
        await using (var connection = new NpgsqlConnection(town.Ledger.AdminConnectionString))
        {
            // Somebody else is adding this narrator and takes their time: the command is in the middle when it is stopped, and waits there.
            await connection.OpenAsync(Cancellation);
            await using var adding = await connection.BeginTransactionAsync(Cancellation);
            await using var add = new NpgsqlCommand(
                """
                with p as (insert into ledger.profiles (id, display_name, created_at) values (gen_random_uuid(), 'Nobody yet', now()) returning id)
                insert into ledger.narrators (profile_id, community_id, name_key, added_by, added_at)
                select p.id, $1, app.narrator_key('Nobody yet'), $2, now() from p
                """,
                connection)
            {
                Parameters = { new NpgsqlParameter { Value = town.Riverside }, new NpgsqlParameter { Value = town.Steward.ProfileId!.Value } },
            };
            Assert.Equal(1, await add.ExecuteNonQueryAsync(Cancellation));
            run = await RunAsync("brought in", "import", file, "--community", "riverside", "--as", Email);
        }

        Assert.Equal((130, ""), (run.Code, run.Output));
        var came = await CountAsync("C");
        Assert.InRange(came, 1, 14_999);
        Assert.Contains($"Stopped. {came} stories came in", run.Error, StringComparison.Ordinal);
        Assert.Equal(0L, await town.Ledger.AdminScalarAsync<long>("select count(*) from ledger.import_parts"));

        run = await RunAsync("import", file, "--community", "riverside", "--as", Email);
        Assert.Equal((0, 30_000L), (run.Code, await CountAsync("C")));
        Assert.EndsWith($"30000 rows: {30_000 - came} came in, {came} were there already, 0 could not come in.\n", run.Output, StringComparison.Ordinal);
    }

    private sealed record Run(int Code, string Output, string Error);

    private Task<Run> RunAsync(params string[] args) =>
        args[0] is "import" or "export" ? RunAsync(null, args) : RunAsync(args[0], args[1..]);

    /// <param name="until">Told to stop when the error output says this.</param>
    /// <param name="args">As after run.sh.</param>
    private async Task<Run> RunAsync(string? until, string[] args)
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = _folder,
        };
        foreach (var argument in new[] { Path.Combine(PortalProcess.Checkout, "artifacts", "bin", "EmpathyLedger.Web", build, "EmpathyLedger.Web.dll") }
            .Concat(args).Concat(["--contentRoot", PortalProcess.Checkout]))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in town.Ledger.Configuration)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        using var process = Process.Start(start)!;
        var error = new StringBuilder();
        var errors = Task.Run(async () =>
        {
            while (await process.StandardError.ReadLineAsync(Cancellation) is { } line)
            {
                error.Append(line).Append('\n');
                if (until is not null && line.Contains(until, StringComparison.Ordinal))
                {
                    until = null;
                    // Not INT, which Ctrl-C is and which is answered alike: whatever a shell starts in the background ignores it, tests too.
                    using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
                }
            }
        }, Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation).WaitAsync(Patience, Cancellation);
        await errors;
        await process.WaitForExitAsync(Cancellation);
        return new Run(process.ExitCode, output, error.ToString());
    }

    private Task<long> CountAsync(string prefix) => town.Ledger.AdminScalarAsync<long>(
        "select count(*) from ledger.story_origins where identifier like $1 || '%'", prefix);

    private string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Two thousand megabytes that take no room.</summary>
    private string WriteHuge(string name)
    {
        var path = Path.Combine(_folder, name);
        using var file = File.Create(path);
        file.SetLength(2_000_000_000);
        return path;
    }
}
