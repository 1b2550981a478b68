namespace EmpathyLedger.Core.Reviews;

/// <summary>One entry of a community's review of one version, in the order in which it was written.</summary>
public abstract record ReviewEntry
{
    private ReviewEntry()
    {
    }

    public sealed record Said(Guid DecisionId, DecisionKind Kind, IReadOnlyList<Guid> ConditionIds) : ReviewEntry;

    public sealed record TookBack(Guid DecisionId) : ReviewEntry;

    public sealed record Ticked(Guid ConditionId) : ReviewEntry;
}

/// <summary>
/// What stands after a community's elders have spoken. The database decides (<c>app.clearance_of</c>); this is the same law,
/// pure, so that a test can hold the two against each other.
/// <para>What was taken back counts for nothing. Any decline stops it; an open condition blocks it; one approval, or
/// conditions that are all met, clears it; otherwise changes were asked, or it waits. The order of what was said does not matter.</para>
/// </summary>
public static class Clearances
{
    public static ClearanceState Fold(IEnumerable<ReviewEntry> entries)
    {
        var all = entries.ToList();
        var takenBack = all.OfType<ReviewEntry.TookBack>().Select(entry => entry.DecisionId).ToHashSet();
        var ticked = all.OfType<ReviewEntry.Ticked>().Select(entry => entry.ConditionId).ToHashSet();
        var standing = all.OfType<ReviewEntry.Said>().Where(entry => !takenBack.Contains(entry.DecisionId)).ToList();

        bool Stands(DecisionKind kind) => standing.Exists(entry => entry.Kind == kind);

        return Stands(DecisionKind.Decline) ? ClearanceState.Declined
            : standing.Exists(entry => !entry.ConditionIds.All(ticked.Contains)) ? ClearanceState.Conditional
            : Stands(DecisionKind.Approve) || Stands(DecisionKind.ApproveWithConditions) ? ClearanceState.Approved
            : Stands(DecisionKind.AskForChanges) ? ClearanceState.ChangesAsked
            : ClearanceState.Waiting;
    }
}
