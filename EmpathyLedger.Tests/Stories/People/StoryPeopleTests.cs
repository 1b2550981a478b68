using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Notifications;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.People;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Stories.Road;

namespace EmpathyLedger.Tests.Stories.People;

/// <summary>Inviting by name and by link, what each part sees, and what is left when it ends.</summary>
public sealed class StoryPeopleTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private RoadTown _town = null!;
    private Guid _story;

    private StoryPeople People { get; } = new(ledger.Database, new AttemptLimiter(TimeProvider.System), TimeProvider.System);

    private LedgerNotifications News { get; } = new(ledger.Database, TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _town = await RoadTown.SettleAsync(ledger);
        _story = await _town.StartAsync();
        await _town.SaveAsync(_story, "The year the river came back", _town.River);
        await _town.Consents.SetAudienceAsync(_town.Storyteller, _story, PrivacyLevel.Community, Cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task InvitationByName_WaitsUntilItIsAccepted()
    {
        Assert.Equal(InviteToStoryOutcome.Invited, await InviteAsync(_town.Friend, StoryPart.Commenter));
        Assert.Equal(InviteToStoryOutcome.AlreadyInvited, await InviteAsync(_town.Friend, StoryPart.Watcher));
        Assert.Null(await People.GetAsync(_town.Friend, _story, Cancellation));
        var waiting = Assert.Single((await ViewAsync(_town.Storyteller)).Invitations);
        Assert.Equal((_town.Friend.ProfileId, "Fran Friend", StoryPart.Commenter), (waiting.ProfileId, waiting.Name, waiting.Part));
        Assert.Equal(NewsKind.StoryInvited, Assert.Single(await News.ListAsync(_town.Friend, Cancellation)).Kind);

        var asked = Assert.Single(await People.MyInvitationsAsync(_town.Friend, Cancellation));
        Assert.Equal(
            ("The year the river came back", "Tess Teller", "Tess Teller", StoryPart.Commenter, false),
            (asked.Title, asked.TellerName, asked.InviterName, asked.Part, asked.HasJudged));
        Assert.Equal(AnswerInvitationOutcome.Accepted, await People.AnswerAsync(_town.Friend, asked.Id, true, Cancellation));
        Assert.Empty(await News.ListAsync(_town.Friend, Cancellation));
        Assert.Equal(NewsKind.InvitationAccepted, Assert.Single(await News.ListAsync(_town.Storyteller, Cancellation)).Kind);

        var view = await ViewAsync(_town.Friend);
        Assert.Equal(StoryPart.Commenter, view.Mine);
        Assert.Equal([("Tess Teller", StoryPart.Teller), ("Fran Friend", StoryPart.Commenter)], view.People.Select(person => (person.Name, person.Part)));
        Assert.Equal((_story, StoryPart.Commenter), Shared(Assert.Single(await People.MySharedStoriesAsync(_town.Friend, Cancellation))));
        Assert.Equal(InviteToStoryOutcome.AlreadyOnIt, await InviteAsync(_town.Friend, StoryPart.Watcher));
    }

    [Fact]
    public async Task InvitationByName_Declined_IsNotMadeAgainForAWeek()
    {
        await InviteAsync(_town.Friend, StoryPart.CoAuthor);
        var asked = Assert.Single(await People.MyInvitationsAsync(_town.Friend, Cancellation));
        Assert.Equal(AnswerInvitationOutcome.Declined, await People.AnswerAsync(_town.Friend, asked.Id, false, Cancellation));
        Assert.Equal(AnswerInvitationOutcome.NotFound, await People.AnswerAsync(_town.Friend, asked.Id, true, Cancellation));
        Assert.Equal(NewsKind.InvitationDeclined, Assert.Single(await News.ListAsync(_town.Storyteller, Cancellation)).Kind);
        Assert.Equal(InviteToStoryOutcome.DeclinedLately, await InviteAsync(_town.Friend, StoryPart.Watcher));
        await ledger.AdminAsync($"update ledger.story_invitations set closed_at = closed_at - interval '8 days' where story_id = '{_story}'");
        Assert.Equal(InviteToStoryOutcome.Invited, await InviteAsync(_town.Friend, StoryPart.Watcher));
    }

    [Fact]
    public async Task InvitationByName_IsForPeopleOfASharedCommunity()
    {
        Assert.Equal(InviteToStoryOutcome.NotFound, await InviteAsync(_town.Stranger, StoryPart.Watcher));
        Assert.Equal(InviteToStoryOutcome.NotFound, await InviteAsync(_town.Storyteller, StoryPart.Watcher));
        Assert.Equal(InviteToStoryOutcome.Invalid, await InviteAsync(_town.Friend, StoryPart.Teller));
        Assert.Equal(["Mary Elder"], (await People.FindPeopleAsync(_town.Storyteller, _story, "mary", Cancellation)).Select(person => person.Name));
        Assert.Empty(await People.FindPeopleAsync(_town.Storyteller, _story, "stranger", Cancellation));
        Assert.Empty(await People.FindPeopleAsync(_town.Elder, _story, "tess", Cancellation));
    }

    /// <summary>The teller's choice holds until the teller ends it; inviting anew is not possible then.</summary>
    [Fact]
    public async Task APart_OutlivesTheCommunityThatItWasGivenIn()
    {
        await JoinAsync(_town.Friend, StoryPart.Commenter);
        await ledger.AdminAsync($"update ledger.community_members set status = 'left', roles = '{{}}' where profile_id = '{_town.Friend.ProfileId}'");
        Assert.Equal(StoryPart.Commenter, await People.FindPartAsync(_town.Friend, _story, Cancellation));
        Assert.False((await ViewAsync(_town.Storyteller)).People[1].IsNeighbour);
        Assert.Equal(EndPartOutcome.Ended, await People.EndAsync(_town.Storyteller, _story, _town.Friend.ProfileId!.Value, Cancellation));
        Assert.Equal(InviteToStoryOutcome.NotFound, await InviteAsync(_town.Friend, StoryPart.Commenter));
    }

    [Fact]
    public async Task Link_WorksOnce_ForWhoeverOpensIt()
    {
        var token = await MakeLinkAsync(StoryPart.Watcher);
        var face = await People.ReadLinkAsync(_town.Stranger, token, Cancellation);
        Assert.Equal(("The year the river came back", "Tess Teller", StoryPart.Watcher, (StoryPart?)null), (face!.Title, face.InviterName, face.Part, face.Mine));
        Assert.Null(await People.ReadLinkAsync(Actor.Anonymous, token, Cancellation));
        Assert.Equal(AcceptLinkOutcome.NotSignedIn, (await People.AcceptLinkAsync(Actor.Anonymous, token, Cancellation)).Outcome);
        Assert.Equal(AcceptLinkOutcome.AlreadyOnIt, (await People.AcceptLinkAsync(_town.Storyteller, token, Cancellation)).Outcome);
        Assert.Equal(new StoryLinkAnswer(AcceptLinkOutcome.Accepted, _story), await People.AcceptLinkAsync(_town.Stranger, token, Cancellation));
        Assert.Equal(AcceptLinkOutcome.NotFound, (await People.AcceptLinkAsync(_town.Friend, token, Cancellation)).Outcome);
        Assert.Null(await People.ReadLinkAsync(_town.Friend, token, Cancellation));
        Assert.Equal(StoryPart.Watcher, await People.FindPartAsync(_town.Stranger, _story, Cancellation));
        Assert.Equal(0L, await ledger.AdminScalarAsync<long>("select count(*) from ledger.story_invitations where token_hash = $1", System.Text.Encoding.ASCII.GetBytes(token.Text)));
    }

    [Fact]
    public async Task Link_EndedOrTooOld_OpensNothing()
    {
        var (ended, old) = (await MakeLinkAsync(StoryPart.Watcher), await MakeLinkAsync(StoryPart.Watcher));
        Assert.Equal(2, (await ViewAsync(_town.Storyteller)).Invitations.Count);
        Assert.Equal(
            EndStoryInvitationOutcome.Ended,
            await People.EndInvitationAsync(_town.Storyteller, (await ViewAsync(_town.Storyteller)).Invitations[0].Id, Cancellation));
        await ledger.AdminAsync($"update ledger.story_invitations set expires_at = now() - interval '1 second' where story_id = '{_story}' and state = 'waiting'");
        foreach (var token in new[] { ended, old })
        {
            Assert.Null(await People.ReadLinkAsync(_town.Stranger, token, Cancellation));
            Assert.Equal(AcceptLinkOutcome.NotFound, (await People.AcceptLinkAsync(_town.Stranger, token, Cancellation)).Outcome);
        }

        Assert.Empty((await ViewAsync(_town.Storyteller)).Invitations);
    }

    [Fact]
    public async Task Link_MadeBeforeAPartWasEnded_DoesNotBringItBack()
    {
        var before = await MakeLinkAsync(StoryPart.Watcher);
        await JoinAsync(_town.Friend, StoryPart.CoAuthor);
        await People.EndAsync(_town.Storyteller, _story, _town.Friend.ProfileId!.Value, Cancellation);
        Assert.Equal(AcceptLinkOutcome.NotFound, (await People.AcceptLinkAsync(_town.Friend, before, Cancellation)).Outcome);
        Assert.Equal(AcceptLinkOutcome.Accepted, (await People.AcceptLinkAsync(_town.Friend, await MakeLinkAsync(StoryPart.Watcher), Cancellation)).Outcome);
    }

    [Fact]
    public async Task Parts_AreChangedAndEndedByTheTeller_AndLeftByWhoseTheyAre()
    {
        await JoinAsync(_town.Friend, StoryPart.Watcher);
        var friend = _town.Friend.ProfileId!.Value;
        Assert.Equal(ChangePartOutcome.NotFound, await People.ChangeAsync(_town.Friend, _story, friend, StoryPart.CoAuthor, Cancellation));
        Assert.Equal(ChangePartOutcome.Changed, await People.ChangeAsync(_town.Storyteller, _story, friend, StoryPart.CoAuthor, Cancellation));
        Assert.Equal(NewsKind.PartChanged, Assert.Single(await News.ListAsync(_town.Friend, Cancellation)).Kind);
        Assert.True(await MayWriteAsync(_town.Friend));
        Assert.Equal(ChangePartOutcome.Changed, await People.ChangeAsync(_town.Storyteller, _story, friend, StoryPart.Commenter, Cancellation));
        Assert.False(await MayWriteAsync(_town.Friend));
        Assert.Equal(EndPartOutcome.NotFound, await People.EndAsync(_town.Friend, _story, _town.Storyteller.ProfileId!.Value, Cancellation));
        Assert.Equal(EndPartOutcome.NotOnIt, await People.EndAsync(_town.Storyteller, _story, _town.Storyteller.ProfileId!.Value, Cancellation));
        Assert.Equal(LeaveStoryOutcome.Left, await People.LeaveAsync(_town.Friend, _story, Cancellation));
        Assert.Equal(LeaveStoryOutcome.NotFound, await People.LeaveAsync(_town.Friend, _story, Cancellation));
        Assert.Contains(await News.ListAsync(_town.Storyteller, Cancellation), news => news.Kind == NewsKind.PartLeft);
        Assert.Equal(ChangePartOutcome.NotOnIt, await People.ChangeAsync(_town.Storyteller, _story, friend, StoryPart.CoAuthor, Cancellation));
        Assert.Equal(
            ["watcher accepted", "co_author changed", "commenter changed", "commenter left"],
            await ledger.AdminScalarAsync<string[]>("select array_agg(role || ' ' || kind order by id) from ledger.story_people_events where story_id = $1", _story));
    }

    /// <summary>A chosen reader who has a part for a while is a chosen reader afterwards.</summary>
    [Fact]
    public async Task APart_AndBeingAChosenReader_AreTwoThings()
    {
        await _town.Consents.ChooseReaderAsync(_town.Storyteller, _story, _town.Friend.ProfileId!.Value, true, Cancellation);
        await JoinAsync(_town.Friend, StoryPart.Commenter);
        await People.EndAsync(_town.Storyteller, _story, _town.Friend.ProfileId!.Value, Cancellation);
        Assert.Equal("reader", await ledger.AdminScalarAsync<string>(
            "select role::text from ledger.story_people where story_id = $1 and profile_id = $2", _story, _town.Friend.ProfileId!));
    }

    [Fact]
    public async Task AnElderWhoEverWroteIt_NeverReviewsIt()
    {
        await _town.SendAsync(_story);
        await JoinAsync(_town.Elder, StoryPart.CoAuthor);
        Assert.Equal("own_story", await _town.DecideAsync(_town.Elder, _story, _town.River, "approve"));
        await People.EndAsync(_town.Storyteller, _story, _town.Elder.ProfileId!.Value, Cancellation);
        Assert.Equal("own_story", await _town.DecideAsync(_town.Elder, _story, _town.River, "approve"));
        Assert.Equal(0L, await SeenClearancesAsync(_town.Elder));

        await _town.SaveAsync(_story, "The year the river came back, again", _town.River);
        await _town.SendAsync(_story);
        Assert.Equal("own_story", await _town.DecideAsync(_town.Elder, _story, _town.River, "approve"));
        Assert.Equal(0L, await SeenClearancesAsync(_town.Elder));
    }

    /// <summary>Otherwise a teller could make somebody's no disappear.</summary>
    [Fact]
    public async Task AnElderWhoseAnswerStands_BecomesNoCoAuthor()
    {
        await JoinAsync(_town.Elder, StoryPart.Watcher);
        await _town.SendAsync(_story);
        Assert.Equal("recorded", await _town.DecideAsync(_town.Elder, _story, _town.River, "decline"));
        Assert.Equal(
            ChangePartOutcome.HasJudged, await People.ChangeAsync(_town.Storyteller, _story, _town.Elder.ProfileId!.Value, StoryPart.CoAuthor, Cancellation));
        await People.LeaveAsync(_town.Elder, _story, Cancellation);
        Assert.Equal(AcceptLinkOutcome.HasJudged, (await People.AcceptLinkAsync(_town.Elder, await MakeLinkAsync(StoryPart.CoAuthor), Cancellation)).Outcome);
        await InviteAsync(_town.Elder, StoryPart.CoAuthor);
        var asked = Assert.Single(await People.MyInvitationsAsync(_town.Elder, Cancellation));
        Assert.True(asked.HasJudged);
        Assert.Equal(AnswerInvitationOutcome.HasJudged, await People.AnswerAsync(_town.Elder, asked.Id, true, Cancellation));
    }

    /// <summary>Sixty people and invitations; inviting one person again and again is one piece of news.</summary>
    [Fact]
    public async Task InvitingAgainAndAgain_HasAnEnd()
    {
        for (var number = 0; number < 3; number++)
        {
            await InviteAsync(_town.Friend, StoryPart.Watcher);
            await People.EndInvitationAsync(_town.Storyteller, Assert.Single((await ViewAsync(_town.Storyteller)).Invitations).Id, Cancellation);
        }

        Assert.Equal(1L, await ledger.AdminScalarAsync<long>("select count(*) from ledger.notifications where profile_id = $1", _town.Friend.ProfileId!));
        Assert.Empty(await News.ListAsync(_town.Friend, Cancellation));
        for (var number = 0; number < 60; number++)
        {
            Assert.Equal(MakeLinkOutcome.Made, (await People.MakeLinkAsync(_town.Storyteller, _story, StoryPart.Watcher, Cancellation)).Outcome);
        }

        Assert.Equal(MakeLinkOutcome.TooMany, (await People.MakeLinkAsync(_town.Storyteller, _story, StoryPart.Watcher, Cancellation)).Outcome);
        Assert.Equal(InviteToStoryOutcome.TooMany, await InviteAsync(_town.Member, StoryPart.Watcher));
    }

    private static (Guid, StoryPart) Shared(SharedStory story) => (story.StoryId, story.Part);

    private Task<InviteToStoryOutcome> InviteAsync(Actor whom, StoryPart part) =>
        People.InviteAsync(_town.Storyteller, _story, whom.ProfileId!.Value, part, Cancellation);

    private async Task JoinAsync(Actor who, StoryPart part)
    {
        Assert.Equal(InviteToStoryOutcome.Invited, await InviteAsync(who, part));
        var asked = Assert.Single(await People.MyInvitationsAsync(who, Cancellation));
        Assert.Equal(AnswerInvitationOutcome.Accepted, await People.AnswerAsync(who, asked.Id, true, Cancellation));
    }

    private async Task<InvitationToken> MakeLinkAsync(StoryPart part) =>
        (await People.MakeLinkAsync(_town.Storyteller, _story, part, Cancellation)).Token!.Value;

    private async Task<StoryPeopleView> ViewAsync(Actor actor) => (await People.GetAsync(actor, _story, Cancellation))!;

    private Task<bool> MayWriteAsync(Actor actor) => ScalarAsync<bool>(actor, "select app.may_write_story($1)");

    private Task<long> SeenClearancesAsync(Actor actor) => ScalarAsync<long>(actor, "select count(*) from ledger.version_clearances where story_id = $1");

    private async Task<T> ScalarAsync<T>(Actor actor, string sql)
    {
        await using var scope = await ledger.Database.BeginAsync(actor, Cancellation);
        return (await scope.ScalarAsync<T>(sql, _story))!;
    }
}
