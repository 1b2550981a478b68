using System.Collections.Concurrent;
using System.Diagnostics;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Events;
using EmpathyLedger.Tests.Stories.Road;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EmpathyLedger.Tests.Insights;

/// <summary>Many open dashboards of one node, and how many statements they cost.</summary>
public sealed class SharedInsightsTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private const int Circuits = 500;

    /// <summary>Who may and how many told, and all sums: one reading of the numbers.</summary>
    private const int StatementsOfAReading = 2;

    private readonly LedgerEvents _events = new(NullLogger<LedgerEvents>.Instance);
    private readonly Clock _clock = new();
    private readonly ConcurrentBag<IDisposable> _open = [];
    private RoadTown _town = null!;
    private SharedInsights _shared = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static InsightPeriod ThisMonth
    {
        get
        {
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            return new InsightPeriod(today.AddDays(-20), today.AddDays(2));
        }
    }

    public async ValueTask InitializeAsync()
    {
        _town = await RoadTown.SettleAsync(ledger);
        _shared = new SharedInsights(new CommunityInsights(ledger.Database), _events, _clock);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var circuit in _open)
        {
            circuit.Dispose();
        }

        _shared.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task FiveHundredCircuits_OneChange_ReadOnce()
    {
        var reports = await OpenAsync(Circuits);
        var story = await _town.PublishedAsync(PrivacyLevel.Community);
        await _town.Consents.GrantAsync(_town.Storyteller, story, ConsentPurpose.Insights, Cancellation);
        await new InsightsSummary(ledger.Connections).UpdateAsync(Cancellation);

        using var statements = new Statements(ledger.AdminConnectionString);
        RaiseAndWait(new LedgerEvent(LedgerEventKind.InsightsChanged, null, _town.River, null));

        Assert.All(reports, report => Assert.Equal(1, report!.Stories.Sum(point => point.Now)));
        Assert.InRange(statements.Of("insight_days"), 1, StatementsOfAReading);
        Assert.InRange(statements.All, 1, StatementsOfAReading + 2);
    }

    [Fact]
    public async Task FiveHundredCircuits_ManyChangesAtOnce_AreNoMoreReadingsThanChanges()
    {
        const int Changes = 5;
        await OpenAsync(Circuits);
        using var statements = new Statements(ledger.AdminConnectionString);
        RaiseAndWait([.. Enumerable.Repeat(new LedgerEvent(LedgerEventKind.InsightsChanged, null, _town.River, null), Changes)]);
        Assert.InRange(statements.All, 1, Changes * (StatementsOfAReading + 2));
    }

    /// <summary>What one of them may see is no right of the others, and what one may no longer see costs the others nothing.</summary>
    [Fact]
    public async Task FiveHundredCircuits_OneOfAnotherLeadWhoLeavesMeanwhile_SeesNothing()
    {
        await SetRolesAsync(_town.Member, "{member,steward}");
        var reports = await OpenAsync(Circuits, _town.Member);
        Assert.All(reports, Assert.NotNull);
        await SetRolesAsync(_town.Member, "{member}");

        using var statements = new Statements(ledger.AdminConnectionString);
        RaiseAndWait(
            new LedgerEvent(LedgerEventKind.MembershipChanged, null, _town.River, _town.Member.ProfileId),
            new LedgerEvent(LedgerEventKind.InsightsChanged, null, _town.River, null));

        Assert.Null(reports[0]);
        Assert.All(reports.Skip(1), Assert.NotNull);
        Assert.InRange(statements.All, 1, (2 * StatementsOfAReading) + 6);
    }

    [Fact]
    public async Task Circuits_WhenTheyOpen_EachAskWhetherTheyMay()
    {
        using var statements = new Statements(ledger.AdminConnectionString);
        await AskAsync(_town.Steward, new InsightsRight());
        var first = statements.Of("my_steward_community_ids");
        foreach (var who in new[] { _town.Elder, _town.Member, _town.Stranger, _town.ShedElder, Actor.Anonymous })
        {
            Assert.Null(await AskAsync(who, new InsightsRight()));
        }

        Assert.NotNull(await AskAsync(_town.Steward, new InsightsRight()));
        Assert.Equal(first + 5, statements.Of("my_steward_community_ids"));
    }

    [Fact]
    public async Task LostRight_IsSeenAtOnce()
    {
        var right = new InsightsRight();
        Assert.NotNull(await AskAsync(_town.Steward, right));
        await SetRolesAsync(_town.Steward, "{member}");
        _events.Raise(new LedgerEvent(LedgerEventKind.MembershipChanged, null, _town.River, _town.Steward.ProfileId));
        Assert.Null(await AskAsync(_town.Steward, right));
    }

    [Fact]
    public async Task LostRight_OfWhichNobodyHeard_IsSeenWhenEventsMayHaveBeenMissed()
    {
        var right = new InsightsRight();
        Assert.NotNull(await AskAsync(_town.Steward, right));
        await ledger.AdminAsync($"delete from ledger.community_members where community_id = '{_town.River}' and profile_id = '{_town.Steward.ProfileId}'");
        _events.Raise(LedgerEvent.Resync);
        Assert.Null(await AskAsync(_town.Steward, right));
    }

    [Fact]
    public async Task Right_OfOneActor_IsNoneOfAnother()
    {
        var right = new InsightsRight();
        Assert.NotNull(await AskAsync(_town.Steward, right));
        Assert.Null(await AskAsync(_town.Member, right));
        Assert.Null(await _shared.GetAsync(_town.Steward, _town.Shed, ThisMonth, right, Cancellation));
    }

    [Fact]
    public async Task Numbers_WithoutAnyEvent_AreReadAgainAfterAWhile()
    {
        var right = new InsightsRight();
        await AskAsync(_town.Steward, right);
        using var statements = new Statements(ledger.AdminConnectionString);
        await AskAsync(_town.Steward, right);
        Assert.Equal(0, statements.All);
        _clock.Elapsed = SharedInsights.LongestKept;
        await AskAsync(_town.Steward, right);
        Assert.NotEqual(0, statements.All);
    }

    [Fact]
    public async Task Numbers_OfAnotherCommunityOrPeriod_StayWhereTheyAre()
    {
        var right = new InsightsRight();
        await AskAsync(_town.Steward, right);
        _events.Raise(new LedgerEvent(LedgerEventKind.InsightsChanged, null, _town.Shed, null));
        using var statements = new Statements(ledger.AdminConnectionString);
        await AskAsync(_town.Steward, right);
        Assert.Equal(0, statements.All);
    }

    [Fact]
    public async Task NumbersThatMoved_AreThereWhenPagesAreTold_AndAreNotReadAheadForNobody()
    {
        var heard = new HeardEvents();
        using var subscription = _events.Subscribe(change => change.Kind == LedgerEventKind.InsightsRead, heard.HandleAsync);
        var changed = new LedgerEvent(LedgerEventKind.InsightsChanged, null, _town.River, null);
        var right = new InsightsRight();
        var before = await AskAsync(_town.Steward, right);

        _events.Raise(changed);
        Assert.Equal(changed with { Kind = LedgerEventKind.InsightsRead }, await heard.NextAsync());
        using (var statements = new Statements(ledger.AdminConnectionString))
        {
            Assert.NotSame(before, await AskAsync(_town.Steward, right));
            Assert.Equal(0, statements.All);
        }

        // Asked for, so it is read again; then nobody asks any more, and nobody's page is read for.
        _events.Raise(changed);
        await heard.NextAsync();
        using (var statements = new Statements(ledger.AdminConnectionString))
        {
            _events.Raise(changed);
            await heard.NextAsync();
            Assert.Equal(0, statements.All);
        }
    }

    [Fact]
    public async Task NumbersReadAheadAsSomebodyWhoLeadsNoMore_AreReadForTheOthers()
    {
        await SetRolesAsync(_town.Member, "{member,steward}");
        var heard = new HeardEvents();
        using var subscription = _events.Subscribe(change => change.Kind == LedgerEventKind.InsightsRead, heard.HandleAsync);
        var right = new InsightsRight();
        Assert.NotNull(await AskAsync(_town.Member, new InsightsRight()));
        Assert.NotNull(await AskAsync(_town.Steward, right));
        await SetRolesAsync(_town.Member, "{member}");

        _events.Raise(new LedgerEvent(LedgerEventKind.InsightsChanged, null, _town.River, null));
        await heard.NextAsync();
        Assert.NotNull(await AskAsync(_town.Steward, right));
    }

    /// <summary>So many open dashboards, the first of them the given lead's: each asks when it opens, and at each change.</summary>
    private async Task<InsightReport?[]> OpenAsync(int circuits, Actor? first = null)
    {
        var reports = new InsightReport?[circuits];
        await Task.WhenAll(Enumerable.Range(0, circuits).Select(async number =>
        {
            var who = number == 0 && first is { } lead ? lead : _town.Steward;
            var right = new InsightsRight();
            _open.Add(_events.Subscribe(_ => true, async _ => reports[number] = await AskAsync(who, right)));
            reports[number] = await AskAsync(who, right);
        }));
        return reports;
    }

    private void RaiseAndWait(params LedgerEvent[] changes)
    {
        foreach (var change in changes)
        {
            _events.Raise(change);
        }

        Assert.True(SpinWait.SpinUntil(() => _events.IsIdle, TimeSpan.FromSeconds(30)));
    }

    private Task SetRolesAsync(Actor who, string roles) => ledger.AdminAsync(
        $"update ledger.community_members set roles = '{roles}' where community_id = '{_town.River}' and profile_id = '{who.ProfileId}'");

    private Task<InsightReport?> AskAsync(Actor who, InsightsRight right) => _shared.GetAsync(who, _town.River, ThisMonth, right, Cancellation);

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long GetTimestamp() => Elapsed.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }

    /// <summary>Counts what Npgsql sends to one database.</summary>
    private sealed class Statements : IDisposable
    {
        private readonly ConcurrentQueue<string> _sent = new();
        private readonly ActivityListener _listener;

        public Statements(string connectionString)
        {
            var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity =>
                {
                    var tags = activity.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value as string);
                    if ((tags.GetValueOrDefault("db.name") ?? tags.GetValueOrDefault("db.namespace")) == database
                        && (tags.GetValueOrDefault("db.statement") ?? tags.GetValueOrDefault("db.query.text")) is { } text)
                    {
                        _sent.Enqueue(text);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public int All => _sent.Count;

        public int Of(string words) => _sent.Count(text => text.Contains(words, StringComparison.Ordinal));

        public void Dispose() => _listener.Dispose();
    }
}
