using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Archive;

/// <summary>A custodian's right is read and then used, and a claim moves what others are working on: on two connections, in each order.</summary>
public sealed class CustodyRacesTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private const int Rounds = 6;

    private ArchiveTown _archive = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _archive = await ArchiveTown.SettleAsync(ledger);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task EnterConsent_WhileTheCustodianIsBeingRemoved_WaitsAndIsRefused()
    {
        var (story, _) = await _archive.KeepAsync();
        Task<EnterOutcome> entering;
        await using (var removal = await ledger.Database.BeginAsync(_archive.Steward, Cancellation))
        {
            Assert.Equal("ended", await removal.ScalarAsync<string>("select app.end_membership($1, $2)", _archive.River, _archive.Keeper.ProfileId));
            entering = Task.Run(() => EnterAsync(story), Cancellation);
            await LockWaits.UntilItWaitsAsync(ledger, entering);
            await removal.CommitAsync();
        }

        Assert.Equal(EnterOutcome.NotFound, await entering);
        Assert.False(await ledger.AdminScalarAsync<bool>("select consent_insights from ledger.stories where id = $1", story));
    }

    [Fact]
    public async Task Removal_WhileTheCustodianEntersConsent_WaitsForIt()
    {
        var (story, _) = await _archive.KeepAsync();
        Task<string> removing;
        await using (var entry = await ledger.Database.BeginAsync(_archive.Keeper, Cancellation))
        {
            Assert.Equal("entered", await entry.ScalarAsync<string>(
                "select app.enter_consent(gen_random_uuid(), $1, 'insights', true, 1, 'en', 'aloud', 'Rosa', '')", story));
            removing = Task.Run(
                () => _archive.Town.AskAsync(_archive.Steward, "select app.end_membership($1, $2)", _archive.River, _archive.Keeper.ProfileId),
                Cancellation);
            await LockWaits.UntilItWaitsAsync(ledger, removing);
            await entry.CommitAsync();
        }

        Assert.Equal("ended", await removing);
        Assert.True(await ledger.AdminScalarAsync<bool>("select consent_insights from ledger.stories where id = $1", story));
        Assert.Equal(EnterOutcome.NotFound, await EnterAsync(story));
    }

    [Fact]
    public async Task EnterConsent_WhileTheStoryIsBeingClaimed_WaitsAndIsRefused()
    {
        var (story, narrator) = await _archive.KeepAsync();
        var token = await _archive.LinkAsync(narrator);
        Task<EnterOutcome> entering;
        await using (var claim = await ledger.Database.BeginAsync(_archive.Ann, Cancellation))
        {
            Assert.Equal("claimed", await claim.ScalarAsync<string>("select outcome from app.claim_narrator($1)", token.Hash));
            entering = Task.Run(() => EnterAsync(story), Cancellation);
            await LockWaits.UntilItWaitsAsync(ledger, entering);
            await claim.CommitAsync();
        }

        Assert.Equal(EnterOutcome.NotFound, await entering);
        Assert.False(await ledger.AdminScalarAsync<bool>("select consent_insights from ledger.stories where id = $1", story));
    }

    [Fact]
    public async Task TwoClaims_OfOneLink_AreOne()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (story, narrator) = await _archive.KeepAsync($"Narrator {round}");
            var token = await _archive.LinkAsync(narrator);
            var claimants = new[] { _archive.Ann, _archive.Town.Friend, _archive.Town.Member };
            var claims = await Task.WhenAll(claimants.Select(who => Task.Run(() => _archive.Narrators.ClaimAsync(who, token, Cancellation), Cancellation)));

            Assert.Single(claims, claim => claim.Outcome == ClaimOutcome.Claimed);
            Assert.Equal(2, claims.Count(claim => claim.Outcome == ClaimOutcome.NotFound));
            var winner = claimants[Array.FindIndex(claims, claim => claim.Outcome == ClaimOutcome.Claimed)];
            Assert.Equal(winner.ProfileId, await ledger.AdminScalarAsync<Guid>("select teller_id from ledger.stories where id = $1", story));
        }
    }

    [Fact]
    public async Task Claim_WhileTheCustodianSends_ComesBeforeOrAfter()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (story, narrator) = await _archive.KeepAsync($"Narrator {round}");
            await _archive.Custody.EnterAudienceAsync(_archive.Keeper, story, PrivacyLevel.Community, ArchiveTown.Aloud, Cancellation);
            var token = await _archive.LinkAsync(narrator);
            var sending = Task.Run(() => _archive.SendAsync(story), Cancellation);
            var claiming = Task.Run(() => _archive.Narrators.ClaimAsync(_archive.Ann, token, Cancellation), Cancellation);

            Assert.Equal(ClaimOutcome.Claimed, (await claiming).Outcome);
            var sent = await sending;
            Assert.Contains(sent, (SendOutcome[])[SendOutcome.Sent, SendOutcome.NotFound]);
            Assert.Equal(0, await LeftBehindAsync(story));
            if (sent == SendOutcome.Sent)
            {
                Assert.Equal("own_story", await _archive.Town.DecideAsync(_archive.Keeper, story, _archive.River, "approve"));
                Assert.Equal("recorded", await _archive.Town.DecideAsync(_archive.Elder, story, _archive.River, "approve"));
            }
        }
    }

    [Fact]
    public async Task Claim_WhileTheClaimantDecides_LeavesNoJudgementOfTheirOwnStory()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var archive = await ArchiveTown.SettleAsync(ledger);
            var (story, narrator) = await archive.SentAsync();
            var token = await archive.LinkAsync(narrator);
            var deciding = Task.Run(() => archive.Town.DecideAsync(archive.Elder, story, archive.River, "approve"), Cancellation);
            var claiming = Task.Run(() => archive.Narrators.ClaimAsync(archive.Elder, token, Cancellation), Cancellation);

            Assert.Equal(ClaimOutcome.Claimed, (await claiming).Outcome);
            Assert.Contains(await deciding, (string[])["recorded", "own_story"]);
            Assert.Equal(PublishOutcome.NotApproved, await archive.Town.Road.PublishAsync(archive.Elder, story, Cancellation));
            Assert.Equal(0, await LeftBehindAsync(story));
        }
    }

    [Fact]
    public async Task Claim_WhileTheCustodianPublishes_IsToldUnderTheRightName()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (story, narrator) = await _archive.SentAsync(narratorName: $"Narrator {round}");
            Assert.Equal("recorded", await _archive.Town.DecideAsync(_archive.Elder, story, _archive.River, "approve"));
            var token = await _archive.LinkAsync(narrator);
            var publishing = Task.Run(() => _archive.Town.Road.PublishAsync(_archive.Keeper, story, Cancellation), Cancellation);
            var claiming = Task.Run(() => _archive.Narrators.ClaimAsync(_archive.Ann, token, Cancellation), Cancellation);

            Assert.Equal(ClaimOutcome.Claimed, (await claiming).Outcome);
            Assert.Contains(await publishing, (PublishOutcome[])[PublishOutcome.Published, PublishOutcome.NotFound]);
            Assert.Equal(0, await LeftBehindAsync(story));
            Assert.Equal("Sam Stranger", await ledger.AdminScalarAsync<string>("select teller_name from ledger.stories where id = $1", story));
        }
    }

    [Fact]
    public async Task TwoStewards_WhoTakeOverAtOnce_TakeEachStoryOnce()
    {
        var (story, _) = await _archive.KeepAsync();
        await _archive.GiveRolesAsync(_archive.Keeper, "member");
        await _archive.GiveRolesAsync(_archive.Elder, "member", "elder", "steward");
        var taken = await Task.WhenAll(new[] { _archive.Steward, _archive.Elder }.Select(who => Task.Run(
            () => _archive.Custody.TakeOverAsync(who, _archive.River, _archive.Keeper.ProfileId!.Value, Cancellation), Cancellation)));

        Assert.Equal([0, 1], taken.Select(result => result.Stories).Order());
        Assert.Equal(1, await ledger.AdminScalarAsync<long>("select count(*) from ledger.custody_events where story_id = $1 and kind = 'taken_over'", story));
    }

    [Fact]
    public async Task TakeOver_WhileTheFormerCustodianIsMadeStewardAgain_WaitsAndIsRefused()
    {
        await _archive.KeepAsync();
        await _archive.GiveRolesAsync(_archive.Keeper, "member");
        await _archive.GiveRolesAsync(_archive.Elder, "member", "elder", "steward");
        Task<TakeOverResult> taking;
        await using (var naming = await ledger.Database.BeginAsync(_archive.Steward, Cancellation))
        {
            Assert.Equal("changed", await naming.ScalarAsync<string>(
                "select app.set_member_roles($1, $2, '{member,steward}')", _archive.River, _archive.Keeper.ProfileId));
            taking = Task.Run(() => _archive.Custody.TakeOverAsync(_archive.Elder, _archive.River, _archive.Keeper.ProfileId!.Value, Cancellation), Cancellation);
            await LockWaits.UntilItWaitsAsync(ledger, taking);
            await naming.CommitAsync();
        }

        Assert.Equal(TakeOverOutcome.StillSteward, (await taking).Outcome);
    }

    private Task<EnterOutcome> EnterAsync(Guid story) =>
        _archive.Custody.EnterConsentAsync(_archive.Keeper, story, ConsentPurpose.Insights, true, ArchiveTown.Aloud, Cancellation);

    /// <summary>Rows of a claimed story that still say it is kept, or whose teller is not the story's.</summary>
    private Task<long> LeftBehindAsync(Guid story) => ledger.AdminScalarAsync<long>(
        """
        select (select count(*) from ledger.stories s where s.id = $1 and s.custodian_id is not null)
          + (select count(*) from ledger.story_drafts d join ledger.stories s on s.id = d.story_id
             where d.story_id = $1 and (d.custodian_id is not null or d.teller_id <> s.teller_id))
          + (select count(*) from ledger.story_versions v join ledger.stories s on s.id = v.story_id
             where v.story_id = $1 and (v.custodian_id is not null or v.teller_id <> s.teller_id or not s.teller_id = any (v.author_ids)))
          + (select count(*) from ledger.version_clearances c join ledger.stories s on s.id = c.story_id
             where c.story_id = $1 and (c.custodian_id is not null or not s.teller_id = any (c.author_ids)))
          + (select count(*) from ledger.story_communities c join ledger.stories s on s.id = c.story_id
             where c.story_id = $1 and c.teller_id <> s.teller_id)
        """,
        story);
}
