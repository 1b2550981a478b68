using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Mail;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EmpathyLedger.Core.Operations;

/// <summary>
/// Sends one letter for each notification. A letter is taken with a lease of ten minutes and marked once the mail server
/// has it, so of several nodes one sends it, and a node that dies leaves it to the next. Only a node that dies between the
/// two sends a letter twice; none is lost.
/// </summary>
internal sealed partial class NotificationMailer(
    LedgerConnections connections, LedgerEvents events, NotificationLetters letters, IMailSender sender, TimeProvider clock,
    ILogger<NotificationMailer> logger) : SupervisedLoop(clock, logger)
{
    internal static readonly TimeSpan ShortestBackoff = TimeSpan.FromMinutes(1);
    internal static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(10);

    private const int MostAtOnce = 20;

    /// <summary>So many refusals in a row are the mail server's, not the letters'.</summary>
    private const int MostFailures = 3;

    private readonly ILogger _logger = logger;
    private readonly LedgerSignals _news = new();

    protected override async Task RunAsync(CancellationToken stopping)
    {
        using var subscription = events.Subscribe(change => change.Kind == LedgerEventKind.NotificationAdded, _ =>
        {
            _news.Changed();
            return Task.CompletedTask;
        });
        await using var everyMinute = Clock.CreateTimer(_ => _news.Changed(), null, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        var backoff = ShortestBackoff;
        while (true)
        {
            await _news.WaitAsync(stopping);
            if (await SendWaitingAsync(stopping))
            {
                backoff = ShortestBackoff;
                continue;
            }

            await Task.Delay(backoff, Clock, stopping);
            backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
        }
    }

    /// <returns>False when the mail server seems to be away: what was taken waits until its lease is over.</returns>
    internal async Task<bool> SendWaitingAsync(CancellationToken cancellation)
    {
        var failures = 0;
        while (await TakeAsync(cancellation) is { Count: > 0 } owed)
        {
            foreach (var letter in owed)
            {
                if (await SendAsync(letter, cancellation))
                {
                    failures = 0;
                }
                else if (++failures == MostFailures)
                {
                    return false;
                }
            }
        }

        return failures == 0;
    }

    private async Task<bool> SendAsync(OwedLetter owed, CancellationToken cancellation)
    {
        if (await AddressAsync(owed.ProfileId, cancellation) is { } address)
        {
            try
            {
                await sender.SendAsync(await letters.WriteAsync(owed, address, cancellation), cancellation);
            }
            catch (SmtpCommandException e) when (e.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)e.StatusCode >= 500)
            {
                // Nobody there. Trying for three days would not change it, and servers stop listening to who keeps trying.
                LogUndeliverable(_logger, owed.NotificationId, (int)e.StatusCode);
            }
            catch (Exception e) when (e is not NpgsqlException && !cancellation.IsCancellationRequested)
            {
                // Not the exception itself: mail servers answer with addresses.
                LogNotSent(_logger, owed.NotificationId, e.GetType().Name);
                return false;
            }
        }

        // Not cancelled: the letter is gone, and this node is the only one that knows.
        await using var sent = connections.Jobs.CreateCommand("select app.mail_sent($1)");
        sent.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = owed.NotificationId });
        await sent.ExecuteNonQueryAsync(CancellationToken.None);
        return true;
    }

    private async Task<List<OwedLetter>> TakeAsync(CancellationToken cancellation)
    {
        await using var command = connections.Jobs.CreateCommand(
            """
            select notification_id, profile_id, display_name, kind::text, community_name, community_slug, role_names::text
            from app.take_mail($1)
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostAtOnce });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var owed = new List<OwedLetter>();
        while (await reader.ReadAsync(cancellation))
        {
            owed.Add(new OwedLetter(
                reader.GetGuid(0),
                reader.GetGuid(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5),
                RoleNames.Parse(reader.IsDBNull(6) ? null : reader.GetString(6))));
        }

        return owed;
    }

    /// <summary>Null for who has no account any more, or never confirmed the address: nothing is owed to them.</summary>
    private async Task<string?> AddressAsync(Guid accountId, CancellationToken cancellation)
    {
        await using var command = connections.Accounts.CreateCommand("select email from accounts.accounts where id = $1 and email_confirmed");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The letter for notification {Notification} was not sent ({Reason}) and is tried again")]
    private static partial void LogNotSent(ILogger logger, Guid notification, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The letter for notification {Notification} has no receiver (SMTP {Status}) and is given up")]
    private static partial void LogUndeliverable(ILogger logger, Guid notification, int status);
}
