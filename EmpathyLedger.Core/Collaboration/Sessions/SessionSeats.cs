using System.Collections;
using EmpathyLedger.Core.Collaboration.Presence;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>The pages in one session. A client has one seat: a (person, client) is here at most once.</summary>
internal sealed class SessionSeats : IEnumerable<SessionSeat>
{
    private readonly Dictionary<string, SessionSeat> _byConnection = [];
    private readonly Dictionary<(Guid? ProfileId, Guid ClientId), SessionSeat> _byClient = [];

    public int Count => _byConnection.Count;

    public SessionSeat? Find(string connection) => _byConnection.GetValueOrDefault(connection);

    public SessionSeat? FindClient(Guid? profileId, Guid clientId) => _byClient.GetValueOrDefault((profileId, clientId));

    public void Add(SessionSeat seat)
    {
        _byConnection.Add(seat.Who.Connection, seat);
        _byClient.Add((seat.Who.Actor.ProfileId, seat.Who.ClientId), seat);
    }

    public void Remove(string connection)
    {
        if (_byConnection.Remove(connection, out var seat))
        {
            _byClient.Remove((seat.Who.Actor.ProfileId, seat.Who.ClientId));
        }
    }

    public void Clear()
    {
        _byConnection.Clear();
        _byClient.Clear();
    }

    public IEnumerator<SessionSeat> GetEnumerator() => _byConnection.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal sealed class SessionSeat(SessionParticipant who)
{
    public SessionParticipant Who => who;

    /// <summary>The newest of the client's own that is committed.</summary>
    public int LastSequence { get; set; }

    /// <summary>The newest that is committed or about to be.</summary>
    public int Prepared { get; set; }

    /// <summary>False for whoever reads along. As the database said last; it asks again with every operation.</summary>
    public bool MayWrite { get; set; }

    /// <summary>Set when they are let in.</summary>
    public Presentation Shown { get; set; } = new("", 0);

    /// <summary>In the words as they were at <see cref="SelectedAt"/>.</summary>
    public StorySelection? Selection { get; set; }

    /// <summary>A revision.</summary>
    public int SelectedAt { get; set; }

    /// <summary>Since the session's last sign of life.</summary>
    public bool HasWritten { get; set; }

    public PageHere AsPage() => new(Who.ClientId, Who.Actor.ProfileId!.Value, Shown, Selection);
}
