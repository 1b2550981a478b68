using EmpathyLedger.Core.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace EmpathyLedger.Tests.Accounts;

public sealed class AttemptLimiterTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Guesser_AtOneAccount_IsSlowedAndTheOwnerElsewhereIsNot()
    {
        var limiter = new AttemptLimiter(_clock);
        var guesses = Enumerable.Range(0, 100).Count(_ => limiter.TryTake(AttemptKind.SignInToAccountFromAddress, "ROSA 10.0.0.1"));

        Assert.Equal(8, guesses);
        Assert.True(limiter.TryTake(AttemptKind.SignInToAccountFromAddress, "ROSA 10.0.0.2"));
    }

    [Fact]
    public void Bucket_AfterItsRefill_GivesOneMore()
    {
        var limiter = new AttemptLimiter(_clock);
        while (limiter.TryTake(AttemptKind.SignInToAccountFromAddress, "ROSA 10.0.0.1"))
        {
        }

        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.True(limiter.TryTake(AttemptKind.SignInToAccountFromAddress, "ROSA 10.0.0.1"));
        Assert.False(limiter.TryTake(AttemptKind.SignInToAccountFromAddress, "ROSA 10.0.0.1"));
    }
}
