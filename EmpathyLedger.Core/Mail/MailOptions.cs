using Microsoft.Extensions.Options;

namespace EmpathyLedger.Core.Mail;

/// <summary>Section <c>Mail</c> of the configuration.</summary>
public sealed class MailOptions
{
    /// <summary><c>smtp://user:password@host:587</c> (STARTTLS is required unless the host is this machine) or <c>smtps://…:465</c>.</summary>
    public string? Smtp { get; set; }

    /// <summary>The sender's address. Required with <see cref="Smtp"/>.</summary>
    public string From { get; set; } = "portal@localhost";

    /// <summary>Where letters are written as .eml files when there is no SMTP server.</summary>
    public string PickupFolder { get; set; } = Path.Combine("data", "mail");
}

internal sealed class ValidateMailOptions : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var failures = new List<string>();
        if (!MimeKit.MailboxAddress.TryParse(options.From, out _))
        {
            failures.Add("Mail:From must be an e-mail address.");
        }

        if (!string.IsNullOrWhiteSpace(options.Smtp))
        {
            if (!Uri.TryCreate(options.Smtp, UriKind.Absolute, out var server) || server.Scheme is not ("smtp" or "smtps") || server.Host.Length == 0)
            {
                failures.Add("Mail:Smtp must look like smtp://user:password@host:587 or smtps://user:password@host:465.");
            }

            if (options.From.EndsWith("@localhost", StringComparison.OrdinalIgnoreCase))
            {
                failures.Add("Mail:From must be set when Mail:Smtp is: the address that letters come from.");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
