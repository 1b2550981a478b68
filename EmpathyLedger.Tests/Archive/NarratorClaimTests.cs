using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Core.Stories.Shelf;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Archive;

/// <summary>Narrators, the links by which they claim, and what is whose afterwards.</summary>
public sealed class NarratorClaimTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private ArchiveTown _archive = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _archive = await ArchiveTown.SettleAsync(ledger);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Claim_MakesTheStoriesTheNarratorsOwn_AndEndsCustody()
    {
        var (published, narrator) = await _archive.PublishedAsync(PrivacyLevel.Public);
        var (sent, _) = await _archive.SentAsync();
        var (unsent, _) = await _archive.KeepAsync();
        await _archive.Custody.EnterConsentAsync(_archive.Keeper, published, ConsentPurpose.Insights, true, ArchiveTown.Aloud, Cancellation);
        var token = await _archive.LinkAsync(narrator);

        Assert.Equal(
            new ClaimFace("Ann Ferrier", _archive.River, "Saltbush River", $"river-{_archive.River:N}", 3, false),
            await _archive.Narrators.LookAtClaimAsync(_archive.Ann, token, Cancellation));
        Assert.Equal(new Claim(ClaimOutcome.Claimed, _archive.River, 3), await _archive.Narrators.ClaimAsync(_archive.Ann, token, Cancellation));

        foreach (var story in new[] { published, sent, unsent })
        {
            Assert.Equal("not_found", await SaveAsync(_archive.Keeper, story));
            Assert.Null(await _archive.Custody.FindAsync(_archive.Keeper, story, Cancellation));
            Assert.Empty(await OpenAsync(_archive.Keeper, story, "edit"));
            Assert.Equal("saved", await SaveAsync(_archive.Ann, story));
        }

        Assert.False(await _archive.Town.SeesAsync(_archive.Keeper, sent));
        Assert.True(await _archive.Town.SeesAsync(_archive.Keeper, published));
        Assert.Equal([published, sent, unsent], (await ShelfAsync(_archive.Ann)).Order());
        Assert.Equal("Sam Stranger", await ledger.AdminScalarAsync<string>("select teller_name from ledger.stories where id = $1", published));
        Assert.Equal("{member,storyteller}", await ledger.AdminScalarAsync<string>(
            "select roles::text from ledger.community_members where community_id = $1 and profile_id = $2", _archive.River, _archive.Ann.ProfileId));
        Assert.Equal(1, await CountNewsAsync(_archive.Keeper, "custody_ended"));

        var view = (await _archive.Custody.FindAsync(_archive.Ann, published, Cancellation))!;
        Assert.Equal((false, null, PrivacyLevel.Public), (view.IsKept, view.NarratorName, view.Audience));
        Assert.Equal(
            [CustodyEventKind.Imported, CustodyEventKind.Audience, CustodyEventKind.Consent, CustodyEventKind.Claimed],
            view.Trail.Select(line => line.Kind));
        Assert.Equal(ArchiveTown.Aloud, view.Trail[2].Evidence);
        Assert.Equal(ConsentOutcome.Changed, await _archive.Town.Consents.WithdrawAsync(_archive.Ann, published, ConsentPurpose.Insights, Cancellation));
        var consents = (await _archive.Town.Consents.GetAsync(_archive.Ann, published, Cancellation))!;
        Assert.Equal(3, consents.History.Count);
    }

    [Fact]
    public async Task ClaimedStory_GoesOnOnItsRoad_WithoutItsFormerCustodian()
    {
        var (story, narrator) = await _archive.SentAsync();
        await _archive.Narrators.ClaimAsync(_archive.Ann, await _archive.LinkAsync(narrator), Cancellation);

        Assert.Equal("own_story", await _archive.Town.DecideAsync(_archive.Keeper, story, _archive.River, "approve"));
        Assert.Equal("recorded", await _archive.Town.DecideAsync(_archive.Elder, story, _archive.River, "approve"));
        Assert.Equal((1, 0), (await CountNewsAsync(_archive.Ann, "review_decided"), await CountNewsAsync(_archive.Keeper, "review_decided")));
        Assert.Equal(PublishOutcome.NotFound, await _archive.Town.Road.PublishAsync(_archive.Keeper, story, Cancellation));
        Assert.Equal(PublishOutcome.Published, await _archive.Town.Road.PublishAsync(_archive.Ann, story, Cancellation));
    }

    [Fact]
    public async Task ElderWhoClaims_HasNotJudgedTheirOwnStory()
    {
        var (story, narrator) = await _archive.SentAsync();
        Assert.Equal("recorded", await _archive.Town.DecideAsync(_archive.Elder, story, _archive.River, "approve"));

        Assert.Equal(ClaimOutcome.Claimed, (await _archive.Narrators.ClaimAsync(_archive.Elder, await _archive.LinkAsync(narrator), Cancellation)).Outcome);

        Assert.Equal(PublishOutcome.NotApproved, await _archive.Town.Road.PublishAsync(_archive.Elder, story, Cancellation));
        Assert.Equal("own_story", await _archive.Town.DecideAsync(_archive.Elder, story, _archive.River, "approve"));
    }

    [Fact]
    public async Task Custodian_WhoTurnsOutToBeTheNarrator_HasTheStoriesAsTheirOwn()
    {
        var (story, narrator) = await _archive.SentAsync();

        Assert.Equal(ClaimOutcome.Claimed, (await _archive.Narrators.ClaimAsync(_archive.Keeper, await _archive.LinkAsync(narrator), Cancellation)).Outcome);

        Assert.Equal("saved", await SaveAsync(_archive.Keeper, story));
        Assert.Equal("{member,storyteller,elder,steward}", await ledger.AdminScalarAsync<string>(
            "select roles::text from ledger.community_members where community_id = $1 and profile_id = $2", _archive.River, _archive.Keeper.ProfileId));
        Assert.Equal("own_story", await _archive.Town.DecideAsync(_archive.Keeper, story, _archive.River, "approve"));
        Assert.Equal(0, await CountNewsAsync(_archive.Keeper, "custody_ended"));
        await using var scope = await ledger.Database.BeginAsync(_archive.Keeper, Cancellation);
        Assert.Equal(1, await scope.ScalarAsync<long>("select count(*) from ledger.version_clearances where story_id = $1", story));
    }

    [Fact]
    public async Task Link_WorksOnce_ForWhoeverOpensItSignedIn_ButNotForWhoMadeIt()
    {
        var (_, narrator) = await _archive.KeepAsync();
        var token = await _archive.LinkAsync(narrator);

        Assert.Null(await _archive.Narrators.LookAtClaimAsync(Actor.Anonymous, token, Cancellation));
        Assert.Equal(ClaimOutcome.NotSignedIn, (await _archive.Narrators.ClaimAsync(Actor.Anonymous, token, Cancellation)).Outcome);
        Assert.True((await _archive.Narrators.LookAtClaimAsync(_archive.Steward, token, Cancellation))!.IsOwnLink);
        Assert.Equal(ClaimOutcome.OwnLink, (await _archive.Narrators.ClaimAsync(_archive.Steward, token, Cancellation)).Outcome);
        Assert.Equal(ClaimOutcome.NotFound, (await _archive.Narrators.ClaimAsync(_archive.Ann, InvitationToken.Create(), Cancellation)).Outcome);
        Assert.Equal(ClaimOutcome.Claimed, (await _archive.Narrators.ClaimAsync(_archive.Ann, token, Cancellation)).Outcome);
        Assert.Equal(ClaimOutcome.NotFound, (await _archive.Narrators.ClaimAsync(_archive.Ann, token, Cancellation)).Outcome);
        Assert.Null(await _archive.Narrators.LookAtClaimAsync(_archive.Town.Member, token, Cancellation));
        Assert.Equal(ClaimLinkOutcome.NotFound, (await _archive.Narrators.MakeClaimLinkAsync(_archive.Steward, narrator, Cancellation)).Outcome);
    }

    [Fact]
    public async Task Link_EndsByItself_ByAnother_ByHand_AndWithTheStewardship()
    {
        var (_, narrator) = await _archive.KeepAsync();
        var replaced = await _archive.LinkAsync(narrator);
        var open = await _archive.LinkAsync(narrator);
        Assert.Null(await _archive.Narrators.LookAtClaimAsync(_archive.Ann, replaced, Cancellation));

        var link = (await _archive.Narrators.ListAsync(_archive.Keeper, _archive.River, null, Cancellation)).Narrators.Single().Link!;
        Assert.Equal(EndClaimLinkOutcome.NotFound, await _archive.Narrators.EndClaimLinkAsync(_archive.Elder, link.Id, Cancellation));
        Assert.Equal(EndClaimLinkOutcome.Ended, await _archive.Narrators.EndClaimLinkAsync(_archive.Keeper, link.Id, Cancellation));
        Assert.Equal(ClaimOutcome.NotFound, (await _archive.Narrators.ClaimAsync(_archive.Ann, open, Cancellation)).Outcome);

        var old = await _archive.LinkAsync(narrator);
        await ledger.AdminAsync("update ledger.narrator_claims set expires_at = now() where ended_at is null");
        Assert.Equal(ClaimOutcome.NotFound, (await _archive.Narrators.ClaimAsync(_archive.Ann, old, Cancellation)).Outcome);

        var lent = await _archive.LinkAsync(narrator);
        Assert.Equal("changed", await _archive.Town.AskAsync(
            _archive.Keeper, "select app.set_member_roles($1, $2, '{member}')", _archive.River, _archive.Steward.ProfileId));
        Assert.Equal(ClaimOutcome.NotFound, (await _archive.Narrators.ClaimAsync(_archive.Ann, lent, Cancellation)).Outcome);
    }

    [Fact]
    public async Task Removed_PersonComesBackByALinkThatWasMadeAfterwards()
    {
        var (_, narrator) = await _archive.KeepAsync();
        var member = _archive.Town.Member;
        var before = await _archive.LinkAsync(narrator);
        await _archive.Town.AskAsync(_archive.Steward, "select app.end_membership($1, $2)", _archive.River, member.ProfileId);

        Assert.Equal(ClaimOutcome.NotFound, (await _archive.Narrators.ClaimAsync(member, before, Cancellation)).Outcome);
        Assert.Equal(ClaimOutcome.Claimed, (await _archive.Narrators.ClaimAsync(member, await _archive.LinkAsync(narrator), Cancellation)).Outcome);
    }

    [Fact]
    public async Task Narrators_AreForStewards_AndTheirNamesCanBePutRight()
    {
        var (story, narrator) = await _archive.KeepAsync("Ann  ferrier");
        await _archive.KeepAsync("Ben Miller");

        Assert.Equal(
            ["Ann  ferrier 1", "Ben Miller 1"],
            (await _archive.Narrators.ListAsync(_archive.Keeper, _archive.River, null, Cancellation)).Narrators.Select(n => $"{n.Name} {n.Stories}"));
        Assert.Equal(
            ["Ann  ferrier 0", "Ben Miller 0"],
            (await _archive.Narrators.ListAsync(_archive.Steward, _archive.River, null, Cancellation)).Narrators.Select(n => $"{n.Name} {n.Stories}"));
        foreach (var who in new[] { _archive.Elder, _archive.Town.Member, _archive.Town.ShedElder, _archive.Ann, Actor.Anonymous })
        {
            Assert.Empty((await _archive.Narrators.ListAsync(who, _archive.River, null, Cancellation)).Narrators);
            Assert.Equal(RenameNarratorOutcome.NotFound, await _archive.Narrators.RenameAsync(who, narrator, "Anna", Cancellation));
            Assert.Equal(ClaimLinkOutcome.NotFound, (await _archive.Narrators.MakeClaimLinkAsync(who, narrator, Cancellation)).Outcome);
        }

        Assert.Equal(RenameNarratorOutcome.NameTaken, await _archive.Narrators.RenameAsync(_archive.Keeper, narrator, "BEN  MILLER", Cancellation));
        Assert.Equal(RenameNarratorOutcome.Invalid, await _archive.Narrators.RenameAsync(_archive.Keeper, narrator, "  ", Cancellation));
        Assert.Equal(RenameNarratorOutcome.Invalid, await _archive.Narrators.RenameAsync(_archive.Keeper, narrator, new string('a', 121), Cancellation));
        Assert.Equal(RenameNarratorOutcome.Renamed, await _archive.Narrators.RenameAsync(_archive.Steward, narrator, " Ann   Ferrier ", Cancellation));
        Assert.Equal("Ann Ferrier", await ledger.AdminScalarAsync<string>("select teller_name from ledger.stories where id = $1", story));
    }

    [Fact]
    public async Task Narrators_AreListedInPages()
    {
        for (var number = 0; number <= Narrators.PageSize; number++)
        {
            await KeptStory.NarratorAsync(ledger, _archive.River, _archive.Keeper.ProfileId!.Value, $"Narrator {number:000}");
        }

        var first = await _archive.Narrators.ListAsync(_archive.Keeper, _archive.River, null, Cancellation);
        var second = await _archive.Narrators.ListAsync(_archive.Keeper, _archive.River, first.Next, Cancellation);
        Assert.Equal(
            Enumerable.Range(0, Narrators.PageSize + 1).Select(number => $"Narrator {number:000}"),
            first.Narrators.Concat(second.Narrators).Select(narrator => narrator.Name));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Narrator_OfANameThatWasClaimed_IsSomebodyElse()
    {
        var (_, narrator) = await _archive.KeepAsync();
        await _archive.Narrators.ClaimAsync(_archive.Ann, await _archive.LinkAsync(narrator), Cancellation);

        var (story, another) = await _archive.KeepAsync();

        Assert.NotEqual(narrator, another);
        Assert.False(await _archive.Town.SeesAsync(_archive.Ann, story));
        Assert.Equal(
            [("Sam Stranger", _archive.Ann.ProfileId!.Value)],
            (await _archive.Narrators.ListClaimedAsync(_archive.Steward, _archive.River, Cancellation)).Select(c => (c.Name, c.ProfileId)));
        Assert.Equal("-", await ledger.AdminScalarAsync<string>("select display_name from ledger.profiles where id = $1", narrator));
    }

    [Fact]
    public async Task NarratorsAreMadeOnce_HoweverTheirNameIsWritten()
    {
        await ledger.AdminAsync("create function public.made_by_test(c uuid, n text[]) returns table (name text, narrator_id uuid, display_name text) language sql security definer as 'select * from app.narrators_named(c, n)'; alter function public.made_by_test owner to ledger_policy; grant execute on function public.made_by_test to ledger_app; grant usage on schema public to ledger_app");
        async Task<List<(string Given, Guid Id, string Name)>> NamedAsync(params string[] names)
        {
            await using var scope = await ledger.Database.BeginAsync(_archive.Keeper, Cancellation);
            var made = await scope.QueryAsync(
                "select name, narrator_id, display_name from public.made_by_test($1, $2) order by name collate \"C\"",
                reader => (reader.GetString(0), reader.GetGuid(1), reader.GetString(2)), _archive.River, names);
            await scope.CommitAsync();
            return made;
        }

        var first = await NamedAsync("Ann Ferrier", " ann  FERRIER", "Ben", "Ben");
        Assert.Equal([" ann  FERRIER", "Ann Ferrier", "Ben"], first.Select(row => row.Given));
        Assert.Equal((first[0].Id, first[0].Name), (first[1].Id, first[1].Name));
        Assert.NotEqual(first[0].Id, first[2].Id);
        Assert.Equal([("Ann Ferrier", first[0].Id, first[0].Name), ("BEN", first[2].Id, "Ben")], await NamedAsync("BEN", "Ann Ferrier"));
    }

    [Fact]
    public async Task ClaimantIsCounted_WhereTheNarratorWas()
    {
        var (story, narrator) = await _archive.PublishedAsync();
        await _archive.Custody.EnterConsentAsync(_archive.Keeper, story, ConsentPurpose.Insights, true, ArchiveTown.Aloud, Cancellation);
        await new InsightsSummary(ledger.Connections).UpdateAsync(Cancellation);
        Assert.Equal(narrator, await TellerCountedAsync(story));

        await _archive.Narrators.ClaimAsync(_archive.Ann, await _archive.LinkAsync(narrator), Cancellation);
        await new InsightsSummary(ledger.Connections).UpdateAsync(Cancellation);

        Assert.Equal(_archive.Ann.ProfileId!.Value, await TellerCountedAsync(story));
    }

    [Fact]
    public async Task NoLetterIsOwedToANarrator()
    {
        var (_, narrator) = await _archive.PublishedAsync();

        Assert.Equal(0, await ledger.AdminScalarAsync<long>("select count(*) from ledger.notifications where profile_id = $1", narrator));
        await ledger.AdminAsync($"insert into ledger.notifications (id, profile_id, kind, created_at) values (gen_random_uuid(), '{narrator}', 'membership_approved', now())");
        Assert.Equal(0, await ledger.AdminScalarAsync<long>("select count(*) from ledger.notifications where profile_id = $1", narrator));
    }

    private Task<Guid> TellerCountedAsync(Guid story) =>
        ledger.AdminScalarAsync<Guid>("select teller_id from ledger.insight_shares where story_id = $1 and told_on is not null", story);

    private Task<string> SaveAsync(Actor who, Guid story) => _archive.Town.SaveAsync(
        who, story, "The lantern", """{"ops":[{"insert":"The ferrywoman kept a lantern.\n"}]}""", _archive.River);

    private async Task<List<string>> OpenAsync(Actor who, Guid story, string action)
    {
        await using var scope = await ledger.Database.BeginAsync(who, Cancellation);
        return await scope.QueryAsync("select title from app.open_story($1, $2::text::ledger.story_action)", reader => reader.GetString(0), story, action);
    }

    private async Task<List<Guid>> ShelfAsync(Actor who) =>
        [.. (await _archive.Town.Shelf.ListAsync(who, ShelfFilter.All, "", null, 20, Cancellation)).Stories.Select(story => story.StoryId)];

    private Task<long> CountNewsAsync(Actor who, string kind) => ledger.AdminScalarAsync<long>(
        "select count(*) from ledger.notifications where profile_id = $1 and kind = $2::text::ledger.notification_kind", who.ProfileId, kind);
}
