using Bunit;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Tests.Live;
using EmpathyLedger.Web.Components.Home;

namespace EmpathyLedger.Tests.Communities;

/// <summary>Before there is anybody: a new community's steward, and somebody who is in no community.</summary>
public sealed class YoungCommunitiesTests(TestTown town) : IClassFixture<TestTown>
{
    [Fact]
    public async Task NewCommunity_IsYoungToItsStewardOnly_UntilOthersAndAnElderAreThere()
    {
        // A steward without anybody else already, in Hillside; Riverside has people and an elder.
        var founder = town.OtherSteward;
        Assert.Equal(["Hillside"], (await ListAsync(founder)).Select(young => young.Name));
        Assert.Empty(await ListAsync(town.Steward));

        var (_, slug) = await town.Membership.FoundAsync(founder, "Newbank", "", "", "Etc/UTC", TestTown.Cancellation);
        var newbank = (await town.Directory.FindAsync(founder, slug!, TestTown.Cancellation))!.Id;
        Assert.Equal([new YoungCommunity(slug!, "Newbank", RoleNames.Plain, HasOthers: false, HasElder: false)], (await ListAsync(founder)).Where(young => young.Slug == slug));

        var member = await town.AddMemberAsync("Moss", newbank, CommunityRole.Member);
        Assert.Equal([new YoungCommunity(slug!, "Newbank", RoleNames.Plain, HasOthers: true, HasElder: false)], (await ListAsync(founder)).Where(young => young.Slug == slug));
        Assert.Empty(await ListAsync(member));
        Assert.Empty(await ListAsync(town.Stranger));
        Assert.Empty(await ListAsync(Actor.Anonymous));

        await town.AddMemberAsync("Elma", newbank, CommunityRole.Elder);
        Assert.DoesNotContain(await ListAsync(founder), young => young.Slug == slug);
    }

    [Fact]
    public async Task Home_OfSomebodyWhoIsWelcomedWhileItIsOpen_SaysNoMoreThatTheyAreInNone()
    {
        var newcomer = await town.AddPersonAsync("Nell");
        await using var page = new IslandPage(newcomer, service: new Standings(town.Ledger.Database));
        var card = page.Render<InNoCommunity>();
        Assert.Contains("You are in no community yet", card.Markup, StringComparison.Ordinal);

        await town.Membership.AskToJoinAsync(newcomer, town.Riverside, "", TestTown.Cancellation);
        await town.Membership.AnswerMembershipAsync(town.Steward, town.Riverside, newcomer.ProfileId!.Value, true, TestTown.Cancellation);
        page.Events.Raise(new LedgerEvent(LedgerEventKind.MembershipChanged, null, town.Riverside, newcomer.ProfileId));
        card.WaitForAssertion(() => Assert.Contains("Show it as it is now", card.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.DoesNotContain("in no community yet", card.Markup, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<YoungCommunity>> ListAsync(Actor actor) => town.Directory.ListYoungAsync(actor, TestTown.Cancellation);
}
