using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Stories.Road;

/// <summary>What becomes of a copy that was sent when the teller, or the community, thinks again.</summary>
public sealed class ChangeOfHeartTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private RoadTown _town = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _town = await RoadTown.SettleAsync(ledger);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OnlyMe_AfterSending_TakesTheCopyFromTheElders(bool isApproved)
    {
        var story = await SentAsync(PublishingWish.ByMyself);
        if (isApproved)
        {
            Assert.Equal("recorded", await _town.DecideAsync(_town.Elder, story, _town.River, "approve"));
        }

        Assert.Equal("1", await CopiesForTheElderAsync(story));
        await _town.Consents.SetAudienceAsync(_town.Storyteller, story, PrivacyLevel.Private, Cancellation);

        Assert.Equal("0", await CopiesForTheElderAsync(story));
        Assert.Null((await _town.StandingAsync(story)).Submitted);
        await _town.Consents.SetAudienceAsync(_town.Storyteller, story, PrivacyLevel.Community, Cancellation);
        Assert.Equal(PublishOutcome.NotApproved, await _town.Road.PublishAsync(_town.Storyteller, story, Cancellation));
    }

    [Fact]
    public async Task Publish_ByATellerWhoWasRemoved_IsRefused()
    {
        var story = await SentAsync(PublishingWish.ByMyself);
        Assert.Equal("recorded", await _town.DecideAsync(_town.Elder, story, _town.River, "approve"));
        await RemoveTellerAsync();

        Assert.Equal(PublishOutcome.LeftCommunity, await _town.Road.PublishAsync(_town.Storyteller, story, Cancellation));
        Assert.False(await _town.SeesAsync(_town.Member, story));
    }

    [Fact]
    public async Task Approve_WhenTheTellerWasRemoved_PublishesNothingByItself()
    {
        var atOnce = await SentAsync(PublishingWish.WhenApproved);
        var dated = await SentAsync(PublishingWish.On(DateTimeOffset.UnixEpoch.AddYears(80)));
        await RemoveTellerAsync();
        Assert.Equal("recorded", await _town.DecideAsync(_town.Elder, atOnce, _town.River, "approve"));
        Assert.Equal("recorded", await _town.DecideAsync(_town.Elder, dated, _town.River, "approve"));
        await ledger.AdminAsync($"update ledger.story_drafts set publish_at = now() - interval '1 minute' where story_id = '{dated}'");
        await _town.PublishDueAsync();

        Assert.False(await _town.SeesAsync(_town.Member, atOnce));
        Assert.False(await _town.SeesAsync(_town.Member, dated));
        var standing = await _town.StandingAsync(dated);
        Assert.Equal((StoryStage.Approved, null), (standing.Stage, standing.PublishAt));
    }

    [Fact]
    public async Task Send_TakenBackAndSentAgainAtOnce_IsOnePieceOfNews()
    {
        var story = await SentAsync(PublishingWish.ByMyself);
        await _town.Road.TakeBackAsync(_town.Storyteller, story, Cancellation);
        Assert.Equal(SendOutcome.Sent, await _town.SendAsync(story));

        Assert.Equal(1L, await ledger.AdminScalarAsync<long>(
            "select count(*) from ledger.notifications where story_id = $1 and kind = 'review_waiting'", story));
    }

    private async Task<Guid> SentAsync(PublishingWish wish)
    {
        var story = await _town.WriteAsync(PrivacyLevel.Community, _town.River);
        Assert.Equal(SendOutcome.Sent, await _town.SendAsync(story, wish));
        return story;
    }

    private async Task RemoveTellerAsync() => Assert.Equal(
        "ended", await _town.AskAsync(_town.Steward, "select app.end_membership($1, $2)", _town.River, _town.Storyteller.ProfileId));

    private Task<string> CopiesForTheElderAsync(Guid story) =>
        _town.AskAsync(_town.Elder, "select count(*)::text from ledger.story_versions v where v.story_id = $1", story);
}
