using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Tests.Communities;

public sealed class InvitationTests(TestTown town) : IClassFixture<TestTown>
{
    private CommunityMembership Membership => town.Membership;

    private static CancellationToken Cancellation => TestTown.Cancellation;

    [Fact]
    public async Task SingleUse_TakenByManyAtOnce_LetsOneIn()
    {
        var token = await town.InviteAsync(1, CommunityRole.Elder);
        var people = new List<Actor>();
        for (var i = 0; i < 6; i++)
        {
            people.Add(await town.AddPersonAsync($"Runner {i}"));
        }

        var answers = await Task.WhenAll(people.Select(person => Membership.AcceptInvitationAsync(person, token, Cancellation)));
        Assert.Single(answers, answer => answer.Outcome == AcceptOutcome.Accepted);
        Assert.Equal(5, answers.Count(answer => answer is { Outcome: AcceptOutcome.NotFound, CommunityId: null }));
    }

    [Fact]
    public async Task ManyUses_LetInAsManyAsSaid()
    {
        var token = await town.InviteAsync(2, CommunityRole.Member);
        var outcomes = new List<AcceptOutcome>();
        for (var i = 0; i < 3; i++)
        {
            outcomes.Add((await Membership.AcceptInvitationAsync(await town.AddPersonAsync($"Guest {i}"), token, Cancellation)).Outcome);
        }

        Assert.Equal([AcceptOutcome.Accepted, AcceptOutcome.Accepted, AcceptOutcome.NotFound], outcomes);
    }

    [Theory]
    [InlineData(CommunityRole.Elder)]
    [InlineData(CommunityRole.Steward)]
    public async Task ManyUses_MakeNoEldersOrStewards(CommunityRole role)
    {
        var made = await Membership.InviteAsync(
            town.Steward, new InvitationWish(town.Riverside, [CommunityRole.Member, role], 2, TimeSpan.FromDays(1), null), Cancellation);
        Assert.Equal(InviteOutcome.RoleNeedsSingleUse, made.Outcome);
        Assert.Null(made.Token);
    }

    [Fact]
    public async Task Expired_IsNotFoundForReadingAndAccepting()
    {
        var made = await Membership.InviteAsync(
            town.Steward, new InvitationWish(town.Riverside, [CommunityRole.Member], 1, TimeSpan.FromDays(-1), null), Cancellation);
        Assert.Null(await Membership.ReadInvitationAsync(town.Stranger, made.Token!.Value, Cancellation));
        Assert.Equal(AcceptOutcome.NotFound, (await Membership.AcceptInvitationAsync(town.Stranger, made.Token!.Value, Cancellation)).Outcome);
    }

    [Fact]
    public async Task LongerThanAQuarter_IsRefused() => Assert.Equal(
        InviteOutcome.TooLong,
        (await Membership.InviteAsync(town.Steward, new InvitationWish(town.Riverside, [CommunityRole.Member], 1, TimeSpan.FromDays(92), null), Cancellation)).Outcome);

    [Fact]
    public async Task Ended_OpensNothingAnyMore()
    {
        var token = await town.InviteAsync(5, CommunityRole.Member);
        var open = (await town.Directory.ListInvitationsAsync(town.Steward, town.Riverside, Cancellation))[0];
        Assert.Equal(EndInvitationOutcome.Ended, await Membership.EndInvitationAsync(town.Steward, open.Id, Cancellation));

        Assert.Null(await Membership.ReadInvitationAsync(Actor.Anonymous, token, Cancellation));
        Assert.Equal(AcceptOutcome.NotFound, (await Membership.AcceptInvitationAsync(town.Stranger, token, Cancellation)).Outcome);
        Assert.DoesNotContain(await town.Directory.ListInvitationsAsync(town.Steward, town.Riverside, Cancellation), one => one.Id == open.Id);
    }

    [Fact]
    public async Task Removed_CannotComeBackByAnOldLink()
    {
        var many = await town.InviteAsync(10, CommunityRole.Member);
        var single = await town.InviteAsync(1, CommunityRole.Member);
        var person = await town.AddPersonAsync("Pelle");
        Assert.Equal(AcceptOutcome.Accepted, (await Membership.AcceptInvitationAsync(person, many, Cancellation)).Outcome);
        await Membership.EndMembershipAsync(town.Steward, town.Riverside, person.ProfileId!.Value, Cancellation);

        Assert.Equal(AcceptOutcome.NotFound, (await Membership.AcceptInvitationAsync(person, many, Cancellation)).Outcome);
        Assert.Equal(AcceptOutcome.NotFound, (await Membership.AcceptInvitationAsync(person, single, Cancellation)).Outcome);
        Assert.Equal(AcceptOutcome.Accepted, (await Membership.AcceptInvitationAsync(person, await town.InviteAsync(1, CommunityRole.Member), Cancellation)).Outcome);
    }

    [Fact]
    public async Task Removed_CannotComeBackByTheLastUseOfALinkForMany()
    {
        var person = await town.AddPersonAsync("Petra");
        await Membership.AcceptInvitationAsync(person, await town.InviteAsync(1, CommunityRole.Member), Cancellation);
        await Membership.EndMembershipAsync(town.Steward, town.Riverside, person.ProfileId!.Value, Cancellation);
        var afterwards = await town.InviteAsync(2, CommunityRole.Member);
        Assert.Equal(AcceptOutcome.Accepted, (await Membership.AcceptInvitationAsync(await town.AddPersonAsync("Guest"), afterwards, Cancellation)).Outcome);

        Assert.Equal(AcceptOutcome.NotFound, (await Membership.AcceptInvitationAsync(person, afterwards, Cancellation)).Outcome);
        Assert.Equal(AcceptOutcome.Accepted, (await Membership.AcceptInvitationAsync(await town.AddPersonAsync("Second guest"), afterwards, Cancellation)).Outcome);
    }

    [Fact]
    public async Task Anonymous_MayLookAndHasToSignInToAccept()
    {
        var token = await town.InviteAsync(1, CommunityRole.Storyteller);
        var face = await Membership.ReadInvitationAsync(Actor.Anonymous, token, Cancellation);
        Assert.Equal("Riverside", face!.CommunityName);
        Assert.Equal(AcceptOutcome.NotSignedIn, (await Membership.AcceptInvitationAsync(Actor.Anonymous, token, Cancellation)).Outcome);
    }

    [Fact]
    public async Task Member_GainsTheRoleAndKeepsTheirs()
    {
        var person = await town.AddMemberAsync("Kim", town.Riverside, CommunityRole.Storyteller);
        await Membership.AcceptInvitationAsync(person, await town.InviteAsync(1, CommunityRole.Elder), Cancellation);
        var own = (await town.Directory.FindAsync(person, town.Riverside, Cancellation))!.Own!;
        Assert.Equal([CommunityRole.Member, CommunityRole.Storyteller, CommunityRole.Elder], own.Roles);

        var again = await town.InviteAsync(1, CommunityRole.Elder);
        Assert.Equal(AcceptOutcome.AlreadyMember, (await Membership.AcceptInvitationAsync(person, again, Cancellation)).Outcome);
        Assert.NotNull(await Membership.ReadInvitationAsync(person, again, Cancellation));
    }

    [Fact]
    public async Task Database_HoldsNoTokenAndNobodyCanReadTheHashes()
    {
        var token = await town.InviteAsync(1, CommunityRole.Member);
        Assert.Equal(0L, await town.Ledger.AdminScalarAsync<long>(
            "select count(*) from ledger.community_invitations i where i::text like '%' || $1 || '%'", token.Text));
        await using var scope = await town.Ledger.Database.BeginAsync(town.Steward, Cancellation);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => scope.QueryAsync("select token_hash from ledger.community_invitations", _ => 0));
    }

    [Fact]
    public async Task ByMail_UsesTheCommunitysOwnWordsAndWorksOnce()
    {
        await town.Ledger.AdminAsync(
            $$$"""update ledger.communities set role_names = '{"elder": {"one": "Old hand", "many": "Old hands"}}' where id = '{{{town.Hillside}}}'""");
        var made = await Membership.InviteAsync(
            town.OtherSteward, new InvitationWish(town.Hillside, [CommunityRole.Elder], 40, TimeSpan.FromDays(7), "kaja@example.org"), Cancellation);
        Assert.Equal(InviteOutcome.Invited, made.Outcome);

        var letter = await town.Postbox.Letters.ReadAsync(Cancellation);
        Assert.Equal("kaja@example.org", letter.ToAddress);
        Assert.Contains("Hilda invites you to Hillside, as Old hand.", letter.Text, StringComparison.Ordinal);
        Assert.Contains($"https://stories.example.org/join/{made.Token!.Value.Text}", letter.Text, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(await town.Directory.ListInvitationsAsync(town.OtherSteward, town.Hillside, Cancellation)).UsesLeft);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAA/+")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Token_ThatIsNone_IsNone(string text) => Assert.False(InvitationToken.TryParse(text, out _));

    [Fact]
    public void Token_ComesBackAsItWas()
    {
        var made = InvitationToken.Create();
        Assert.True(InvitationToken.TryParse(made.Text, out var read));
        Assert.Equal(made.Hash, read.Hash);
    }
}
