using System.Collections.Concurrent;
using System.Threading.Channels;
using EmpathyLedger.Core.Collaboration.Presence;
using EmpathyLedger.Core.Collaboration.Remarks;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Tests.Database;
using Microsoft.Extensions.Logging.Abstractions;

namespace EmpathyLedger.Tests.Collaboration.Sessions;

/// <summary>What a page is told.</summary>
internal abstract record Told
{
    public sealed record Written(IReadOnlyList<StoryOperation> Operations) : Told;

    public sealed record Acknowledged(int Sequence) : Told;

    public sealed record Refused(int Sequence, ChangeRefusal Refusal) : Told;

    public sealed record Ended(SessionEnd End) : Told;

    public sealed record Here(IReadOnlyList<PageHere> Pages) : Told;

    public sealed record Passages(int Revision, IReadOnlyList<Passage> List) : Told;

    public sealed record MayWrite(bool IsSo) : Told;
}

/// <summary>
/// A node without its web server: sessions on the real database, and for each page a line on which what it is told waits until
/// the test takes it. Two of them are two nodes.
/// </summary>
internal sealed class TestNode : ISessionAudience
{
    private readonly ConcurrentDictionary<string, Line> _lines = [];

    public TestNode(LedgerDatabaseFixture ledger, Func<TestNode, OperationLog>? log = null, Func<OperationLog, PassageLog>? passages = null)
    {
        Log = log?.Invoke(this) ?? NewLog(ledger);
        Events = new LedgerEvents(NullLogger<LedgerEvents>.Instance);
        Writing = new WritingNow(TimeProvider.System);
        PassageLog = passages?.Invoke(Log) ?? new PassageLog(ledger.Database, Log);
        Sessions = new StorySessions(
            Log, PassageLog, new PresenceLog(ledger.Database), Writing, this, Events, TimeProvider.System, NullLogger<StorySessions>.Instance);
    }

    public LedgerEvents Events { get; }

    public OperationLog Log { get; }

    public PassageLog PassageLog { get; }

    public StorySessions Sessions { get; }

    public WritingNow Writing { get; }

    /// <summary>Everything that was told to anybody as committed, in the order in which it was told.</summary>
    public ConcurrentQueue<StoryOperation> Promised { get; } = [];

    public static OperationLog NewLog(LedgerDatabaseFixture ledger) =>
        new(ledger.Database, new Drafts(ledger.Database), TimeProvider.System);

    public ChannelReader<Told> Connect(string connection, Guid storyId)
    {
        var line = new Line(storyId, Channel.CreateUnbounded<Told>());
        _lines[connection] = line;
        return line.Told.Reader;
    }

    public void HangUp(string connection) => _lines.TryRemove(connection, out _);

    public void Here(Guid storyId, IReadOnlyList<PageHere> pages) => TellAll(storyId, new Told.Here(pages));

    public void Passages(Guid storyId, int revision, IReadOnlyList<Passage> passages) => TellAll(storyId, new Told.Passages(revision, passages));

    public void Written(Guid storyId, IReadOnlyList<StoryOperation> operations)
    {
        foreach (var operation in operations)
        {
            Promised.Enqueue(operation);
        }

        TellAll(storyId, new Told.Written(operations));
    }

    public void Acknowledged(SessionParticipant to, int sequence) => Tell(to, new Told.Acknowledged(sequence));

    public void Refused(SessionParticipant to, int sequence, ChangeRefusal refusal) => Tell(to, new Told.Refused(sequence, refusal));

    public void Ended(SessionParticipant who, SessionEnd end) => Tell(who, new Told.Ended(end));

    public void MayWrite(SessionParticipant who, bool mayWrite) => Tell(who, new Told.MayWrite(mayWrite));

    private void TellAll(Guid storyId, Told told)
    {
        foreach (var line in _lines.Values.Where(line => line.StoryId == storyId))
        {
            line.Told.Writer.TryWrite(told);
        }
    }

    private void Tell(SessionParticipant to, Told told)
    {
        if (_lines.TryGetValue(to.Connection, out var line))
        {
            line.Told.Writer.TryWrite(told);
        }
    }

    private sealed record Line(Guid StoryId, Channel<Told> Told);
}

