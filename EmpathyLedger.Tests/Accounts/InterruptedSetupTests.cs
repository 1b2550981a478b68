using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Tests.Browser;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Tests.Accounts;

public sealed class InterruptedSetupTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Setup_AfterOneThatLeftOnlyTheAccount_GoesOnWithItsPassword()
    {
        var steward = LedgerAccount.For("Rosa", PortalFixture.StewardEmail, TimeProvider.System.GetUtcNow());
        steward.EmailConfirmed = true;
        await using (var scope = portal.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<UserManager<LedgerAccount>>().CreateAsync(steward, PortalFixture.Password);
            Assert.True(made.Succeeded);
        }

        Assert.IsType<SetupOutcome.PasswordRefused>(await SetUpAsync("another long password"));
        Assert.Equal(steward.Id, Assert.IsType<SetupOutcome.Done>(await SetUpAsync(PortalFixture.Password)).Steward.Id);
        Assert.Equal("{member,steward}", await portal.Ledger.AdminScalarAsync<string>(
            "select roles::text from ledger.community_members where profile_id = $1", steward.Id));
        Assert.IsType<SetupOutcome.AlreadySetUp>(await SetUpAsync(PortalFixture.Password));
    }

    private async Task<SetupOutcome> SetUpAsync(string password)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalSetup>().SetUpAsync(
            new FirstCommunity("Riverside", "Riverside", "By the river", "The library", "Australia/Darwin"),
            "Rosa", PortalFixture.StewardEmail, password, TestContext.Current.CancellationToken);
    }
}
