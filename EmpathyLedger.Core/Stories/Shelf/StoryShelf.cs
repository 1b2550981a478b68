using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Road;
using Npgsql;

namespace EmpathyLedger.Core.Stories.Shelf;

/// <summary>Which of one's own stories are shown.</summary>
public enum ShelfFilter
{
    All,
    Drafts,
    WithElders,

    /// <summary>The elders have spoken and the teller goes on: a yes, a change that is asked for, a no.</summary>
    NeedsMe,
    Published,
    TakenBack,
    PutAway,
}

/// <remarks>IsOpen: Others may read it now. Reads: Readings so far; null for a co-author, to whom the count is not told.</remarks>
public sealed record ShelfStory(
    Guid StoryId,
    string Title,
    string Language,
    string Direction,
    StoryStage Stage,
    bool IsOpen,
    DateTimeOffset? PublishAt,
    DateTimeOffset? WithdrawnAt,
    DateTimeOffset? ArchivedAt,
    DateTimeOffset SavedAt,
    bool IsTeller,
    long? Reads);

/// <summary>Where the next page begins: after the last row of this one.</summary>
public readonly record struct ShelfPlace(DateTimeOffset SavedAt, Guid StoryId);

/// <remarks>Next: Null when this is the end.</remarks>
public sealed record ShelfPage(IReadOnlyList<ShelfStory> Stories, ShelfPlace? Next);

/// <summary>
/// One's own stories, last saved first: those that the actor tells and those that they write with somebody. What they keep for
/// narrators is not their own, and may be a whole archive: it is asked by its people, or every look here would read it.
/// </summary>
public sealed class StoryShelf(LedgerDatabase database)
{
    public const int PageSize = 20;

    /// <param name="actor">Whose shelf.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="titlePart">Part of the draft's title, in either case; empty for all.</param>
    /// <param name="after">The last row of the page before, or null for the first page.</param>
    /// <param name="size">At most this many.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<ShelfPage> ListAsync(
        Actor actor, ShelfFilter filter, string titlePart, ShelfPlace? after, int size, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var stories = await scope.QueryAsync(
            $"""
            select d.story_id, d.title, d.language, d.direction, d.stage::text, s.is_open, d.publish_at, s.withdrawn_at, s.archived_at,
              d.saved_at, t.is_teller, case when t.is_teller then coalesce(c.reads, 0) end
            from ledger.story_drafts d
            join ledger.stories s on s.id = d.story_id
            left join ledger.story_counts c on c.story_id = d.story_id
            cross join lateral (select exists (
              select 1 from ledger.story_people p
              where p.story_id = d.story_id and p.profile_id = (select app.current_actor_id()) and p.role = 'teller')) t (is_teller)
            where d.story_id in (
                select p.story_id from ledger.story_people p
                where p.profile_id = (select app.current_actor_id()) and p.role in ('teller', 'co_author'))
              and {ConditionOf(filter)}
              and ($1 = '' or position(lower($1) in lower(d.title)) > 0)
              and ($2::timestamptz is null or (d.saved_at, d.story_id) < ($2, $3::uuid))
            order by d.saved_at desc, d.story_id desc
            limit $4
            """,
            ReadStory,
            titlePart.Trim(),
            after?.SavedAt.ToUniversalTime(),
            after?.StoryId,
            size + 1);
        await scope.CommitAsync();
        return stories.Count <= size
            ? new ShelfPage(stories, null)
            : new ShelfPage(stories[..size], new ShelfPlace(stories[size - 1].SavedAt, stories[size - 1].StoryId));
    }

    /// <summary>The filters as conditions on the draft (d) and the story (s). Constants: nothing of a request is in them.</summary>
    private static string ConditionOf(ShelfFilter filter) => filter switch
    {
        ShelfFilter.All => "true",
        ShelfFilter.Drafts => "d.stage = 'draft' and s.withdrawn_at is null and s.archived_at is null",
        ShelfFilter.WithElders => "d.stage = 'with_elders' and s.archived_at is null",
        ShelfFilter.NeedsMe => "d.stage in ('changes_asked', 'approved', 'declined') and s.archived_at is null",
        ShelfFilter.Published => "s.is_open",
        ShelfFilter.TakenBack => "s.withdrawn_at is not null and s.archived_at is null",
        ShelfFilter.PutAway => "s.archived_at is not null",
    };

    private static ShelfStory ReadStory(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        DatabaseWords.Read<StoryStage>(reader.GetString(4)),
        reader.GetBoolean(5),
        Time(reader, 6),
        Time(reader, 7),
        Time(reader, 8),
        reader.GetFieldValue<DateTimeOffset>(9),
        reader.GetBoolean(10),
        reader.IsDBNull(11) ? null : reader.GetInt64(11));

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
