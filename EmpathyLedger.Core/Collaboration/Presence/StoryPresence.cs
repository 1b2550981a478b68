using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Collaboration.Presence;

/// <summary>Who is in a story now, as its pages show it.</summary>
public sealed class StoryPresence(PresenceLog log, WritingNow writing)
{
    /// <returns>In the order in which they came; nobody to whom the story is not.</returns>
    public async Task<IReadOnlyList<PersonHere>> ReadAsync(Actor actor, Guid storyId, CancellationToken cancellation) =>
        [.. (await log.ReadAsync(actor, storyId, cancellation)).Select(person => Now(storyId, person))];

    /// <summary>Without asking the database: the same people, and whether they write just now.</summary>
    public PersonHere Now(Guid storyId, PersonHere person) => person with { IsWriting = writing.IsWriting(storyId, person.ProfileId) };

    /// <param name="storyId">The story.</param>
    /// <param name="handle">Somebody began to write or stopped, on this node. Quick, and not raising.</param>
    public IDisposable SubscribeToWriting(Guid storyId, Action handle)
    {
        void Hear(Guid changed)
        {
            if (changed == storyId)
            {
                handle();
            }
        }

        writing.Changed += Hear;
        return new Subscription(() => writing.Changed -= Hear);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
