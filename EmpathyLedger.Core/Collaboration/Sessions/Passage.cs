using EmpathyLedger.Core.Collaboration.Remarks;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>The words that an open thread hangs on.</summary>
/// <param name="ThreadId">The thread.</param>
/// <param name="Where">In the words that were told last. Of length 0 where they were all deleted, or where a suggestion is for a place.</param>
/// <param name="IsSuggestion">Or a comment.</param>
public sealed record Passage(Guid ThreadId, StorySelection Where, bool IsSuggestion);

/// <summary>A passage as the session has it now.</summary>
/// <param name="Outcome">Anything but <see cref="RemarkOutcome.Done"/>: there is none, and the rest says nothing.</param>
/// <param name="Revision">In the words at this one.</param>
/// <param name="Where">It is here, whole characters.</param>
/// <param name="Words">And says this.</param>
public readonly record struct Quotation(RemarkOutcome Outcome, int Revision, StorySelection Where, string Words)
{
    internal static Quotation None(RemarkOutcome why) => new(why, 0, default, "");
}
