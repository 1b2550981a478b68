using System.Collections.Concurrent;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Web.Components.Stories.Live;
using Microsoft.AspNetCore.SignalR;

namespace EmpathyLedger.Tests.Browser.Editor;

/// <summary>The authority of one story without a database: one order, each number of a client once. It survives its server.</summary>
public sealed class TestStory
{
    private readonly Lock _gate = new();
    private readonly StoryState _state = StoryState.Of(new Draft(Guid.Empty, 0, default, new DraftContent
    {
        Themes = ["floods"], People = [new PersonNamed("Old Tom", true)],
    }));

    private readonly List<StoryOperation> _log = [];
    private readonly Dictionary<string, (Guid Client, IClientProxy Page)> _open = [];

    /// <summary>A reason answers instead of the change being taken.</summary>
    public Func<string?> Refuse { get; set; } = () => null;

    /// <summary>Changes are taken, but the connection is cut before anybody is told.</summary>
    public bool IsLosingAnswers { get; set; }

    /// <summary>Nobody is let in: it is not theirs, or the history does not reach back.</summary>
    public bool IsGone { get; set; }

    public bool IsHistoryLost { get; set; }

    /// <summary>Everybody reads along.</summary>
    public bool IsReadOnly { get; set; }

    public List<(Guid Client, int Sequence)> Numbers => [.. _log.Select(operation => (operation.ClientId, operation.Sequence))];

    public string Text => _state.Body.ReadText()[..^1];

    public string Transcript => _state.Transcript.ReadText()[..^1];

    public Delta Body => _state.Body.ToDelta();

    public StoryFields Fields => _state.Fields;

    /// <summary>Where pages said that they are.</summary>
    public ConcurrentQueue<(int Revision, string? Place, int Index, int Length)> Points { get; } = [];

    internal OpeningMessage? Open(string connection, IClientProxy page, Guid client, int? since)
    {
        lock (_gate)
        {
            if (IsGone)
            {
                return null;
            }

            _open[connection] = (client, page);
            var last = _log.LastOrDefault(operation => operation.ClientId == client)?.Sequence ?? 0;
            return OpeningMessage.Of(since is { } revision && !IsHistoryLost
                ? new SessionOpening(_state.Revision, null, _log[revision..], last, [], !IsReadOnly)
                : new SessionOpening(_state.Revision, new SessionContent(_state.Body.ToDelta(), _state.Transcript.ToDelta(), _state.Fields), [], last, [], !IsReadOnly));
        }
    }

    internal void Close(string connection)
    {
        lock (_gate)
        {
            _open.Remove(connection);
        }
    }

    internal void Submit(string connection, int sequence, int baseRevision, StoryChange change, Action abort)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(connection, out var from))
            {
                return;
            }

            if (_log.Any(operation => operation.ClientId == from.Client && operation.Sequence == sequence))
            {
                Tell(from.Page, LiveMessage.Acknowledged(sequence));
            }
            else if (IsReadOnly)
            {
                Tell(from.Page, LiveMessage.Refused(sequence, ChangeRefusal.ReadOnly));
            }
            else if (Refuse() is { } reason)
            {
                _ = from.Page.SendCoreAsync("Refused", [sequence, reason]);
            }
            else
            {
                Write(from.Client, sequence, baseRevision, change, isTold: !IsLosingAnswers);
                if (IsLosingAnswers)
                {
                    abort();
                }
            }
        }
    }

    /// <summary>Somebody else writes at the beginning of it.</summary>
    public void WriteElsewhere(string text, StoryFieldChanges? fields = null)
    {
        lock (_gate)
        {
            var change = StoryChange.OfBody(new DeltaBuilder().Insert(text).Build()) with { Fields = fields ?? StoryFieldChanges.None };
            Write(Guid.CreateVersion7(), 1, _state.Revision, change, isTold: true);
        }
    }

    public void WriteElsewhere(StoryChange change)
    {
        lock (_gate)
        {
            Write(Guid.CreateVersion7(), 1, _state.Revision, change, isTold: true);
        }
    }

    /// <summary>From now on everybody reads along, or writes, and those who are here are told.</summary>
    public void Turn(bool mayWrite)
    {
        lock (_gate)
        {
            IsReadOnly = !mayWrite;
            foreach (var (_, page) in _open.Values)
            {
                Tell(page, LiveMessage.MayWrite(mayWrite));
            }
        }
    }

    /// <summary>Everybody is told, who is here.</summary>
    public void End(string reason)
    {
        lock (_gate)
        {
            foreach (var (_, page) in _open.Values)
            {
                _ = page.SendCoreAsync("Ended", [reason]);
            }

            _open.Clear();
        }
    }

    private void Write(Guid client, int sequence, int baseRevision, StoryChange change, bool isTold)
    {
        foreach (var missed in _log[baseRevision..])
        {
            change = missed.Change.Transform(change, priority: true);
        }

        change = _state.KeepTheLastLineEnds(change);
        Assert.Null(_state.Apply(change, out _));
        var operation = new StoryOperation(_state.Revision, Guid.Empty, client, sequence, change, TimeProvider.System.GetUtcNow());
        _log.Add(operation);
        if (isTold)
        {
            var message = LiveMessage.Written([operation]);
            foreach (var (_, page) in _open.Values)
            {
                Tell(page, message);
            }
        }
    }

    private static void Tell(IClientProxy page, LiveMessage message) => _ = page.SendCoreAsync(message.Method, message.Arguments);
}

/// <summary>As the portal's, without its limits.</summary>
public sealed class TestStoryHub(TestDraftPortal portal) : Hub
{
    [HubMethodName("Open")]
    public OpeningMessage? OpenStory(string storyId, Guid clientId, int? since) =>
        portal.Story.Open(Context.ConnectionId, Clients.Caller, clientId, since);

    [HubMethodName("Submit")]
    public void SubmitChange(int sequence, int baseRevision, SubmittedChange change)
    {
        portal.Submitters.Add(portal.Account);
        portal.Story.Submit(Context.ConnectionId, sequence, baseRevision, change.Reading.Change!, Context.Abort);
    }

    /// <summary>Only that it came.</summary>
    [HubMethodName("Point")]
    public void PointAt(int revision, string? place, int index, int length) => portal.Story.Points.Enqueue((revision, place, index, length));

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        portal.Story.Close(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
