using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Text;

/// <summary>Real writing ends in its own final text.</summary>
public sealed class EditingTraceTests
{
    [Theory]
    [InlineData("automerge-paper")]
    [InlineData("json-crdt-blog-post")]
    public void Sequential_Replayed_IsItsFinalText(string name)
    {
        var trace = Read(name);
        Assert.Equal(trace.EndContent, TraceReplay.Sequential(trace).ReadText());
    }

    [Theory]
    [InlineData("automerge-paper")]
    [InlineData("json-crdt-blog-post")]
    public void Sequential_ComposedIntoOneChange_IsItsFinalText(string name)
    {
        var trace = Read(name);
        var all = Delta.Compose(trace.Transactions.Select(transaction => transaction.Change).ToArray());
        Assert.Equal(new DeltaBuilder().Insert(trace.EndContent).Build(), all);
    }

    [Fact]
    public void Sequential_TakenBackAgain_IsEmpty()
    {
        var trace = Read("json-crdt-blog-post");
        var text = new TextDocument();
        var undo = new Stack<Delta>();
        foreach (var transaction in trace.Transactions)
        {
            undo.Push(text.Invert(transaction.Change));
            text.Apply(transaction.Change);
        }

        while (undo.TryPop(out var change))
        {
            text.Apply(change);
        }

        Assert.Equal(Delta.Empty, text.ToDelta());
    }

    [Fact]
    public void Concurrent_Replayed_IsItsFinalText()
    {
        var trace = Read("friendsforever");
        Assert.Equal(trace.EndContent, TraceReplay.Concurrent(trace).ReadText());
    }

    private static EditingTrace Read(string name) => EditingTrace.Read(SharedData.PathOf($"editing-traces/{name}.json.gz"));
}
