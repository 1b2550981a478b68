namespace EmpathyLedger.Core.Stories.Reading;

public enum StoryOpeningOutcome
{
    Opened,

    /// <summary>The reader's own story, which nobody else can read now: not published, taken back or put away.</summary>
    OwnNotShown,

    /// <summary>Not there, or not for this reader: nobody is told which.</summary>
    NotFound,
}

public sealed record StoryOpening(StoryOpeningOutcome Outcome, ReadableStory? Story = null)
{
    public static readonly StoryOpening OwnNotShown = new(StoryOpeningOutcome.OwnNotShown);
    public static readonly StoryOpening NotFound = new(StoryOpeningOutcome.NotFound);
}

/// <summary>What the reader is to the story.</summary>
public enum StoryTie
{
    None,
    ChosenReader,
    CoAuthor,
    Teller,
}

/// <summary>What the teller allows beyond reading.</summary>
public sealed record StoryUses(bool Research, bool Commercial, bool OtherCommunities);

public sealed record StoryCommunity(Guid Id, string Slug, string Name, string TimeZone);

/// <summary>How often a story was read and shared, for its teller alone. A few seconds behind.</summary>
public sealed record StoryCounts(long Reads, long Shares);

/// <summary>A published story with its words, opened for one reader and logged as opened.</summary>
public sealed record ReadableStory
{
    public required Guid Id { get; init; }

    public required Guid VersionId { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    /// <summary>Null when the teller keeps the name back.</summary>
    public required string? TellerName { get; init; }

    public required string ToldTo { get; init; }

    public required string ToldWhen { get; init; }

    public required string Place { get; init; }

    public required string Language { get; init; }

    public required bool IsRightToLeft { get; init; }

    public required IReadOnlyList<string> Themes { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required int ReadingMinutes { get; init; }

    public required DateTime PublishedAt { get; init; }

    /// <summary>Who can read it now.</summary>
    public required PrivacyLevel ShownLevel { get; init; }

    public required bool NamesSomeonePassed { get; init; }

    public required StoryUses Uses { get; init; }

    /// <summary>Those that the reader may know of.</summary>
    public required IReadOnlyList<StoryCommunity> Communities { get; init; }

    public required StoryTie Tie { get; init; }

    /// <summary>Null but for the teller.</summary>
    public required StoryCounts? Counts { get; init; }

    /// <summary>True when the teller's draft has moved on from what readers see.</summary>
    public required bool HasNewerDraft { get; init; }

    public required StoryDocument Body { get; init; }

    public required string Transcript { get; init; }
}

/// <summary>What an open page must know of a story that it shows: which words, and whose.</summary>
public sealed record StoryState(Guid VersionId, string? TellerName, bool IsShareable);
