using System.Security.Claims;
using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Tests.Browser;
using EmpathyLedger.Web.Components.Account;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Tests.Accounts;

public sealed class SessionTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_IsGoodUntilSignedOutStampChangedOrADayOld()
    {
        var person = await portal.AddPersonAsync("Noor", "noor@example.org");
        var (principal, sessionId) = await SignInAsync(person.ProfileId!.Value);
        Assert.True(await IsStillSignedInAsync(principal));
        Assert.Equal(new Actor(person.ProfileId, sessionId, 1), principal.ToActor());

        await WithAsync<Sessions>(sessions => sessions.EndAsync(sessionId, Cancellation));
        Assert.False(await IsStillSignedInAsync(principal));

        (principal, sessionId) = await SignInAsync(person.ProfileId.Value);
        await portal.Ledger.AdminAsync($"update accounts.sessions set started_at = now() - interval '25 hours', ends_at = now() - interval '1 hour' where id = '{sessionId}'");
        Assert.False(await IsStillSignedInAsync(principal));

        (principal, _) = await SignInAsync(person.ProfileId.Value);
        await WithAsync<UserManager<LedgerAccount>>(async accounts =>
            await accounts.UpdateSecurityStampAsync((await accounts.FindByIdAsync(person.ProfileId.ToString()!))!));
        Assert.False(await IsStillSignedInAsync(principal));
    }

    [Fact]
    public async Task OpenPage_WhenItsSessionEnds_IsAVisitorsAtOnce()
    {
        var person = await portal.AddPersonAsync("Ola", "ola@example.org");
        var (principal, sessionId) = await SignInAsync(person.ProfileId!.Value);
        await using var circuit = portal.Services.CreateAsyncScope();
        var provider = circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        ((IHostEnvironmentAuthenticationStateProvider)provider).SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
        Assert.False((await circuit.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync()).IsAnonymous);

        var changed = new TaskCompletionSource<AuthenticationState>();
        provider.AuthenticationStateChanged += async state => changed.TrySetResult(await state);
        await WithAsync<Sessions>(sessions => sessions.EndAsync(sessionId, Cancellation));

        Assert.Equal(Actor.Anonymous, (await changed.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation)).User.ToActor());
        Assert.True((await circuit.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync()).IsAnonymous);
    }

    [Fact]
    public async Task CurrentActor_InARequestOrACircuit_IsWhoeverAsksThere()
    {
        var person = await portal.AddPersonAsync("Ama", "ama@example.org");
        var (principal, _) = await SignInAsync(person.ProfileId!.Value);

        await using var request = portal.Services.CreateAsyncScope();
        var accessor = portal.Services.GetRequiredService<IHttpContextAccessor>();
        accessor.HttpContext = new DefaultHttpContext { User = principal, RequestServices = request.ServiceProvider };
        Assert.Equal(principal.ToActor(), await request.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync());

        // A circuit whose session has ended, opened by a request of somebody who was signed in.
        await using var circuit = portal.Services.CreateAsyncScope();
        var state = (IHostEnvironmentAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        state.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        Assert.Equal(Actor.Anonymous, await circuit.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync());
    }

    [Fact]
    public async Task AccountsRole_SeesNoStory_AndTheAppsRoleNoPassword()
    {
        await using var app = portal.Ledger.Connections.App.CreateCommand("select password_hash from accounts.accounts");
        await using var accounts = portal.Ledger.Connections.Accounts.CreateCommand("select * from ledger.stories");

        Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.ExecuteScalarAsync(Cancellation))).SqlState);
        Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => accounts.ExecuteScalarAsync(Cancellation))).SqlState);
    }

    [Fact]
    public async Task DataProtectionKeys_InTheDatabase_AreSealed()
    {
        using var visitor = portal.Visit();
        using var answer = await visitor.GetAsync("/not-set-up");
        var stored = await portal.Ledger.AdminScalarAsync<string>("select string_agg(xml, '') from accounts.data_protection_keys");

        Assert.Contains("ledgerSealedKey", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", stored, StringComparison.Ordinal);
    }

    private async Task<(ClaimsPrincipal Principal, Guid SessionId)> SignInAsync(Guid accountId)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<LedgerAccount>>();
        var session = await scope.ServiceProvider.GetRequiredService<Sessions>().StartAsync(accountId, Cancellation);
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<LedgerAccount>>()
            .CreateAsync((await accounts.FindByIdAsync(accountId.ToString()))!);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(AccountClaims.SessionId, session.Id.ToString()));
        return (principal, session.Id);
    }

    private async Task<bool> IsStillSignedInAsync(ClaimsPrincipal principal)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SessionValidator>().IsStillSignedInAsync(principal, Cancellation);
    }

    private async Task WithAsync<T>(Func<T, Task> act)
        where T : notnull
    {
        await using var scope = portal.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<T>());
    }
}
