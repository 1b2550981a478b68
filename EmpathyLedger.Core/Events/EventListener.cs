using System.Globalization;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Operations;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace EmpathyLedger.Core.Events;

/// <summary>
/// Hears what any node announced, on one connection of its own, and hands it to <see cref="LedgerEvents"/>. When the
/// connection is lost it is opened again after a pause; then what was announced meanwhile is read from the outbox and handed on
/// as if it had been heard. Only where that can't be had, everybody is told to ask again.
/// <para>Announcements are numbered without gaps, in the order of their commits. Used by its own loop only.</para>
/// </summary>
public sealed partial class EventListener(LedgerConnections connections, LedgerEvents events, TimeProvider clock, ILogger<EventListener> logger)
    : SupervisedLoop(clock, logger)
{
    internal const string Channel = "ledger_events";

    /// <summary>
    /// More different changes than this are answered sooner by asking for everything. Fewer than a subscriber's queue holds.
    /// </summary>
    internal const int MostMissed = EventSubscription.MostWaiting / 2;

    // A peer that vanished without a word (a firewall, a pulled cable) is noticed by asking; nothing else would tell.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly ILogger _logger = logger;
    private long? _heardUpTo;
    private List<string>? _early; // what is announced while it catches up

    protected override TimeSpan LongestPause => TimeSpan.FromSeconds(10);

    protected override async Task RunAsync(CancellationToken stopping)
    {
        await using var connection = await connections.Jobs.OpenConnectionAsync(stopping);
        connection.Notification += (_, notification) => Hear(notification.Payload);
        _early = [];
        await ExecuteAsync(connection, $"listen {Channel}", stopping);
        EventMetrics.Connects.Add(1);
        EventMetrics.SetListening(true);
        try
        {
            // Only now: whatever is announced after this is heard, and whatever was before is read.
            await CatchUpAsync(connection, stopping);
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

    private async Task CatchUpAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using (var command = new NpgsqlCommand("select m.number, m.is_whole, m.lines from app.missed_events($1, $2) m", connection) { CommandTimeout = 30 })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = _heardUpTo ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostMissed });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            _heardUpTo = reader.GetInt64(0);
            if (reader.GetBoolean(1))
            {
                foreach (var line in reader.GetFieldValue<string[]>(2))
                {
                    EventMetrics.Missed.Add(1);
                    TellLine(line);
                }

                events.Raise(LedgerEvent.Reconnected);
            }
            else
            {
                events.Raise(LedgerEvent.Resync);
            }
        }

        // Nothing is announced between these two lines: Npgsql tells of it only while this loop waits for the connection.
        var early = _early!;
        _early = null;
        early.ForEach(Tell);
    }

    /// <summary>Called by Npgsql while it waits: quick, and never raises.</summary>
    private void Hear(string payload)
    {
        if (_early is not null)
        {
            _early.Add(payload);
        }
        else
        {
            Tell(payload);
        }
    }

    private void Tell(string payload)
    {
        foreach (var line in payload.AsSpan().EnumerateLines())
        {
            if (line is ['#', .. var digits] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                if (number <= _heardUpTo)
                {
                    // Announced between listening and catching up: told already.
                    return;
                }

                _heardUpTo = number;
            }
            else if (!line.IsEmpty)
            {
                TellLine(line);
            }
        }
    }

    private void TellLine(ReadOnlySpan<char> line)
    {
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "A change was announced in words that this node doesn't know")]
    private static partial void LogUnknownLine(ILogger logger);
}
