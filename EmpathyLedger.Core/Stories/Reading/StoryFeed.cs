namespace EmpathyLedger.Core.Stories.Reading;

public enum StoryFeedKind
{
    /// <summary>What everyone may read.</summary>
    Everyone,

    /// <summary>What was told in one community; whoever is not of it sees the part that everyone may read.</summary>
    Community,

    /// <summary>What tellers chose this person for.</summary>
    ToldToMe,

    /// <summary>The person's own shelf: what they have published.</summary>
    Own,
}

/// <summary>
/// Which stories, newest first. <see cref="CommunityId"/> belongs to <see cref="StoryFeedKind.Community"/> alone, and so does
/// <see cref="IsForEveryone"/>: only what everyone may read, for whoever is not of it, and then by an index of its own.
/// </summary>
public sealed record StoryFeed(StoryFeedKind Kind, Guid? CommunityId = null, bool IsForEveryone = false)
{
    public static readonly StoryFeed Everyone = new(StoryFeedKind.Everyone);
    public static readonly StoryFeed ToldToMe = new(StoryFeedKind.ToldToMe);
    public static readonly StoryFeed Own = new(StoryFeedKind.Own);

    public static StoryFeed Of(Guid communityId, bool isForEveryone = false) => new(StoryFeedKind.Community, communityId, isForEveryone);
}

/// <param name="Stories">Newest first.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record StoryFeedPage(IReadOnlyList<StoryListing> Stories, string? Next);

/// <summary>What a feed, a shelf or a search result shows of a story.</summary>
/// <param name="Id">The story.</param>
/// <param name="Title">As published.</param>
/// <param name="Summary">The teller's own; may be empty.</param>
/// <param name="Opening">The first words; empty for a sensitive story.</param>
/// <param name="TellerName">Null when the teller keeps the name back.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="IsRightToLeft">How title and words run.</param>
/// <param name="ToldWhen">In the teller's words; may be empty.</param>
/// <param name="Warnings">Where there are any, no words of the story are shown before them.</param>
/// <param name="ReadingMinutes">At least 1.</param>
/// <param name="CommunityNames">Those that the reader may know of.</param>
/// <param name="PublishedAt">To the microsecond, as the cursor needs it.</param>
public sealed record StoryListing(
    Guid Id,
    string Title,
    string Summary,
    string Opening,
    string? TellerName,
    string Language,
    bool IsRightToLeft,
    string ToldWhen,
    IReadOnlyList<string> Warnings,
    int ReadingMinutes,
    IReadOnlyList<string> CommunityNames,
    DateTime PublishedAt);
