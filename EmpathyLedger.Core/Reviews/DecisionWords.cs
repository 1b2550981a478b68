namespace EmpathyLedger.Core.Reviews;

public enum MissingWords
{
    /// <summary>Asking for a change or saying no needs a word to the teller.</summary>
    Note,
    Condition,
    NoteTooLong,
    ConditionTooLong,
    TooManyConditions,
}

/// <summary>What an elder's words need before they can count.</summary>
public static class DecisionWords
{
    /// <param name="kind">What is being said.</param>
    /// <param name="note">The word to the teller.</param>
    /// <param name="conditions">Only for <see cref="DecisionKind.ApproveWithConditions"/>; empty ones count for nothing.</param>
    /// <returns>Null when nothing is missing.</returns>
    public static MissingWords? WhatIsMissing(DecisionKind kind, string note, IReadOnlyList<string> conditions)
    {
        var written = conditions.Select(Tidy).Where(wording => wording.Length > 0).ToList();
        var needsNote = kind is DecisionKind.AskForChanges or DecisionKind.Decline;
        return Tidy(note).Length switch
        {
            0 when needsNote => MissingWords.Note,
            > DecisionLimits.Note => MissingWords.NoteTooLong,
            _ when kind != DecisionKind.ApproveWithConditions => null,
            _ when written.Count == 0 => MissingWords.Condition,
            _ when written.Count > DecisionLimits.Conditions => MissingWords.TooManyConditions,
            _ when written.Exists(wording => wording.Length > DecisionLimits.Condition) => MissingWords.ConditionTooLong,
            _ => null,
        };
    }

    /// <summary>Line ends as the database keeps them, nothing around; NUL, which PostgreSQL cannot keep, left out.</summary>
    internal static string Tidy(string? words) => (words ?? "").ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();

    internal static string Cut(string? words, int most)
    {
        var tidy = Tidy(words);
        return tidy.Length <= most ? tidy : tidy[..most];
    }
}
