using EmpathyLedger.Core.Mail;
using Microsoft.AspNetCore.Identity;

namespace EmpathyLedger.Core.Accounts;

public abstract record PasswordResetOutcome
{
    public sealed record Changed(LedgerAccount Account) : PasswordResetOutcome;

    public sealed record PasswordRefused(string Reason) : PasswordResetOutcome;

    public sealed record LinkNotValid : PasswordResetOutcome;
}

/// <summary>The way back in for whoever can read the account's mail.</summary>
public sealed class PasswordResets(
    UserManager<LedgerAccount> accounts, Sessions sessions, AccountLetters letters, Postbox postbox, AttemptLimiter limiter)
{
    /// <summary>Posts a link when the address has an account; says nothing either way.</summary>
    public async Task AskAsync(string email, CancellationToken cancellationToken)
    {
        if (await accounts.FindByEmailAsync(email) is { } account && limiter.TryTake(AttemptKind.LetterToAccount, account.Id.ToString()))
        {
            postbox.Post(await letters.ResetAsync(account, await accounts.GeneratePasswordResetTokenAsync(account), cancellationToken));
        }
    }

    /// <summary>Sets the new password, ends every session, and takes the address as confirmed: the link was read there.</summary>
    public async Task<PasswordResetOutcome> ChangeAsync(Guid accountId, string token, string password, CancellationToken cancellationToken)
    {
        var account = await accounts.FindByIdAsync(accountId.ToString());
        if (account is null || !await accounts.VerifyUserTokenAsync(
                account, accounts.Options.Tokens.PasswordResetTokenProvider, UserManager<LedgerAccount>.ResetPasswordTokenPurpose, token))
        {
            return new PasswordResetOutcome.LinkNotValid();
        }

        if (PasswordRefusals.Refuse(password, account.Email, account.DisplayName) is { } reason)
        {
            return new PasswordResetOutcome.PasswordRefused(reason);
        }

        account.EmailConfirmed = true;
        if (!(await accounts.ResetPasswordAsync(account, token, password)).Succeeded)
        {
            return new PasswordResetOutcome.LinkNotValid();
        }

        await sessions.EndAllAsync(account.Id, cancellationToken);
        postbox.Post(await letters.PasswordChangedAsync(account, cancellationToken));
        return new PasswordResetOutcome.Changed(account);
    }
}
