using System.IO.Compression;
using System.Text.Json;
using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Text;

/// <param name="Seen">How many transactions of each writer its own writer had seen, themselves included.</param>
/// <param name="Agent">Who wrote it.</param>
/// <param name="Change">Of the text that its writer saw.</param>
internal sealed record TraceTransaction(int[] Seen, int Agent, Delta Change);

/// <summary>
/// A text as it was really written, keystroke by keystroke (github.com/josephg/editing-traces). Positions are code points there; none
/// of the traces has a character of two code units, so they are ours too.
/// </summary>
internal sealed record EditingTrace(TraceTransaction[] Transactions, string EndContent)
{
    public static EditingTrace Read(string path)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var json = JsonDocument.Parse(file);
        var transactions = new List<TraceTransaction>();
        var seenAfter = new List<int[]>();
        var agents = json.RootElement.TryGetProperty("numAgents", out var count) ? count.GetInt32() : 1;
        foreach (var transaction in json.RootElement.GetProperty("txns").EnumerateArray())
        {
            var agent = transaction.TryGetProperty("agent", out var named) ? named.GetInt32() : 0;
            int[] parents = transaction.TryGetProperty("parents", out var listed) ? [.. listed.EnumerateArray().Select(parent => parent.GetInt32())]
                : transactions.Count == 0 ? []
                : [transactions.Count - 1];
            var seen = Enumerable.Range(0, agents).Select(one => parents.Select(parent => seenAfter[parent][one]).DefaultIfEmpty(0).Max()).ToArray();
            transactions.Add(new TraceTransaction(seen, agent, ToChange(transaction.GetProperty("patches"))));
            seenAfter.Add([.. seen.Select((number, one) => one == agent ? number + 1 : number)]);
        }

        return new EditingTrace([.. transactions], json.RootElement.GetProperty("endContent").GetString()!);
    }

    /// <summary>Each patch is of the text after the one before it.</summary>
    private static Delta ToChange(JsonElement patches) => patches.EnumerateArray()
        .Select(patch => new DeltaBuilder().Retain(patch[0].GetInt32()).Insert(patch[2].GetString()!).Delete(patch[1].GetInt32()).Build())
        .Aggregate(Delta.Empty, (all, patch) => all.Compose(patch));
}
