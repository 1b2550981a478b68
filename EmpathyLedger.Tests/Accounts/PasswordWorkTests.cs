using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Tests.Browser;
using EmpathyLedger.Web.Components.Account;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Tests.Accounts;

/// <summary>
/// Hashing a password is what takes time. It is done as often for a known address as for an unknown one, so that the clock
/// tells nothing; counted, because a clock in a test tells nothing either.
/// </summary>
public sealed class PasswordWorkTests(PortalFixture portal) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    private const string Unknown = "nobody@example.org";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await portal.SetUpAsync();
        await portal.AddPersonAsync("Ines", "ines@example.org");
        await portal.AddPersonAsync("Bare", "bare@example.org");
        await portal.AddPersonAsync("Waiting", "waiting@example.org");
        await portal.Ledger.AdminAsync(
            """
            update accounts.accounts set password_hash = null where email = 'bare@example.org';
            update accounts.accounts set email_confirmed = false where email = 'waiting@example.org'
            """);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Hashes_OfEveryAnswer_AreTheSameForKnownAndUnknown()
    {
        foreach (var email in new[] { Unknown, "ines@example.org", "bare@example.org", "waiting@example.org" })
        {
            Assert.Equal(1, await HashesAsync(async services => Assert.Equal(
                SignInOutcome.Refused,
                await services.GetRequiredService<SignIns>().SignInAsync(email, "not the password at all", "203.0.113.5", Cancellation))));
            Assert.Equal(0, await HashesAsync(services => services.GetRequiredService<PasswordResets>().AskAsync(email, Cancellation)));
            Assert.Equal(0, await HashesAsync(services => services.GetRequiredService<Registrations>().SendAgainAsync(email, Cancellation)));
        }

        foreach (var email in new[] { Unknown, "ines@example.org", "waiting@example.org" })
        {
            Assert.Equal(1, await HashesAsync(async services => Assert.IsType<RegistrationOutcome.Accepted>(
                await services.GetRequiredService<Registrations>().RegisterAsync("Somebody", email, PortalFixture.Password, Cancellation))));
        }
    }

    private async Task<int> HashesAsync(Func<IServiceProvider, Task> ask)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<LedgerAccount>>();
        var hasher = new TestHasher(accounts.PasswordHasher);
        accounts.PasswordHasher = hasher;
        await ask(scope.ServiceProvider);
        return hasher.Hashes;
    }

    private sealed class TestHasher(IPasswordHasher<LedgerAccount> real) : IPasswordHasher<LedgerAccount>
    {
        public int Hashes { get; private set; }

        public string HashPassword(LedgerAccount user, string password)
        {
            Hashes++;
            return real.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(LedgerAccount user, string hashedPassword, string providedPassword)
        {
            Hashes++;
            return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
