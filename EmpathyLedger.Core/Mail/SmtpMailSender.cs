using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace EmpathyLedger.Core.Mail;

/// <summary>Sends through the configured SMTP server, one connection per letter: letters are few.</summary>
public sealed class SmtpMailSender(IOptions<MailOptions> options) : IMailSender
{
    public async Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        if (message.ToAddress.EndsWith(".example", StringComparison.OrdinalIgnoreCase))
        {
            // A demonstration's invented people: nobody can live under .example (RFC 2606), and a server would bounce it.
            return;
        }

        var server = new Uri(options.Value.Smtp!);
        var security = server.Scheme == "smtps" ? SecureSocketOptions.SslOnConnect
            : server.IsLoopback ? SecureSocketOptions.StartTlsWhenAvailable
            : SecureSocketOptions.StartTls;
        var port = server.Port > 0 ? server.Port : server.Scheme == "smtps" ? 465 : 587;

        using var client = new SmtpClient { Timeout = 30_000 };
        await client.ConnectAsync(server.Host, port, security, cancellationToken);
        if (server.UserInfo.Split(':', 2) is [var user, var password])
        {
            await client.AuthenticateAsync(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password), cancellationToken);
        }

        using var letter = Compose(message, options.Value.From);
        await client.SendAsync(letter, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    internal static MimeMessage Compose(MailMessage message, string from)
    {
        var letter = new MimeMessage { Subject = message.Subject, Body = new TextPart("plain") { Text = message.Text } };
        letter.From.Add(MailboxAddress.Parse(from));
        letter.To.Add(new MailboxAddress(message.ToName, message.ToAddress));
        letter.Headers.Add("Auto-Submitted", "auto-generated");
        return letter;
    }
}
