using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Collaboration.Presence;

/// <summary>
/// Who came into a story, wrote in it and left (<c>ledger.collaboration_sessions</c>), written and read as the people themselves.
/// Where their cursors are is never stored.
/// </summary>
public sealed class PresenceLog(LedgerDatabase database)
{
    /// <summary>A page has come, or is asked about once more: then its seat says from now on what it may.</summary>
    /// <returns>Null when the story is not the actor's to be in.</returns>
    public async Task<SeatEntered?> EnterAsync(Actor actor, Guid sessionId, Guid storyId, Guid clientId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginByKeyAsync(actor, cancellation);
        var seat = await scope.QuerySingleOrDefaultAsync(
            "select display_name, colour, may_write from app.enter_session($1, $2, $3)",
            reader => new SeatEntered(new Presentation(reader.GetString(0), reader.GetInt16(1)), reader.GetBoolean(2)), sessionId, storyId, clientId);
        await scope.CommitAsync();
        return seat;
    }

    /// <summary>A page has left, whether it wanted to or not.</summary>
    public Task LeaveAsync(Actor actor, Guid sessionId, Guid clientId, CancellationToken cancellation) =>
        DoAsync(actor, "select app.leave_session($1, $2)", cancellation, sessionId, clientId);

    /// <summary>The sign of life of a session, given by somebody who is in.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="wrote">Those of their pages that have written since the one before.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task KeepAsync(Actor actor, Guid sessionId, Guid[] wrote, CancellationToken cancellation) =>
        DoAsync(actor, "select app.keep_session($1, $2)", cancellation, sessionId, wrote);

    /// <summary>Who is in a story now, on any node, in the order in which they came; nobody to whom the story is not.</summary>
    public async Task<List<PersonHere>> ReadAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginByKeyAsync(actor, cancellation);
        var here = await scope.QueryAsync(
            "select profile_id, display_name, colour, may_write from app.people_here($1)",
            reader => new PersonHere(reader.GetGuid(0), new Presentation(reader.GetString(1), reader.GetInt16(2)), reader.GetBoolean(3), IsWriting: false),
            storyId);
        await scope.CommitAsync();
        return here;
    }

    private async Task DoAsync(Actor actor, string sql, CancellationToken cancellation, params object?[] arguments)
    {
        await using var scope = await database.BeginByKeyAsync(actor, cancellation);
        await scope.ExecuteAsync(sql, arguments);
        await scope.CommitAsync();
    }
}

/// <summary>How somebody is shown to others in the same story.</summary>
/// <param name="Name">Their own.</param>
/// <param name="Colour">0 to 7: of those who are here together, each has another one while there are enough.</param>
public sealed record Presentation(string Name, int Colour);

/// <summary>A page's seat as the database gives it.</summary>
/// <param name="Shown">How its person is shown.</param>
/// <param name="MayWrite">False for whoever reads along.</param>
public sealed record SeatEntered(Presentation Shown, bool MayWrite);

/// <summary>Somebody who is in a story.</summary>
/// <param name="ProfileId">Who.</param>
/// <param name="Shown">How they are shown.</param>
/// <param name="MayWrite">They came to write, not only to watch.</param>
/// <param name="IsWriting">They wrote just now.</param>
public sealed record PersonHere(Guid ProfileId, Presentation Shown, bool MayWrite, bool IsWriting);
