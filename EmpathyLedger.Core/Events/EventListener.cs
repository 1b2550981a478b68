using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Operations;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EmpathyLedger.Core.Events;

/// <summary>
/// Hears what any node announced, on one connection of its own, and hands it to <see cref="LedgerEvents"/>. When the
/// connection is lost it is opened again after a pause; then everybody is told to ask again, because nobody knows what was
/// announced meanwhile.
/// </summary>
public sealed partial class EventListener(LedgerConnections connections, LedgerEvents events, TimeProvider clock, ILogger<EventListener> logger)
    : SupervisedLoop(clock, logger)
{
    internal const string Channel = "ledger_events";

    // A peer that vanished without a word (a firewall, a pulled cable) is noticed by asking; nothing else would tell.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly ILogger _logger = logger;

    protected override TimeSpan LongestPause => TimeSpan.FromSeconds(10);

    protected override async Task RunAsync(CancellationToken stopping)
    {
        await using var connection = await connections.Jobs.OpenConnectionAsync(stopping);
        connection.Notification += (_, notification) => Tell(notification.Payload);
        await ExecuteAsync(connection, $"listen {Channel}", stopping);
        EventMetrics.Connects.Add(1);
        EventMetrics.SetListening(true);
        try
        {
            // Only now: whatever is committed after this is heard, and whatever came before is asked for.
            events.Raise(LedgerEvent.Resync);
            while (true)
            {
                if (!await connection.WaitAsync(Silence, stopping))
                {
                    await ExecuteAsync(connection, "select 1", stopping);
                }
            }
        }
        finally
        {
            EventMetrics.SetListening(false);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 10 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Called by Npgsql while it waits: quick, and never raises.</summary>
    private void Tell(string payload)
    {
        foreach (var line in payload.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty)
            {
                continue;
            }

            if (LedgerEvent.TryParse(line, out var change))
            {
                EventMetrics.Heard.Add(1);
                events.Raise(change!);
            }
            else
            {
                // A newer node announces something that this one doesn't know: what it means for us can only be asked.
                LogUnknownLine(_logger);
                events.Raise(LedgerEvent.Resync);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A change was announced in words that this node doesn't know")]
    private static partial void LogUnknownLine(ILogger logger);
}
