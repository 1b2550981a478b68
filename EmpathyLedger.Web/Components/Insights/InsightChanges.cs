using EmpathyLedger.Core.Insights;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>What has moved between two reports of one period, in words short enough to be read aloud.</summary>
public static class InsightChanges
{
    /// <returns>Nothing where a person would see the same page.</returns>
    public static IReadOnlyList<string> Between(InsightReport before, InsightReport now)
    {
        List<string> moved = [];
        void Say(bool isSame, string words)
        {
            if (!isSame)
            {
                moved.Add(words);
            }
        }

        Say(before.Stories.SequenceEqual(now.Stories), $"{InsightWords.Count(Sum(now.Stories), "story", "stories")} told");
        Say(before.Tellers == now.Tellers, $"by {InsightWords.Count(now.Tellers.Now, "person", "people")}");
        Say(before.Stages == now.Stages, $"{InsightWords.Number(now.Stages.Waiting)} waiting for an elder");
        Say(before.Waited.SequenceEqual(now.Waited), $"{InsightWords.Count(now.Waited.Sum(amount => amount.Now), "answer", "answers")} from the elders");
        Say(before.Reads.SequenceEqual(now.Reads), InsightWords.Count(Sum(now.Reads), "read", "reads"));
        Say(before.Shares.SequenceEqual(now.Shares), InsightWords.Count(Sum(now.Shares), "share", "shares"));
        Say(before.Themes.SequenceEqual(now.Themes), "themes");
        Say(before.Languages.SequenceEqual(now.Languages), "languages");
        Say(before.Purposes.SequenceEqual(now.Purposes), "what tellers allow");
        return moved;
    }

    private static long Sum(IEnumerable<InsightPoint> points) => points.Sum(point => point.Now);
}
