using System.Globalization;
using System.Runtime.CompilerServices;
using EmpathyLedger.Tests.Collaboration.Text;

namespace EmpathyLedger.Benchmarks.Collaboration;

/// <summary>
/// A hundred people writing in one story: the portal, which commits every operation before it acknowledges it, against ShareDB and
/// Hocuspocus, which keep theirs in memory, and against a SignalR hub that only sends on. All servers and PostgreSQL on one core,
/// the load generator on the other; in turns, medians.
/// </summary>
internal sealed class CollaborationBenchmark : IAsyncDisposable
{
    private const int Rounds = 3;
    private const int Characters = 10_000;
    private const int Openings = 20;
    private static readonly string[] Kinds = ["portal", "sharedb", "hocuspocus", "bare"];

    private readonly BenchmarkLedger _ledger;
    private readonly CollaborationFilling _filling;
    private readonly BenchmarkPortal _portal;
    private readonly BareEcho _bare;
    private readonly Dictionary<string, PeerServer> _peers = [];

    private CollaborationBenchmark(BenchmarkLedger ledger, BenchmarkPortal portal, BareEcho bare) =>
        (_ledger, _filling, _portal, _bare) = (ledger, new CollaborationFilling(ledger), portal, bare);

    public static async Task RunAsync(string[] parts)
    {
        if (!CollaborationLoad.HasOwnCore)
        {
            Console.WriteLine("Not kept to a core each (one core, or no taskset): the load generator takes from what it measures.");
        }

        await using var ledger = await BenchmarkLedger.CreateAsync(isDurable: true);
        await CollaborationFilling.AddWritersAsync(ledger);
        await using var portal = new BenchmarkPortal(ledger);
        portal.Start();
        await using var benchmark = new CollaborationBenchmark(ledger, portal, await BareEcho.StartAsync());
        foreach (var kind in (string[])["sharedb", "hocuspocus"])
        {
            benchmark._peers[kind] = await PeerServer.StartAsync(Root(), kind, Characters);
        }

        bool Wants(string part) => parts.Length == 0 || parts.Contains(part);
        if (Wants("writers"))
        {
            await benchmark.WriteAsync(perSecond: null);
        }

        if (Wants("latency"))
        {
            await benchmark.WriteAsync(perSecond: 5);
        }

        if (Wants("opening"))
        {
            await benchmark.OpenAsync();
        }

        if (Wants("text"))
        {
            await TextBenchmark.RunAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers.Values)
        {
            await peer.DisposeAsync();
        }

        await _bare.DisposeAsync();
    }

    private async Task WriteAsync(double? perSecond)
    {
        var measured = Kinds.ToDictionary(kind => kind, _ => new List<Measured>());
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var kind in Kinds)
            {
                // The first is for getting warm.
                var one = await MeasureAsync(kind, round, perSecond, round < 0 ? 5 : 3);
                if (round >= 0)
                {
                    measured[kind].Add(one);
                }
            }
        }

        double Of(string kind, Func<Measured, double> what) => Median(measured[kind].Select(what));
        Console.WriteLine(perSecond is null
            ? $"{CollaborationFilling.Writers} writers in one story, each as fast as acknowledged; medians of {Rounds} rounds of 3 s in turns"
            : $"{CollaborationFilling.Writers} writers, {perSecond} a second each: until the others have it, over all that each hears of the others");
        foreach (var kind in Kinds)
        {
            var rate = Of(kind, one => one.Answer.PerSecond);
            string Invariant(FormattableString text) => FormattableString.Invariant(text);
            Console.WriteLine(perSecond is null
                ? Invariant($"  {kind,-12} {rate,8:N0}/s   server {Of(kind, one => one.ServerMicroseconds),6:N0} µs each{(kind == "portal" ? $" (and PostgreSQL {Of(kind, one => one.PostgresMicroseconds):N0} µs)" : "")}; generator {Of(kind, one => one.Answer.GeneratorSeconds),4:0.0} s")
                : Invariant($"  {kind,-12} p50 {Of(kind, one => one.Answer.Median),7:0.0} ms   p99 {Of(kind, one => one.Answer.Percentile99),7:0.0} ms   {rate,5:N0}/s, {Of(kind, one => one.Answer.Heard),9:N0} heard"));
        }

        if (perSecond is null)
        {
            double Rate(string kind) => Of("portal", one => one.Answer.PerSecond) / Of(kind, one => one.Answer.PerSecond);
            Say($"  portal: {Rate("sharedb"):0.0}x ShareDB (aim 8x), {Rate("hocuspocus"):0.0}x Hocuspocus (aim 4x), {Rate("bare"):0.00}x the bare hub (aim 0.5x)");
        }
        else
        {
            double Delay(string kind) => Of("portal", one => one.Answer.Percentile99) / Of(kind, one => one.Answer.Percentile99);
            Say($"  portal's p99: {Delay("sharedb"):0.00}x ShareDB (aim 0.15x), {Delay("hocuspocus"):0.00}x Hocuspocus, {Delay("bare"):0.0}x the bare hub (aim 5x)");
        }
    }

    private async Task<Measured> MeasureAsync(string kind, int round, double? perSecond, double seconds)
    {
        var story = kind == "portal" ? await _filling.AddStoryAsync(CollaborationFilling.Words(Characters)) : Guid.Empty;
        var document = kind == "portal" ? story.ToString() : $"round{round}at{perSecond ?? 0}";
        var times = new List<(TimeSpan Server, TimeSpan Postgres)>();
        var answer = await CollaborationLoad.StartAsync(
            kind, AddressOf(kind), document, Characters, CollaborationFilling.Writers, 1, seconds, perSecond,
            () => times.Add((_peers.TryGetValue(kind, out var peer) ? peer.Cpu : Environment.CpuUsage.TotalTime, PostgresTime.Of(_ledger.ProcessId))));
        if (kind == "portal")
        {
            await _filling.CheckAsync(story, answer);
        }
        else if (_peers.TryGetValue(kind, out var peer))
        {
            var inserted = (await peer.ReadLengthAsync(document) - Characters) / Marks.Length;
            if (inserted < answer.Acknowledged.Sum() || inserted > answer.Sent.Sum())
            {
                throw new InvalidOperationException($"{kind} has {inserted} of {answer.Acknowledged.Sum()} acknowledged insertions.");
            }
        }

        var operations = Math.Max(1, answer.PerSecond * seconds);
        return new Measured(
            answer, (times[^1].Server - times[0].Server).TotalMicroseconds / operations, (times[^1].Postgres - times[0].Postgres).TotalMicroseconds / operations);
    }

    /// <summary>Over the hub: of a story that nobody has open, and of one that somebody has.</summary>
    private async Task OpenAsync()
    {
        var traces = Path.Combine(Path.GetDirectoryName(Root())!, "shared", "data", "editing-traces", "automerge-paper.json.gz");
        var text = File.Exists(traces) ? EditingTrace.Read(traces).EndContent : CollaborationFilling.Words(105_000);
        Say($"Opening {text.Length:N0} characters over the hub, against a bare hub that answers as many bytes; medians of {Openings} in {Rounds} turns");
        foreach (var history in (int[])[0, 100_000])
        {
            var stories = $"{await _filling.AddStoryAsync(text, history)},{await _filling.AddStoryAsync(text, history)}";
            foreach (var isWarm in (bool[])[false, true])
            {
                var (ours, bare) = (new List<double>(), new List<double>());
                for (var round = 0; round < Rounds; round++)
                {
                    var opened = await OpeningLoad.StartAsync("portal", _portal.Address, stories, Openings, isWarm);
                    ours.Add(opened.Milliseconds);
                    bare.Add((await OpeningLoad.StartAsync("bare", _bare.Address, opened.Bytes.ToString(CultureInfo.InvariantCulture), Openings, isWarm)).Milliseconds);
                }

                Say($"  {(isWarm ? "open already" : "opened anew"),-12} {history,7:N0} operations of history  {Median(ours),6:0.0} ms; bare hub {Median(bare),5:0.0} ms: {Median(ours) / Median(bare):0.0}x");
            }
        }
    }

    private Uri AddressOf(string kind) => kind switch
    {
        "portal" => _portal.Address,
        "bare" => _bare.Address,
        _ => _peers[kind].Address,
    };

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));

    private sealed record Measured(LoadAnswer Answer, double ServerMicroseconds, double PostgresMicroseconds);
}
