using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Core.Stories.Shelf;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Stories.Road;

public sealed class StoryRoadTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private RoadTown _town = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _town = await RoadTown.SettleAsync(ledger);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Start_ByAVisitor_IsNotSignedIn() =>
        Assert.Null(await _town.Road.StartAsync(Actor.Anonymous, "en", false, Cancellation));

    [Fact]
    public async Task WholeRoad_OfAStoryForItsCommunity_ReachesMembersAndNobodyElse()
    {
        var story = await _town.WriteAsync(PrivacyLevel.Community, _town.River);
        var before = await _town.StandingAsync(story);
        Assert.Equal((StoryStage.Draft, true, true, 1), (before.Stage, before.IsTeller, before.HasWords, Assert.Single(before.Communities).OtherElders));

        Assert.Equal(SendOutcome.Sent, await _town.Road.SendToEldersAsync(_town.Storyteller, story, before.Revision, PublishingWish.ByMyself, "For Mary", Cancellation));
        Assert.False(await _town.SeesAsync(_town.Member, story));
        Assert.Equal("recorded", await _town.DecideAsync(_town.Elder, story, _town.River, "approve_with_conditions", null, "Leave out the surname"));

        var conditional = await _town.StandingAsync(story);
        var clearance = Assert.Single(conditional.Submitted!.Clearances);
        var decision = Assert.Single(clearance.Decisions);
        Assert.Equal((ClearanceState.Conditional, "Mary Elder", "A word"), (clearance.State, decision.ElderName, decision.Note));
        var asked = Assert.Single(decision.Conditions);
        Assert.Equal(("Leave out the surname", false), (asked.Wording, asked.IsMet));
        Assert.Equal(PublishOutcome.NotApproved, await _town.Road.PublishAsync(_town.Storyteller, story, Cancellation));

        var condition = await ledger.AdminScalarAsync<Guid>("select id from ledger.review_conditions where decision_id = $1", decision.Id);
        Assert.Equal("ticked", await _town.AskAsync(_town.Elder, "select app.tick_condition($1)", condition));
        Assert.Equal(StoryStage.Approved, (await _town.StandingAsync(story)).Stage);
        Assert.Equal(PublishOutcome.Published, await _town.Road.PublishAsync(_town.Storyteller, story, Cancellation));

        Assert.True(await _town.SeesAsync(_town.Member, story));
        Assert.False(await _town.SeesAsync(_town.Friend, story));
        Assert.False(await _town.SeesAsync(_town.Stranger, story));
        Assert.False(await _town.SeesAsync(Actor.Anonymous, story));
        Assert.Equal(WithdrawOutcome.Withdrawn, await _town.Road.WithdrawAsync(_town.Storyteller, story, Cancellation));
        Assert.False(await _town.SeesAsync(_town.Member, story));
        Assert.True(await _town.SeesAsync(_town.Storyteller, story));
    }

    [Fact]
    public async Task Standing_OfAStoryForTwoCommunities_UsesEachOnesOwnWords()
    {
        var story = await _town.WriteAsync(PrivacyLevel.Community, _town.River, _town.Shed);
        var communities = (await _town.StandingAsync(story)).Communities;
        Assert.Equal([("Saltbush River", "Elders"), ("The North Shed", "Old hands")], communities.Select(c => (c.Name, c.Elders.Many)));
    }

    [Fact]
    public async Task NoteToTheElders_GoesWithTheCopy()
    {
        var story = await _town.WriteAsync(PrivacyLevel.Community, _town.River);
        await _town.Road.SendToEldersAsync(_town.Storyteller, story, 1, PublishingWish.ByMyself, "  I left the name out. ", Cancellation);
        Assert.Equal("I left the name out.", await _town.AskAsync(
            _town.Elder, "select c.teller_note from ledger.version_clearances c where c.story_id = $1", story));
    }

    [Fact]
    public async Task EveryStep_ByAnyoneButTheTeller_IsNotFound()
    {
        var story = await _town.PublishedAsync(PrivacyLevel.Public);
        foreach (var actor in new[] { _town.CoAuthor, _town.Member, _town.Elder, _town.Steward, _town.Stranger, Actor.Anonymous })
        {
            var road = _town.Road;
            Assert.Equal(SendOutcome.NotFound, await road.SendToEldersAsync(actor, story, 1, PublishingWish.ByMyself, "", Cancellation));
            Assert.Equal(TakeBackFromEldersOutcome.NotFound, await road.TakeBackAsync(actor, story, Cancellation));
            Assert.Equal(PublishOutcome.NotFound, await road.PublishAsync(actor, story, Cancellation));
            Assert.Equal(ScheduleOutcome.NotFound, await road.ScheduleAsync(actor, story, null, Cancellation));
            Assert.Equal(TakeDownOutcome.NotFound, await road.TakeDownAsync(actor, story, Cancellation));
            Assert.Equal(WithdrawOutcome.NotFound, await road.WithdrawAsync(actor, story, Cancellation));
            Assert.Equal(ArchiveOutcome.NotFound, await road.ArchiveAsync(actor, story, Cancellation));
            Assert.Equal(ArchiveOutcome.NotFound, await road.BringBackAsync(actor, story, Cancellation));
            Assert.Equal(DeleteOutcome.NotFound, await road.DeleteDraftAsync(actor, story, Cancellation));
            Assert.Equal(ConsentOutcome.NotFound, await _town.Consents.GrantAsync(actor, story, ConsentPurpose.Research, Cancellation));
            Assert.Equal(ConsentOutcome.NotFound, await _town.Consents.WithdrawAsync(actor, story, ConsentPurpose.Attribution, Cancellation));
            Assert.Equal(ConsentOutcome.NotFound, await _town.Consents.WithdrawAsync(actor, story, ConsentPurpose.PublicDisplay, Cancellation));
            Assert.Equal(ConsentOutcome.NotFound, await _town.Consents.SetAudienceAsync(actor, story, PrivacyLevel.Public, Cancellation));
            Assert.Equal(ConsentOutcome.NotFound, await _town.Consents.ChooseReaderAsync(actor, story, _town.Member.ProfileId!.Value, true, Cancellation));
            Assert.Null(await _town.Consents.GetAsync(actor, story, Cancellation));
            Assert.Empty(await _town.Consents.FindPeopleAsync(actor, story, "", Cancellation));
        }

        Assert.True(await _town.SeesAsync(Actor.Anonymous, story));
    }

    [Fact]
    public async Task Versions_AreForTheTellerAndCoAuthorsAlone()
    {
        var story = await _town.PublishedAsync(PrivacyLevel.Public);
        var version = Assert.Single((await _town.Versions.ListAsync(_town.Storyteller, story, null, Cancellation))!.Versions);
        Assert.Equal((VersionKind.Sent, true), (version.Kind, version.IsPublished));
        Assert.NotNull(await _town.Versions.OpenAsync(_town.CoAuthor, story, version.Id, Cancellation));
        Assert.Null(await _town.Versions.OpenAsync(_town.Storyteller, await _town.StartAsync(), version.Id, Cancellation));
        foreach (var actor in new[] { _town.Member, _town.Elder, _town.Steward, _town.Stranger, Actor.Anonymous })
        {
            Assert.Null(await _town.Road.GetStandingAsync(actor, story, Cancellation));
            Assert.Null(await _town.Versions.ListAsync(actor, story, null, Cancellation));
            Assert.Null(await _town.Versions.OpenAsync(actor, story, version.Id, Cancellation));
            Assert.Equal(KeepOutcome.NotFound, await _town.Versions.KeepAsync(actor, story, Cancellation));
            Assert.Equal(RestoreOutcome.NotFound, await _town.Versions.RestoreAsync(actor, story, version.Id, Cancellation));
        }
    }

    [Fact]
    public async Task Restore_KeepsWhatWasThere_AndMovesTheRevision()
    {
        var story = await _town.WriteAsync(PrivacyLevel.Community, _town.River);
        Assert.Equal(KeepOutcome.Kept, await _town.Versions.KeepAsync(_town.Storyteller, story, Cancellation));
        await _town.SaveAsync(_town.Storyteller, story, "Another title", """{"ops":[{"insert":"Other words.\n"}]}""", _town.River);
        var old = (await _town.Versions.ListAsync(_town.Storyteller, story, null, Cancellation))!.Versions.Single(version => version.Number == 1);

        Assert.Equal(RestoreOutcome.Restored, await _town.Versions.RestoreAsync(_town.Storyteller, story, old.Id, Cancellation));
        Assert.Equal("The year the river came back", (await _town.StandingAsync(story)).Title);
        var newest = (await _town.Versions.ListAsync(_town.Storyteller, story, null, Cancellation))!.Versions[0];
        Assert.Equal((VersionKind.Restored, "Another title"), (newest.Kind, newest.Title));
    }

    [Fact]
    public async Task Delete_OfADraftThatWasNeverSent_LeavesNothing()
    {
        var story = await _town.WriteAsync(PrivacyLevel.Community, _town.River);
        Assert.Equal(DeleteOutcome.Deleted, await _town.Road.DeleteDraftAsync(_town.Storyteller, story, Cancellation));
        Assert.Null(await _town.Road.GetStandingAsync(_town.Storyteller, story, Cancellation));
        Assert.Equal(0L, await ledger.AdminScalarAsync<long>("select count(*) from ledger.story_versions where story_id = $1", story));
    }

    [Fact]
    public async Task StoryForChosenPeople_WithoutACommunity_NeedsNoElders()
    {
        var story = await _town.WriteAsync(PrivacyLevel.People);
        var found = Assert.Single(await _town.Consents.FindPeopleAsync(_town.Storyteller, story, "fran", Cancellation));
        await _town.Consents.ChooseReaderAsync(_town.Storyteller, story, found.ProfileId, true, Cancellation);
        Assert.Equal(PublishOutcome.Published, await _town.Road.PublishAsync(_town.Storyteller, story, Cancellation));
        Assert.True(await _town.SeesAsync(_town.Friend, story));
        Assert.False(await _town.SeesAsync(_town.Member, story));

        await _town.Consents.ChooseReaderAsync(_town.Storyteller, story, found.ProfileId, false, Cancellation);
        Assert.False(await _town.SeesAsync(_town.Friend, story));
        Assert.Equal(ConsentOutcome.NotFound, await _town.Consents.ChooseReaderAsync(
            _town.Storyteller, story, _town.Stranger.ProfileId!.Value, true, Cancellation));
    }

    [Fact]
    public async Task Shelf_FiltersSearchesAndTurnsPages()
    {
        var published = await _town.PublishedAsync(PrivacyLevel.Community);
        for (var i = 1; i <= 5; i++)
        {
            await _town.SaveAsync(await _town.StartAsync(), $"Draft 100% {i}");
        }

        var put = await _town.WriteAsync(PrivacyLevel.Community, _town.River);
        await _town.Road.ArchiveAsync(_town.Storyteller, put, Cancellation);

        var first = await _town.Shelf.ListAsync(_town.Storyteller, ShelfFilter.Drafts, "", null, 3, Cancellation);
        var second = await _town.Shelf.ListAsync(_town.Storyteller, ShelfFilter.Drafts, "", first.Next, 3, Cancellation);
        Assert.Equal((3, 2), (first.Stories.Count, second.Stories.Count));
        Assert.Null(second.Next);
        Assert.Equal(5, first.Stories.Concat(second.Stories).Select(story => story.StoryId).Distinct().Count());
        Assert.Equal("Draft 100% 4", Assert.Single((await ListAsync(ShelfFilter.All, "100% 4")).Stories).Title);
        Assert.Equal(published, Assert.Single((await ListAsync(ShelfFilter.Published, "")).Stories).StoryId);
        Assert.Equal(put, Assert.Single((await ListAsync(ShelfFilter.PutAway, "")).Stories).StoryId);
        Assert.Empty((await ListAsync(ShelfFilter.NeedsMe, "")).Stories);

        var shared = await _town.Shelf.ListAsync(_town.CoAuthor, ShelfFilter.Published, "", null, 20, Cancellation);
        Assert.Equal((false, (long?)null), (Assert.Single(shared.Stories).IsTeller, shared.Stories[0].Reads));
        Assert.Empty((await _town.Shelf.ListAsync(_town.Elder, ShelfFilter.All, "", null, 20, Cancellation)).Stories);
    }

    private Task<ShelfPage> ListAsync(ShelfFilter filter, string title) =>
        _town.Shelf.ListAsync(_town.Storyteller, filter, title, null, StoryShelf.PageSize, Cancellation);
}
