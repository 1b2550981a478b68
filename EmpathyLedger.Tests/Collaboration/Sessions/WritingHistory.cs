using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Sessions;

/// <summary>What happened while some people wrote together, and what may not have: SECURITY's co-editing contract.</summary>
internal sealed class WritingHistory
{
    private readonly Dictionary<(Guid Client, int Sequence), string> _sent = [];
    private readonly List<string> _faults = [];

    public Delta Beginning { get; init; } = Delta.Empty;

    public int BeginningRevision { get; init; }

    /// <summary>What somebody was told is committed.</summary>
    public List<StoryOperation> Promised { get; } = [];

    /// <summary>Notes a fault that is seen while it happens. The history goes on: a page may only see that something is wrong.</summary>
    public void Check(bool isSound, string fault)
    {
        if (!isSound)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>A page sent this. Sent again it is the same.</summary>
    public void Sent(Guid client, int sequence, Delta change) => _sent[(client, sequence)] = Inserted(change);

    public bool HasFaults => _faults.Count > 0;

    /// <summary>As they were seen while it happened.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <returns>Every rule that was broken, in words; none when all is well.</returns>
    public List<string> FindFaults(IReadOnlyList<StoryOperation> log, IReadOnlyList<SimulatedPage> pages, int storedRevision, Delta stored)
    {
        var faults = _faults.ToList();
        if (storedRevision != BeginningRevision + log.Count)
        {
            faults.Add($"The draft is at revision {storedRevision}, and {log.Count} operations are in the log.");
        }

        for (var index = 0; index < log.Count; index++)
        {
            if (log[index].Revision != BeginningRevision + index + 1)
            {
                faults.Add($"Revision {log[index].Revision} stands where {BeginningRevision + index + 1} should.");
            }

            var (client, sequence) = (log[index].ClientId, log[index].Sequence);
            if (!_sent.TryGetValue((client, sequence), out var inserted))
            {
                faults.Add($"Nobody sent what is at revision {log[index].Revision}.");
            }
            else if (Inserted(log[index].Change.Body) is var written && written != inserted && written != inserted + "\n")
            {
                faults.Add($"What is at revision {log[index].Revision} is not what was sent.");
            }
        }

        foreach (var of in log.GroupBy(operation => operation.ClientId))
        {
            if (!of.Select(operation => operation.Sequence).SequenceEqual(Enumerable.Range(1, of.Count())))
            {
                faults.Add($"A page's operations are in the log as {string.Join(", ", of.Select(operation => operation.Sequence))}.");
            }
        }

        foreach (var page in pages)
        {
            var last = log.LastOrDefault(operation => operation.ClientId == page.ClientId)?.Sequence ?? 0;
            if (last < page.Acknowledged)
            {
                faults.Add($"Operation {page.Acknowledged} was acknowledged and {last} is the last in the log.");
            }
        }

        foreach (var promise in Promised)
        {
            var index = promise.Revision - BeginningRevision - 1;
            if (index >= log.Count || (log[index].ClientId, log[index].Sequence) != (promise.ClientId, promise.Sequence))
            {
                faults.Add($"Revision {promise.Revision} was told as committed and is not what is in the log.");
            }
        }

        var replayed = Delta.Compose([Beginning, .. log.Select(operation => operation.Change.Body)]);
        if (replayed != stored)
        {
            faults.Add("The log does not replay to the draft.");
        }

        faults.AddRange(pages.Where(page => !page.IsPutOut && page.Text != stored).Select(page => $"A page at revision {page.Revision} shows another text."));
        return faults;
    }

    /// <summary>Transforming moves what was inserted and never changes it.</summary>
    private static string Inserted(Delta change) => string.Concat(change.Ops.ToArray().Select(op => op.Text));
}
