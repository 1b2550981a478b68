namespace EmpathyLedger.Core.Communities;

/// <summary>What a steward asks for. <paramref name="Uses"/> 1 to 500; with an e-mail address always 1.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Roles">At least one; membership comes with any of them.</param>
/// <param name="Uses">How many people may come by this link.</param>
/// <param name="Lasts">At most thirteen weeks.</param>
/// <param name="Email">Where the link is sent; null for a link that the steward hands on.</param>
public sealed record InvitationWish(Guid CommunityId, IReadOnlyList<CommunityRole> Roles, int Uses, TimeSpan Lasts, string? Email);

/// <summary>The answer to a wish. The token is known here and now, and never again.</summary>
public sealed record InvitationMade(InviteOutcome Outcome, InvitationToken? Token);

/// <summary>An invitation that is still open, as stewards see it.</summary>
public sealed record OpenInvitation(
    Guid Id, string? Email, IReadOnlyList<CommunityRole> Roles, int UsesLeft, string? InvitedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>What whoever holds a link may know before accepting.</summary>
public sealed record InvitationFace(Guid CommunityId, string CommunityName, string Description, IReadOnlyList<CommunityRole> Roles, RoleNames RoleNames);

public sealed record Acceptance(AcceptOutcome Outcome, Guid? CommunityId);
