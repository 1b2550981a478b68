using EmpathyLedger.Core.Database;
using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>Who is in the story, and where in it: told to its pages, and who came and left to the record.</summary>
internal sealed partial class StorySession
{
    private static readonly TimeSpan SignOfLifeEvery = TimeSpan.FromSeconds(30);

    /// <summary>Of this opening of the story, in the record.</summary>
    private readonly Guid _id;

    // Belongs to the loop: who has moved since the others were told.
    private readonly HashSet<SessionSeat> _moved = [];
    private ITimer? _signOfLife;
    private Task _givingSignOfLife = Task.CompletedTask;

    /// <returns>False when the story is not theirs to be in any more.</returns>
    private async Task<bool> SeatAsync(SessionSeat seat)
    {
        if (await _presence.EnterAsync(seat.Who.Actor, _id, _storyId, seat.Who.ClientId, CancellationToken.None) is not { } entered)
        {
            return false;
        }

        (seat.Shown, seat.MayWrite) = (entered.Shown, entered.MayWrite);
        _seats.Add(seat);
        _audience.Here(_storyId, [seat.AsPage()]);
        _signOfLife ??= _time.CreateTimer(_ => _inbox.Writer.TryWrite(new Message.SignOfLifeDue()), null, SignOfLifeEvery, SignOfLifeEvery);
        return true;
    }

    private async Task UnseatAsync(List<SessionSeat> seats)
    {
        foreach (var seat in seats)
        {
            _seats.Remove(seat.Who.Connection);
            _moved.Remove(seat);
        }

        if (seats.Count > 0)
        {
            _audience.Here(_storyId, [.. seats.Select(seat => seat.AsPage() with { IsHere = false })]);
            await NoteLeavingAsync(seats);
        }
    }

    private async Task NoteLeavingAsync(IEnumerable<SessionSeat> seats)
    {
        foreach (var seat in seats)
        {
            await _presence.LeaveAsync(seat.Who.Actor, _id, seat.Who.ClientId, CancellationToken.None);
        }
    }

    /// <summary>Not held against what waits to be committed: a cursor never makes words wait.</summary>
    private void Note(Message.Point point)
    {
        if (_seats.Find(point.Connection) is { } seat)
        {
            (seat.Selection, seat.SelectedAt) = (point.Selection, point.Revision);
            _moved.Add(seat);
        }
    }

    /// <summary>Behind what was written meanwhile, so a page has the words in which a cursor stands.</summary>
    private void TellWhoMoved()
    {
        if (_moved.Count > 0)
        {
            _audience.Here(_storyId, [.. _moved.Select(Find)]);
            _moved.Clear();
        }
    }

    /// <summary>Everybody, for somebody who has just come.</summary>
    private IReadOnlyList<PageHere> FindEverybody() => [.. _seats.Select(Find)];

    private PageHere Find(SessionSeat seat)
    {
        if (seat.Selection is { } selection)
        {
            var missed = _committed - seat.SelectedAt;
            if (missed < 0 || missed > _recent.Count)
            {
                // From another world, or of a page that slept long.
                seat.Selection = null;
            }
            else
            {
                foreach (var operation in _recent.Newest(missed))
                {
                    selection = selection.After(operation.Change);
                }

                (seat.Selection, seat.SelectedAt) = (selection.Within(_state!), _committed);
            }
        }

        return seat.AsPage();
    }

    /// <summary>Not waited for: with many pages it is as many questions, and words go first.</summary>
    private void GiveSignOfLife()
    {
        if (!_givingSignOfLife.IsCompleted || _seats.FirstOrDefault() is not { } anybody)
        {
            return;
        }

        var wrote = _seats.Where(seat => seat.HasWritten).GroupBy(seat => seat.Who.Actor)
            .Select(pages => (Actor: pages.Key, ClientIds: pages.Select(seat => seat.Who.ClientId).ToArray())).ToList();
        if (wrote.Count == 0)
        {
            wrote.Add((anybody.Who.Actor, []));
        }

        foreach (var seat in _seats)
        {
            seat.HasWritten = false;
        }

        _givingSignOfLife = GiveSignOfLifeAsync(wrote);
    }

    private async Task GiveSignOfLifeAsync(List<(Actor Actor, Guid[] ClientIds)> wrote)
    {
        try
        {
            foreach (var (actor, clientIds) in wrote)
            {
                await _presence.KeepAsync(actor, _id, clientIds, CancellationToken.None);
            }
        }
        catch (Exception away)
        {
            // The next one is due soon; whoever writes finds out for themselves that the database is away.
            LogNoSignOfLife(_logger, away, _storyId);
        }
    }

    private void NoteWriter(SessionSeat seat)
    {
        seat.HasWritten = true;
        _writing.Wrote(_storyId, seat.Who.Actor.ProfileId!.Value);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "That story {StoryId} is still open here could not be noted.")]
    private static partial void LogNoSignOfLife(ILogger logger, Exception failure, Guid storyId);
}
