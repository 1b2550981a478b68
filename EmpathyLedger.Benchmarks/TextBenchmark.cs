using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Tests.Collaboration.Text;

namespace EmpathyLedger.Benchmarks;

/// <summary>
/// The text engine against npm quill-delta under Node: the same tasks in turns, medians of the rounds. Opening a text is held against
/// parsing its JSON alone, in both worlds; an idle text's memory against its own size in UTF-8.
/// </summary>
internal static class TextBenchmark
{
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        var root = Root();
        var traces = Path.Combine(Path.GetDirectoryName(root)!, "shared", "data", "editing-traces");
        if (!Directory.Exists(traces))
        {
            Console.WriteLine("Needs shared/data/editing-traces beside the checkout.");
            return;
        }

        var tasks = new TextTasks(traces);
        var file = Path.GetTempFileName();
        tasks.Write(file);
        var ours = new Dictionary<string, List<double>>();
        var theirs = new Dictionary<string, List<double>>();
        for (var round = 0; round < Rounds; round++)
        {
            Measure(tasks, (task, rate) => Note(ours, task, rate));
            var answer = await AskPeerAsync(root, file);
            foreach (var rate in answer.GetProperty("rates").EnumerateObject())
            {
                Note(theirs, rate.Name, rate.Value.GetDouble());
            }

            Compare(tasks, answer.GetProperty("ends"));
        }

        File.Delete(file);
        Console.WriteLine($"Medians of {Rounds} rounds in turns; operations a second.   ours   quill-delta   ratio (aim)");
        Print("transform, operation x operation", "transform", 10);
        Print("compose, operation o operation", "compose", 10);
        Print("one operation over 100 missed ones", "late", 15);
        Print("compose into 100,000 characters of 2,000 runs", "edits", 50);
        Print("automerge-paper replayed", "paper", 60);
        Print("friendsforever replayed, transform + compose", "concurrent", 15);
        Console.WriteLine("Opening a text from its JSON: times parsing that JSON alone takes, with System.Text.Json and with Node's JSON.parse (aim: 1.5x)");
        PrintOpening("automerge-paper, 104,852 characters", "openPaper", "parsePaper");
        PrintOpening("100,000 characters of 2,000 runs", "openText", "parseText");
        PrintMemory("automerge-paper, opened", tasks.Paper.EndContent.Length, Opened(new DeltaBuilder().Insert(tasks.Paper.EndContent).Build()));
        PrintMemory("automerge-paper, replayed", tasks.Paper.EndContent.Length, () => TraceReplay.Sequential(tasks.Paper));
        PrintMemory("100,000 characters of 2,000 runs, opened", tasks.Text.Length, Opened(tasks.Text));
        PrintMemory("the same after 2,000 edits", tasks.Text.Length, () => Edit(tasks));

        void Print(string what, string task, int aim) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-48} {Median(ours[task]),12:N0} {Median(theirs[task]),12:N0} {Median(ours[task]) / Median(theirs[task]),8:0.0}x ({aim}x)"));

        void PrintOpening(string what, string open, string parse) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-48} {1e6 / Median(ours[open]),8:N0} µs; System.Text.Json {1e6 / Median(ours[parse]),8:N0} µs: {Median(ours[parse]) / Median(ours[open]):0.00}x; JSON.parse {1e6 / Median(theirs[parse]),8:N0} µs: {Median(theirs[parse]) / Median(ours[open]):0.00}x"));
    }

    private static void Measure(TextTasks tasks, Action<string, double> note)
    {
        note("transform", Rate(tasks.Ones.Length, () =>
        {
            for (var i = 0; i < tasks.Ones.Length; i++)
            {
                tasks.Ones[i].Transform(tasks.Others[i], true);
            }
        }));
        note("compose", Rate(tasks.Ones.Length, () =>
        {
            for (var i = 0; i < tasks.Ones.Length; i++)
            {
                tasks.Ones[i].Compose(tasks.Nexts[i]);
            }
        }));
        note("late", Rate(1, () =>
        {
            var change = tasks.Late;
            foreach (var missed in tasks.MissedOnes)
            {
                change = missed.Transform(change, true);
            }
        }));
        var text = TextDocument.FromDelta(tasks.Text);
        note("edits", Timed(tasks.TextEdits.Length, () => Array.ForEach(tasks.TextEdits, edit => text.Apply(edit))));
        note("paper", Timed(tasks.Paper.Transactions.Length, () => TraceReplay.Sequential(tasks.Paper)));
        note("concurrent", Timed(tasks.Friends.Transactions.Length, () => TraceReplay.Concurrent(tasks.Friends)));
        var paper = Encoding.UTF8.GetBytes(new DeltaBuilder().Insert(tasks.Paper.EndContent).Build().ToJson());
        var runs = Encoding.UTF8.GetBytes(tasks.Text.ToJson());
        note("openPaper", Rate(1, () => TextDocument.Parse(paper)));
        note("openText", Rate(1, () => TextDocument.Parse(runs)));
        note("parsePaper", Rate(1, () => Parse(paper)));
        note("parseText", Rate(1, () => Parse(runs)));
    }

    /// <summary>To values, as JSON.parse does: with every string read.</summary>
    private static void Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var op in document.RootElement.GetProperty("ops").EnumerateArray())
        {
            op.GetProperty("insert").GetString();
            if (op.TryGetProperty("attributes", out var attributes))
            {
                foreach (var attribute in attributes.EnumerateObject())
                {
                    _ = attribute.Name;
                    _ = attribute.Value.ValueKind == JsonValueKind.String ? attribute.Value.GetString() : null;
                }
            }
        }
    }

    private static TextDocument Edit(TextTasks tasks)
    {
        var text = TextDocument.FromDelta(tasks.Text);
        Array.ForEach(tasks.TextEdits, edit => text.Apply(edit));
        return text;
    }

    private static Func<TextDocument> Opened(Delta text)
    {
        var json = Encoding.UTF8.GetBytes(text.ToJson());
        return () => TextDocument.Parse(json).Document!;
    }

    private static void PrintMemory(string what, int characters, Func<TextDocument> open)
    {
        _ = open();
        // What the rounds left behind must not be counted as gone.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var kept = open();
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(kept);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Idle memory: {what,-42} {bytes / 1000.0,8:N0} kB, {(double)bytes / characters:0.00}x its {characters:N0} bytes (aim: 3x)"));
    }

    private static double Rate(int operations, Action once)
    {
        Until(150);
        return Until(400);

        double Until(int milliseconds)
        {
            var start = Stopwatch.GetTimestamp();
            var rounds = 0;
            do
            {
                once();
                rounds++;
            }
            while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds);

            return rounds * operations / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }

    private static double Timed(int operations, Action once)
    {
        var start = Stopwatch.GetTimestamp();
        once();
        return operations / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<JsonElement> AskPeerAsync(string root, string file)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(root, "build", "delta-bench.mjs"), file]) { RedirectStandardOutput = true })!;
        var answer = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return JsonElement.Parse(answer);
    }

    /// <summary>Rates of different results would be compared in vain.</summary>
    private static void Compare(TextTasks tasks, JsonElement ends)
    {
        if (Edit(tasks).ToDelta().Length == 0
            || ends.GetProperty("paper").GetInt32() != tasks.Paper.EndContent.Length
            || ends.GetProperty("concurrent").GetInt32() != tasks.Friends.EndContent.Length)
        {
            throw new InvalidOperationException("quill-delta came to another end.");
        }
    }

    private static void Note(Dictionary<string, List<double>> rates, string task, double rate)
    {
        rates.TryAdd(task, []);
        rates[task].Add(rate);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(Path.GetDirectoryName(thisFile))!;
}
