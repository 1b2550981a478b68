using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Mail;
using EmpathyLedger.Core.Operations;

namespace EmpathyLedger.Core.Communities;

/// <summary>The letter that carries an invitation. Links begin with the portal's own address.</summary>
public sealed class InvitationLetters(PublicAddress address, PortalFacts facts)
{
    public async Task<MailMessage> InviteAsync(
        string email, string inviter, string community, IReadOnlyList<string> roles, InvitationToken token, DateTimeOffset expiresAt,
        CancellationToken cancellationToken)
    {
        var portal = await facts.GetAsync(cancellationToken);
        return new MailMessage(email, "", $"An invitation to {community}", $"""
            Hello,

            {inviter} invites you to {community}, as {string.Join(" and ", roles)}.

            Look at it here, and decide:

            {address.To($"join/{token.Text}")}

            The link works once, until {expiresAt.UtcDateTime.ToString("d MMMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("en-AU"))}. If you don't know {inviter}, do nothing: nobody is told that you read this.

            {portal.Name}
            {address.Root}

            """);
    }
}
