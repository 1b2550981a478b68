using EmpathyLedger.Core.Database;
using Microsoft.AspNetCore.Identity;

namespace EmpathyLedger.Core.Accounts;

/// <summary>What the first steward says about the first community. <paramref name="TimeZone"/> is an IANA name.</summary>
public sealed record FirstCommunity(string PortalName, string CommunityName, string Place, string DataLocation, string TimeZone);

public abstract record SetupOutcome
{
    public sealed record Done(LedgerAccount Steward) : SetupOutcome;

    public sealed record PasswordRefused(string Reason) : SetupOutcome;

    /// <summary>Somebody finished first.</summary>
    public sealed record AlreadySetUp : SetupOutcome;
}

/// <summary>Makes the first account, the first community and its steward. Works once in a ledger's life.</summary>
public sealed class PortalSetup(
    UserManager<LedgerAccount> accounts, AccountsDbContext store, LedgerDatabase database, PortalFacts facts, TimeProvider clock)
{
    public async Task<SetupOutcome> SetUpAsync(
        FirstCommunity community, string stewardName, string email, string password, CancellationToken cancellationToken)
    {
        if (PasswordRefusals.Refuse(password, email, stewardName) is { } reason)
        {
            return new SetupOutcome.PasswordRefused(reason);
        }

        if ((await facts.ReadAsync(cancellationToken)).IsSetUp)
        {
            return new SetupOutcome.AlreadySetUp();
        }

        // The account is stored only if the community is: its transaction stays open around the other role's. The two cannot
        // be committed as one: what is left when this process dies between them is an account without a portal, and whoever
        // comes again with its password goes on from there.
        await using var accountTransaction = await store.Database.BeginTransactionAsync(cancellationToken);
        var steward = await accounts.FindByEmailAsync(email);
        if (steward is null)
        {
            steward = LedgerAccount.For(stewardName, email, clock.GetUtcNow());
            steward.EmailConfirmed = true;
            if (!(await accounts.CreateAsync(steward, password)).Succeeded)
            {
                return new SetupOutcome.AlreadySetUp();
            }
        }
        else if (!await accounts.CheckPasswordAsync(steward, password))
        {
            return new SetupOutcome.PasswordRefused("This address was used before, when the setup was interrupted. Write the password you chose then.");
        }

        await using (var scope = await database.BeginAsHostAsync(new Actor(steward.Id, null, 1), cancellationToken))
        {
            var answer = await scope.ScalarAsync<string>(
                "select app.set_up_portal($1, $2, $3, $4, $5, $6, $7)",
                Guid.CreateVersion7(clock.GetUtcNow()), stewardName, community.PortalName, community.CommunityName,
                community.Place, community.DataLocation, community.TimeZone);
            if (answer != "set_up")
            {
                return new SetupOutcome.AlreadySetUp();
            }

            await accountTransaction.CommitAsync(cancellationToken);
            await scope.CommitAsync();
        }

        await facts.ReadAsync(cancellationToken);
        return new SetupOutcome.Done(steward);
    }
}
