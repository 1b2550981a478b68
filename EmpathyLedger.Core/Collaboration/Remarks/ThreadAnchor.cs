using EmpathyLedger.Core.Collaboration.Sessions;

namespace EmpathyLedger.Core.Collaboration.Remarks;

/// <summary>Where the passage of a thread is, in the words at a revision.</summary>
internal readonly record struct ThreadAnchor(Guid ThreadId, StorySelection Where, int Revision, bool IsSuggestion)
{
    /// <summary>The same words later on. Operations that are in already are passed over.</summary>
    /// <param name="operations">In order. Where the history does not reach back to this, it stays where it was until the first of them.</param>
    public ThreadAnchor After(IEnumerable<StoryOperation> operations)
    {
        var (where, revision) = (Where, Revision);
        foreach (var operation in operations)
        {
            if (operation.Revision > revision)
            {
                (where, revision) = (where.WordsAfter(operation.Change), operation.Revision);
            }
        }

        return this with { Where = where, Revision = revision };
    }
}
