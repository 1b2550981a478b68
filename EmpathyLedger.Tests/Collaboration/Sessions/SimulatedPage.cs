using System.Threading.Channels;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Tests.Collaboration.Sessions;

/// <summary>
/// The editor's side of the protocol, without a browser: one operation on its way, the rest composed behind it; what arrives is
/// transformed past both. What it has not had acknowledged outlives its connection, as the device's store does in the browser.
/// </summary>
internal sealed class SimulatedPage(Actor actor, Guid storyId)
{
    private readonly Dictionary<Guid, PageHere> _others = [];
    private readonly Guid _client = Guid.CreateVersion7();
    private int _connections;
    private string? _connection;
    private ChannelReader<Told>? _told;
    private TestNode? _node;
    private Delta _unsent = Delta.Empty;
    private Delta? _onItsWay;
    private int _sequence;

    public required WritingHistory History { get; init; }

    public Actor Actor => actor;

    public TestNode? Node => _node;

    public Guid ClientId => _client;

    public Delta Text { get; private set; } = Delta.Empty;

    /// <summary>The pages that are in the story, this one among them, as the page was told of them.</summary>
    public IReadOnlyCollection<PageHere> Others => _others.Values;

    /// <summary>The words that threads hang on, as the page was told of them last; it does not move them.</summary>
    public IReadOnlyList<Passage> Passages { get; private set; } = [];

    public int Revision { get; private set; } = -1;

    public bool IsConnected => _connection is not null;

    /// <summary>Nothing that the ledger has not acknowledged.</summary>
    public bool IsSaved => _onItsWay is null && _unsent.IsEmpty;

    public bool IsPutOut { get; private set; }

    /// <summary>False where the page was told that it reads along.</summary>
    public bool MayWrite { get; private set; }

    public int Acknowledged { get; private set; }

    public async Task<bool> OpenAsync(TestNode node, CancellationToken cancellation)
    {
        _connection = $"{_client:N}-{++_connections}";
        (_node, _told) = (node, node.Connect(_connection, storyId));
        var opening = await node.Sessions.JoinAsync(new SessionParticipant(_connection, actor, _client), storyId, Revision < 0 ? null : Revision, cancellation);
        if (opening is null)
        {
            Close();
            IsPutOut = true;
            return false;
        }

        MayWrite = opening.MayWrite;
        if (opening.Content is { } content)
        {
            History.Check(IsSaved, "A page with unsent words was given a whole draft: it had nothing to merge them with.");
            Text = content.Body;
        }

        foreach (var operation in opening.Missed)
        {
            Receive(operation);
        }

        Revision = opening.Revision;
        Passages = opening.Passages;
        _others.Clear();
        foreach (var page in opening.Here)
        {
            Meet(page);
        }

        History.Check(_onItsWay is null || opening.LastSequence < _sequence, "What was missed did not contain an operation that is in.");

        if (_onItsWay is { } again)
        {
            await SubmitAsync(again);
        }

        return true;
    }

    /// <summary>The connection is gone: what was still to come does not.</summary>
    public void Close()
    {
        if (_connection is { } connection)
        {
            _node!.HangUp(connection);
            (_connection, _told) = (null, null);
        }
    }

    /// <summary>As the server notices a closed connection: later, or never when it was killed.</summary>
    public async Task LeaveAsync()
    {
        if (_connection is { } connection)
        {
            Close();
            await _node!.Sessions.LeaveAsync(connection);
        }
    }

    public void Type(Delta change)
    {
        Text = Text.Compose(change);
        _unsent = _unsent.Compose(change);
    }

    public async Task SendAsync()
    {
        if (IsConnected && _onItsWay is null && !_unsent.IsEmpty)
        {
            (_onItsWay, _unsent) = (_unsent, Delta.Empty);
            _sequence++;
            await SubmitAsync(_onItsWay);
        }
    }

    /// <summary>The network did it twice.</summary>
    public async Task SendAgainAsync()
    {
        if (IsConnected && _onItsWay is { } change)
        {
            await SubmitAsync(change);
        }
    }

    /// <summary>Takes what has arrived, without waiting.</summary>
    public bool TakeOne() => _told is { } line && line.TryRead(out var told) && Take(told);

    public async Task TakeNextAsync(CancellationToken cancellation)
    {
        while (_told is not null && await TakeAnyAsync(cancellation) is Told.Here or Told.MayWrite or Told.Passages)
        {
        }
    }

    /// <summary>As above, also where somebody only came, moved or left.</summary>
    public async Task<Told> TakeAnyAsync(CancellationToken cancellation)
    {
        var told = await _told!.ReadAsync(cancellation);
        Take(told);
        return told;
    }

    /// <summary>Says where it is, as the browser does: only while nothing is unsaved, so that the place is one in the ledger's text.</summary>
    public async Task PointAsync(int index, int length)
    {
        if (IsConnected && IsSaved)
        {
            await _node!.Sessions.PointAsync(_connection!, Revision, new StorySelection(StoryPlace.Body, index, length), CancellationToken.None);
        }
    }

    /// <summary>The text lost its last line end through what two people deleted together, and the ledger kept one: behind everything.</summary>
    private void KeepTheLastLineEnd(Delta written)
    {
        var end = written.Ops.ToArray().Last(op => op.Kind == DeltaOpKind.Insert);
        var kept = new DeltaBuilder().Retain(Text.Length - _unsent.ChangeLength).Insert("\n", end.Attributes).Build();
        History.Check(_onItsWay!.Compose(kept) == written, "An operation was changed by more than a line end.");
        Text = Text.Compose(_unsent.Transform(kept, true));
    }

    private ValueTask SubmitAsync(Delta change)
    {
        History.Sent(_client, _sequence, change);
        return _node!.Sessions.SubmitAsync(_connection!, new Submission(_sequence, Revision, StoryChange.OfBody(change)), CancellationToken.None);
    }

    private bool Take(Told told)
    {
        switch (told)
        {
            case Told.Written written:
                foreach (var operation in written.Operations.Where(operation => operation.Revision > Revision))
                {
                    History.Check(Revision + 1 == operation.Revision, $"Revision {operation.Revision} was told behind {Revision}.");
                    Receive(operation);
                    Revision = operation.Revision;
                }

                break;
            case Told.Acknowledged acknowledged when acknowledged.Sequence == _sequence && _onItsWay is not null:
                // In already, but told to another connection: asked for by revision.
                Close();
                break;
            case Told.Refused { Refusal: ChangeRefusal.ReadOnly } refused:
                // Its number is free, and what it is waits.
                History.Check(refused.Sequence == _sequence && !MayWrite, "A page was refused before it was told that it reads along.");
                (_unsent, _onItsWay) = (_onItsWay!.Compose(_unsent), null);
                _sequence--;
                break;
            case Told.MayWrite allowed:
                MayWrite = allowed.IsSo;
                break;
            case Told.Refused refused:
                History.Check(false, $"Operation {refused.Sequence} was refused: {refused.Refusal}.");
                Close();
                break;
            case Told.Here here:
                foreach (var page in here.Pages)
                {
                    Meet(page);
                }

                break;
            case Told.Passages passages when passages.Revision >= Revision:
                History.Check(passages.Revision == Revision, $"Passages of revision {passages.Revision} were told before it was.");
                Passages = passages.List;
                break;
            case Told.Ended ended:
                IsPutOut = ended.End == SessionEnd.NotAllowed;
                Close();
                break;
        }

        return true;
    }

    private void Meet(PageHere page)
    {
        if (!page.IsHere)
        {
            _others.Remove(page.ClientId);
            return;
        }

        var shown = page;
        if (page.Selection is { } selection)
        {
            shown = page with { Selection = selection.After(StoryChange.OfBody(_onItsWay ?? Delta.Empty)).After(StoryChange.OfBody(_unsent)) };
            History.Check(
                shown.Selection is { Index: >= 0, Length: >= 0 } where && where.Index + where.Length <= Text.Length,
                $"A selection at {shown.Selection} is in a text of {Text.Length}.");
        }

        _others[page.ClientId] = shown;
    }

    private void Receive(StoryOperation operation)
    {
        if (operation.ClientId == _client)
        {
            History.Check(_onItsWay is not null && _sequence == operation.Sequence, $"Operation {operation.Sequence} was told when {_sequence} was on its way.");
            if (_onItsWay != operation.Change.Body)
            {
                KeepTheLastLineEnd(operation.Change.Body);
            }

            _onItsWay = null;
            Acknowledged = operation.Sequence;
            return;
        }

        var theirs = operation.Change.Body;
        if (_onItsWay is { } mine)
        {
            (_onItsWay, theirs) = (theirs.Transform(mine, true), mine.Transform(theirs, false));
        }

        (_unsent, theirs) = (theirs.Transform(_unsent, true), _unsent.Transform(theirs, false));
        Text = Text.Compose(theirs);
    }
}
