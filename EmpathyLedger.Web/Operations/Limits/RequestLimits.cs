using System.Threading.RateLimiting;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Stories.Live;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace EmpathyLedger.Web.Operations.Limits;

/// <summary>
/// Counts requests by account, whatever the cookie and the device; by address while nobody is signed in. Shared by all
/// requests. Its memory has an end: there are as many counters as accounts that ask, and for addresses a fixed number of
/// slots, which they share by a hash that differs at each start.
/// </summary>
public sealed class RequestLimits : IDisposable
{
    /// <summary>Two busy addresses meet in one slot once in so many.</summary>
    internal const int AddressSlots = 4_096;

    private static readonly TimeSpan MissesPeriod = TimeSpan.FromMinutes(10);

    private readonly RequestLimitOptions _options;
    private readonly PartitionedRateLimiter<Counter?> _counters;

    public RequestLimits(IOptions<RequestLimitOptions> options)
    {
        _options = options.Value;
        _counters = PartitionedRateLimiter.Create<Counter?, Counter>(PartitionOf);
        Requests = _counters.WithTranslatedKey<HttpContext>(context => KindOf(context) is { } kind ? Counter.Of(context, kind) : null, leaveOpen: true);
        Misses = PartitionedRateLimiter.Create<HttpContext, Counter>(MissesOf);
    }

    internal PartitionedRateLimiter<HttpContext> Requests { get; }

    internal PartitionedRateLimiter<HttpContext> Misses { get; }

    /// <summary>Null: not counted.</summary>
    internal static RequestKind? KindOf(HttpContext context)
    {
        // The page that tells of a refusal or a failure belongs to the request that failed.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            return null;
        }

        if (context.Request.Path.StartsWithSegments("/_blazor", out var rest) || context.Request.Path.StartsWithSegments(LiveStories.Path, out rest))
        {
            // A connection is negotiated, or opened without; everything that has an id belongs to one that runs.
            return rest == "/negotiate" || (!rest.HasValue && !context.Request.Query.ContainsKey("id")) ? RequestKind.Circuits : null;
        }

        if (context.Request.Path.StartsWithSegments("/_framework") || context.Request.Path.StartsWithSegments("/health"))
        {
            return null;
        }

        var endpoint = context.GetEndpoint();
        return endpoint?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
            ? null
            : endpoint?.Metadata.GetMetadata<CountedAsAttribute>()?.Kind ?? RequestKind.Pages;
    }

    /// <summary>What is asked over a connection that runs already counts as if it were a request of its own.</summary>
    internal bool TryCount(HttpContext connection, RequestKind kind)
    {
        using var misses = Misses.AttemptAcquire(connection, permitCount: 0);
        if (!misses.IsAcquired)
        {
            return false;
        }

        using var lease = _counters.AttemptAcquire(Counter.Of(connection, kind));
        return lease.IsAcquired;
    }

    internal void CountMiss(HttpContext connection) => Misses.AttemptAcquire(connection).Dispose();

    internal static int SlotOf(HttpContext context) => (ClientAddress.Of(context).GetHashCode(StringComparison.Ordinal) & int.MaxValue) % AddressSlots;

    /// <summary>Somebody who tries ids at random fills the access log with refusals: after many, stories are not asked for any more.</summary>
    internal async Task CountMissesAsync(HttpContext context, RequestDelegate next)
    {
        if (KindOf(context) is not (RequestKind.Stories or RequestKind.Desk or RequestKind.Shares))
        {
            await next(context);
            return;
        }

        using (var lease = Misses.AttemptAcquire(context, permitCount: 0))
        {
            if (!lease.IsAcquired)
            {
                await RequestRefusal.WriteAsync(context, lease);
                return;
            }
        }

        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status404NotFound)
        {
            Misses.AttemptAcquire(context).Dispose();
        }
    }

    public void Dispose()
    {
        Requests.Dispose();
        _counters.Dispose();
        Misses.Dispose();
    }

    private RateLimitPartition<Counter> PartitionOf(Counter? counted)
    {
        if (counted is not { } known)
        {
            return RateLimitPartition.GetNoLimiter(default(Counter));
        }

        return RateLimitPartition.GetTokenBucketLimiter(known, counter =>
        {
            var most = MostFor(counter);
            return new TokenBucketRateLimiterOptions
            {
                TokenLimit = most,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1) / most,
            };
        });
    }

    private RateLimitPartition<Counter> MissesOf(HttpContext context) =>
        RateLimitPartition.GetSlidingWindowLimiter(Counter.Of(context, RequestKind.Misses), counter => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = MostFor(counter),
            Window = MissesPeriod,
            SegmentsPerWindow = 10,
        });

    private int MostFor(Counter counter)
    {
        var allowance = _options.For(counter.Kind);
        return counter.AccountId is null ? allowance.Address : allowance.Person;
    }

    private readonly record struct Counter(RequestKind Kind, Guid? AccountId, int AddressSlot)
    {
        public static Counter Of(HttpContext context, RequestKind kind) => context.User.ToActor().ProfileId is { } account
            ? new Counter(kind, account, 0)
            : new Counter(kind, null, SlotOf(context));
    }
}
