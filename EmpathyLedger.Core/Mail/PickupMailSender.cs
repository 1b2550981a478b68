using Microsoft.Extensions.Options;

namespace EmpathyLedger.Core.Mail;

/// <summary>Writes each letter as a file that mail programs open, for portals without a mail server.</summary>
public sealed class PickupMailSender(IOptions<MailOptions> options, TimeProvider clock) : IMailSender
{
    public string Folder { get; } = Path.GetFullPath(options.Value.PickupFolder);

    public async Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        // Letters hold links that open accounts: the folder is its owner's alone.
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Folder);
        }
        else
        {
            Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var now = clock.GetUtcNow();
        var path = Path.Combine(Folder, $"{now:yyyyMMdd-HHmmss}-{Guid.CreateVersion7(now):n}.eml");
        using var letter = SmtpMailSender.Compose(message, options.Value.From);

        // Written under another name first, so that nobody picks up half a letter.
        var half = path + ".part";
        await using (var file = File.Create(half))
        {
            await letter.WriteToAsync(file, cancellationToken);
        }

        File.Move(half, path);
    }
}
