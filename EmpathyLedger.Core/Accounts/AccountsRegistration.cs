using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Database.Keys;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EmpathyLedger.Core.Accounts;

public static class AccountsRegistration
{
    /// <summary>Identity and data protection on schema <c>accounts</c>; the web tier adds sign-in to the returned builder.</summary>
    public static IdentityBuilder AddLedgerAccounts(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddDbContext<AccountsDbContext>((provider, options) =>
            options.UseNpgsql(provider.GetRequiredService<LedgerConnections>().Accounts)

                // Telephone numbers are mapped by Identity and left out here on purpose.
                .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.MappedPropertyIgnoredWarning)));

        services.AddDataProtection().SetApplicationName("EmpathyLedger").PersistKeysToDbContext<AccountsDbContext>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options =>
                options.XmlEncryptor = new LedgerKeyEncryptor(provider.GetRequiredService<LedgerKeys>())));

        services.AddSingleton<AttemptLimiter>();
        services.AddSingleton<PortalFacts>();
        services.AddSingleton<AccountLetters>();
        services.AddSingleton<DemoPeople>();
        services.AddSingleton<SetupToken>();
        services.AddSingleton<SessionEndings>();
        services.AddScoped<Sessions>();
        services.AddScoped<Registrations>();
        services.AddScoped<PasswordResets>();
        services.AddScoped<PortalSetup>();

        // PBKDF2-SHA512 at OWASP's figure; Identity's own default is half of it.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        return services.AddIdentityCore<LedgerAccount>(SetRules)
            .AddEntityFrameworkStores<AccountsDbContext>()
            .AddDefaultTokenProviders()
            .AddPasswordValidator<PasswordRefusals>();
    }

    private static void SetRules(IdentityOptions options)
    {
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
        options.SignIn.RequireConfirmedAccount = true;

        // Length alone is asked for; PasswordRefusals says the rest in words.
        options.Password.RequiredLength = PasswordRefusals.ShortestPassword;
        options.Password.RequiredUniqueChars = 1;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;

        // Never by count of failures: whoever knows an address could lock its owner out. AttemptLimiter slows guessing.
        options.Lockout.AllowedForNewUsers = false;
    }
}
