using EmpathyLedger.Core.Mail;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace EmpathyLedger.Tests.Mail;

public sealed class PickupMailSenderTests
{
    [Fact]
    public async Task Letter_InThePickupFolder_IsWholePlainAndItsOwnersAlone()
    {
        var folder = Directory.CreateTempSubdirectory("letters-").FullName;
        try
        {
            var sender = new PickupMailSender(Options.Create(new MailOptions { PickupFolder = Path.Combine(folder, "out") }), new FakeTimeProvider());
            await sender.SendAsync(
                new MailMessage("noor@example.org", "Noor\r\nBcc: all@example.org", "Bonjour à tous", "Grüße\n"), TestContext.Current.CancellationToken);

            var path = Assert.Single(Directory.GetFiles(sender.Folder));
            using var letter = await MimeMessage.LoadAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal("noor@example.org", Assert.Single(letter.To.Mailboxes).Address);
            Assert.Empty(letter.Bcc);
            Assert.Equal("Bonjour à tous", letter.Subject);
            Assert.Equal("Grüße", letter.TextBody?.Trim());
            Assert.Null(letter.HtmlBody);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(sender.Folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("mail.example.org", "a@example.org")]
    [InlineData("http://mail.example.org", "a@example.org")]
    [InlineData("smtp://mail.example.org", "portal@localhost")]
    public void MailServer_HalfConfigured_IsRefusedAtStart(string smtp, string from) =>
        Assert.True(new ValidateMailOptions().Validate(null, new MailOptions { Smtp = smtp, From = from }).Failed);
}
