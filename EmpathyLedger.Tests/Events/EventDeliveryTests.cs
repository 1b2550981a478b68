using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.TestDoubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EmpathyLedger.Tests.Events;

/// <summary>From the outbox to a subscriber, over a real PostgreSQL.</summary>
public sealed class EventDeliveryTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private readonly LedgerEvents _events = new(NullLogger<LedgerEvents>.Instance);
    private readonly HeardEvents _heard = new();
    private readonly List<Microsoft.Extensions.Hosting.BackgroundService> _loops = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _events.Subscribe(_ => true, _heard.HandleAsync);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var loop in _loops)
        {
            await loop.StopAsync(CancellationToken.None);
            loop.Dispose();
        }
    }

    [Fact]
    public async Task Change_OnAnotherConnection_ReachesSubscribers()
    {
        await ListenAsync(TimeProvider.System);
        await AnnounceAsync(TimeProvider.System);
        var (story, community, profile) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());

        await EmitAsync("review_changed", story, community, profile);

        var expected = new LedgerEvent(LedgerEventKind.ReviewChanged, story, community, profile);
        Assert.Equal(expected, await _heard.NextAsync(change => change.StoryId == story));
    }

    [Fact]
    public async Task ToldEvents_AreForgottenAfterADay_WaitingOnesNever()
    {
        var (old, fresh, waiting) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await ledger.AdminAsync(
            $"""
            insert into ledger.events (happened_at, kind, story_id, notified_at) values
              (now() - interval '3 days', 'story_changed', '{old}', now() - interval '25 hours'),
              (now() - interval '3 days', 'story_changed', '{fresh}', now() - interval '23 hours'),
              (now() - interval '3 days', 'story_changed', '{waiting}', null)
            """);

        await using var forget = ledger.Connections.Jobs.CreateCommand("select app.forget_told_events()");
        Assert.Equal(1, await forget.ExecuteScalarAsync(Cancellation));
        Assert.Equal(
            new[] { fresh, waiting }.Order(),
            (await ledger.AdminScalarAsync<Guid[]>(
                "select array_agg(story_id) from ledger.events where story_id = any ($1)", new[] { old, fresh, waiting })).Order());
    }

    [Fact]
    public async Task Changes_OfOneLongTransaction_ArriveWhole()
    {
        var stories = Enumerable.Range(0, 500).Select(_ => Guid.CreateVersion7()).ToHashSet();
        await ListenAsync(TimeProvider.System);
        await ledger.AdminAsync(
            $"select app.emit('story_changed', id, null, null) from unnest('{{{string.Join(',', stories)}}}'::uuid[]) id");

        await AnnounceAsync(TimeProvider.System);

        var heard = new HashSet<Guid>();
        while (!heard.IsSupersetOf(stories))
        {
            heard.Add((await _heard.NextAsync(change => change.StoryId is not null)).StoryId!.Value);
        }
    }

    [Fact]
    public async Task EqualChanges_InTheOutbox_AreToldOnce()
    {
        await EmptyTheOutboxAsync();
        var story = Guid.CreateVersion7();
        for (var i = 0; i < 5; i++)
        {
            await EmitAsync("draft_changed", story, null, null);
        }

        Assert.Equal(1, await Notifier(TimeProvider.System).AnnounceAsync(Cancellation));
        Assert.Equal(0, await Notifier(TimeProvider.System).AnnounceAsync(Cancellation));
    }

    [Fact]
    public async Task TwoNodes_AnnounceEachChangeOnce()
    {
        await EmptyTheOutboxAsync();
        const int Changes = 300;
        await ledger.AdminAsync(
            $"select app.emit('story_changed', gen_random_uuid(), null, null) from generate_series(1, {Changes})");
        var lines = new List<string>();
        await using var listener = new NpgsqlConnection(ledger.AdminConnectionString);
        await listener.OpenAsync(Cancellation);
        listener.Notification += (_, notification) => lines.AddRange(
            notification.Payload.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')));
        await using var listen = new NpgsqlCommand($"listen {EventListener.Channel}", listener);
        await listen.ExecuteNonQueryAsync(Cancellation);

        var announced = await Task.WhenAll(
            DrainAsync(Notifier(TimeProvider.System)), DrainAsync(Notifier(TimeProvider.System)));

        await ledger.AdminAsync($"notify {EventListener.Channel}, 'end'");
        while (!lines.Contains("end"))
        {
            Assert.True(await listener.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        }

        Assert.Equal(Changes, announced.Sum());
        Assert.Equal(Changes, lines.Distinct().Count() - 1);
        Assert.Equal(Changes, lines.Count - 1);
    }

    [Fact]
    public async Task Notifier_IsWokenByACommit_BeforeItsSecondIsOver()
    {
        // Its periodic timer never ticks: only a ring can wake it.
        var clock = new TestClock();
        var mary = new Actor(Guid.CreateVersion7(), null, 1);
        await ListenAsync(TimeProvider.System);
        await AnnounceAsync(clock);
        var first = Guid.CreateVersion7();
        await EmitAsync("story_changed", first, null, null);

        await using (var scope = await ledger.Database.BeginAsync(mary, Cancellation))
        {
            await scope.ScalarAsync<int>("select 1");
            await scope.CommitAsync();
        }

        await _heard.NextAsync(change => change.StoryId == first);
        Assert.Contains(EventNotifier.Gathering, clock.Waits);
    }

    [Fact]
    public async Task Notifier_IsWokenByWhatEntityFrameworkWrites()
    {
        var mary = new Actor(Guid.CreateVersion7(), null, 1);
        await ledger.AdminAsync($"insert into ledger.profiles (id, display_name) values ('{mary.ProfileId}', 'Mary')");
        await ListenAsync(TimeProvider.System);
        await AnnounceAsync(new TestClock());
        var story = Guid.CreateVersion7();
        await EmitAsync("story_changed", story, null, null);

        await using (var context = ledger.Database.CreateContext(mary))
        {
            Assert.Equal(1, await context.Database.ExecuteSqlAsync(
                $"update ledger.profiles set display_name = 'Mary D' where id = {mary.ProfileId}", Cancellation));
        }

        await _heard.NextAsync(change => change.StoryId == story);
    }

    [Fact]
    public async Task Notifier_IsWokenByWhatEntityFrameworkSaves()
    {
        var mary = new Actor(Guid.CreateVersion7(), null, 1);
        await ledger.AdminAsync($"insert into ledger.profiles (id, display_name) values ('{mary.ProfileId}', 'Mary')");
        await ListenAsync(TimeProvider.System);
        await AnnounceAsync(new TestClock());
        var story = Guid.CreateVersion7();
        await EmitAsync("story_changed", story, null, null);

        await using (var context = ledger.Database.CreateContext(mary))
        {
            var profile = await context.Set<Profile>().SingleAsync(row => row.Id == mary.ProfileId, Cancellation);
            profile.DisplayName = "Mary D";
            Assert.Equal(1, await context.SaveChangesAsync(Cancellation));
        }

        await _heard.NextAsync(change => change.StoryId == story);
    }

    /// <summary>What the three tests above would see if nobody rang.</summary>
    [Fact]
    public async Task Notifier_ThatNobodyRings_AnnouncesAtItsSecond()
    {
        await EmptyTheOutboxAsync();
        var mary = new Actor(Guid.CreateVersion7(), null, 1);
        var clock = new TestClock();
        var deaf = new EventNotifier(
            ledger.Connections, new LedgerDatabase(ledger.Connections, NullLogger<LedgerDatabase>.Instance), new InsightsSummary(ledger.Connections), clock, NullLogger<EventNotifier>.Instance);
        _loops.Add(deaf);
        await ListenAsync(TimeProvider.System);
        await deaf.StartAsync(Cancellation);
        await clock.PeriodicTimerAsync();

        var story = Guid.CreateVersion7();
        await EmitAsync("story_changed", story, null, null);
        await using (var scope = await ledger.Database.BeginAsync(mary, Cancellation))
        {
            await scope.ScalarAsync<int>("select 1");
            await scope.CommitAsync();
        }

        Assert.DoesNotContain(EventNotifier.Gathering, clock.Waits);
        clock.Tick();
        await _heard.NextAsync(change => change.StoryId == story);
        Assert.Contains(EventNotifier.Gathering, clock.Waits);
    }

    [Fact]
    public async Task Notifier_WithoutDatabase_GoesOnAfterAPause()
    {
        var clock = new TestClock();
        await using var nowhere = new LedgerConnections();
        nowhere.Open(new NpgsqlConnectionStringBuilder(ledger.AdminConnectionString) { Database = "nowhere" }.ConnectionString, ledger.Server.Keys);
        var logger = new TestLogger<EventNotifier>();
        var notifier = new EventNotifier(nowhere, ledger.Database, new InsightsSummary(nowhere), clock, logger);
        _loops.Add(notifier);
        await notifier.StartAsync(Cancellation);

        ledger.Database.Signals.Changed();
        await logger.NextAsync();
        ledger.Database.Signals.Changed();
        await logger.NextAsync();

        Assert.Contains(TimeSpan.FromSeconds(1), clock.Waits);
        Assert.Contains(TimeSpan.FromSeconds(2), clock.Waits);
    }

    private EventNotifier Notifier(TimeProvider clock) =>
        new(ledger.Connections, ledger.Database, new InsightsSummary(ledger.Connections), clock, NullLogger<EventNotifier>.Instance);

    private static async Task<int> DrainAsync(EventNotifier notifier)
    {
        var all = 0;
        while (await notifier.AnnounceAsync(Cancellation) is > 0 and var announced)
        {
            all += announced;
        }

        return all;
    }

    private async Task EmptyTheOutboxAsync() => await DrainAsync(Notifier(TimeProvider.System));

    private async Task ListenAsync(TimeProvider clock)
    {
        var listener = new EventListener(ledger.Connections, _events, clock, NullLogger<EventListener>.Instance);
        _loops.Add(listener);
        await listener.StartAsync(Cancellation);
        await _heard.NextAsync(change => change.Kind == LedgerEventKind.Resync);
    }

    private async Task AnnounceAsync(TimeProvider clock)
    {
        var notifier = Notifier(clock);
        _loops.Add(notifier);
        await notifier.StartAsync(Cancellation);
    }

    private async Task EmitAsync(string kind, Guid? story, Guid? community, Guid? profile)
    {
        await using var connection = new NpgsqlConnection(ledger.AdminConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("select app.emit($1::ledger.event_kind, $2::uuid, $3::uuid, $4::uuid)", connection);
        foreach (object? value in new object?[] { kind, story, community, profile })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
