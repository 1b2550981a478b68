namespace EmpathyLedger.Web.Components.Stories;

/// <summary>What a feed shows of a story. <see cref="TellerName"/> is null when the teller's name is kept back.</summary>
public sealed record StoryCardModel(
    string Path,
    string Title,
    string? TellerName,
    int ReadingMinutes,
    string? FirstWords,
    string? CommunityName = null,
    string? Language = null,
    bool IsRightToLeft = false,
    IReadOnlyList<string>? Warnings = null,
    string? ToldWhen = null,
    Guid? Id = null);
