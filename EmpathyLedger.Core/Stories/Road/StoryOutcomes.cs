namespace EmpathyLedger.Core.Stories.Road;

// The outcome words of the functions in schema app, one enum for each. "Not allowed" is always NotFound.

public enum StartOutcome
{
    Started,
    NotSignedIn,
}

public enum SendOutcome
{
    Sent,
    NotFound,

    /// <summary>The draft has moved on since the page was read, in another tab or by a co-author.</summary>
    StaleRevision,
    Archived,
    NoTitle,
    NothingWritten,
    OnlyMe,
    NoCommunity,

    /// <summary>The teller no longer belongs to one of the chosen communities.</summary>
    LeftCommunity,

    /// <summary>Twenty times in a day already. <see cref="StoryStages"/> leaves this to the database: it has no clock.</summary>
    TooOften,
}

public enum TakeBackFromEldersOutcome
{
    TakenBack,
    NotFound,
    NotSent,
}

public enum PublishOutcome
{
    Published,
    NotFound,
    OnlyMe,
    NoCommunity,
    NoTitle,
    NothingWritten,
    NotApproved,

    /// <summary>The teller no longer belongs to one of the communities that the copy was sent to.</summary>
    LeftCommunity,

    /// <inheritdoc cref="SendOutcome.TooOften"/>
    TooOften,

    /// <summary>Somebody writes in it, faster than it can be copied.</summary>
    BeingWritten,
}

public enum ScheduleOutcome
{
    Scheduled,
    NotFound,
    NotSent,
}

public enum TakeDownOutcome
{
    TakenDown,
    NotFound,
    NotPublished,
}

public enum WithdrawOutcome
{
    Withdrawn,
    NotFound,
    AlreadyWithdrawn,
}

public enum ArchiveOutcome
{
    Archived,
    BroughtBack,
    NotFound,
}

public enum DeleteOutcome
{
    Deleted,
    NotFound,

    /// <summary>Elders have been given a copy: it can be taken back and put away, but not undone.</summary>
    WasSent,
}

public enum KeepOutcome
{
    /// <summary>Frozen now, or at this very revision before: there is one copy of it.</summary>
    Kept,

    /// <summary>A hundred were asked for already. Nothing is lost: the draft is as it was.</summary>
    TooMany,
    NotFound,

    /// <inheritdoc cref="PublishOutcome.BeingWritten"/>
    BeingWritten,
}

public enum RestoreOutcome
{
    Restored,
    NotFound,

    /// <inheritdoc cref="PublishOutcome.BeingWritten"/>
    BeingWritten,
}
