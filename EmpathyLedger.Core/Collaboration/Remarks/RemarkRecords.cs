using EmpathyLedger.Core.Collaboration.Sessions;

namespace EmpathyLedger.Core.Collaboration.Remarks;

public enum RemarkKind
{
    Comment,

    /// <summary>Other words for a passage.</summary>
    Suggestion,
}

/// <summary>What became of a thread. A comment is resolved, a suggestion accepted or refused.</summary>
public enum RemarkState
{
    Open,
    Resolved,
    Accepted,
    Refused,

    /// <summary>By whoever began it.</summary>
    TakenBack,
}

public enum RemarkOutcome
{
    Done,

    /// <summary>No such story or thread, or not this actor's to read.</summary>
    NotFound,

    /// <summary>They read it, and this is for others to do.</summary>
    NotAllowed,

    /// <summary>The words that it was about are not there any more, or are older than the story's history.</summary>
    Gone,

    /// <summary>Nothing was said, or nothing else was suggested than what is there.</summary>
    Empty,
    TooLong,

    /// <summary>Five hundred open threads in a story, or a hundred remarks in a thread.</summary>
    TooMany,

    /// <summary>Somebody has decided it, or taken it back, by now.</summary>
    Closed,

    /// <summary>The passage says something else than whoever accepts has seen.</summary>
    Changed,

    /// <summary>A control character, perhaps from a copied file.</summary>
    NotText,
}

/// <summary>In UTF-16 code units. The database holds to the same in characters, which are never more.</summary>
public static class RemarkLimits
{
    public const int Words = 4_000;
    public const int Passage = 20_000;
    public const int Replacement = 20_000;

    /// <summary>What is kept of a passage as it was.</summary>
    public const int Quote = 500;

    public const int OpenThreads = 500;
}

/// <summary>A comment or a suggestion on a passage, with what was said about it.</summary>
/// <param name="Id">Names the thread, and its first words.</param>
/// <param name="Kind">Which of both.</param>
/// <param name="Place">Body or transcript.</param>
/// <param name="Quote">The passage as it was, cut where it is long; empty where the history was forgotten, or nothing stood there.</param>
/// <param name="Replacement">Of a suggestion the other words, maybe none; null of a comment.</param>
/// <param name="State">What became of it.</param>
/// <param name="AuthorId">Whoever began it.</param>
/// <param name="AuthorName">As it is today.</param>
/// <param name="MadeAt">When it began.</param>
/// <param name="DecidedByName">Null while it is open.</param>
/// <param name="DecidedAt">Null while it is open.</param>
/// <param name="Remarks">The first words, maybe none with a suggestion, then the answers.</param>
/// <param name="MayAnswer">Whoever reads this may.</param>
/// <param name="MayResolve">They may resolve it; reopen it where it is resolved.</param>
/// <param name="MayDecide">They may accept or refuse it.</param>
/// <param name="MayTakeBack">It is theirs, and not taken back yet.</param>
public sealed record RemarkThread(
    Guid Id,
    RemarkKind Kind,
    StoryPlace Place,
    string Quote,
    string? Replacement,
    RemarkState State,
    Guid AuthorId,
    string AuthorName,
    DateTimeOffset MadeAt,
    string? DecidedByName,
    DateTimeOffset? DecidedAt,
    IReadOnlyList<Remark> Remarks,
    bool MayAnswer,
    bool MayResolve,
    bool MayDecide,
    bool MayTakeBack);

/// <param name="Id">Names it.</param>
/// <param name="AuthorId">Whose words.</param>
/// <param name="AuthorName">As it is today.</param>
/// <param name="Words">Empty where they were taken back.</param>
/// <param name="MadeAt">When.</param>
/// <param name="IsTakenBack">Something was said, and is not any more.</param>
public sealed record Remark(Guid Id, Guid AuthorId, string AuthorName, string Words, DateTimeOffset MadeAt, bool IsTakenBack);

/// <summary>Behind which closed thread a further page begins.</summary>
public sealed record ClosedThreadsCursor(DateTimeOffset DecidedAt, Guid ThreadId);

/// <param name="Threads">Newest first.</param>
/// <param name="Next">Null where there are no older ones.</param>
public sealed record ClosedThreads(IReadOnlyList<RemarkThread> Threads, ClosedThreadsCursor? Next);
