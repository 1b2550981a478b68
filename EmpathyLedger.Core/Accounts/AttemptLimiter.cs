using System.Collections.Concurrent;

namespace EmpathyLedger.Core.Accounts;

/// <summary>
/// Token buckets by key, in memory. Guessing is slowed by (account, address) and by address, never by account alone:
/// whoever guesses at somebody's password slows only themselves, and the owner still gets in from elsewhere.
/// Called by many requests at once; each bucket is guarded by its own lock.
/// </summary>
public sealed class AttemptLimiter(TimeProvider clock)
{
    private const int MostBuckets = 100_000;

    private readonly ConcurrentDictionary<(AttemptKind Kind, string Key), Bucket> _buckets = new();

    /// <summary>Takes one attempt from the bucket; false when it is empty.</summary>
    public bool TryTake(AttemptKind kind, string key)
    {
        var (burst, refill) = Allowance(kind);
        if (_buckets.Count >= MostBuckets)
        {
            ForgetFullBuckets();
        }

        var now = clock.GetUtcNow();
        var bucket = _buckets.GetOrAdd((kind, key), _ => new Bucket { Left = burst, CountedAt = now });
        lock (bucket)
        {
            bucket.Left = Math.Min(burst, bucket.Left + ((now - bucket.CountedAt) / refill));
            bucket.CountedAt = now;
            if (bucket.Left < 1)
            {
                return false;
            }

            bucket.Left -= 1;
            return true;
        }
    }

    private static (double Burst, TimeSpan Refill) Allowance(AttemptKind kind) => kind switch
    {
        AttemptKind.SignInToAccountFromAddress => (8, TimeSpan.FromMinutes(2)),
        AttemptKind.SignInFromAddress => (60, TimeSpan.FromSeconds(5)),
        AttemptKind.RegisterFromAddress => (20, TimeSpan.FromMinutes(1)),
        AttemptKind.LetterFromAddress => (20, TimeSpan.FromMinutes(1)),
        AttemptKind.LetterToAccount => (5, TimeSpan.FromMinutes(10)),
        AttemptKind.DemoSignInFromAddress => (300, TimeSpan.FromSeconds(1)),
        AttemptKind.SetUpFromAddress => (20, TimeSpan.FromSeconds(30)),
        AttemptKind.InvitationByPerson => (30, TimeSpan.FromMinutes(2)),
    };

    private void ForgetFullBuckets()
    {
        var now = clock.GetUtcNow();
        foreach (var ((kind, key), bucket) in _buckets)
        {
            var (burst, refill) = Allowance(kind);
            lock (bucket)
            {
                if (bucket.Left + ((now - bucket.CountedAt) / refill) >= burst)
                {
                    _buckets.TryRemove(new((kind, key), bucket));
                }
            }
        }
    }

    private sealed class Bucket
    {
        public double Left { get; set; }

        public DateTimeOffset CountedAt { get; set; }
    }
}

public enum AttemptKind
{
    SignInToAccountFromAddress,
    SignInFromAddress,
    RegisterFromAddress,
    LetterFromAddress,
    LetterToAccount,
    DemoSignInFromAddress,
    SetUpFromAddress,
    InvitationByPerson,
}
