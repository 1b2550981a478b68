using Bunit;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Tests.Live;
using EmpathyLedger.Web.Components.Communities.Shared;

namespace EmpathyLedger.Tests.Communities;

/// <summary>The live line of the people page, against a real ledger.</summary>
public sealed class PeopleChangedTests(TestTown town) : IClassFixture<TestTown>
{
    [Fact]
    public async Task Steward_IsToldWhoAsksAndThatPeopleChanged_AndNothingElse()
    {
        await using var page = new IslandPage(town.Steward, service: town.Directory);
        var line = await OpenAsync(page, town.Steward);
        Assert.DoesNotContain("Show the people", line.Markup, StringComparison.Ordinal);

        // What isn't about who is here, or what was missed while nothing happened, is not worth a word.
        page.Events.Raise(LedgerEvent.Resync);
        var newcomer = await town.AddPersonAsync("Nadia");
        Assert.Equal(AskOutcome.Asked, await town.Membership.AskToJoinAsync(newcomer, town.Riverside, "May I?", TestTown.Cancellation));
        Raise(page, newcomer);
        line.WaitForAssertion(() => Assert.Contains("Somebody asks to join.", line.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Equal("/communities/riverside/people", line.Find("a").GetAttribute("href"));

        await town.Membership.AnswerMembershipAsync(town.Steward, town.Riverside, newcomer.ProfileId!.Value, true, TestTown.Cancellation);
        Raise(page, newcomer);
        line.WaitForAssertion(() => Assert.Contains("Something has changed among the people.", line.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Change_BeforeTheCircuitWasUp_IsSaid()
    {
        var seen = await SeenAsync(town.Member);
        await town.AddMemberAsync("Early", town.Riverside, CommunityRole.Member);
        await using var page = new IslandPage(town.Member, service: town.Directory);
        var line = Render(page, seen);
        line.WaitForAssertion(() => Assert.Contains("Something has changed among the people.", line.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Member_WhoIsRemovedWhileLooking_IsToldSo_AndOfNobodyElse()
    {
        var leaver = await town.AddMemberAsync("Lena", town.Riverside, CommunityRole.Member);
        await using var page = new IslandPage(leaver, service: town.Directory);
        var line = await OpenAsync(page, leaver);

        await town.Membership.EndMembershipAsync(town.Steward, town.Riverside, leaver.ProfileId!.Value, TestTown.Cancellation);
        page.Events.Raise(LedgerEvent.Resync);
        line.WaitForAssertion(() => Assert.Contains("belong to this community any more", line.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    private void Raise(IslandPage page, Actor who) =>
        page.Events.Raise(new LedgerEvent(LedgerEventKind.MembershipChanged, null, town.Riverside, who.ProfileId));

    private async Task<IRenderedComponent<PeopleChanged>> OpenAsync(IslandPage page, Actor viewer) => Render(page, await SeenAsync(viewer));

    private IRenderedComponent<PeopleChanged> Render(IslandPage page, (string Seen, int Waiting) shown) =>
        page.Render<PeopleChanged>(with => with
            .Add(line => line.CommunityId, town.Riverside)
            .Add(line => line.Path, "/communities/riverside/people")
            .Add(line => line.Seen, shown.Seen)
            .Add(line => line.Waiting, shown.Waiting));

    /// <summary>As the page around it does.</summary>
    private async Task<(string Seen, int Waiting)> SeenAsync(Actor viewer)
    {
        var members = await town.Directory.ListMembersAsync(viewer, town.Riverside, null, TestTown.Cancellation);
        var community = await town.Directory.FindAsync(viewer, town.Riverside, TestTown.Cancellation);
        var waiting = community!.IsSteward ? await town.Directory.ListWaitingAsync(viewer, town.Riverside, TestTown.Cancellation) : [];
        return (PeopleSeen.Of(members.Items, waiting), waiting.Count);
    }
}
