using EmpathyLedger.Core.Database;
using Npgsql;

namespace EmpathyLedger.Core.Communities;

/// <summary>Which communities there are, and who is in them, as the actor may see it. Lists come in pages by name.</summary>
public sealed class CommunityDirectory(LedgerDatabase database)
{
    public const int PageSize = 50;

    public const int MostNames = 300;

    /// <summary>Stewards answer the oldest first; more than this wait for the next look.</summary>
    private const int MostWaiting = 100;

    private const string View =
        """
        select c.id, c.slug, c.name, c.description, c.place, c.data_location, c.time_zone, c.role_names::text,
          c.accent_colour, c.artwork_id, c.themes, c.is_listed, m.status::text, m.roles::text[], m.asked_at,
          case when m.status = 'active' and 'steward' = any (m.roles) then (
            select count(*)::integer from ledger.community_members w where w.community_id = c.id and w.status = 'asked') else 0 end
        from ledger.communities c
        left join ledger.community_members m on m.community_id = c.id and m.profile_id = $1
        """;

    public async Task<CommunityView?> FindAsync(Actor actor, string slug, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        return await scope.QuerySingleOrDefaultAsync(View + " where c.slug = $2", ReadView, actor.ProfileId.OrNull(), slug);
    }

    public async Task<CommunityView?> FindAsync(Actor actor, Guid communityId, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        return await scope.QuerySingleOrDefaultAsync(View + " where c.id = $2", ReadView, actor.ProfileId.OrNull(), communityId);
    }

    /// <summary>
    /// Those that the actor may know of, by name, to choose from: their own, and what is shown to everybody. Past
    /// <see cref="MostNames"/> a choice is no help.
    /// </summary>
    public async Task<IReadOnlyList<CommunityName>> ListNamesAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        return await scope.QueryAsync(
            "select c.id, c.slug, c.name from ledger.communities c order by c.name, c.id limit $1",
            row => new CommunityName(row.GetGuid(0), row.GetString(1), row.GetString(2)),
            MostNames);
    }

    /// <summary>Those the actor belongs to, by name.</summary>
    public async Task<IReadOnlyList<CommunityView>> ListMineAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        return await scope.QueryAsync(
            View + " where m.status = 'active' order by c.name, c.id limit 200", ReadView, actor.ProfileId.OrNull());
    }

    /// <summary>Those that are shown to everybody and that the actor is not in.</summary>
    public async Task<Page<CommunityView>> ListOthersAsync(Actor actor, PageMark? after, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var rows = await scope.QueryAsync(
            View + """
             where c.is_listed and m.status is distinct from 'active' and ($2::text is null or (c.name, c.id) > ($2, $3::uuid))
            order by c.name, c.id limit $4
            """,
            ReadView, actor.ProfileId.OrNull(), after?.Name, after?.Id, PageSize + 1);
        return ToPage(rows, view => new PageMark(view.Name, view.Id));
    }

    /// <summary>Members, with their roles, by name. Empty for whoever isn't one of them.</summary>
    public async Task<Page<CommunityMember>> ListMembersAsync(Actor actor, Guid communityId, PageMark? after, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var rows = await scope.QueryAsync(
            """
            select p.id, p.display_name, p.picture_id, m.roles::text[], m.joined_at
            from ledger.community_members m join ledger.profiles p on p.id = m.profile_id
            where m.community_id = $1 and m.status = 'active' and m.community_id = any ((select app.my_community_ids())::uuid[])
              and ($2::text is null or (p.display_name, p.id) > ($2, $3::uuid))
            order by p.display_name, p.id limit $4
            """,
            row => new CommunityMember(
                row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetGuid(2),
                CommunityWordsInSql.RolesFromSql(row.GetFieldValue<string[]>(3)), row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4)),
            communityId, after?.Name, after?.Id, PageSize + 1);
        return ToPage(rows, member => new PageMark(member.DisplayName, member.ProfileId));
    }

    /// <summary>For stewards: where they are alone, or where no elder is. At most three, by name.</summary>
    public async Task<IReadOnlyList<YoungCommunity>> ListYoungAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        return await scope.QueryAsync(
            """
            select c.slug, c.name, c.role_names::text, h.others, h.elder
            from ledger.communities c
            cross join lateral (select
              exists (select from ledger.community_members m where m.community_id = c.id and m.status = 'active' and m.profile_id <> $1) as others,
              exists (select from ledger.community_members m where m.community_id = c.id and m.status = 'active' and 'elder' = any (m.roles)) as elder) h
            where c.id = any ((select app.my_steward_community_ids())::uuid[]) and not (h.others and h.elder)
            order by c.name, c.id limit 3
            """,
            row => new YoungCommunity(row.GetString(0), row.GetString(1), RoleNames.Parse(row.GetString(2)), row.GetBoolean(3), row.GetBoolean(4)),
            actor.ProfileId ?? Guid.Empty);
    }

    /// <summary>For stewards: who asked to join and has no answer, oldest first.</summary>
    public async Task<IReadOnlyList<WaitingPerson>> ListWaitingAsync(Actor actor, Guid communityId, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        return await scope.QueryAsync(
            """
            select p.id, p.display_name, p.picture_id, m.note, m.asked_at
            from ledger.community_members m join ledger.profiles p on p.id = m.profile_id
            where m.community_id = $1 and m.status = 'asked' and m.community_id = any ((select app.my_steward_community_ids())::uuid[])
            order by m.asked_at, p.id limit $2
            """,
            row => new WaitingPerson(
                row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.IsDBNull(3) ? null : row.GetString(3),
                row.GetFieldValue<DateTimeOffset>(4)),
            communityId, MostWaiting);
    }

    /// <summary>For stewards: the links that still open the door, newest first.</summary>
    public async Task<IReadOnlyList<OpenInvitation>> ListInvitationsAsync(Actor actor, Guid communityId, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        return await scope.QueryAsync(
            """
            select i.id, i.email, i.roles::text[], i.uses_left, p.display_name, i.created_at, i.expires_at
            from ledger.community_invitations i left join ledger.profiles p on p.id = i.invited_by
            where i.community_id = $1 and i.ended_at is null and i.uses_left > 0 and i.expires_at > now()
            order by i.created_at desc, i.id limit $2
            """,
            row => new OpenInvitation(
                row.GetGuid(0), row.IsDBNull(1) ? null : row.GetString(1), CommunityWordsInSql.RolesFromSql(row.GetFieldValue<string[]>(2)),
                row.GetInt32(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetFieldValue<DateTimeOffset>(5), row.GetFieldValue<DateTimeOffset>(6)),
            communityId, MostWaiting);
    }

    private static Page<T> ToPage<T>(List<T> rows, Func<T, PageMark> mark) =>
        rows.Count > PageSize ? new Page<T>(rows[..PageSize], mark(rows[PageSize - 1])) : new Page<T>(rows, null);

    private static CommunityView ReadView(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
        RoleNames.Parse(row.GetString(7)), row.IsDBNull(8) ? null : row.GetString(8), row.IsDBNull(9) ? null : row.GetGuid(9),
        row.GetFieldValue<string[]>(10), row.GetBoolean(11),
        row.IsDBNull(12) ? null : new OwnMembership(
            DatabaseWords.Read<MembershipStatus>(row.GetString(12)), CommunityWordsInSql.RolesFromSql(row.GetFieldValue<string[]>(13)),
            row.IsDBNull(14) ? null : row.GetFieldValue<DateTimeOffset>(14)),
        row.GetInt32(15));
}

internal static class SqlArguments
{
    /// <summary>A uuid parameter that may be null: PostgreSQL can't guess the type of a bare null in a comparison.</summary>
    public static NpgsqlParameter OrNull(this Guid? id) =>
        new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid, Value = id.HasValue ? id.Value : DBNull.Value };
}
