using EmpathyLedger.Core.Mail;
using EmpathyLedger.Core.Operations;
using Microsoft.AspNetCore.WebUtilities;

namespace EmpathyLedger.Core.Accounts;

/// <summary>The letters about accounts. Links begin with the portal's configured address, never with what a request says its host is.</summary>
public sealed class AccountLetters(PublicAddress address, PortalFacts facts)
{
    public async Task<MailMessage> ConfirmAsync(LedgerAccount account, string token, CancellationToken cancellationToken) =>
        await LetterAsync(account, "Confirm your e-mail address", $"""
            Somebody, we hope you, made an account with this e-mail address.

            To finish, open this link and type the password you chose:

            {Link("account/confirm", account.Id, token)}

            The link works for one day. If it wasn't you, do nothing: without your yes the account stays closed.
            """, cancellationToken);

    public async Task<MailMessage> AlreadyRegisteredAsync(LedgerAccount account, CancellationToken cancellationToken) =>
        await LetterAsync(account, "You already have an account", $"""
            Somebody, perhaps you, tried to make a new account with this e-mail address. You already have one, and it hasn't changed.

            Sign in: {address.To("account/sign-in")}
            Choose a new password: {address.To("account/forgotten-password")}

            If it wasn't you, there is nothing you need to do.
            """, cancellationToken);

    public async Task<MailMessage> ResetAsync(LedgerAccount account, string token, CancellationToken cancellationToken) =>
        await LetterAsync(account, "Choose a new password", $"""
            Somebody, we hope you, asked for a new password. To choose one, open this link:

            {Link("account/reset-password", account.Id, token)}

            The link works once, for one day. If it wasn't you, do nothing: your password stays as it is.
            """, cancellationToken);

    public async Task<MailMessage> PasswordChangedAsync(LedgerAccount account, CancellationToken cancellationToken) =>
        await LetterAsync(account, "Your password was changed", $"""
            The password of your account has just been changed, and every device was signed out.

            If it wasn't you, choose a new one now and tell a steward: {address.To("account/forgotten-password")}
            """, cancellationToken);

    private async Task<MailMessage> LetterAsync(LedgerAccount account, string subject, string text, CancellationToken cancellationToken)
    {
        var portal = await facts.GetAsync(cancellationToken);

        // Until the address is confirmed, the name is what a stranger may have written to its owner through us.
        var name = account.EmailConfirmed ? account.DisplayName : "";
        return new MailMessage(account.Email!, name, subject, $"""
            Hello{(name.Length > 0 ? $" {name}" : "")},

            {text}

            {portal.Name}
            {address.Root}

            """);
    }

    private Uri Link(string path, Guid accountId, string token) =>
        address.To($"{path}?account={accountId}&token={WebEncoders.Base64UrlEncode(Convert.FromBase64String(token))}");

    /// <summary>The token inside a link as Identity knows it, or null when it isn't one.</summary>
    public static string? TokenFromLink(string? token)
    {
        try
        {
            return string.IsNullOrEmpty(token) ? null : Convert.ToBase64String(WebEncoders.Base64UrlDecode(token));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
