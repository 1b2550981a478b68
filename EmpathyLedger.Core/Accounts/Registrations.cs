using EmpathyLedger.Core.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EmpathyLedger.Core.Accounts;

/// <summary>What became of a registration. Accepted says nothing about whether the address was known.</summary>
public abstract record RegistrationOutcome
{
    public sealed record Accepted : RegistrationOutcome;

    public sealed record PasswordRefused(string Reason) : RegistrationOutcome;
}

public enum ConfirmationOutcome
{
    Confirmed,
    WrongPassword,
    LinkNotValid,
}

/// <summary>
/// Makes accounts. Answers are the same for known and unknown addresses, cost one password hash either way, and the
/// letter that tells them apart goes to the address itself.
/// </summary>
public sealed class Registrations(
    UserManager<LedgerAccount> accounts, AccountLetters letters, Postbox postbox, AttemptLimiter limiter, TimeProvider clock)
{
    public async Task<RegistrationOutcome> RegisterAsync(
        string displayName, string email, string password, CancellationToken cancellationToken)
    {
        if (PasswordRefusals.Refuse(password, email, displayName) is { } reason)
        {
            return new RegistrationOutcome.PasswordRefused(reason);
        }

        var known = await accounts.FindByEmailAsync(email);
        if (known is null)
        {
            known = LedgerAccount.For(displayName, email, clock.GetUtcNow());
            if (!await TryCreateAsync(known, password))
            {
                return new RegistrationOutcome.Accepted();
            }
        }
        else if (!known.EmailConfirmed)
        {
            // Whoever registered first has proved nothing. The newest password counts, and the confirming page asks for
            // it: an address's owner can't be made to confirm a password that somebody else chose.
            known.DisplayName = displayName;
            known.PasswordHash = accounts.PasswordHasher.HashPassword(known, password);
            await accounts.UpdateSecurityStampAsync(known);
        }
        else
        {
            accounts.PasswordHasher.HashPassword(known, password);
        }

        await PostAsync(known, cancellationToken);
        return new RegistrationOutcome.Accepted();
    }

    /// <summary>Sends the confirming letter again when there is somebody to send it to.</summary>
    public async Task SendAgainAsync(string email, CancellationToken cancellationToken)
    {
        if (await accounts.FindByEmailAsync(email) is { EmailConfirmed: false } account)
        {
            await PostAsync(account, cancellationToken);
        }
    }

    /// <summary>Opens the account when the link is good and the password is the one that was chosen last.</summary>
    public async Task<(ConfirmationOutcome Outcome, LedgerAccount? Account)> ConfirmAsync(Guid accountId, string token, string password)
    {
        var account = await accounts.FindByIdAsync(accountId.ToString());
        if (account is null || !await IsGoodAsync(account, token))
        {
            return (ConfirmationOutcome.LinkNotValid, null);
        }

        if (!await accounts.CheckPasswordAsync(account, password))
        {
            return (ConfirmationOutcome.WrongPassword, null);
        }

        return (await accounts.ConfirmEmailAsync(account, token)).Succeeded
            ? (ConfirmationOutcome.Confirmed, account)
            : (ConfirmationOutcome.LinkNotValid, null);
    }

    private Task<bool> IsGoodAsync(LedgerAccount account, string token) => accounts.VerifyUserTokenAsync(
        account, accounts.Options.Tokens.EmailConfirmationTokenProvider, UserManager<LedgerAccount>.ConfirmEmailTokenPurpose, token);

    private async Task<bool> TryCreateAsync(LedgerAccount account, string password)
    {
        try
        {
            return (await accounts.CreateAsync(account, password)).Succeeded;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Two registrations of one address at the same moment: the other one made the account and sends the letter.
            return false;
        }
    }

    private async Task PostAsync(LedgerAccount account, CancellationToken cancellationToken)
    {
        if (!limiter.TryTake(AttemptKind.LetterToAccount, account.Id.ToString()))
        {
            return;
        }

        postbox.Post(account.EmailConfirmed
            ? await letters.AlreadyRegisteredAsync(account, cancellationToken)
            : await letters.ConfirmAsync(account, await accounts.GenerateEmailConfirmationTokenAsync(account), cancellationToken));
    }
}
