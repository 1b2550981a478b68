using System.Runtime.InteropServices;
using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Database;
using Npgsql;

namespace EmpathyLedger.Web.Operations.Commands;

/// <summary>
/// <c>./run.sh import</c> and <c>./run.sh export</c>: the same as on the pages, for whoever has the machine. Reports go to the
/// standard output, everything else to the error output. Beside a portal that runs they share its database and its work.
/// </summary>
internal static class ArchiveCommands
{
    public const int Done = 0;
    public const int SomethingFailed = 1;
    public const int CannotBegin = 2;
    public const int Interrupted = 130;

    /// <returns>The exit code; null when the portal is meant.</returns>
    public static async Task<int?> TryRunAsync(string[] args) => args is ["import" or "export", ..] ? await RunAsync(args) : null;

    private static async Task<int> RunAsync(string[] args)
    {
        var (arguments, wrong) = ArchiveArguments.Parse(args);
        if (arguments is null)
        {
            return await RefuseAsync($"{wrong}\n\n{ArchiveArguments.Usage}");
        }

        if (arguments.IsImport && ImportCommand.FindProblem(arguments.File) is { } unreadable)
        {
            return await RefuseAsync(unreadable);
        }

        using var interrupt = new CancellationTokenSource();
        using var byKey = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var bySignal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        try
        {
            await using var services = Services(arguments);
            await services.PrepareLedgerAsync(interrupt.Token);
            if (await FindStewardAsync(services, arguments.Email, interrupt.Token) is not { } steward)
            {
                return await RefuseAsync($"Nobody here has a confirmed account with the address {arguments.Email}.");
            }

            var communities = await FindCommunitiesAsync(services, steward, arguments.Community, interrupt.Token);
            if (communities.Count != 1)
            {
                return await RefuseAsync(communities.Count == 0
                    ? $"{arguments.Email} is no steward of a community “{arguments.Community}”."
                    : $"Several communities are called “{arguments.Community}”. Write the end of the address of the one you mean: {string.Join(", ", communities.Select(c => c.Slug))}");
            }

            return arguments.IsImport
                ? await new ImportCommand(services, steward, communities[0].Id).RunAsync(arguments, interrupt.Token)
                : await ExportCommand.RunAsync(services.GetRequiredService<ArchiveExport>(), steward, communities[0].Id, arguments.File, interrupt.Token);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception exception) when (PortalStart.Explain(exception) is { } lines)
        {
            return await RefuseAsync(string.Join('\n', lines));
        }
        catch (NpgsqlException exception) when (exception is not PostgresException)
        {
            return await RefuseAsync($"The database cannot be reached any more: {exception.InnerException?.Message ?? exception.Message}");
        }

        // The command ends by itself, having said what came in.
        void Interrupt(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupt.Cancel();
        }
    }

    internal static async Task<int> RefuseAsync(string words)
    {
        await Console.Error.WriteLineAsync(words);
        return CannotBegin;
    }

    private static ServiceProvider Services(ArchiveArguments arguments)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = arguments.ContentRoot });
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddLedgerDatabase(builder.Configuration);
        builder.Services.AddArchive();
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>Whoever can start this has the machine, and with it every account: no password is asked.</summary>
    private static async Task<Actor?> FindStewardAsync(ServiceProvider services, string email, CancellationToken cancellation)
    {
        await using var command = services.GetRequiredService<LedgerConnections>().Accounts.CreateCommand(
            "select id from accounts.accounts where normalized_email = $1 and email_confirmed");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = email.Trim().ToUpperInvariant() });
        return await command.ExecuteScalarAsync(cancellation) is Guid id ? new Actor(id, null, 1) : null;
    }

    private static async Task<List<(Guid Id, string Slug)>> FindCommunitiesAsync(
        ServiceProvider services, Actor steward, string name, CancellationToken cancellation)
    {
        await using var scope = await services.GetRequiredService<LedgerDatabase>().BeginAsync(steward, cancellation);
        var found = await scope.QueryAsync(
            """
            select c.id, c.slug, c.slug = $1 from ledger.communities c
            where (c.slug = $1 or lower(c.name) = lower($1)) and c.id = any ((select app.my_steward_community_ids())::uuid[])
            """,
            reader => (Id: reader.GetGuid(0), Slug: reader.GetString(1), IsBySlug: reader.GetBoolean(2)), name.Trim());
        await scope.CommitAsync();
        return [.. found.Where(community => community.IsBySlug || !found.Exists(other => other.IsBySlug)).Select(community => (community.Id, community.Slug))];
    }
}
