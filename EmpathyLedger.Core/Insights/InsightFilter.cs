namespace EmpathyLedger.Core.Insights;

/// <summary>Which of a community's numbers one wants to see the stories of.</summary>
/// <param name="Period">Told in these days.</param>
/// <param name="Theme">With this theme; null for any.</param>
/// <param name="Language">In this language; null for any.</param>
public sealed record InsightFilter(InsightPeriod Period, string? Theme, string? Language);
