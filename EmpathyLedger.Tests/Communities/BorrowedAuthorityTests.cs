using EmpathyLedger.Core.Database;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Stories.Road;

namespace EmpathyLedger.Tests.Communities;

/// <summary>An invitation is as good as whoever gave it.</summary>
public sealed class BorrowedAuthorityTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private RoadTown _town = null!;

    public async ValueTask InitializeAsync() => _town = await RoadTown.SettleAsync(ledger);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("steward", "not_found")]
    [InlineData("storyteller", "accepted")]
    public async Task Invitation_ByAStewardWhoStepsDown_StillLetsInButLendsNoAuthority(string role, string outcome)
    {
        var second = await SecondStewardAsync();
        var token = await InviteAsync(second, role);
        Assert.Equal("changed", await _town.AskAsync(_town.Steward, "select app.set_member_roles($1, $2, '{member}')", _town.River, second.ProfileId));

        Assert.Equal(outcome, await AcceptAsync(_town.Stranger, token));
    }

    [Fact]
    public async Task Invitation_ByAStewardWhoIsRemoved_LetsNobodyIn()
    {
        var second = await SecondStewardAsync();
        var token = await InviteAsync(second, "storyteller");
        Assert.Equal("ended", await _town.AskAsync(_town.Steward, "select app.end_membership($1, $2)", _town.River, second.ProfileId));

        Assert.Equal("not_found", await AcceptAsync(_town.Stranger, token));
    }

    [Fact]
    public async Task AskToJoin_LeavingAndAskingAgain_IsOneQuestionToTheStewards()
    {
        for (var time = 0; time < 3; time++)
        {
            Assert.Equal("asked", await _town.AskAsync(_town.Stranger, "select app.ask_to_join($1, 'Again')", _town.River));
            Assert.Equal("ended", await _town.AskAsync(_town.Stranger, "select app.end_membership($1, $2)", _town.River, _town.Stranger.ProfileId));
        }

        Assert.Equal(1L, await ledger.AdminScalarAsync<long>(
            "select count(*) from ledger.notifications where profile_id = $1 and kind = 'membership_asked'", _town.Steward.ProfileId!));
    }

    private async Task<Actor> SecondStewardAsync()
    {
        Assert.Equal("changed", await _town.AskAsync(
            _town.Steward, "select app.set_member_roles($1, $2, '{member,steward}')", _town.River, _town.Member.ProfileId));
        return _town.Member;
    }

    private async Task<byte[]> InviteAsync(Actor steward, string role)
    {
        var hash = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
        Assert.Equal("invited", await _town.AskAsync(
            steward,
            "select app.invite($1, $2, $3, null, $4::text[]::ledger.community_role[], 1, now() + interval '7 days')",
            Guid.CreateVersion7(),
            _town.River,
            hash,
            (string[])[role]));
        return hash;
    }

    private Task<string> AcceptAsync(Actor person, byte[] hash) => _town.AskAsync(person, "select a.outcome from app.accept_invitation($1) a", hash);
}
