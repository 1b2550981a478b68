using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Collaboration.Sessions;

public enum WriteOutcome
{
    /// <summary>Committed, and the draft in the database is what was asked for.</summary>
    Written,

    /// <summary>No such story, or not this actor's to write.</summary>
    NotFound,
}

/// <summary>What reaches a session's loop.</summary>
internal abstract record Message
{
    /// <summary>The session ended before this had its turn.</summary>
    public virtual void Abandon()
    {
    }

    public sealed record Join(SessionParticipant Who, int? Since, TaskCompletionSource<SessionOpening?> Answer) : Message
    {
        public override void Abandon() => Answer.TrySetException(new SessionEndedException());
    }

    public sealed record Submit(string Connection, Submission Submission) : Message;

    public sealed record Point(string Connection, int Revision, StorySelection? Selection) : Message;

    public sealed record Leave(string Connection) : Message;

    public sealed record Write(Actor Actor, Guid ClientId, DraftContent Content, TaskCompletionSource<WriteOutcome> Answer) : Message
    {
        public override void Abandon() => Answer.TrySetException(new SessionEndedException());
    }

    /// <summary>The draft in the database is to be what was written, now.</summary>
    public sealed record Settle(Actor Actor, TaskCompletionSource<bool> Answer) : Message
    {
        public override void Abandon() => Answer.TrySetException(new SessionEndedException());
    }

    /// <summary>Another node may have written.</summary>
    public sealed record CatchUp : Message;

    /// <summary>Rights may have changed: of one person, or of anybody.</summary>
    public sealed record AskAgain(Guid? ProfileId) : Message;

    public sealed record SnapshotDue : Message;

    public sealed record SignOfLifeDue : Message;
}

/// <summary>The session was ending while it was asked; another one can be asked at once.</summary>
internal sealed class SessionEndedException : Exception;
