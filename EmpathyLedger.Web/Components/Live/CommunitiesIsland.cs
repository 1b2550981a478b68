using System.Collections.Frozen;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Live;

/// <summary>
/// Follows what happens in the communities that the viewer belongs to; what happens elsewhere is another page's. Which
/// those are is asked again with everything else, and first: whatever changes after that is heard.
/// </summary>
public abstract class CommunitiesIsland : LiveIsland
{
    private FrozenSet<Guid> _communities = []; // replaced on the circuit's thread, read on the listener's

    [Inject]
    private Standings Standings { get; set; } = default!;

    protected bool IsOfMine(LedgerEvent change) => change.CommunityId is { } id && Volatile.Read(ref _communities).Contains(id);

    protected bool IsOwnMembership(LedgerEvent change) =>
        change.Kind == LedgerEventKind.MembershipChanged && ViewerId is not null && change.ProfileId == ViewerId;

    protected sealed override async Task RefreshAsync(Actor actor)
    {
        var around = await Standings.LookAroundAsync(actor, Gone);
        Volatile.Write(ref _communities, around.Communities.Select(community => community.Id).ToFrozenSet());
        await ReadAsync(actor);
    }

    /// <summary>Asks the database anew.</summary>
    protected abstract Task ReadAsync(Actor actor);
}
