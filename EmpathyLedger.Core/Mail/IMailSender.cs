namespace EmpathyLedger.Core.Mail;

/// <summary>The boundary to the post: hands one letter over, or throws when it could not.</summary>
public interface IMailSender
{
    Task SendAsync(MailMessage message, CancellationToken cancellationToken);
}
