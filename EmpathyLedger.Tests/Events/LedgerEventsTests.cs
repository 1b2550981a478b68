using EmpathyLedger.Core.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace EmpathyLedger.Tests.Events;

public sealed class LedgerEventsTests
{
    private readonly LedgerEvents _events = new(NullLogger<LedgerEvents>.Instance);

    [Fact]
    public async Task Subscriber_GetsWhatItWants_InOrder()
    {
        var community = Guid.CreateVersion7();
        var heard = new HeardEvents();
        using var subscription = _events.Subscribe(change => change.CommunityId == community, heard.HandleAsync);
        var first = Story() with { CommunityId = community };
        var second = Story() with { CommunityId = community };

        _events.Raise(first);
        _events.Raise(Story());
        _events.Raise(second);

        Assert.Equal(first, await heard.NextAsync());
        Assert.Equal(second, await heard.NextAsync());
        Assert.False(heard.HasMore);
    }

    [Fact]
    public async Task Resync_ComesToEverySubscriber_WhateverItWants()
    {
        var heard = new HeardEvents();
        using var subscription = _events.Subscribe(_ => false, heard.HandleAsync);

        _events.Raise(LedgerEvent.Resync);

        Assert.Equal(LedgerEventKind.Resync, (await heard.NextAsync()).Kind);
    }

    [Fact]
    public async Task EqualEvents_ThatWait_AreToldOnce()
    {
        var gate = new TaskCompletionSource();
        var heard = new HeardEvents(gate.Task);
        using var subscription = _events.Subscribe(_ => true, heard.HandleAsync);
        var running = Story();
        var waiting = Story();

        _events.Raise(running);
        Assert.Equal(running, await heard.NextAsync());
        for (var i = 0; i < 5; i++)
        {
            _events.Raise(waiting);
            _events.Raise(running);
        }

        gate.SetResult();
        Assert.Equal(waiting, await heard.NextAsync());

        // The one that was being handled is news again: the handler may have read before the change.
        Assert.Equal(running, await heard.NextAsync());
        Assert.False(heard.HasMore);
    }

    [Fact]
    public async Task Subscriber_ThatHangs_KeepsNobodyWaiting()
    {
        var never = new TaskCompletionSource();
        var hanging = new HeardEvents(never.Task);
        var other = new HeardEvents();
        using var first = _events.Subscribe(_ => true, hanging.HandleAsync);
        using var second = _events.Subscribe(_ => true, other.HandleAsync);

        _events.Raise(Story());
        await hanging.NextAsync();
        var next = Story();
        _events.Raise(next);

        await other.NextAsync();
        Assert.Equal(next, await other.NextAsync());
        Assert.False(hanging.HasMore);
        never.SetResult();
    }

    [Fact]
    public async Task Subscriber_ThatThrows_HearsTheNextAndHarmsNobody()
    {
        var heard = new HeardEvents();
        var other = new HeardEvents();
        using var unsure = _events.Subscribe(_ => throw new InvalidOperationException("filter"), _ => Task.CompletedTask);
        using var first = _events.Subscribe(_ => true, async change =>
        {
            await heard.HandleAsync(change);
            throw new InvalidOperationException("handler");
        });
        using var second = _events.Subscribe(_ => true, other.HandleAsync);

        _events.Raise(Story());
        _events.Raise(Story());

        await heard.NextAsync();
        await heard.NextAsync();
        await other.NextAsync();
        await other.NextAsync();
    }

    [Fact]
    public async Task Subscriber_FarBehind_AsksOnceForEverything()
    {
        var gate = new TaskCompletionSource();
        var heard = new HeardEvents(gate.Task);
        using var subscription = _events.Subscribe(_ => true, heard.HandleAsync);
        _events.Raise(Story());
        await heard.NextAsync();

        for (var i = 0; i <= EventSubscription.MostWaiting; i++)
        {
            _events.Raise(Story());
        }

        gate.SetResult();
        Assert.Equal(LedgerEventKind.Resync, (await heard.NextAsync()).Kind);
        Assert.False(heard.HasMore);
    }

    [Fact]
    public async Task Subscriber_Disposed_HearsNoMore()
    {
        var gate = new TaskCompletionSource();
        var heard = new HeardEvents(gate.Task);
        var other = new HeardEvents();
        var subscription = _events.Subscribe(_ => true, heard.HandleAsync);
        using var witness = _events.Subscribe(_ => true, other.HandleAsync);
        _events.Raise(Story());
        await heard.NextAsync();
        await other.NextAsync();
        _events.Raise(Story());

        subscription.Dispose();
        gate.SetResult();
        _events.Raise(Story());

        await other.NextAsync();
        await other.NextAsync();
        Assert.False(heard.HasMore);
        Assert.Equal(1, _events.SubscriberCount);
    }

    [Fact]
    public async Task Subscriber_MayRaiseAndDisposeFromItsHandler()
    {
        var heard = new HeardEvents();
        using var other = _events.Subscribe(_ => true, heard.HandleAsync);
        IDisposable? subscription = null;
        var second = Story();
        subscription = _events.Subscribe(_ => true, _ =>
        {
            subscription!.Dispose();
            _events.Raise(second);
            return Task.CompletedTask;
        });

        _events.Raise(Story());

        await heard.NextAsync();
        Assert.Equal(second, await heard.NextAsync());
        Assert.Equal(1, _events.SubscriberCount);
    }

    [Theory]
    [InlineData("story_changed - -")]
    [InlineData("story_changed - - - -")]
    [InlineData("something_else - - -")]
    [InlineData("story_changed x - -")]
    [InlineData("")]
    public void Line_OfAnotherShape_IsNoEvent(string line) => Assert.False(LedgerEvent.TryParse(line, out _));

    [Theory]
    [InlineData("story_changed", LedgerEventKind.StoryChanged)]
    [InlineData("draft_changed", LedgerEventKind.DraftChanged)]
    [InlineData("review_changed", LedgerEventKind.ReviewChanged)]
    [InlineData("membership_changed", LedgerEventKind.MembershipChanged)]
    [InlineData("community_changed", LedgerEventKind.CommunityChanged)]
    [InlineData("notification_added", LedgerEventKind.NotificationAdded)]
    public void Line_OfTheOutbox_IsAnEvent(string word, LedgerEventKind kind)
    {
        var story = Guid.CreateVersion7();
        var profile = Guid.CreateVersion7();
        Assert.True(LedgerEvent.TryParse($"{word} {story} - {profile}", out var parsed));
        Assert.Equal(new LedgerEvent(kind, story, null, profile), parsed);
    }

    private static LedgerEvent Story() => new(LedgerEventKind.StoryChanged, Guid.CreateVersion7(), null, null);
}
