using System.Diagnostics;
using System.Globalization;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Insights;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EmpathyLedger.Benchmarks;

/// <summary>
/// What live charts cost and how fast they are, at half a million stories. What is compared is measured in turns in one run;
/// medians of the rounds, with the aims beside them. The server writes without waiting for the disk, so what a commit costs
/// besides shows more than it would on a durable one.
/// </summary>
internal static class DashboardBenchmark
{
    private const int Circuits = 500;
    private const string Board = "communities/place-1/insights";

    public static async Task RunAsync(BenchmarkLedger ledger, IReadOnlyCollection<string> parts)
    {
        bool Wants(string part) => parts.Count == 0 || parts.Contains(part);
        await ledger.FillAsync(DashboardFilling.Sql);
        var counting = await TimeAsync(() => CountAsync(ledger, 2_000));
        Say($"{DashboardFilling.Stories:N0} stories in {DashboardFilling.Communities} communities, counted from nothing in {counting / 1000:F0} s");
        await ledger.FillAsync("analyze");
        if (Wants("upkeep"))
        {
            await MeasureUpkeepAsync(ledger);
        }

        if (Wants("writers"))
        {
            await MeasureWritersAsync(ledger, writers: 8, aim: 0.85);
            await MeasureWritersAsync(ledger, writers: 32, aim: 0.75);
        }

        await using var portal = new BenchmarkPortal(ledger);
        portal.Start();
        if (Wants("latency"))
        {
            await MeasureLatencyAsync(portal);
        }

        if (Wants("push"))
        {
            await MeasurePushAsync(portal);
        }
    }

    private static async Task MeasureUpkeepAsync(BenchmarkLedger ledger)
    {
        await ledger.FillAsync(DashboardFilling.FullView);
        List<double> upkeep = [], full = [];
        for (var round = -1; round < 9; round++)
        {
            await ledger.FillAsync(
                $"""
                update ledger.stories set consent_insights = not consent_insights
                where id in (select id from ledger.stories tablesample system (1) repeatable ({round + 1}) limit 100)
                """);
            var kept = await TimeAsync(() => CountAsync(ledger, 500));
            var refreshed = round % 3 == 0 ? await TimeAsync(() => ledger.FillAsync("refresh materialized view public.full_days")) : double.NaN;
            if (round >= 0)
            {
                upkeep.Add(kept);
                full.Add(refreshed);
            }
        }

        full.RemoveAll(double.IsNaN);
        await ledger.FillAsync("drop materialized view public.full_days");
        var (slow, quick) = (Median(full), Median(upkeep));
        Say($"summary upkeep per 100 changes       {quick,8:F1} ms   full refresh {slow,8:F0} ms   1/{slow / quick:F0} (aim 1/100)");
    }

    /// <summary>Each writer answers for one story after the other, as its teller, in a transaction of its own.</summary>
    private static async Task MeasureWritersAsync(BenchmarkLedger ledger, int writers, double aim)
    {
        var stories = await StoriesAsync(ledger, writers);
        var emit = await ScalarAsync<string>(ledger, "select pg_get_functiondef('app.emit(ledger.event_kind,uuid,uuid,uuid)'::regprocedure)");
        List<double> with = [], without = [];
        for (var round = -1; round < 5; round++)
        {
            await ledger.FillAsync(
                """
                create or replace function app.emit(p_kind ledger.event_kind, p_story_id uuid, p_community_id uuid, p_profile_id uuid) returns void
                language sql volatile security definer set search_path = pg_catalog, pg_temp as $$ select null::void $$;
                alter table ledger.stories disable trigger stories_note_insight_change
                """);
            var silent = await WriteAsync(ledger, stories);
            await ledger.FillAsync($"{emit}; alter table ledger.stories enable trigger stories_note_insight_change");
            double live;
            await using (await LiveCharts.StartAsync(ledger))
            {
                live = await WriteAsync(ledger, stories);
            }

            await CountAsync(ledger, 500);
            if (round >= 0)
            {
                without.Add(silent);
                with.Add(live);
            }
        }

        Say($"{writers,2} writers, live charts               {Median(with),8:F0} /s   without      {Median(without),8:F0} /s   {Median(with) / Median(without):F2} (aim {aim})");
    }

    private static async Task<double> WriteAsync(BenchmarkLedger ledger, List<(Guid Story, Actor Teller)[]> stories)
    {
        var consents = new StoryConsents(ledger.Database, TimeProvider.System);
        var written = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(stories.Select(async mine =>
        {
            for (var i = 0; Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(3); i++)
            {
                var (story, teller) = mine[i % mine.Length];
                if (await consents.GrantAsync(teller, story, ConsentPurpose.Commercial, CancellationToken.None) != ConsentOutcome.Changed)
                {
                    await consents.WithdrawAsync(teller, story, ConsentPurpose.Commercial, CancellationToken.None);
                }

                Interlocked.Increment(ref written);
            }
        }));
        return written / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>From before a teller's answer is written to when a lead's page is drawn with the number that it moves.</summary>
    private static async Task MeasureLatencyAsync(BenchmarkPortal portal)
    {
        using var http = new HttpClient();
        await using var circuit = await OpenAsync(portal, http, 1);
        await QuietAsync([circuit]);
        var (story, teller) = await CountedStoryAsync(portal);
        var consents = portal.Services.GetRequiredService<StoryConsents>();
        List<double> times = [];
        var random = new Random(1);
        var isGranted = true;
        for (var round = -5; round < 100; round++)
        {
            var drawn = circuit.NextBatchAsync();
            var start = Stopwatch.GetTimestamp();
            isGranted = !isGranted;
            await AnswerAsync(consents, teller, story, isGranted);
            var end = await drawn.WaitAsync(TimeSpan.FromSeconds(30));
            if (round >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start, end).TotalMilliseconds);
            }

            // Not in step with the notifier, which tells of what came in 50 ms together.
            await Task.Delay(60 + random.Next(100));
        }

        times.Sort();
        Say($"event to chart                       median {times[50]:F0} ms, p95 {times[95]:F0} ms, p99 {times[99]:F0} ms (aim p95 150 ms)");
    }

    /// <summary>
    /// From when this node hears of a change to when the last of all open dashboards is drawn anew. The processor's time is that
    /// of both ends, which are in this process: it says what a busy machine's clock does not.
    /// </summary>
    private static async Task MeasurePushAsync(BenchmarkPortal portal)
    {
        using var http = new HttpClient();
        await using var bare = await BareBroadcast.StartAsync();
        var boards = await OpenAllAsync(number => OpenAsync(portal, http, 1 + (number % DashboardFilling.Leads)));
        var plain = await OpenAllAsync(_ => CircuitClient.OpenAsync(bare.Address, "bare", http, new Dictionary<string, string>()));
        var listeners = await OpenAllAsync(_ => BareListener.OpenAsync(bare.Address));
        await QuietAsync(boards);
        var (story, teller) = await CountedStoryAsync(portal);
        var consents = portal.Services.GetRequiredService<StoryConsents>();
        long raised = 0, read = 0;
        portal.Services.GetRequiredService<LedgerEvents>().Raising += change =>
        {
            if (change.Kind == LedgerEventKind.InsightsChanged)
            {
                Volatile.Write(ref raised, Stopwatch.GetTimestamp());
            }
            else if (change.Kind == LedgerEventKind.InsightsRead)
            {
                Volatile.Write(ref read, Stopwatch.GetTimestamp());
            }
        };
        List<double> live = [], reading = [], numbers = [], hub = [], liveWork = [], numbersWork = [];
        long bytes = 0;
        var isGranted = true;
        for (var round = -12; round < 9; round++)
        {
            var before = boards.Sum(board => board.Bytes);
            var drawn = Task.WhenAll(boards.Select(board => board.NextBatchAsync()));
            var work = Environment.CpuUsage.TotalTime;
            isGranted = !isGranted;
            await AnswerAsync(consents, teller, story, isGranted);
            var last = (await drawn.WaitAsync(TimeSpan.FromSeconds(60))).Max();
            var pushed = Stopwatch.GetElapsedTime(Volatile.Read(ref raised), last).TotalMilliseconds;
            await QuietAsync(boards);
            var boardsWork = Environment.CpuUsage.TotalTime - work;
            bytes = (boards.Sum(board => board.Bytes) - before) / Circuits;

            work = Environment.CpuUsage.TotalTime;
            var counted = Task.WhenAll(plain.Select(circuit => circuit.NextBatchAsync()));
            var start = Stopwatch.GetTimestamp();
            BareBoard.Tell();
            var number = Stopwatch.GetElapsedTime(start, (await counted.WaitAsync(TimeSpan.FromSeconds(60))).Max()).TotalMilliseconds;
            await QuietAsync(plain);
            var plainWork = Environment.CpuUsage.TotalTime - work;

            var heard = Task.WhenAll(listeners.Select(listener => listener.NextAsync()));
            start = Stopwatch.GetTimestamp();
            await bare.SendAsync((int)Math.Max(bytes, 100));
            var sent = Stopwatch.GetElapsedTime(start, (await heard.WaitAsync(TimeSpan.FromSeconds(60))).Max()).TotalMilliseconds;
            if (round >= 0)
            {
                live.Add(pushed);
                reading.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref raised), Volatile.Read(ref read)).TotalMilliseconds);
                numbers.Add(number);
                liveWork.Add(boardsWork.TotalMilliseconds);
                numbersWork.Add(plainWork.TotalMilliseconds);
                hub.Add(sent);
            }
        }

        Say($"push to {Circuits} dashboards              {Median(live),8:F0} ms   {Circuits} circuits with one number {Median(numbers),5:F0} ms   {Median(live) / Median(numbers):F2} (aim 1.5)");
        Say($"  of it reading the numbers            {Median(reading),8:F0} ms   telling the pages {Median(live) - Median(reading),5:F0} ms");
        Say($"  processor's time, both ends         {Median(liveWork),8:F0} ms   {Median(numbersWork),5:F0} ms   {Median(liveWork) / Median(numbersWork):F2}");
        Say($"  the same bytes ({bytes:N0}) by a bare hub  {Median(hub),8:F0} ms   {Median(live) / Median(hub):F2}");
        foreach (var one in boards.Cast<IAsyncDisposable>().Concat(plain).Concat(listeners))
        {
            await one.DisposeAsync();
        }
    }

    private static async Task<List<T>> OpenAllAsync<T>(Func<int, Task<T>> open)
    {
        List<T> all = [];
        for (var number = 0; number < Circuits; number += 10)
        {
            all.AddRange(await Task.WhenAll(Enumerable.Range(number, 10).Select(open)));
        }

        return all;
    }

    private static Task<CircuitClient> OpenAsync(BenchmarkPortal portal, HttpClient http, int lead) => CircuitClient.OpenAsync(
        portal.Address, Board, http, new Dictionary<string, string> { [BenchmarkPortal.Who] = DashboardFilling.Lead(lead).ToString() });

    private static async Task QuietAsync(IReadOnlyCollection<CircuitClient> circuits)
    {
        while (!circuits.All(circuit => circuit.IsQuiet(TimeSpan.FromMilliseconds(300))))
        {
            await Task.Delay(50);
        }
    }

    private static Task<ConsentOutcome> AnswerAsync(StoryConsents consents, Actor teller, Guid story, bool isGranted) => isGranted
        ? consents.GrantAsync(teller, story, ConsentPurpose.Insights, CancellationToken.None)
        : consents.WithdrawAsync(teller, story, ConsentPurpose.Insights, CancellationToken.None);

    /// <summary>One of the first community's, whose teller has said yes.</summary>
    private static async Task<(Guid Story, Actor Teller)> CountedStoryAsync(BenchmarkPortal portal)
    {
        await using var admin = NpgsqlDataSource.Create(portal.ConnectionString);
        await using var command = admin.CreateCommand(
            $"select id, teller_id from ledger.stories where consent_insights and community_ids[1] = '{DashboardFilling.Community(1)}' order by id desc limit 1");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (story, teller) = (reader.GetGuid(0), new Actor(reader.GetGuid(1), Guid.NewGuid(), 1));
        var consents = portal.Services.GetRequiredService<StoryConsents>();
        if (await consents.GrantAsync(teller, story, ConsentPurpose.Insights, CancellationToken.None) == ConsentOutcome.Changed)
        {
            // An answer on record: what follows takes it back and gives it again.
            await Task.Delay(TimeSpan.FromSeconds(2));
        }

        return (story, teller);
    }

    /// <summary>For each writer some stories of tellers of its own.</summary>
    private static async Task<List<(Guid Story, Actor Teller)[]>> StoriesAsync(BenchmarkLedger ledger, int writers)
    {
        List<(Guid, Actor)[]> all = [];
        for (var writer = 0; writer < writers; writer++)
        {
            var teller = DashboardFilling.Teller(1 + (writer * 7));
            var ids = await ScalarAsync<Guid[]>(ledger, $"select array(select id from ledger.stories where teller_id = '{teller}' order by id limit 50)");
            all.Add([.. ids.Select(id => (id, new Actor(teller, Guid.NewGuid(), 1)))]);
        }

        return all;
    }

    private static async Task CountAsync(BenchmarkLedger ledger, int portion)
    {
        while (await ScalarAsync<int>(ledger, $"select app.update_insights({portion})") > 0)
        {
        }
    }

    private static async Task<T> ScalarAsync<T>(BenchmarkLedger ledger, string sql)
    {
        await using var command = ledger.Admin.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>As a node has them: the notifier, the listener, and one open dashboard in the first community.</summary>
    private sealed class LiveCharts : IAsyncDisposable
    {
        private readonly EventNotifier _notifier;
        private readonly EventListener _listener;
        private readonly SharedInsights _shared;
        private readonly IDisposable _open;

        private LiveCharts(BenchmarkLedger ledger)
        {
            var events = new LedgerEvents(NullLogger<LedgerEvents>.Instance);
            _notifier = new EventNotifier(
                ledger.Connections, ledger.Database, new InsightsSummary(ledger.Connections), TimeProvider.System, NullLogger<EventNotifier>.Instance);
            _listener = new EventListener(ledger.Connections, events, TimeProvider.System, NullLogger<EventListener>.Instance);
            _shared = new SharedInsights(new CommunityInsights(ledger.Database), events, TimeProvider.System);
            var (lead, right) = (new Actor(DashboardFilling.Lead(1), Guid.NewGuid(), 1), new InsightsRight());
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            _open = events.Subscribe(
                change => change.Kind == LedgerEventKind.InsightsChanged && change.CommunityId == DashboardFilling.Community(1),
                _ => _shared.GetAsync(lead, DashboardFilling.Community(1), new InsightPeriod(today.AddMonths(-12), today), right, CancellationToken.None));
        }

        public static async Task<LiveCharts> StartAsync(BenchmarkLedger ledger)
        {
            var charts = new LiveCharts(ledger);
            await charts._listener.StartAsync(CancellationToken.None);
            await charts._notifier.StartAsync(CancellationToken.None);
            return charts;
        }

        public async ValueTask DisposeAsync()
        {
            await _notifier.StopAsync(CancellationToken.None);
            await _listener.StopAsync(CancellationToken.None);
            _open.Dispose();
            _notifier.Dispose();
            _listener.Dispose();
            _shared.Dispose();
        }
    }
}
