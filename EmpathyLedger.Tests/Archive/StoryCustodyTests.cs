using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Core.Stories.Shelf;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Archive;

/// <summary>What a custodian does for a narrator, and what nobody does in a narrator's place.</summary>
public sealed class StoryCustodyTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private ArchiveTown _archive = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _archive = await ArchiveTown.SettleAsync(ledger);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task KeptStory_IsCorrectedByItsCustodian_AndIsNotThereForAnybodyElse()
    {
        var (story, _) = await _archive.KeepAsync();

        Assert.Equal("saved", await SaveAsync(_archive.Keeper, story));
        Assert.Equal("kept", await AskAsync(_archive.Keeper, "select app.keep_version($1, $2)", story, Guid.CreateVersion7()));
        foreach (var who in new[] { _archive.Steward, _archive.Elder, _archive.Town.Member, _archive.Ann, Actor.Anonymous })
        {
            Assert.Equal("not_found", await SaveAsync(who, story));
            Assert.False(await _archive.Town.SeesAsync(who, story));
            Assert.Null(await _archive.Custody.FindAsync(who, story, Cancellation));
        }

        var view = (await _archive.Custody.FindAsync(_archive.Keeper, story, Cancellation))!;
        Assert.Equal((true, "Ann Ferrier", _archive.River, "Saltbush River", PrivacyLevel.Private),
            (view.IsKept, view.NarratorName, view.CommunityId, view.CommunityName, view.Audience));
        Assert.Equal((CustodyEventKind.Imported, "Kay Keeper"), (view.Trail.Single().Kind, view.Trail.Single().ActorName));
    }

    [Fact]
    public async Task KeptStories_AreListedForTheirCustodian_AndAreNotOnTheirShelf()
    {
        var (first, narrator) = await _archive.KeepAsync(title: "The lantern");
        var (second, _) = await _archive.KeepAsync(title: "A ferry in the fog");
        var (other, _) = await _archive.KeepAsync("Ben Miller", "Flour");

        Assert.Equal([other, second, first], await ListAsync(_archive.Keeper, KeptFilter.All));
        Assert.Equal([second, first], await ListAsync(_archive.Keeper, new KeptFilter("", narrator)));
        Assert.Equal([second], await ListAsync(_archive.Keeper, new KeptFilter("FERRY", null)));
        Assert.Equal([other, second, first], await ListAsync(_archive.Keeper, new KeptFilter("", null, KeptStage.ToDecide)));
        Assert.Empty(await ListAsync(_archive.Keeper, new KeptFilter("", null, KeptStage.WithElders)));
        Assert.Empty(await ListAsync(_archive.Steward, KeptFilter.All));
        Assert.Empty((await _archive.Town.Shelf.ListAsync(_archive.Keeper, ShelfFilter.All, "", null, 20, Cancellation)).Stories);
    }

    [Fact]
    public async Task Pages_OfKeptStories_HoldEveryStoryOnce()
    {
        var stories = new List<Guid>();
        for (var number = 0; number < StoryCustody.PageSize + 3; number++)
        {
            stories.Add((await _archive.KeepAsync(title: $"Story {number}")).Story);
        }

        await ledger.AdminAsync($"update ledger.story_drafts set saved_at = '2026-01-01' where custodian_id = '{_archive.Keeper.ProfileId}'");
        var first = await _archive.Custody.ListAsync(_archive.Keeper, _archive.River, KeptFilter.All, null, Cancellation);
        var second = await _archive.Custody.ListAsync(_archive.Keeper, _archive.River, KeptFilter.All, first.Next, Cancellation);

        Assert.Null(second.Next);
        Assert.Equal(stories.Order(), first.Stories.Concat(second.Stories).Select(story => story.StoryId).Order());
    }

    [Fact]
    public async Task Consent_ThatIsGiven_NeedsAMannerAndAWitness()
    {
        var (story, _) = await _archive.KeepAsync();

        Assert.Equal(EnterOutcome.NoManner, await EnterAsync(story, ConsentPurpose.Research, true, Evidence.None));
        Assert.Equal(EnterOutcome.NoWitness, await EnterAsync(story, ConsentPurpose.Research, true, new Evidence(CustodyManner.OnPaper, "  ", "The form of 1974")));
        Assert.Equal(EnterOutcome.Invalid, await EnterAsync(story, ConsentPurpose.PublicDisplay, true, ArchiveTown.Aloud));
        Assert.Equal(EnterOutcome.NotFound, await _archive.Custody.EnterConsentAsync(
            _archive.Steward, story, ConsentPurpose.Research, true, ArchiveTown.Aloud, Cancellation));
        Assert.False(await IsConsentedAsync(story, "research"));

        Assert.Equal(EnterOutcome.Entered, await EnterAsync(story, ConsentPurpose.Research, true, ArchiveTown.Aloud));
        Assert.True(await IsConsentedAsync(story, "research"));
        Assert.Equal(EnterOutcome.Entered, await EnterAsync(story, ConsentPurpose.Research, false, Evidence.None));
        Assert.False(await IsConsentedAsync(story, "research"));

        var trail = (await _archive.Custody.FindAsync(_archive.Keeper, story, Cancellation))!.Trail;
        Assert.Equal(
            [(CustodyEventKind.Imported, (bool?)null), (CustodyEventKind.Consent, true), (CustodyEventKind.Consent, false)],
            trail.Select(line => (line.Kind, line.IsGranted)));
        Assert.Equal(ArchiveTown.Aloud, trail[1].Evidence);
        Assert.Equal(ConsentPurpose.Research, trail[1].Purpose);
    }

    [Fact]
    public async Task Audience_ThatIsWider_NeedsAWitness_AndANarrowerOneNone()
    {
        var (story, _) = await _archive.KeepAsync();

        Assert.Equal(EnterOutcome.NoManner, await EnterAsync(story, PrivacyLevel.Community, Evidence.None));
        Assert.Equal(EnterOutcome.NoWitness, await EnterAsync(story, PrivacyLevel.Public, new Evidence(CustodyManner.Aloud, "", "")));
        Assert.Equal(EnterOutcome.Invalid, await EnterAsync(story, PrivacyLevel.People, ArchiveTown.Aloud));
        Assert.Equal(EnterOutcome.Entered, await EnterAsync(story, PrivacyLevel.Public, ArchiveTown.Aloud));
        Assert.True(await IsConsentedAsync(story, "public_display"));
        Assert.Equal(EnterOutcome.Entered, await EnterAsync(story, PrivacyLevel.Community, Evidence.None));
        Assert.False(await IsConsentedAsync(story, "public_display"));
        Assert.Equal(EnterOutcome.NoManner, await EnterAsync(story, PrivacyLevel.Public, Evidence.None));
    }

    [Fact]
    public async Task NobodySpeaksForATeller_ThroughTheTellersOwnSteps()
    {
        var (story, _) = await _archive.KeepAsync();

        Assert.Equal(ConsentOutcome.NotFound, await _archive.Town.Consents.SetAudienceAsync(_archive.Keeper, story, PrivacyLevel.Public, Cancellation));
        Assert.Equal(ConsentOutcome.NotFound, await _archive.Town.Consents.GrantAsync(_archive.Keeper, story, ConsentPurpose.Research, Cancellation));
        Assert.Equal(ConsentOutcome.NotFound, await _archive.Town.Consents.ChooseReaderAsync(
            _archive.Keeper, story, _archive.Town.Member.ProfileId!.Value, true, Cancellation));
        var teller = await _archive.Town.PublishedAsync(PrivacyLevel.Community);
        Assert.Equal(EnterOutcome.NotFound, await _archive.Custody.EnterAudienceAsync(
            _archive.Town.Storyteller, teller, PrivacyLevel.Public, ArchiveTown.Aloud, Cancellation));
        Assert.Null(await _archive.Custody.FindAsync(_archive.Town.Storyteller, teller, Cancellation));
    }

    [Fact]
    public async Task SentStory_WaitsForTheOtherElders_AndIsNeverReviewedByItsCustodian()
    {
        var (story, _) = await _archive.SentAsync();

        Assert.Equal("own_story", await _archive.Town.DecideAsync(_archive.Keeper, story, _archive.River, "approve"));
        Assert.Equal(1, await CountNewsAsync(_archive.Elder, "review_waiting"));
        Assert.Equal(0, await CountNewsAsync(_archive.Keeper, "review_waiting"));
        await using (var scope = await ledger.Database.BeginAsync(_archive.Keeper, Cancellation))
        {
            Assert.Equal(1, await scope.ScalarAsync<int>("select elders from app.count_other_elders($1)", story));
        }

        Assert.Equal(PublishOutcome.NotApproved, await _archive.Town.Road.PublishAsync(_archive.Keeper, story, Cancellation));
        Assert.Equal("recorded", await _archive.Town.DecideAsync(_archive.Elder, story, _archive.River, "approve"));
        Assert.Equal(1, await CountNewsAsync(_archive.Keeper, "review_decided"));
        Assert.Equal(PublishOutcome.Published, await _archive.Town.Road.PublishAsync(_archive.Keeper, story, Cancellation));
        Assert.True(await _archive.Town.SeesAsync(_archive.Town.Member, story));
        Assert.Equal("Ann Ferrier", await ledger.AdminScalarAsync<string>("select teller_name from ledger.stories where id = $1", story));
    }

    [Fact]
    public async Task StoryOfANarrator_IsToldInTheCommunityThatKeepsIt_AndNowhereElse()
    {
        var (story, _) = await _archive.KeepAsync();
        await _archive.Custody.EnterAudienceAsync(_archive.Keeper, story, PrivacyLevel.Community, ArchiveTown.Aloud, Cancellation);
        await ledger.AdminAsync(
            $"insert into ledger.community_members (community_id, profile_id, status, roles) values ('{_archive.Town.Shed}', '{_archive.Keeper.ProfileId}', 'active', '{{member}}')");

        Assert.Equal("saved", await SaveAsync(_archive.Keeper, story, _archive.Town.Shed));
        Assert.Equal(SendOutcome.NoCommunity, await _archive.SendAsync(story));
        Assert.Equal("saved", await SaveAsync(_archive.Keeper, story, _archive.River, _archive.Town.Shed));
        Assert.Equal(SendOutcome.Sent, await _archive.SendAsync(story));
        Assert.Equal(
            [_archive.River],
            await ledger.AdminScalarAsync<Guid[]>("select community_ids from ledger.story_drafts where story_id = $1", story));
    }

    [Fact]
    public async Task PublishedStory_IsCounted_WhenTheNarratorSaidYes()
    {
        var (story, _) = await _archive.PublishedAsync();
        Assert.Equal(0, await CountedAsync());
        await EnterAsync(story, ConsentPurpose.Insights, true, ArchiveTown.Aloud);
        Assert.Equal(1, await CountedAsync());

        await AskAsync(_archive.Keeper, "select o.title from app.open_story($1, 'view') o", story);
        Assert.Equal(0, await ledger.AdminScalarAsync<long>("select count(*) from ledger.story_reads where story_id = $1", story));
        await AskAsync(_archive.Town.Member, "select o.title from app.open_story($1, 'view') o", story);
        Assert.Equal(1, await ledger.AdminScalarAsync<long>("select count(*) from ledger.story_reads where story_id = $1", story));
    }

    [Fact]
    public async Task Custody_IsAStewards_AndGoesOnWithTheNextOne()
    {
        var (story, _) = await _archive.SentAsync();
        Assert.Equal(TakeOverOutcome.StillSteward, (await TakeOverAsync(_archive.Steward)).Outcome);
        await _archive.GiveRolesAsync(_archive.Keeper, "member", "elder");

        Assert.False(await _archive.Town.SeesAsync(_archive.Keeper, story));
        Assert.Equal("not_found", await SaveAsync(_archive.Keeper, story));
        Assert.Equal(EnterOutcome.NotFound, await EnterAsync(story, ConsentPurpose.Insights, true, ArchiveTown.Aloud));
        Assert.Equal("own_story", await _archive.Town.DecideAsync(_archive.Keeper, story, _archive.River, "approve"));
        Assert.Equal([(_archive.Keeper.ProfileId!.Value, false, 1L)],
            (await _archive.Custody.ListCustodiansAsync(_archive.Steward, _archive.River, Cancellation)).Select(c => (c.ProfileId, c.IsSteward, c.Stories)));
        Assert.Empty(await _archive.Custody.ListCustodiansAsync(_archive.Elder, _archive.River, Cancellation));

        Assert.Equal(TakeOverOutcome.NotFound, (await TakeOverAsync(_archive.Elder)).Outcome);
        Assert.Equal(new TakeOverResult(TakeOverOutcome.TakenOver, 1), await TakeOverAsync(_archive.Steward));
        Assert.Equal(new TakeOverResult(TakeOverOutcome.TakenOver, 0), await TakeOverAsync(_archive.Steward));
        Assert.Equal([story], await ListAsync(_archive.Steward, KeptFilter.All));
        Assert.Equal("own_story", await _archive.Town.DecideAsync(_archive.Keeper, story, _archive.River, "approve"));
        Assert.Equal(
            [CustodyEventKind.Imported, CustodyEventKind.Audience, CustodyEventKind.TakenOver],
            (await _archive.Custody.FindAsync(_archive.Steward, story, Cancellation))!.Trail.Select(line => line.Kind));
    }

    [Fact]
    public async Task ElderWhoTakesOver_HasNotJudgedIt()
    {
        var (story, _) = await _archive.SentAsync();
        Assert.Equal("recorded", await _archive.Town.DecideAsync(_archive.Elder, story, _archive.River, "approve"));
        await _archive.GiveRolesAsync(_archive.Keeper, "member");
        await _archive.GiveRolesAsync(_archive.Elder, "member", "elder", "steward");

        Assert.Equal(TakeOverOutcome.TakenOver, (await TakeOverAsync(_archive.Elder)).Outcome);

        Assert.Equal(PublishOutcome.NotApproved, await _archive.Town.Road.PublishAsync(_archive.Elder, story, Cancellation));
        Assert.Equal("own_story", await _archive.Town.DecideAsync(_archive.Elder, story, _archive.River, "approve"));
    }

    [Fact]
    public async Task WithdrawnAndDeletedStories_EndAsATellersDo()
    {
        var (published, _) = await _archive.PublishedAsync();
        Assert.Equal(WithdrawOutcome.Withdrawn, await _archive.Town.Road.WithdrawAsync(_archive.Keeper, published, Cancellation));
        Assert.False(await _archive.Town.SeesAsync(_archive.Town.Member, published));
        Assert.Equal(DeleteOutcome.WasSent, await _archive.Town.Road.DeleteDraftAsync(_archive.Keeper, published, Cancellation));

        var (unsent, _) = await _archive.KeepAsync();
        await EnterAsync(unsent, ConsentPurpose.Research, true, ArchiveTown.Aloud);
        Assert.Equal(DeleteOutcome.Deleted, await _archive.Town.Road.DeleteDraftAsync(_archive.Keeper, unsent, Cancellation));
        Assert.Equal(0, await ledger.AdminScalarAsync<long>("select count(*) from ledger.custody_events where story_id = $1", unsent));

        var (erased, _) = await _archive.KeepAsync();
        await ledger.AdminAsync($"update ledger.stories set erased_at = now() where id = '{erased}'");
        Assert.Equal("not_found", await SaveAsync(_archive.Keeper, erased));
        Assert.Equal(EnterOutcome.NotFound, await EnterAsync(erased, ConsentPurpose.Research, true, ArchiveTown.Aloud));
    }

    [Fact]
    public async Task Trail_IsChangedByNobody()
    {
        await _archive.KeepAsync();
        foreach (var sql in new[] { "update ledger.custody_events set note = 'x'", "delete from ledger.custody_events", "truncate ledger.custody_events" })
        {
            var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ledger.AdminAsync(sql));
            Assert.Contains("append-only", refusal.MessageText, StringComparison.Ordinal);
        }
    }

    private Task<EnterOutcome> EnterAsync(Guid story, ConsentPurpose purpose, bool isGranted, Evidence evidence) =>
        _archive.Custody.EnterConsentAsync(_archive.Keeper, story, purpose, isGranted, evidence, Cancellation);

    private Task<EnterOutcome> EnterAsync(Guid story, PrivacyLevel level, Evidence evidence) =>
        _archive.Custody.EnterAudienceAsync(_archive.Keeper, story, level, evidence, Cancellation);

    private Task<TakeOverResult> TakeOverAsync(Actor who) =>
        _archive.Custody.TakeOverAsync(who, _archive.River, _archive.Keeper.ProfileId!.Value, Cancellation);

    private async Task<List<Guid>> ListAsync(Actor who, KeptFilter filter) =>
        [.. (await _archive.Custody.ListAsync(who, _archive.River, filter, null, Cancellation)).Stories.Select(story => story.StoryId)];

    private Task<string> SaveAsync(Actor who, Guid story, params Guid[] communities) => _archive.Town.SaveAsync(
        who, story, "The lantern", """{"ops":[{"insert":"The ferrywoman kept a lantern.\n"}]}""", communities.Length == 0 ? [_archive.River] : communities);

    private Task<string> AskAsync(Actor who, string sql, params object?[] args) => _archive.Town.AskAsync(who, sql, args);

    private Task<long> CountNewsAsync(Actor who, string kind) => ledger.AdminScalarAsync<long>(
        "select count(*) from ledger.notifications where profile_id = $1 and kind = $2::text::ledger.notification_kind", who.ProfileId, kind);

    private Task<bool> IsConsentedAsync(Guid story, string purpose) =>
        ledger.AdminScalarAsync<bool>($"select consent_{purpose} from ledger.stories where id = $1", story);

    private async Task<long> CountedAsync()
    {
        await new InsightsSummary(ledger.Connections).UpdateAsync(Cancellation);
        await using var scope = await ledger.Database.BeginAsync(_archive.Steward, Cancellation);
        return await scope.ScalarAsync<long>("select tellers from app.count_tellers($1, '2020-01-01', '2100-01-01')", _archive.River);
    }
}
