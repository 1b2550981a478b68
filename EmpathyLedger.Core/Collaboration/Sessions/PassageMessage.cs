using EmpathyLedger.Core.Collaboration.Remarks;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>What reaches a session's loop about passages that threads hang on.</summary>
internal abstract record PassageMessage : Message
{
    /// <summary>Threads may have begun or ended.</summary>
    public sealed record ReadAgain : PassageMessage;

    /// <summary>What stands somewhere, for somebody who may have nobody's seat.</summary>
    public sealed record Quote(Actor Actor, StorySelection Where, int Revision, TaskCompletionSource<Quotation> Answer) : PassageMessage
    {
        public override void Abandon() => Answer.TrySetException(new SessionEndedException());
    }

    /// <summary>The words of a suggestion are to take the passage's place.</summary>
    public sealed record Accept(
        Actor Actor, Guid ThreadId, string SeenWords, Guid ClientId, TaskCompletionSource<(RemarkOutcome Outcome, string? PresentWords)> Answer) : PassageMessage
    {
        public override void Abandon() => Answer.TrySetException(new SessionEndedException());
    }
}
