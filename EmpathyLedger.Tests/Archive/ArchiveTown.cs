using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Stories.Road;

namespace EmpathyLedger.Tests.Archive;

/// <summary><see cref="RoadTown"/> with an archive by the river: its keeper is a steward and an elder, as in a small community.</summary>
internal sealed class ArchiveTown(LedgerDatabaseFixture ledger, RoadTown town)
{
    public static readonly Evidence Aloud = new(CustodyManner.Aloud, "Her daughter Rosa", "At her kitchen table");

    public RoadTown Town => town;

    public Guid River => town.River;

    public Actor Keeper { get; } = new(Guid.CreateVersion7(), Guid.CreateVersion7(), 1);

    public Actor Steward => town.Steward;

    public Actor Elder => town.Elder;

    /// <summary>Who turns out to be the narrator.</summary>
    public Actor Ann => town.Stranger;

    public StoryCustody Custody { get; } = new(ledger.Database, TimeProvider.System);

    public Narrators Narrators { get; } = new(ledger.Database, TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ArchiveTown> SettleAsync(LedgerDatabaseFixture ledger)
    {
        var archive = new ArchiveTown(ledger, await RoadTown.SettleAsync(ledger));
        await archive.Town.AskAsync(archive.Keeper, "select app.ensure_profile($1)", "Kay Keeper");
        await archive.GiveRolesAsync(archive.Keeper, "member", "elder", "steward");
        return archive;
    }

    public Task GiveRolesAsync(Actor who, params string[] roles) => ledger.AdminAsync(
        $$"""
        insert into ledger.community_members (community_id, profile_id, status, roles, joined_at)
        values ('{{River}}', '{{who.ProfileId}}', 'active', '{ {{string.Join(',', roles)}} }', now())
        on conflict (community_id, profile_id) do update set roles = excluded.roles, status = 'active'
        """);

    public async Task<(Guid Story, Guid Narrator)> KeepAsync(string narratorName = "Ann Ferrier", string title = "The lantern", Actor? custodian = null)
    {
        var keeper = (custodian ?? Keeper).ProfileId!.Value;
        var narrator = await KeptStory.NarratorAsync(ledger, River, keeper, narratorName);
        var story = Guid.CreateVersion7();
        await KeptStory.AddAsync(ledger, story, River, keeper, narrator, title);
        return (story, narrator);
    }

    public async Task<SendOutcome> SendAsync(Guid story, PublishingWish? wish = null) => await Town.Road.SendToEldersAsync(
        Keeper,
        story,
        await ledger.AdminScalarAsync<int>("select revision from ledger.story_drafts where story_id = $1", story),
        wish ?? PublishingWish.ByMyself,
        "",
        Cancellation);

    /// <summary>Kept, with an audience by her word, sent to the elders.</summary>
    public async Task<(Guid Story, Guid Narrator)> SentAsync(PrivacyLevel audience = PrivacyLevel.Community, string narratorName = "Ann Ferrier")
    {
        var (story, narrator) = await KeepAsync(narratorName);
        Assert.Equal(EnterOutcome.Entered, await Custody.EnterAudienceAsync(Keeper, story, audience, Aloud, Cancellation));
        Assert.Equal(SendOutcome.Sent, await SendAsync(story));
        return (story, narrator);
    }

    public async Task<(Guid Story, Guid Narrator)> PublishedAsync(PrivacyLevel audience = PrivacyLevel.Community, string narratorName = "Ann Ferrier")
    {
        var kept = await SentAsync(audience, narratorName);
        Assert.Equal("recorded", await Town.DecideAsync(Elder, kept.Story, River, "approve"));
        Assert.Equal(PublishOutcome.Published, await Town.Road.PublishAsync(Keeper, kept.Story, Cancellation));
        return kept;
    }

    public async Task<InvitationToken> LinkAsync(Guid narrator, Actor? steward = null)
    {
        var link = await Narrators.MakeClaimLinkAsync(steward ?? Steward, narrator, Cancellation);
        Assert.Equal(ClaimLinkOutcome.Made, link.Outcome);
        return link.Token!.Value;
    }
}
