using EmpathyLedger.Core.Notifications;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Reviews;

public sealed class LedgerNotificationsTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private readonly LedgerNotifications _notifications = new(ledger.Database, TimeProvider.System);
    private ReviewTown _town = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _town = await ReviewTown.BuildAsync(ledger);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task News_ForElders_IsOneCardPerCommunityWhileStoriesWait()
    {
        var first = await _town.SendAsync();
        var second = await _town.SendAsync();

        var news = Assert.Single(await _notifications.ListAsync(_town.Mary, Cancellation));
        Assert.Equal((NewsKind.ReviewWaiting, 2, "River"), (news.Kind, news.Pending, news.CommunityName));
        Assert.Equal(2, news.Ids.Count);
        Assert.Null(news.StoryId);

        await _town.SayAsync(_town.Bill, second.VersionId, DecisionKind.Approve);
        Assert.Equal(1, Assert.Single(await _notifications.ListAsync(_town.Mary, Cancellation)).Pending);
        Assert.Equal("taken_back", await _town.AskAsync(_town.Joan, "select app.take_back_from_elders($1)", first.StoryId));
        Assert.Empty(await _notifications.ListAsync(_town.Mary, Cancellation));
    }

    [Fact]
    public async Task News_ForTheTeller_IsOneCardPerStory()
    {
        var story = await _town.SendAsync();
        await _town.SayAsync(_town.Mary, story.VersionId, DecisionKind.ApproveWithConditions, "Ask her sister");
        await _town.SayAsync(_town.Bill, story.VersionId, DecisionKind.Approve);
        await _town.Reviews.TickConditionAsync(_town.Mary, (await _town.OwnAsync(_town.Mary, story)).Conditions[0].Id, Cancellation);

        var news = await _notifications.ListAsync(_town.Joan, Cancellation);

        Assert.Equal([NewsKind.ConditionsMet, NewsKind.ReviewDecided], news.Select(card => card.Kind));
        Assert.All(news, card => Assert.Equal(story.StoryId, card.StoryId));
        Assert.Equal(2, news[1].Ids.Count);
        Assert.Empty(await _notifications.ListAsync(_town.Sam, Cancellation));
    }

    [Fact]
    public async Task News_ForStewards_LastsUntilThePersonIsAnswered()
    {
        Assert.Equal("asked", await _town.AskAsync(_town.Stranger, "select app.ask_to_join($1, 'I live at the bend')", _town.River));

        var news = Assert.Single(await _notifications.ListAsync(_town.Steward, Cancellation));
        Assert.Equal((NewsKind.MembershipAsked, 1), (news.Kind, news.Pending));

        Assert.Equal("answered", await _town.AskAsync(_town.Steward, "select app.answer_membership($1, $2, true)", _town.River, _town.Stranger.ProfileId));
        Assert.Empty(await _notifications.ListAsync(_town.Steward, Cancellation));
        Assert.Equal(NewsKind.MembershipApproved, Assert.Single(await _notifications.ListAsync(_town.Stranger, Cancellation)).Kind);
    }

    [Fact]
    public async Task MarkRead_OfOnesOwn_PutsItAway_AndLeavesOthersAlone()
    {
        await _town.SendAsync();
        var marys = Assert.Single(await _notifications.ListAsync(_town.Mary, Cancellation));

        await _notifications.MarkReadAsync(_town.Bill, marys.Ids, Cancellation);
        Assert.Single(await _notifications.ListAsync(_town.Mary, Cancellation));

        await _notifications.MarkReadAsync(_town.Mary, marys.Ids, Cancellation);
        Assert.Empty(await _notifications.ListAsync(_town.Mary, Cancellation));
        Assert.Single(await _notifications.ListAsync(_town.Bill, Cancellation));
    }
}
