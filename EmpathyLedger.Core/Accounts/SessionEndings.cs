namespace EmpathyLedger.Core.Accounts;

/// <summary>
/// Tells this node's open pages that a session of an account has just ended, so that they ask at once and not within the
/// minute. A hint only: pages on other nodes, and any that miss it, find out by asking. Handlers run on the caller's thread
/// and must not wait.
/// </summary>
public sealed class SessionEndings
{
    public event Action<Guid>? Ended;

    internal void Raise(Guid accountId) => Ended?.Invoke(accountId);
}
