using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Stories.Road;

namespace EmpathyLedger.Tests.Insights;

/// <summary>What a community's leads are told, by named people, on a real database.</summary>
public sealed class CommunityInsightsTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private readonly CommunityInsights _insights = new(ledger.Database);
    private RoadTown _town = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static InsightPeriod ThisMonth
    {
        get
        {
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            return new InsightPeriod(today.AddDays(-20), today.AddDays(2));
        }
    }

    public async ValueTask InitializeAsync() => _town = await RoadTown.SettleAsync(ledger);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Report_ForTheSteward_CountsStoriesThatConsent()
    {
        var counted = await PublishAsync(isCounted: true);
        await PublishAsync(isCounted: false);
        await CountAsync();

        var report = (await _insights.GetAsync(_town.Steward, _town.River, ThisMonth, Cancellation))!;

        Assert.Equal(1, report.Stories.Sum(point => point.Now));
        Assert.Equal(new InsightTellers(1, 1, 0), report.Tellers);
        Assert.Equal([new InsightAmount("en", 1, 0)], report.Languages);
        Assert.Equal(2, report.Waited.Sum(amount => amount.Now));
        var behind = await _insights.ListStoriesAsync(_town.Steward, _town.River, new InsightFilter(ThisMonth, null, null), null, Cancellation);
        Assert.Equal([counted], behind.Stories.Select(story => story.Id));
    }

    [Fact]
    public async Task Report_ForAnybodyElse_IsNotThere()
    {
        await PublishAsync(isCounted: true);
        await CountAsync();
        foreach (var who in new[]
        {
            _town.Storyteller, _town.CoAuthor, _town.Elder, _town.Member, _town.Friend, _town.Stranger, _town.ShedElder, Actor.Anonymous,
        })
        {
            Assert.Null(await _insights.GetAsync(who, _town.River, ThisMonth, Cancellation));
            Assert.Empty((await _insights.ListStoriesAsync(who, _town.River, new InsightFilter(ThisMonth, null, null), null, Cancellation)).Stories);
        }

        Assert.Null(await _insights.GetAsync(_town.Steward, _town.Shed, ThisMonth, Cancellation));
    }

    [Theory]
    [InlineData("consent")]
    [InlineData("withdraw")]
    [InlineData("archive")]
    [InlineData("audience")]
    public async Task Story_ThatLeaves_MovesEveryNumberBack(string how)
    {
        var before = (await _insights.GetAsync(_town.Steward, _town.River, ThisMonth, Cancellation))!;
        var story = await PublishAsync(isCounted: true);
        await _town.AskAsync(_town.Member, "select s.title from app.open_story($1, 'view') s", story);
        await _town.AskAsync(_town.Member, "select app.check_story_access($1, 'share')::text", story);
        await CountAsync();
        var told = (await _insights.GetAsync(_town.Steward, _town.River, ThisMonth, Cancellation))!;
        Assert.Equal((1L, 1L), (told.Reads.Sum(point => point.Now), told.Shares.Sum(point => point.Now)));

        switch (how)
        {
            case "consent":
                await _town.Consents.WithdrawAsync(_town.Storyteller, story, ConsentPurpose.Insights, Cancellation);
                break;
            case "withdraw":
                await _town.Road.WithdrawAsync(_town.Storyteller, story, Cancellation);
                break;
            case "archive":
                await _town.Road.ArchiveAsync(_town.Storyteller, story, Cancellation);
                break;
            case "audience":
                await _town.Consents.SetAudienceAsync(_town.Storyteller, story, PrivacyLevel.People, Cancellation);
                break;
        }

        await CountAsync();
        var after = (await _insights.GetAsync(_town.Steward, _town.River, ThisMonth, Cancellation))!;
        Assert.Equal(before.Stories, after.Stories);
        Assert.Equal(before.Reads, after.Reads);
        Assert.Equal(before.Shares, after.Shares);
        Assert.Equal(before.Tellers, after.Tellers);
        Assert.Equal((before.Themes, before.Languages, before.Purposes), (after.Themes, after.Languages, after.Purposes), SameLists);
    }

    [Fact]
    public async Task Story_WithoutConsent_MovesNothingButTheQueue()
    {
        await PublishAsync(isCounted: false);
        await CountAsync();
        var report = (await _insights.GetAsync(_town.Steward, _town.River, ThisMonth, Cancellation))!;

        Assert.All(report.Stories.Concat(report.Reads).Concat(report.Shares), point => Assert.Equal(0, point.Now));
        Assert.Empty(report.Themes.Concat(report.Languages).Concat(report.Purposes));
        Assert.Equal(1, report.Waited.Sum(amount => amount.Now));
    }

    [Fact]
    public async Task Drafts_CountForNobody()
    {
        await _town.WriteAsync(PrivacyLevel.Public, _town.River);
        await CountAsync();

        Assert.True((await _insights.GetAsync(_town.Steward, _town.River, ThisMonth, Cancellation))!.IsEmpty);
    }

    [Fact]
    public async Task Submission_CountsInTheQueueUntilItIsAnswered()
    {
        var story = await _town.WriteAsync(PrivacyLevel.Community, _town.River);
        await _town.SendAsync(story);
        await CountAsync();
        var waiting = (await _insights.GetAsync(_town.Steward, _town.River, ThisMonth, Cancellation))!.Stages;
        await _town.DecideAsync(_town.Elder, story, _town.River, "ask_for_changes");
        await CountAsync();
        var asked = (await _insights.GetAsync(_town.Steward, _town.River, ThisMonth, Cancellation))!.Stages;

        Assert.Equal((1L, 0L), (waiting.Waiting, waiting.ChangesAsked));
        Assert.NotNull(waiting.LongestSince);
        Assert.Equal((0L, 1L), (asked.Waiting, asked.ChangesAsked));
        Assert.Null(asked.LongestSince);
    }

    private static bool SameLists(
        (IReadOnlyList<InsightAmount> A, IReadOnlyList<InsightAmount> B, IReadOnlyList<InsightAmount> C) one,
        (IReadOnlyList<InsightAmount> A, IReadOnlyList<InsightAmount> B, IReadOnlyList<InsightAmount> C) other) =>
        one.A.SequenceEqual(other.A) && one.B.SequenceEqual(other.B) && one.C.SequenceEqual(other.C);

    private async Task<Guid> PublishAsync(bool isCounted)
    {
        var story = await _town.PublishedAsync(PrivacyLevel.Community);
        if (isCounted)
        {
            await _town.Consents.GrantAsync(_town.Storyteller, story, ConsentPurpose.Insights, Cancellation);
        }

        return story;
    }

    private Task<int> CountAsync() => new InsightsSummary(ledger.Connections).UpdateAsync(Cancellation);
}
