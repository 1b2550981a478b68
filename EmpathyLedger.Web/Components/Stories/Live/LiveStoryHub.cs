using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.SignalR;

namespace EmpathyLedger.Web.Components.Stories.Live;

/// <summary>
/// A page's line to the session of its story. Every message may come from anybody who is signed in: who may do what is asked of
/// the database by the session, as the connection's own actor. A connection has one story open at a time, and its calls come one
/// after the other.
/// </summary>
public sealed class LiveStoryHub(StorySessions sessions, HubAudience audience, LiveSignIns signIns, RequestLimits limits) : Hub
{
    private LiveConnection Connection => (LiveConnection)Context.Items[typeof(LiveConnection)]!;

    public override async Task OnConnectedAsync()
    {
        var connection = new LiveConnection(Context.ConnectionId, Context.User!, Context.Abort);
        Context.Items[typeof(LiveConnection)] = connection;
        await signIns.AddAsync(connection, Context.ConnectionAborted);
        await base.OnConnectedAsync();
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        signIns.Remove(Connection);
        await LeaveAsync();
        Connection.Dispose();
        await base.OnDisconnectedAsync(exception);
    }

    /// <summary>Opens a story, in the place of the one that was open.</summary>
    /// <param name="storyId">The story.</param>
    /// <param name="clientId">Names the page's own count of operations.</param>
    /// <param name="since">The revision that the page has, if it has one.</param>
    /// <returns>Null when the story is not there for whoever asks.</returns>
    [HubMethodName("Open")]
    public async Task<OpeningMessage?> OpenAsync(Guid storyId, Guid clientId, int? since)
    {
        var http = Context.GetHttpContext()!;
        if (!limits.TryCount(http, RequestKind.Desk))
        {
            throw new HubException("Too many stories were opened. Please wait a minute.");
        }

        // A name of its own for each opening: what the session still says of the one before is not said of this one.
        var connection = Connection;
        var before = connection.Seat;
        var seat = new SessionParticipant($"{Context.ConnectionId}/{++connection.Openings}", connection.Actor, clientId);
        if (before is not null)
        {
            audience.Leave(before);
        }

        // Before the session is asked, so that nothing is told to nobody in between; held until the answer, so that nobody hears
        // of a story that is not theirs.
        var line = audience.Enter(storyId, seat, connection);
        connection.Seat = seat;
        SessionOpening? opening = null;
        try
        {
            opening = await sessions.JoinAsync(seat, storyId, since, Context.ConnectionAborted);
        }
        catch (OperationCanceledException) when (Context.ConnectionAborted.IsCancellationRequested)
        {
            // A device that lost its network in this moment is no failure of the portal's, and hears no answer.
            return null;
        }
        finally
        {
            // Only now, or the session of a story that is opened again by its only page would end in between.
            if (before is not null)
            {
                await sessions.LeaveAsync(before.Connection);
            }

            if (opening is null)
            {
                await LeaveAsync();
            }
        }

        if (opening is null)
        {
            limits.CountMiss(http);
            return null;
        }

        line.Start();
        return OpeningMessage.Of(opening);
    }

    /// <summary>What becomes of it is told by <c>Written</c>, <c>Acknowledged</c>, <c>Refused</c> or <c>Ended</c>.</summary>
    [HubMethodName("Submit")]
    public async Task SubmitAsync(int sequence, int baseRevision, SubmittedChange change)
    {
        // While it waits here nothing more of this connection is read.
        using var turn = await Connection.TakeTurnAsync(Context.ConnectionAborted);
        if (Connection.Seat is not { } seat)
        {
            return;
        }

        if (change.Reading is { Change: { } sound })
        {
            await sessions.SubmitAsync(seat.Connection, new Submission(sequence, baseRevision, sound), Context.ConnectionAborted);
        }
        else
        {
            audience.Refused(seat, sequence, change.Reading.Refusal ?? ChangeRefusal.NotAChange);
        }
    }

    /// <summary>Where the page is, told to the others. Unlike words, a place that comes to nobody is no loss.</summary>
    /// <param name="revision">Of the words in which it is there.</param>
    /// <param name="place"><c>body</c>, <c>transcript</c>, <c>details</c>, or null for nowhere.</param>
    /// <param name="index">Where the selection begins, in UTF-16 code units.</param>
    /// <param name="length">How far it goes.</param>
    [HubMethodName("Point")]
    public async Task PointAsync(int revision, string? place, int index, int length)
    {
        using var turn = await Connection.TakeTurnAsync(Context.ConnectionAborted);
        if (Connection.Seat is { } seat)
        {
            StorySelection? selection = LiveMessage.PlaceOf(place) is { } known ? new(known, Bounded(index), Bounded(length)) : null;
            await sessions.PointAsync(seat.Connection, revision, selection, Context.ConnectionAborted);
        }
    }

    private static int Bounded(int position) => Math.Clamp(position, 0, DraftLimits.BodyCharacters);

    [HubMethodName("Close")]
    public Task CloseAsync() => LeaveAsync();

    private async Task LeaveAsync()
    {
        if (Connection.Seat is { } seat)
        {
            Connection.Seat = null;
            audience.Leave(seat);
            await sessions.LeaveAsync(seat.Connection);
        }
    }
}
