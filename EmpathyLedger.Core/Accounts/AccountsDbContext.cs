using EmpathyLedger.Core.Database;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace EmpathyLedger.Core.Accounts;

/// <summary>
/// Maps schema <c>accounts</c> (made by migration 0002, never by EF) for Identity and the data-protection keys.
/// Connects as ledger_accounts, which may use this schema and no story.
/// </summary>
public sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options)
    : IdentityUserContext<LedgerAccount, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<AccountSession> Sessions => Set<AccountSession>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema("accounts");
        builder.Entity<LedgerAccount>(account =>
        {
            account.ToTable("accounts");
            account.Ignore(a => a.PhoneNumber);
            account.Ignore(a => a.PhoneNumberConfirmed);
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("account_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("account_tokens");
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("account_passkeys");
        builder.Entity<AccountSession>().ToTable("sessions");
        builder.Entity<DataProtectionKey>().ToTable("data_protection_keys");

        builder.UseSnakeCaseNames();
    }
}
