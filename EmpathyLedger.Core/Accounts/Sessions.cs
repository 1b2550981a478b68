using Microsoft.EntityFrameworkCore;

namespace EmpathyLedger.Core.Accounts;

/// <summary>Sign-ins as rows, so that one can be ended on the server and none outlives a day.</summary>
public sealed class Sessions(AccountsDbContext accounts, SessionEndings endings, TimeProvider clock)
{
    /// <summary>However busy, nobody stays signed in for longer without showing their password again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(30);

    public async Task<AccountSession> StartAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var longAgo = now - KeptAfterEnd;
        await accounts.Sessions.Where(s => s.AccountId == accountId && s.EndsAt < longAgo).ExecuteDeleteAsync(cancellationToken);

        var session = new AccountSession
        {
            Id = Guid.CreateVersion7(now),
            AccountId = accountId,
            StartedAt = now,
            EndsAt = now + Longest,
        };
        accounts.Sessions.Add(session);
        await accounts.SaveChangesAsync(cancellationToken);
        return session;
    }

    public Task<bool> IsOpenAsync(Guid sessionId, Guid accountId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return accounts.Sessions.AnyAsync(
            s => s.Id == sessionId && s.AccountId == accountId && s.EndedAt == null && s.EndsAt > now, cancellationToken);
    }

    public Task EndAsync(Guid sessionId, CancellationToken cancellationToken) =>
        EndAsync(accounts.Sessions.Where(s => s.Id == sessionId), cancellationToken);

    public Task EndAllAsync(Guid accountId, CancellationToken cancellationToken) =>
        EndAsync(accounts.Sessions.Where(s => s.AccountId == accountId), cancellationToken);

    private async Task EndAsync(IQueryable<AccountSession> which, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = await which.Where(s => s.EndedAt == null).Select(s => new { s.Id, s.AccountId }).ToListAsync(cancellationToken);
        await which.Where(s => s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellationToken);
        foreach (var account in open.Select(s => s.AccountId).Distinct())
        {
            endings.Raise(account);
        }
    }
}
