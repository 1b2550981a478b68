using EmpathyLedger.Core.Database.Embedded;
using EmpathyLedger.Core.Database.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace EmpathyLedger.Core.Database;

/// <summary>Registers the database, and brings it up before the portal answers anybody.</summary>
public static class LedgerStartup
{
    public static IServiceCollection AddLedgerDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => LedgerOptions.From(
            configuration, provider.GetService<IHostEnvironment>()?.ContentRootPath ?? AppContext.BaseDirectory));
        services.AddSingleton(provider => LedgerKeys.Open(provider.GetRequiredService<LedgerOptions>().KeyFile));
        if (!OperatingSystem.IsWindows())
        {
            services.AddSingleton<EmbeddedServer>();
        }

        services.AddSingleton<LedgerProvisioner>();
        services.AddSingleton<LedgerMigrator>();
        services.AddSingleton<LedgerConnections>();
        services.AddSingleton<LedgerDatabase>();
        return services;
    }

    /// <summary>
    /// Starts the embedded server where no connection string is set, provisions, migrates, and opens the pools. Called once,
    /// before the host starts. The server's lease ends when the services are disposed.
    /// </summary>
    /// <exception cref="LedgerStartupException">With a message for the console; exit with a non-zero code.</exception>
    public static async Task PrepareLedgerAsync(this IServiceProvider services, CancellationToken cancellation = default)
    {
        var options = services.GetRequiredService<LedgerOptions>();
        var keys = services.GetRequiredService<LedgerKeys>();
        try
        {
            var connectionString = options.ConnectionString ?? await StartEmbeddedAsync(services, cancellation);
            await services.GetRequiredService<LedgerProvisioner>().ProvisionAsync(connectionString, cancellation);
            var claim = await services.GetRequiredService<LedgerMigrator>().MigrateAsync(connectionString, cancellation);
            services.GetRequiredService<LedgerConnections>().Open(connectionString, keys);
            services.GetRequiredService<LedgerDatabase>().Use(claim);
        }
        catch (ArgumentException e) when (options.ConnectionString is not null)
        {
            throw new LedgerStartupException($"ConnectionStrings:Ledger is not a PostgreSQL connection string: {e.Message}", e);
        }
        catch (PostgresException e)
        {
            throw new LedgerStartupException($"The database could not be prepared ({e.SqlState}): {e.MessageText}", e);
        }
    }

    private static Task<string> StartEmbeddedAsync(IServiceProvider services, CancellationToken cancellation) =>
        OperatingSystem.IsWindows()
            ? throw new LedgerStartupException("On Windows the portal needs ConnectionStrings__Ledger: it starts its own database only on Linux.")
            : services.GetRequiredService<EmbeddedServer>().StartAsync(cancellation);

    /// <summary>Opens a connection, or says in one line why the database cannot be reached.</summary>
    internal static async Task<NpgsqlConnection> ConnectAsync(string connectionString, CancellationToken cancellation)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        var connection = new NpgsqlConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (NpgsqlException e)
        {
            await connection.DisposeAsync();
            var reason = (e as PostgresException)?.MessageText ?? e.InnerException?.Message ?? e.Message;
            throw new LedgerStartupException(
                $"The database \"{builder.Database}\" on {builder.Host}:{builder.Port} cannot be reached: {reason}", e);
        }
    }
}
