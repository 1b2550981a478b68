using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Stories.Road;

namespace EmpathyLedger.Tests.Communities;

/// <summary>Whoever is being removed acts before the removal or not at all, and changes of one community never wait in a circle.</summary>
public sealed class StewardRacesTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private const int Rounds = 12;

    private RoadTown _town = null!;
    private Actor _second;
    private Guid _invitation;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Acts => new()
    {
        { "select app.set_member_roles($1, $2, '{member,elder}')", "not_found" },
        { "select app.end_membership($1, $2)", "not_found" },
        { "select app.answer_membership($1, $3, true)", "not_found" },
        { "select app.invite(gen_random_uuid(), $1, sha256('new'), null, '{member}', 1, now() + interval '1 day')", "not_found" },
        { "select app.end_invitation($4)", "not_found" },
        { "select app.found_community(gen_random_uuid(), 'Another', '', '', 'UTC')", "not_a_steward" },
        { "with edit as (update ledger.communities set name = 'Taken over' where id = $1 returning id) select count(*)::text from edit", "0" },
    };

    public async ValueTask InitializeAsync()
    {
        _town = await RoadTown.SettleAsync(ledger);
        _second = _town.Member;
        Assert.Equal("changed", await ByAsync(_town.Steward, "select app.set_member_roles($1, $2, '{member,steward}')", _second));
        Assert.Equal("asked", await _town.AskAsync(_town.Stranger, "select app.ask_to_join($1, '')", _town.River));
        _invitation = await InviteAsync(_town.Steward);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Act_OfAStewardWhoIsBeingRemoved_WaitsAndDoesNothing(string sql, string refusal)
    {
        Task<string> acting;
        await using (var removal = await ledger.Database.BeginAsync(_town.Steward, Cancellation))
        {
            Assert.Equal("ended", await removal.ScalarAsync<string>("select app.end_membership($1, $2)", _town.River, _second.ProfileId));
            acting = Task.Run(() => ActAsync(_second, sql), Cancellation);
            await LockWaits.UntilItWaitsAsync(ledger, acting);
            await removal.CommitAsync();
        }

        Assert.Equal(refusal, await acting);
        Assert.Equal(0L, await ledger.AdminScalarAsync<long>(
            "select count(*) from ledger.membership_events where actor_id = $1 and profile_id <> $1", _second.ProfileId!));
        Assert.Equal("Saltbush River", await ledger.AdminScalarAsync<string>("select name from ledger.communities where id = $1", _town.River));
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Act_OfASteward_IsDone(string sql, string refusal)
    {
        var word = await ActAsync(_second, sql);
        Assert.NotEqual(refusal, word);
        Assert.Contains(word, (string[])["changed", "ended", "answered", "invited", "founded", "1"]);
    }

    [Fact]
    public async Task TwoStewards_WhoRemoveEachOther_LeaveOne()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var words = await Task.WhenAll(
                Task.Run(() => ByAsync(_town.Steward, "select app.end_membership($1, $2)", _second), Cancellation),
                Task.Run(() => ByAsync(_second, "select app.end_membership($1, $2)", _town.Steward), Cancellation));
            Assert.Equal(["ended", "not_found"], words.Order());

            var (stays, goes) = words[0] == "ended" ? (_town.Steward, _second) : (_second, _town.Steward);
            await ledger.AdminAsync(
                $"update ledger.community_members set status = 'active', roles = '{{member,steward}}' where community_id = '{_town.River}' and profile_id = '{goes.ProfileId}'");
            Assert.NotEqual(stays, goes);
        }
    }

    [Fact]
    public async Task Acceptance_WhileTheInviterIsRemoved_IsBeforeOrNotAtAll()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var hash = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
            await InviteAsync(_second, hash);
            var guest = new Actor(Guid.CreateVersion7(), Guid.CreateVersion7(), 1);
            await _town.AskAsync(guest, "select app.ensure_profile('Guest')");

            var removing = Task.Run(() => ByAsync(_town.Steward, "select app.end_membership($1, $2)", _second), Cancellation);
            var accepting = Task.Run(() => _town.AskAsync(guest, "select a.outcome from app.accept_invitation($1) a", hash), Cancellation);

            Assert.Equal("ended", await removing);
            Assert.Contains(await accepting, (string[])["accepted", "not_found"]);
            await ledger.AdminAsync(
                $"update ledger.community_members set status = 'active', roles = '{{member,steward}}' where community_id = '{_town.River}' and profile_id = '{_second.ProfileId}'");
        }
    }

    [Theory]
    [InlineData("select app.publish_story($1, gen_random_uuid())", "left_community")]
    [InlineData("select app.send_to_elders($1, gen_random_uuid(), 1, false, null)", "no_community")]
    public async Task Teller_WhoIsBeingRemoved_TellsNothingMoreInTheCommunitysName(string sql, string refusal)
    {
        var story = await _town.WriteAsync(PrivacyLevel.Community, _town.River);
        Assert.Equal(SendOutcome.Sent, await _town.SendAsync(story));
        Assert.Equal("recorded", await _town.DecideAsync(_town.Elder, story, _town.River, "approve"));
        Task<string> telling;
        await using (var removal = await ledger.Database.BeginAsync(_town.Steward, Cancellation))
        {
            Assert.Equal("ended", await removal.ScalarAsync<string>("select app.end_membership($1, $2)", _town.River, _town.Storyteller.ProfileId));
            telling = Task.Run(() => _town.AskAsync(_town.Storyteller, sql, story), Cancellation);
            await LockWaits.UntilItWaitsAsync(ledger, telling);
            await removal.CommitAsync();
        }

        Assert.Equal(refusal, await telling);
        Assert.False(await _town.SeesAsync(_town.Elder, story));
    }

    /// <summary>As that person, with only those of the four ids that the statement names.</summary>
    private Task<string> ActAsync(Actor actor, string sql)
    {
        object?[] ids = [_town.River, _town.CoAuthor.ProfileId, _town.Stranger.ProfileId, _invitation];
        var named = Enumerable.Range(1, ids.Length).Where(number => sql.Contains($"${number}", StringComparison.Ordinal)).ToList();
        foreach (var (number, place) in named.Select((number, index) => (number, index + 1)))
        {
            sql = sql.Replace($"${number}", $"${place}", StringComparison.Ordinal);
        }

        return _town.AskAsync(actor, sql, [.. named.Select(number => ids[number - 1])]);
    }

    private Task<string> ByAsync(Actor actor, string sql, Actor whose) => _town.AskAsync(actor, sql, _town.River, whose.ProfileId);

    private async Task<Guid> InviteAsync(Actor steward, byte[]? hash = null)
    {
        var id = Guid.CreateVersion7();
        Assert.Equal("invited", await _town.AskAsync(
            steward,
            "select app.invite($1, $2, $3, null, '{member}', 1, now() + interval '1 day')",
            id,
            _town.River,
            hash ?? System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        return id;
    }
}
