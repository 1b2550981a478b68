using EmpathyLedger.Core.Reviews;

namespace EmpathyLedger.Web.Components.Reviews;

/// <summary>What an elder is about to say. Nothing of it counts before the last "Yes".</summary>
public sealed class DecisionDraft(DecisionKind kind)
{
    /// <summary>One id for one decision, however often it is sent.</summary>
    public Guid Id { get; init; }

    public DecisionKind Kind => kind;

    public string Note { get; set; } = "";

    /// <summary>At least one line to write on.</summary>
    public List<string> Conditions { get; } = [""];

    public IReadOnlyList<string> Written => kind == DecisionKind.ApproveWithConditions
        ? [.. Conditions.Select(condition => condition.Trim()).Where(condition => condition.Length > 0)]
        : [];

    public MissingWords? Missing => DecisionWords.WhatIsMissing(kind, Note, Written);
}

/// <summary>The same, as the browser keeps it while it is being typed.</summary>
public sealed record KeptWords(string? Kind, string? Note, string[]? Conditions)
{
    public DecisionDraft? ToDraft(Guid id)
    {
        if (!Enum.TryParse<DecisionKind>(Kind, out var kind) || !Enum.IsDefined(kind))
        {
            return null;
        }

        var draft = new DecisionDraft(kind) { Id = id };
        ApplyTo(draft);
        return draft;
    }

    public void ApplyTo(DecisionDraft draft)
    {
        if (Kind != draft.Kind.ToString())
        {
            return;
        }

        draft.Note = Note ?? "";
        if (Conditions is { Length: > 0 })
        {
            draft.Conditions.Clear();
            draft.Conditions.AddRange(Conditions.Take(DecisionLimits.Conditions));
        }
    }
}
