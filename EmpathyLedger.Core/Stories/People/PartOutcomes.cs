namespace EmpathyLedger.Core.Stories.People;

public enum InviteToStoryOutcome
{
    Invited,
    AlreadyOnIt,
    AlreadyInvited,

    /// <summary>Said no in the last seven days.</summary>
    DeclinedLately,

    /// <summary>Sixty people and invitations.</summary>
    TooMany,

    /// <summary>Asked many people by name just now.</summary>
    TooFast,
    Invalid,

    /// <summary>No such story to give parts in, or nobody with whom a community is shared.</summary>
    NotFound,
}

public enum MakeLinkOutcome
{
    Made,
    TooMany,
    Invalid,
    NotFound,
}

public enum EndStoryInvitationOutcome
{
    Ended,

    /// <summary>Answered, ended or expired by now, or somebody else's.</summary>
    NotFound,
}

public enum AnswerInvitationOutcome
{
    Accepted,
    Declined,

    /// <summary>Their answer as an elder about this story stands.</summary>
    HasJudged,
    NotFound,
}

public enum AcceptLinkOutcome
{
    Accepted,
    AlreadyOnIt,
    HasJudged,
    NotSignedIn,

    /// <summary>Used, ended, too old, never made, or not for this person: the same answer.</summary>
    NotFound,
}

public enum ChangePartOutcome
{
    Changed,
    HasJudged,
    NotOnIt,
    Invalid,
    NotFound,
}

public enum EndPartOutcome
{
    Ended,
    NotOnIt,
    NotFound,
}

public enum LeaveStoryOutcome
{
    Left,
    NotFound,
}
