using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Collaboration.Sessions;

/// <summary>A log whose node can be killed; and two that are wrong, to see whether that is noticed.</summary>
internal class KillableLog(LedgerDatabaseFixture ledger)
    : OperationLog(ledger.Database, new Drafts(ledger.Database), TimeProvider.System)
{
    private volatile bool _isKilled;

    public static KillableLog Sound(LedgerDatabaseFixture ledger) => new(ledger);

    public static KillableLog Hasty(LedgerDatabaseFixture ledger) => new HastyLog(ledger);

    public static KillableLog Double(LedgerDatabaseFixture ledger) => new DoubleLog(ledger);

    public void Kill() => _isKilled = true;

    internal override Task<AppendResult> AppendAsync(Guid storyId, int expected, IReadOnlyList<PendingOperation> operations) =>
        _isKilled ? throw new InvalidOperationException("This node was killed.") : base.AppendAsync(storyId, expected, operations);

    /// <summary>Says yes at once and writes with the next.</summary>
    private sealed class HastyLog(LedgerDatabaseFixture ledger) : KillableLog(ledger)
    {
        private (Guid StoryId, int Expected, IReadOnlyList<PendingOperation> Operations)? _later;

        internal override async Task<AppendResult> AppendAsync(Guid storyId, int expected, IReadOnlyList<PendingOperation> operations)
        {
            if (_later is { } earlier)
            {
                await base.AppendAsync(earlier.StoryId, earlier.Expected, earlier.Operations);
            }

            _later = (storyId, expected, operations);
            return new AppendResult(TimeProvider.System.GetUtcNow(), null, null);
        }
    }

    /// <summary>Writes what is appended once more, as a client's that nobody knows: a resend that was not recognised.</summary>
    private sealed class DoubleLog(LedgerDatabaseFixture ledger) : KillableLog(ledger)
    {
        internal override async Task<AppendResult> AppendAsync(Guid storyId, int expected, IReadOnlyList<PendingOperation> operations)
        {
            var result = await base.AppendAsync(storyId, expected, operations);
            if (result.At is not null)
            {
                await base.AppendAsync(
                    storyId, expected + operations.Count, [.. operations.Select(operation => operation with { ClientId = Guid.CreateVersion7(), Sequence = 1 })]);
            }

            return result;
        }
    }
}
