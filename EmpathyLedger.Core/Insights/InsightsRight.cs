using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Insights;

/// <summary>
/// That the database has said yes, to one actor about one community, and before which change of memberships. A circuit makes
/// its own and hands it to <see cref="SharedInsights"/>; used by that circuit's thread only.
/// </summary>
public sealed class InsightsRight
{
    private (Actor Actor, Guid CommunityId, long Change)? _yes;

    internal bool IsOf(Actor actor, Guid communityId, long change) => _yes == (actor, communityId, change);

    internal void Keep(Actor actor, Guid communityId, long change) => _yes = (actor, communityId, change);

    internal void Forget() => _yes = null;
}
