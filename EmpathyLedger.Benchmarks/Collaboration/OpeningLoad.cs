using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EmpathyLedger.Benchmarks.Collaboration;

/// <summary>
/// Opens stories over the hub, one after the other, each over a new connection: from asking to the last byte of the answer. Of the bare
/// hub as many bytes are asked for.
/// </summary>
internal static class OpeningLoad
{
    private const int Warming = 5;

    /// <param name="arguments">Portal or bare, server, what to open (several, in turns), how often, and whether somebody has it open already.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (kind, server, documents) = (arguments[0], new Uri(arguments[1]), arguments[2].Split(','));
        var times = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        var there = new List<LoadSocket>();
        if (arguments[4] == "warm")
        {
            foreach (var document in documents)
            {
                there.Add((await OpenAsync(kind, server, document, CollaborationFilling.Client(1))).Socket);
            }
        }

        var measured = new List<double>();
        var bytes = 0;
        for (var turn = 0; turn < Warming + times; turn++)
        {
            var opened = await OpenAsync(kind, server, documents[turn % documents.Length], CollaborationFilling.Client(2));
            opened.Socket.Dispose();
            bytes = opened.Bytes;
            if (turn >= Warming)
            {
                measured.Add(opened.Milliseconds);
            }
        }

        there.ForEach(socket => socket.Dispose());
        Console.WriteLine(JsonSerializer.Serialize(new OpeningAnswer(measured.Order().ElementAt(measured.Count / 2), bytes)));
        return 0;
    }

    public static async Task<OpeningAnswer> StartAsync(string kind, Uri server, string documents, int times, bool isWarm)
    {
        using var process = CollaborationLoad.Start(
            [Environment.ProcessPath!, "opening-load", kind, server.ToString(), documents, times.ToString(CultureInfo.InvariantCulture), isWarm ? "warm" : "cold"]);
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<OpeningAnswer>(answer)!;
    }

    private static async Task<(LoadSocket Socket, double Milliseconds, int Bytes)> OpenAsync(string kind, Uri server, string document, Guid client)
    {
        var isPortal = kind == "portal";
        var socket = await LoadSocket.OpenAsync(
            new Uri(server, isPortal ? "/live/story" : "/bare"),
            [(BenchmarkPortal.Who, CollaborationFilling.Writer(client == CollaborationFilling.Client(1) ? 1 : 2).ToString()), ("Sec-Fetch-Site", "same-origin")]);
        socket.Send("{\"protocol\":\"json\",\"version\":1}\u001e"u8, isText: true);
        await socket.ReceiveAsync(_ => false);
        var since = Stopwatch.GetTimestamp();
        var others = isPortal ? $",\"{client}\",null" : "";
        socket.Send(Encoding.ASCII.GetBytes($$"""{"type":1,"invocationId":"1","target":"Open","arguments":["{{document}}"{{others}}]}{{'\u001e'}}"""), isText: true);
        var bytes = 0;
        await socket.ReceiveAsync(message =>
        {
            bytes = message.Length;
            return message.IndexOf("\"type\":3"u8) < 0;
        });
        if (bytes < 1_000)
        {
            throw new InvalidOperationException($"{server} opened nothing.");
        }

        return (socket, Stopwatch.GetElapsedTime(since).TotalMilliseconds, bytes);
    }
}

/// <summary>The median of what opening took, and how long the answer was.</summary>
internal sealed record OpeningAnswer(double Milliseconds, int Bytes);
