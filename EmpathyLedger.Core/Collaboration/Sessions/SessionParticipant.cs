using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>One open page on a story.</summary>
/// <param name="Connection">What the audience knows it by.</param>
/// <param name="Actor">Who it is.</param>
/// <param name="ClientId">Names the page's own count of operations; another one after each reload that lost its count.</param>
public sealed record SessionParticipant(string Connection, Actor Actor, Guid ClientId);

/// <summary>What somebody wants to write.</summary>
/// <param name="Sequence">The client's number for it, one more than of its last.</param>
/// <param name="BaseRevision">What it was written on top of.</param>
/// <param name="Change">Checked by <see cref="StoryChange.Read(ReadOnlyMemory{byte})"/>.</param>
public sealed record Submission(int Sequence, int BaseRevision, StoryChange Change);

/// <summary>What a page needs to begin: the draft whole, or what was written since the revision that it has.</summary>
/// <param name="Revision">Where it stands then.</param>
/// <param name="Content">Null where the operations are enough.</param>
/// <param name="Missed">In order; empty where the content is given.</param>
/// <param name="LastSequence">The newest of the client's own that is committed; what it has after that has to be sent again.</param>
/// <param name="Here">The pages that are in the story, this one among them.</param>
/// <param name="MayWrite">False for whoever reads along: nothing of theirs is taken.</param>
public sealed record SessionOpening(
    int Revision, SessionContent? Content, IReadOnlyList<StoryOperation> Missed, int LastSequence, IReadOnlyList<PageHere> Here, bool MayWrite)
{
    /// <summary>The words that open threads hang on.</summary>
    public IReadOnlyList<Passage> Passages { get; init; } = [];
}

/// <summary>A draft as the editor takes it.</summary>
public sealed record SessionContent(Text.Delta Body, Text.Delta Transcript, StoryFields Fields);

public enum SessionEnd
{
    /// <summary>The database can't be asked, or this node stops: open it again in a while.</summary>
    Away,

    /// <summary>Neither theirs to write in nor to read along with any more.</summary>
    NotAllowed,

    /// <summary>The same client has come in anew: its seat is there now.</summary>
    Elsewhere,
}

/// <summary>
/// How a session reaches its pages. In the portal a hub, in the tests a simulated network; both may lose what they are given, so
/// whoever missed something opens the story again and asks by revision.
/// </summary>
public interface ISessionAudience
{
    /// <summary>Committed, and told to everybody in the story, in order. For whoever wrote one it is the acknowledgement.</summary>
    void Written(Guid storyId, IReadOnlyList<StoryOperation> operations);

    /// <summary>Was in already.</summary>
    void Acknowledged(SessionParticipant to, int sequence);

    void Refused(SessionParticipant to, int sequence, ChangeRefusal refusal);

    void Ended(SessionParticipant who, SessionEnd end);

    /// <summary>Whoever wrote reads along from now on, or the other way round. They stay in the story.</summary>
    void MayWrite(SessionParticipant who, bool mayWrite);

    /// <summary>Pages that came, moved or left, told to everybody in the story; their selections are in the words that were told last.</summary>
    void Here(Guid storyId, IReadOnlyList<PageHere> pages);

    /// <summary>
    /// All passages that open threads hang on, in the words at <paramref name="revision"/>, told to everybody in the story when threads
    /// began or ended. In between the pages move them by themselves (<see cref="StorySelection.WordsAfter"/>).
    /// </summary>
    void Passages(Guid storyId, int revision, IReadOnlyList<Passage> passages);
}
