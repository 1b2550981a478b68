using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using EmpathyLedger.Core.Mail;

namespace EmpathyLedger.Tests.TestDoubles;

/// <summary>A postman who keeps every letter; tests wait for one to arrive.</summary>
public sealed partial class TestMail : IMailSender
{
    private readonly ConcurrentDictionary<string, Channel<MailMessage>> _boxes = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentQueue<MailMessage> Sent { get; } = new();

    public Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        Sent.Enqueue(message);
        Box(message.ToAddress).Writer.TryWrite(message);
        return Task.CompletedTask;
    }

    /// <summary>The next letter to this address that no test has read yet.</summary>
    public async Task<MailMessage> ReadAsync(string address, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        return await Box(address).Reader.ReadAsync(patience.Token);
    }

    /// <summary>Path and query of the only link in a letter that carries a token.</summary>
    public static string LinkIn(MailMessage letter) => new Uri(Link().Match(letter.Text).Value).PathAndQuery;

    private Channel<MailMessage> Box(string address) => _boxes.GetOrAdd(address, _ => Channel.CreateUnbounded<MailMessage>());

    [GeneratedRegex(@"https?://\S+token=\S+")]
    private static partial Regex Link();
}
