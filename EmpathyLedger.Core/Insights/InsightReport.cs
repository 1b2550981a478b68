namespace EmpathyLedger.Core.Insights;

/// <summary>
/// A community's numbers over a period and the one before. Everything but <see cref="Stages"/> and <see cref="Waited"/>
/// counts only stories that are open to the community and whose tellers agreed to be counted.
/// </summary>
/// <param name="Period">What it covers.</param>
/// <param name="Stories">Stories told, by step of the period.</param>
/// <param name="Reads">Times that somebody read them, by step.</param>
/// <param name="Shares">Times that somebody shared them, by step.</param>
/// <param name="Tellers">How many people told the stories.</param>
/// <param name="Themes">What they are about, the most frequent first. A story counts in each of its themes.</param>
/// <param name="Languages">The languages they are told in, the most frequent first.</param>
/// <param name="Purposes">What their tellers allow, by purpose.</param>
/// <param name="Waited">Reviews that were answered, by how long they waited, the shortest first.</param>
/// <param name="Stages">Where submissions stand now, whenever they were sent.</param>
public sealed record InsightReport(
    InsightPeriod Period,
    IReadOnlyList<InsightPoint> Stories,
    IReadOnlyList<InsightPoint> Reads,
    IReadOnlyList<InsightPoint> Shares,
    InsightTellers Tellers,
    IReadOnlyList<InsightAmount> Themes,
    IReadOnlyList<InsightAmount> Languages,
    IReadOnlyList<InsightAmount> Purposes,
    IReadOnlyList<InsightAmount> Waited,
    SubmissionStages Stages)
{
    public bool IsEmpty => Stories.All(point => point is { Now: 0, Before: 0 }) && Stages.IsEmpty && Waited.Count == 0;
}

/// <param name="From">The first day of the step.</param>
/// <param name="To">Its last day.</param>
/// <param name="Now">How many in this step.</param>
/// <param name="Before">How many in the same step of the period before.</param>
public sealed record InsightPoint(DateOnly From, DateOnly To, long Now, long Before);

/// <param name="Key">A theme, a language tag, a purpose, a waiting step: as stored, not yet in words.</param>
/// <param name="Now">How many in the period.</param>
/// <param name="Before">How many in the one before.</param>
public sealed record InsightAmount(string Key, long Now, long Before);

/// <param name="Now">How many different people in the period.</param>
/// <param name="FirstTime">How many of them had told this community nothing earlier.</param>
/// <param name="Before">How many in the period before.</param>
public sealed record InsightTellers(long Now, long FirstTime, long Before);

/// <param name="Waiting">No elder has spoken.</param>
/// <param name="Conditional">Approved on conditions that aren't met yet.</param>
/// <param name="ChangesAsked">The teller has been asked for changes.</param>
/// <param name="Approved">May be told, and isn't published yet.</param>
/// <param name="Declined">Should not be told.</param>
/// <param name="LongestSince">The day on which the one that waits longest was sent; null where none waits.</param>
public sealed record SubmissionStages(long Waiting, long Conditional, long ChangesAsked, long Approved, long Declined, DateOnly? LongestSince)
{
    public bool IsEmpty => Waiting + Conditional + ChangesAsked + Approved + Declined == 0;
}
