using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.TestDoubles;
using Microsoft.Extensions.Logging.Abstractions;

namespace EmpathyLedger.Tests.Events;

/// <summary>A node whose listening connection is killed, what is announced while it is away, and what it tells when it is back.</summary>
public sealed class CatchingUpTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private readonly LedgerEvents _events = new(NullLogger<LedgerEvents>.Instance);
    private readonly HeardEvents _heard = new();
    private readonly HeldClock _clock = new();
    private EventListener _listener = null!;
    private EventNotifier _notifier = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _notifier = new EventNotifier(ledger.Connections, ledger.Database, new InsightsSummary(ledger.Connections), _clock, NullLogger<EventNotifier>.Instance);
        await AnnounceAllAsync();
        _events.Subscribe(_ => true, _heard.HandleAsync);
        _listener = new EventListener(ledger.Connections, _events, _clock, NullLogger<EventListener>.Instance);
        await _listener.StartAsync(Cancellation);
        Assert.Equal(LedgerEvent.Resync, await _heard.NextAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.StopAsync(CancellationToken.None);
        _listener.Dispose();
        _notifier.Dispose();
    }

    [Fact]
    public async Task WhatItMissed_IsToldExactly_InOrder_AndOnce()
    {
        var before = await ChangeAsync();
        Assert.Equal(before, await _heard.NextAsync());

        await ListeningLine.LoseAsync(ledger, _clock);
        var first = await ChangeAsync();
        var second = await ChangeAsync();
        await EmitAsync(first.StoryId!.Value);
        await AnnounceAllAsync();
        _clock.Release();

        Assert.Equal(first, await _heard.NextAsync());
        Assert.Equal(second, await _heard.NextAsync());
        Assert.Equal(LedgerEvent.Reconnected, await _heard.NextAsync());
        var after = await ChangeAsync();
        Assert.Equal(after, await _heard.NextAsync());
        Assert.False(_heard.HasMore);
    }

    [Fact]
    public async Task NothingMissed_AsksNobody()
    {
        await ListeningLine.LoseAsync(ledger, _clock);
        _clock.Release();
        Assert.Equal(LedgerEvent.Reconnected, await _heard.NextAsync());
        Assert.False(_heard.HasMore);
    }

    [Fact]
    public async Task ManyTimesAway_NothingIsLostOrToldTwice()
    {
        for (var time = 0; time < 5; time++)
        {
            await ListeningLine.LoseAsync(ledger, _clock);
            var missed = await ChangeAsync();
            _clock.Release();
            Assert.Equal(missed, await _heard.NextAsync());
            Assert.Equal(LedgerEvent.Reconnected, await _heard.NextAsync());
            Assert.Equal(await ChangeAsync(), await _heard.NextAsync());
        }

        Assert.False(_heard.HasMore);
    }

    [Fact]
    public async Task MoreThanIsWorthReading_EverybodyAsksAgain()
    {
        await ListeningLine.LoseAsync(ledger, _clock);
        await ledger.AdminAsync(
            $"select app.emit('story_changed', gen_random_uuid(), null, null) from generate_series(1, {EventListener.MostMissed + 1})");
        await AnnounceAllAsync();
        _clock.Release();
        Assert.Equal(LedgerEvent.Resync, await _heard.NextAsync());
        Assert.Equal(await ChangeAsync(), await _heard.NextAsync());
        Assert.False(_heard.HasMore);
    }

    [Fact]
    public async Task AsManyAsAreWorthReading_AreTold()
    {
        await ListeningLine.LoseAsync(ledger, _clock);
        await ledger.AdminAsync(
            $"select app.emit('story_changed', gen_random_uuid(), null, null) from generate_series(1, {EventListener.MostMissed})");
        await AnnounceAllAsync();
        _clock.Release();
        var told = new HashSet<Guid>();
        while (await _heard.NextAsync() is { Kind: LedgerEventKind.StoryChanged } change)
        {
            Assert.True(told.Add(change.StoryId!.Value));
        }

        Assert.Equal(EventListener.MostMissed, told.Count);
    }

    [Fact]
    public async Task WhatIsForgottenAlready_EverybodyAsksAgain()
    {
        await ListeningLine.LoseAsync(ledger, _clock);
        var forgotten = await ChangeAsync();
        await ChangeAsync();
        await ledger.AdminAsync($"delete from ledger.events where story_id = '{forgotten.StoryId}'");
        _clock.Release();
        Assert.Equal(LedgerEvent.Resync, await _heard.NextAsync());
        Assert.False(_heard.HasMore);
    }

    [Fact]
    public async Task AnotherLedger_ThatCountsAnew_EverybodyAsksAgain()
    {
        Assert.Equal(await ChangeAsync(), await _heard.NextAsync());
        await ListeningLine.LoseAsync(ledger, _clock);
        await ledger.AdminAsync("update ledger.event_announcements set number = 0; update ledger.events set announcement = null");
        _clock.Release();
        Assert.Equal(LedgerEvent.Resync, await _heard.NextAsync());
        Assert.Equal(await ChangeAsync(), await _heard.NextAsync());
    }

    [Fact]
    public async Task Announcements_OfNodesThatAnnounceAtOnce_AreNumberedWithoutGaps()
    {
        var before = await ledger.AdminScalarAsync<long>("select number from ledger.event_announcements");
        await ledger.AdminAsync("select app.emit('story_changed', gen_random_uuid(), null, null) from generate_series(1, 3000)");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AnnounceAllAsync()));
        Assert.Equal(
            "0 gaps, 3000 told",
            await ledger.AdminScalarAsync<string>(
                """
                select (max(announcement) - $1 - count(distinct announcement)) || ' gaps, ' || count(*) || ' told'
                from ledger.events where announcement > $1
                """,
                before));
    }

    private async Task<LedgerEvent> ChangeAsync()
    {
        var story = Guid.CreateVersion7();
        await EmitAsync(story);
        await AnnounceAllAsync();
        return new LedgerEvent(LedgerEventKind.StoryChanged, story, null, null);
    }

    private Task EmitAsync(Guid story) => ledger.AdminAsync($"select app.emit('story_changed', '{story}', null, null)");

    private async Task AnnounceAllAsync()
    {
        while (await _notifier.AnnounceAsync(Cancellation) > 0)
        {
        }
    }
}
