using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Mail;

namespace EmpathyLedger.Core.Communities;

/// <summary>
/// Founding, asking, welcoming, inviting, leaving. Each verb is one function of the database, which decides who may;
/// what it answers comes back as a value. "Not allowed" is "not found".
/// </summary>
public sealed class CommunityMembership(
    LedgerDatabase database, InvitationLetters letters, Postbox postbox, AttemptLimiter limiter, TimeProvider clock)
{
    /// <param name="actor">Who founds it and becomes its first steward.</param>
    /// <param name="name">1 to 120 characters.</param>
    /// <param name="description">The community in its own words; may be empty.</param>
    /// <param name="place">In words; may be empty.</param>
    /// <param name="timeZone">An IANA name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The address part of the new community when it was founded.</returns>
    public async Task<(FoundOutcome Outcome, string? Slug)> FoundAsync(
        Actor actor, string name, string description, string place, string timeZone, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var outcome = DatabaseWords.Read<FoundOutcome>(await scope.ScalarAsync<string>(
            "select app.found_community($1, $2, $3, $4, $5)", id, name, description, place, timeZone));
        var slug = outcome == FoundOutcome.Founded
            ? await scope.ScalarAsync<string>("select slug from ledger.communities where id = $1", id)
            : null;
        await scope.CommitAsync();
        return (outcome, slug);
    }

    public Task<AskOutcome> AskToJoinAsync(Actor actor, Guid communityId, string? note, CancellationToken cancellationToken) =>
        database.AskAsync<AskOutcome>(actor, "select app.ask_to_join($1, $2)", cancellationToken, communityId, note);

    /// <summary>A steward's yes or no to somebody who asked.</summary>
    public Task<AnswerOutcome> AnswerMembershipAsync(
        Actor actor, Guid communityId, Guid profileId, bool isWelcome, CancellationToken cancellationToken) =>
        database.AskAsync<AnswerOutcome>(actor, "select app.answer_membership($1, $2, $3)", cancellationToken, communityId, profileId, isWelcome);

    /// <summary>Replaces a member's roles. Whoever has any is a member too.</summary>
    public Task<RolesOutcome> SetRolesAsync(
        Actor actor, Guid communityId, Guid profileId, IReadOnlyList<CommunityRole> roles, CancellationToken cancellationToken) =>
        database.AskAsync<RolesOutcome>(actor, "select app.set_member_roles($1, $2, $3::text[]::ledger.community_role[])", cancellationToken, communityId, profileId, roles.ToSql());

    /// <summary>Leaving (the actor's own), taking back a wish to join, or a steward removing somebody.</summary>
    public Task<EndMembershipOutcome> EndMembershipAsync(Actor actor, Guid communityId, Guid profileId, CancellationToken cancellationToken) =>
        database.AskAsync<EndMembershipOutcome>(actor, "select app.end_membership($1, $2)", cancellationToken, communityId, profileId);

    /// <summary>Makes a link, and sends it when the wish names an address.</summary>
    public async Task<InvitationMade> InviteAsync(Actor actor, InvitationWish wish, CancellationToken cancellationToken)
    {
        if (wish.Email is not null && !limiter.TryTake(AttemptKind.InvitationByPerson, actor.ProfileId.ToString() ?? ""))
        {
            return new InvitationMade(InviteOutcome.TooManyLetters, null);
        }

        var token = InvitationToken.Create();
        var now = clock.GetUtcNow();
        var expiresAt = now + wish.Lasts;
        string? inviter = null, community = null;
        IReadOnlyList<string> roles = [];
        await using (var scope = await database.BeginAsync(actor, cancellationToken))
        {
            var outcome = DatabaseWords.Read<InviteOutcome>(await scope.ScalarAsync<string>(
                "select app.invite($1, $2, $3, $4, $5::text[]::ledger.community_role[], $6, $7)",
                Guid.CreateVersion7(now), wish.CommunityId, token.Hash, wish.Email, wish.Roles.ToSql(),
                wish.Email is null ? wish.Uses : 1, expiresAt));
            if (outcome != InviteOutcome.Invited)
            {
                return new InvitationMade(outcome, null);
            }

            if (wish.Email is not null)
            {
                var names = RoleNames.Plain;
                (inviter, community, names) = await scope.QuerySingleOrDefaultAsync(
                    """
                    select p.display_name, c.name, c.role_names::text
                    from ledger.profiles p, ledger.communities c where p.id = $1 and c.id = $2
                    """,
                    row => (row.GetString(0), row.GetString(1), RoleNames.Parse(row.GetString(2))),
                    actor.ProfileId, wish.CommunityId);
                roles = [.. wish.Roles.Distinct().Order().Select(role => names.For(role).One)];
            }

            await scope.CommitAsync();
        }

        if (wish.Email is not null)
        {
            postbox.Post(await letters.InviteAsync(wish.Email, inviter!, community!, roles, token, expiresAt, cancellationToken));
        }

        return new InvitationMade(InviteOutcome.Invited, token);
    }

    public Task<EndInvitationOutcome> EndInvitationAsync(Actor actor, Guid invitationId, CancellationToken cancellationToken) =>
        database.AskAsync<EndInvitationOutcome>(actor, "select app.end_invitation($1)", cancellationToken, invitationId);

    /// <summary>For anybody who holds the link, signed in or not.</summary>
    public async Task<InvitationFace?> ReadInvitationAsync(Actor actor, InvitationToken token, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        return await scope.QuerySingleOrDefaultAsync(
            "select community_id, community_name, description, roles::text[], role_names::text from app.read_invitation($1)",
            row => new InvitationFace(
                row.GetGuid(0), row.GetString(1), row.GetString(2),
                CommunityWordsInSql.RolesFromSql(row.GetFieldValue<string[]>(3)), RoleNames.Parse(row.GetString(4))),
            token.Hash);
    }

    public async Task<Acceptance> AcceptInvitationAsync(Actor actor, InvitationToken token, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var (word, communityId) = await scope.QuerySingleOrDefaultAsync(
            "select outcome, community_id from app.accept_invitation($1)",
            row => (row.GetString(0), row.IsDBNull(1) ? (Guid?)null : row.GetGuid(1)),
            token.Hash);
        await scope.CommitAsync();
        return new Acceptance(DatabaseWords.Read<AcceptOutcome>(word), communityId);
    }
}
