using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Collaboration.History;

/// <param name="Sittings">Newest first.</param>
/// <param name="Next">The revision before which the next page begins; null when there is no more.</param>
/// <param name="PurgedAt">When the teller had what was before forgotten; null where nothing was.</param>
/// <param name="IsTellers">Whoever asks tells the story, and may have all of it forgotten.</param>
public sealed record Timeline(IReadOnlyList<Sitting> Sittings, int? Next, DateTimeOffset? PurgedAt, bool IsTellers);

/// <summary>What was written without a pause of ten minutes.</summary>
/// <param name="FirstRevision">Of its first operation.</param>
/// <param name="LastRevision">Of its last.</param>
/// <param name="BeganAt">When the first was written.</param>
/// <param name="EndedAt">When the last was.</param>
/// <param name="Authors">Who wrote, in the order in which they began.</param>
public sealed record Sitting(int FirstRevision, int LastRevision, DateTimeOffset BeganAt, DateTimeOffset EndedAt, IReadOnlyList<Author> Authors)
{
    public int Changes => LastRevision - FirstRevision + 1;
}

/// <param name="ProfileId">Who.</param>
/// <param name="Name">Their name today; empty where it is gone.</param>
public sealed record Author(Guid ProfileId, string Name);

/// <param name="Revision">The operation behind which the draft was so.</param>
/// <param name="Content">The draft, without the communities that it was to be told in.</param>
public sealed record StoryMoment(int Revision, DraftContent Content);

/// <param name="Beginning">The draft before the first of them.</param>
/// <param name="Operations">In order.</param>
/// <param name="Authors">Whose they are.</param>
public sealed record Replay(StoryMoment Beginning, IReadOnlyList<StoryOperation> Operations, IReadOnlyList<Author> Authors);

public enum PurgeOutcome
{
    Purged,

    /// <summary>No such story, or not this actor's to tell.</summary>
    NotFound,

    /// <summary>Somebody writes so fast that it could not be done in between; nothing was forgotten.</summary>
    BeingWritten,
}
