using System.Threading.Channels;
using EmpathyLedger.Core.Operations;
using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Core.Mail;

/// <summary>
/// Takes letters that a visitor's request causes and sends them afterwards, so that how long a page takes does not tell
/// whether there was anybody to write to. Held in memory: pages that post here offer "send it again".
/// Written by any request, read by <see cref="PostboxLoop"/> alone.
/// </summary>
public sealed class Postbox
{
    private readonly Channel<MailMessage> _letters = Channel.CreateBounded<MailMessage>(
        new BoundedChannelOptions(1_000) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Never waits. A full box drops the letter: a thousand unsent letters mean that the post is down.</summary>
    public void Post(MailMessage message) => _letters.Writer.TryWrite(message);

    internal ChannelReader<MailMessage> Letters => _letters.Reader;
}

/// <summary>Empties the postbox; a letter is tried three times.</summary>
public sealed partial class PostboxLoop(Postbox postbox, IMailSender sender, TimeProvider clock, ILogger<PostboxLoop> logger)
    : SupervisedLoop(clock, logger)
{
    private const int Tries = 3;

    protected override async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var letter in postbox.Letters.ReadAllAsync(stopping))
        {
            await SendAsync(letter, stopping);
        }
    }

    private async Task SendAsync(MailMessage letter, CancellationToken stopping)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                await sender.SendAsync(letter, stopping);
                return;
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                // Not the exception itself: mail servers answer with addresses.
                LogLetterNotSent(logger, attempt, Tries, exception.GetType().Name);
                if (attempt < Tries)
                {
                    await Task.Delay(TimeSpan.FromSeconds(5 * attempt), Clock, stopping);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A letter was not sent (attempt {Attempt} of {Tries}: {Reason})")]
    private static partial void LogLetterNotSent(ILogger logger, int attempt, int tries, string reason);
}
