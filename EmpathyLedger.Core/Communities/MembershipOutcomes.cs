namespace EmpathyLedger.Core.Communities;

public enum FoundOutcome
{
    Founded,

    /// <summary>Only somebody who is a steward somewhere may found another community.</summary>
    NotASteward,
}

public enum AskOutcome
{
    Asked,
    AlreadyAsked,
    AlreadyMember,
    NotSignedIn,
    NotFound,
}

public enum AnswerOutcome
{
    Answered,

    /// <summary>They have been answered in the meantime, or took their wish back.</summary>
    NotWaiting,
    NotFound,
}

public enum RolesOutcome
{
    Changed,
    LastSteward,
    NotAMember,
    NotFound,
}

public enum EndMembershipOutcome
{
    Ended,
    LastSteward,
    NotAMember,
    NotFound,
}

public enum InviteOutcome
{
    Invited,

    /// <summary>Longer than thirteen weeks.</summary>
    TooLong,

    /// <summary>Elders and stewards are made one by one: by a link that works once.</summary>
    RoleNeedsSingleUse,

    /// <summary>This person had many letters sent just now.</summary>
    TooManyLetters,
    NotFound,
}

public enum EndInvitationOutcome
{
    Ended,

    /// <summary>There is no such open invitation of the actor's communities.</summary>
    NotFound,
}

public enum AcceptOutcome
{
    Accepted,
    AlreadyMember,
    NotSignedIn,

    /// <summary>Used up, ended, too old, never made, or not for this person: the same answer.</summary>
    NotFound,
}
