using System.Security.Claims;
using System.Threading.RateLimiting;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Web.Components.Account;

namespace EmpathyLedger.Web.Components.Stories.Live;

/// <summary>One page's connection, from its first message to its last. What changes in it belongs to its calls, one at a time.</summary>
internal sealed class LiveConnection(string id, ClaimsPrincipal user, Action abort) : IDisposable
{
    // A page has one operation on its way, so only a script comes near this.
    private const int ChangesAtOnce = 256;
    private const int ChangesPerSecond = 128;

    private readonly TokenBucketRateLimiter _turns = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = ChangesAtOnce,
        TokensPerPeriod = ChangesPerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 1,
    });

    public string Id => id;

    public ClaimsPrincipal User => user;

    public Actor Actor { get; } = user.ToActor();

    /// <summary>Where it sits, while it has a story open.</summary>
    public SessionParticipant? Seat { get; set; }

    public int Openings { get; set; }

    /// <summary>Returns when one more change may be read.</summary>
    public ValueTask<RateLimitLease> TakeTurnAsync(CancellationToken cancellationToken) => _turns.AcquireAsync(1, cancellationToken);

    /// <summary>Ends it; the page opens another one if it can.</summary>
    public void Abort() => abort();

    public void Dispose() => _turns.Dispose();
}
