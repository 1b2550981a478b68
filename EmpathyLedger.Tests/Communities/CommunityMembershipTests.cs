using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Tests.Communities;

/// <summary>Who may do what about who belongs where.</summary>
public sealed class CommunityMembershipTests(TestTown town) : IClassFixture<TestTown>
{
    private CommunityMembership Membership => town.Membership;

    private static CancellationToken Cancellation => TestTown.Cancellation;

    [Theory]
    [InlineData("steward", FoundOutcome.Founded)]
    [InlineData("other steward", FoundOutcome.Founded)]
    [InlineData("elder", FoundOutcome.NotASteward)]
    [InlineData("member", FoundOutcome.NotASteward)]
    [InlineData("removed", FoundOutcome.NotASteward)]
    [InlineData("stranger", FoundOutcome.NotASteward)]
    [InlineData("anonymous", FoundOutcome.NotASteward)]
    public async Task Founding_IsForStewards(string who, FoundOutcome expected) =>
        Assert.Equal(expected, (await Membership.FoundAsync(town.As(who), $"New place of {who}", "", "", "Etc/UTC", Cancellation)).Outcome);

    [Theory]
    [InlineData("steward", AskOutcome.AlreadyMember)]
    [InlineData("member", AskOutcome.AlreadyMember)]
    [InlineData("anonymous", AskOutcome.NotSignedIn)]
    public async Task Asking_IsForWhoeverIsNotInYet(string who, AskOutcome expected) =>
        Assert.Equal(expected, await Membership.AskToJoinAsync(town.As(who), town.Riverside, null, Cancellation));

    [Fact]
    public async Task Asking_Twice_SaysSoOnce()
    {
        var person = await town.AddPersonAsync("Ines");
        Assert.Equal(AskOutcome.Asked, await Membership.AskToJoinAsync(person, town.Riverside, "I grew up here.", Cancellation));
        Assert.Equal(AskOutcome.AlreadyAsked, await Membership.AskToJoinAsync(person, town.Riverside, null, Cancellation));
        var waiting = await town.Directory.ListWaitingAsync(town.Steward, town.Riverside, Cancellation);
        Assert.Equal("I grew up here.", Assert.Single(waiting, one => one.ProfileId == person.ProfileId).Note);
    }

    [Fact]
    public async Task Asking_AnUnlistedCommunity_IsNotFound()
    {
        var (_, slug) = await Membership.FoundAsync(town.Steward, "Unlisted place", "", "", "Etc/UTC", Cancellation);
        var hidden = (await town.Directory.FindAsync(town.Steward, slug!, Cancellation))!;
        await town.Ledger.AdminAsync($"update ledger.communities set is_listed = false where id = '{hidden.Id}'");

        Assert.Equal(AskOutcome.NotFound, await Membership.AskToJoinAsync(town.Stranger, hidden.Id, null, Cancellation));
        Assert.Null(await town.Directory.FindAsync(town.Stranger, slug!, Cancellation));
        Assert.Null(await town.Directory.FindAsync(Actor.Anonymous, slug!, Cancellation));
        Assert.NotNull(await town.Directory.FindAsync(town.Steward, slug!, Cancellation));
    }

    [Theory]
    [InlineData("other steward")]
    [InlineData("elder")]
    [InlineData("member")]
    [InlineData("removed")]
    [InlineData("stranger")]
    [InlineData("anonymous")]
    public async Task StewardsVerbs_ForAnybodyElse_AreNotFound(string who)
    {
        var actor = town.As(who);
        var asking = await town.AddPersonAsync("Nils");
        await Membership.AskToJoinAsync(asking, town.Riverside, "Please.", Cancellation);
        var invitation = await town.InviteAsync(1, CommunityRole.Member);
        var open = (await town.Directory.ListInvitationsAsync(town.Steward, town.Riverside, Cancellation))[0];

        Assert.Equal(AnswerOutcome.NotFound, await Membership.AnswerMembershipAsync(actor, town.Riverside, asking.ProfileId!.Value, true, Cancellation));
        Assert.Equal(RolesOutcome.NotFound, await Membership.SetRolesAsync(actor, town.Riverside, town.Elder.ProfileId!.Value, [CommunityRole.Member], Cancellation));
        Assert.Equal(RolesOutcome.NotFound, await Membership.SetRolesAsync(actor, town.Riverside, actor.ProfileId ?? Guid.Empty, [CommunityRole.Steward], Cancellation));
        Assert.Equal(EndMembershipOutcome.NotFound, await Membership.EndMembershipAsync(actor, town.Riverside, town.Steward.ProfileId!.Value, Cancellation));
        Assert.Equal(InviteOutcome.NotFound, (await Membership.InviteAsync(actor, new(town.Riverside, [CommunityRole.Steward], 1, TimeSpan.FromDays(1), null), Cancellation)).Outcome);
        Assert.Equal(EndInvitationOutcome.NotFound, await Membership.EndInvitationAsync(actor, open.Id, Cancellation));
        Assert.Empty(await town.Directory.ListWaitingAsync(actor, town.Riverside, Cancellation));
        Assert.Empty(await town.Directory.ListInvitationsAsync(actor, town.Riverside, Cancellation));
        Assert.NotNull(await Membership.ReadInvitationAsync(actor, invitation, Cancellation));
    }

    [Theory]
    [InlineData("steward", true)]
    [InlineData("elder", true)]
    [InlineData("member", true)]
    [InlineData("other steward", false)]
    [InlineData("removed", false)]
    [InlineData("stranger", false)]
    [InlineData("anonymous", false)]
    public async Task People_AreSeenByMembersOnly(string who, bool sees)
    {
        var members = await town.Directory.ListMembersAsync(town.As(who), town.Riverside, null, Cancellation);
        Assert.Equal(sees, members.Items.Any(member => member.ProfileId == town.Elder.ProfileId));
        Assert.True(sees || members.Items.Count == 0);
        Assert.DoesNotContain(members.Items, member => member.ProfileId == town.Removed.ProfileId);
    }

    [Fact]
    public async Task People_ComeInPagesWithoutGapOrDouble()
    {
        var (_, slug) = await Membership.FoundAsync(town.Steward, "Crowd", "", "", "Etc/UTC", Cancellation);
        var crowd = (await town.Directory.FindAsync(town.Steward, slug!, Cancellation))!.Id;
        for (var i = 0; i < CommunityDirectory.PageSize + 5; i++)
        {
            var person = await town.AddPersonAsync($"Same name {i % 3}");
            await town.Ledger.AdminAsync($"insert into ledger.community_members (community_id, profile_id, status, roles) values ('{crowd}', '{person.ProfileId}', 'active', '{{member}}')");
        }

        var first = await town.Directory.ListMembersAsync(town.Steward, crowd, null, Cancellation);
        var second = await town.Directory.ListMembersAsync(town.Steward, crowd, first.Next, Cancellation);
        var all = first.Items.Concat(second.Items).Select(member => member.ProfileId).ToList();
        Assert.Null(second.Next);
        Assert.Equal(CommunityDirectory.PageSize + 6, all.Count);
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    [Fact]
    public async Task Answer_ToSomebodyWhoTookItBack_ChangesNothing()
    {
        var person = await town.AddPersonAsync("Otto");
        await Membership.AskToJoinAsync(person, town.Riverside, null, Cancellation);
        Assert.Equal(EndMembershipOutcome.Ended, await Membership.EndMembershipAsync(person, town.Riverside, person.ProfileId!.Value, Cancellation));
        Assert.Equal(AnswerOutcome.NotWaiting, await Membership.AnswerMembershipAsync(town.Steward, town.Riverside, person.ProfileId!.Value, true, Cancellation));
        Assert.False((await town.Directory.FindAsync(person, town.Riverside, Cancellation))!.IsMember);
    }

    [Fact]
    public async Task LastSteward_CannotLeaveOrStepDown_UntilThereIsAnother()
    {
        var (_, slug) = await Membership.FoundAsync(town.Steward, "One steward", "", "", "Etc/UTC", Cancellation);
        var id = (await town.Directory.FindAsync(town.Steward, slug!, Cancellation))!.Id;
        var self = town.Steward.ProfileId!.Value;

        Assert.Equal(EndMembershipOutcome.LastSteward, await Membership.EndMembershipAsync(town.Steward, id, self, Cancellation));
        Assert.Equal(RolesOutcome.LastSteward, await Membership.SetRolesAsync(town.Steward, id, self, [CommunityRole.Elder], Cancellation));

        var second = await town.AddPersonAsync("Tuva");
        await Membership.AskToJoinAsync(second, id, null, Cancellation);
        await Membership.AnswerMembershipAsync(town.Steward, id, second.ProfileId!.Value, true, Cancellation);
        await Membership.SetRolesAsync(town.Steward, id, second.ProfileId!.Value, [CommunityRole.Steward], Cancellation);
        Assert.Equal(EndMembershipOutcome.Ended, await Membership.EndMembershipAsync(town.Steward, id, self, Cancellation));
        Assert.Equal(RolesOutcome.NotFound, await Membership.SetRolesAsync(town.Steward, id, second.ProfileId!.Value, [CommunityRole.Member], Cancellation));
    }

    [Fact]
    public async Task TwoStewards_LeavingAtOnce_LeaveOne()
    {
        for (var round = 0; round < 5; round++)
        {
            var (_, slug) = await Membership.FoundAsync(town.Steward, $"Race {round}", "", "", "Etc/UTC", Cancellation);
            var id = (await town.Directory.FindAsync(town.Steward, slug!, Cancellation))!.Id;
            var second = await town.AddPersonAsync("Siv");
            await Membership.AskToJoinAsync(second, id, null, Cancellation);
            await Membership.AnswerMembershipAsync(town.Steward, id, second.ProfileId!.Value, true, Cancellation);
            await Membership.SetRolesAsync(town.Steward, id, second.ProfileId!.Value, [CommunityRole.Steward], Cancellation);

            var outcomes = await Task.WhenAll(
                Membership.EndMembershipAsync(town.Steward, id, town.Steward.ProfileId!.Value, Cancellation),
                Membership.EndMembershipAsync(second, id, second.ProfileId!.Value, Cancellation));
            Assert.Equal([EndMembershipOutcome.Ended, EndMembershipOutcome.LastSteward], outcomes.Order());
            Assert.Equal(1L, await town.Ledger.AdminScalarAsync<long>(
                "select count(*) from ledger.community_members where community_id = $1 and status = 'active' and 'steward' = any (roles)", id));
        }
    }
}
