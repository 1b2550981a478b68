namespace EmpathyLedger.Core.Insights;

/// <summary>Where the numbers stand that may leave a community.</summary>
/// <param name="MadeAt">When they were last looked at anew; null for never.</param>
/// <param name="IsAsked">Somebody would like them now, and it has not happened yet.</param>
/// <param name="Shown">Quarters with numbers in the file.</param>
/// <param name="Withheld">Quarters that were looked at and have none: too few people told.</param>
/// <param name="Dropped">Quarters that were taken back, because a story in them may not be counted any more.</param>
/// <param name="SmallestGroup">Groups of fewer people are left out of quarters that are still to be looked at.</param>
public sealed record InsightStanding(DateTimeOffset? MadeAt, bool IsAsked, int Shown, int Withheld, int Dropped, int SmallestGroup);

public enum SmallestGroupOutcome
{
    Saved,
    NotFound,

    /// <summary>Fewer than <see cref="InsightDownloads.FewestInAGroup"/>, or more than anybody needs.</summary>
    OutOfBounds,
}
