namespace EmpathyLedger.Core.Accounts;

/// <summary>One sign-in. Cookies and open pages carry its id and are refused once it has ended.</summary>
public sealed class AccountSession
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }
}
