using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace EmpathyLedger.Benchmarks.Collaboration;

/// <summary>
/// The load generator: this program, started again on a core of its own. In: kind, server, document, its characters, writers, what to do,
/// seconds. Out: a line when the measured part begins, one when it ends, one with the answer.
/// </summary>
internal static class CollaborationLoad
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (kind, server, document) = (arguments[0], new Uri(arguments[1]), arguments[2]);
        var numbers = arguments[4..].Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var run = new LoadRun(kind, server, document, int.Parse(arguments[3], CultureInfo.InvariantCulture), isClosedLoop: numbers[3] == 0);
        await run.OpenAsync((int)numbers[0]);
        var answer = await run.WriteAsync(TimeSpan.FromSeconds(numbers[1]), TimeSpan.FromSeconds(numbers[2]), numbers[3], Console.Out.WriteLine);
        Console.WriteLine(JsonSerializer.Serialize(answer));
        return 0;
    }

    /// <param name="perSecond">Of each writer; null: as fast as acknowledgements come.</param>
    /// <param name="onMeasuring">Called when the measured part begins and when it ends.</param>
    public static async Task<LoadAnswer> StartAsync(
        string kind, Uri server, string document, int characters, int writers, double first, double measured, double? perSecond, Action onMeasuring)
    {
        string[] command =
        [
            Environment.ProcessPath!, "collaboration-load", kind, server.ToString(), document,
            .. ((double[])[characters, writers, first, measured, perSecond ?? 0]).Select(number => number.ToString(CultureInfo.InvariantCulture)),
        ];
        using var process = Start(command);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line is "begin" or "end")
            {
                onMeasuring();
            }
            else
            {
                await process.WaitForExitAsync();
                return JsonSerializer.Deserialize<LoadAnswer>(line)!;
            }
        }

        throw new InvalidOperationException($"The load generator of {kind} failed.");
    }

    public static Process Start(string[] command)
    {
        string[] all = HasOwnCore ? ["taskset", "-c", "1", .. command] : command;
        return Process.Start(new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true })!;
    }

    /// <summary>bench.sh keeps this program, and so all servers that it starts, to the first core.</summary>
    public static bool HasOwnCore { get; } = Environment.GetEnvironmentVariable("BENCH_SERVERS_CORE") == "0";
}
