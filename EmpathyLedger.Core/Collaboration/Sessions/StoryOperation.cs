namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>A change that is in the log: what the draft became at <paramref name="Revision"/>.</summary>
/// <param name="Revision">One more than the operation before it.</param>
/// <param name="AuthorId">Whose it is.</param>
/// <param name="ClientId">The open page that it came from.</param>
/// <param name="Sequence">That page's own number for it.</param>
/// <param name="Change">Made for the draft as it was at the revision before.</param>
/// <param name="MadeAt">When it was committed.</param>
public sealed record StoryOperation(int Revision, Guid AuthorId, Guid ClientId, int Sequence, StoryChange Change, DateTimeOffset MadeAt);
