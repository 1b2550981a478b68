using EmpathyLedger.Core.Database;
using Npgsql;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>Steps that make a lasting copy of a draft: the copy has every word that was acknowledged before it.</summary>
public static class Freezing
{
    // Of app.freeze_draft, where somebody wrote between the settling and the step.
    private const string BehindItsOperations = "ELD01";
    private const int MostAttempts = 5;

    /// <returns>What the step answered; null where others write in the story faster than it can be copied.</returns>
    public static async Task<T?> FreezeAsync<T>(
        this StorySessions sessions, Actor actor, Guid storyId, Func<Task<T>> step, CancellationToken cancellation)
        where T : struct, Enum
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            await sessions.SettleAsync(actor, storyId, cancellation);
            try
            {
                return await step();
            }
            catch (PostgresException behind) when (behind.SqlState == BehindItsOperations)
            {
                // Settled and asked once more.
            }
        }

        return null;
    }
}
