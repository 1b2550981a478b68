using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Text;

/// <summary>What an authority does with a trace: in the order of the file, transformed past what its writer had not seen.</summary>
internal static class TraceReplay
{
    public static TextDocument Sequential(EditingTrace trace)
    {
        var text = new TextDocument();
        foreach (var transaction in trace.Transactions)
        {
            text.Apply(transaction.Change);
        }

        return text;
    }

    /// <summary>
    /// Two writers. For each there is what they have not seen yet, kept as changes of the text that they see: whatever they write
    /// moves it on. Ties are broken as the trace's own program broke them: the first writer's text stands first.
    /// </summary>
    public static TextDocument Concurrent(EditingTrace trace)
    {
        var text = new TextDocument();
        var unseen = new[] { new Queue<Delta>(), new Queue<Delta>() };
        var seen = new int[2];
        foreach (var (seenThen, agent, written) in trace.Transactions)
        {
            var (mine, other) = (unseen[agent], 1 - agent);
            for (; seen[agent] < seenThen[other]; seen[agent]++)
            {
                mine.Dequeue();
            }

            var change = written;
            for (var i = mine.Count; i > 0; i--)
            {
                var missed = mine.Dequeue();
                mine.Enqueue(change.Transform(missed, agent == 0));
                change = missed.Transform(change, other == 0);
            }

            text.Apply(change);
            unseen[other].Enqueue(change);
        }

        return text;
    }
}
