using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>
/// A draft as whoever may only look follows it: opened once, told to the access log, then brought up to its operations. Each reading is
/// asked of the database as them, so that nothing more is read once their part has ended. One owner at a time.
/// </summary>
public sealed class StoryWatch(OperationLog log, Drafts drafts)
{
    /// <returns>Null when the draft is not the actor's to look at.</returns>
    public async Task<WatchedStory?> OpenAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        if (await drafts.WatchAsync(actor, storyId, cancellation) is not { } draft)
        {
            return null;
        }

        var watched = new WatchedStory(storyId, StoryState.Of(draft));
        await FollowAsync(actor, watched, cancellation);
        return watched;
    }

    /// <summary>Takes in what was written since. Nothing comes to whom the draft is not any more.</summary>
    /// <exception cref="InvalidDataException">The history does not go on from here: open it anew.</exception>
    public Task FollowAsync(Actor actor, WatchedStory watched, CancellationToken cancellation) =>
        log.CatchUpAsync(actor, watched.StoryId, watched.State, cancellation);
}

public sealed class WatchedStory
{
    internal WatchedStory(Guid storyId, StoryState state) => (StoryId, State) = (storyId, state);

    public Guid StoryId { get; }

    public int Revision => State.Revision;

    internal StoryState State { get; }

    /// <summary>The whole draft as it is now.</summary>
    public DraftContent Read() => State.ToContent();
}
