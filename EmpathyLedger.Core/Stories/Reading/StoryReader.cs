using EmpathyLedger.Core.Database;
using Npgsql;

namespace EmpathyLedger.Core.Stories.Reading;

/// <summary>Feeds, shelves and the story page. What is seen is decided by the database's policies alone.</summary>
public sealed class StoryReader(LedgerDatabase database)
{
    public const int PageSize = 20;

    internal const string ListingColumns =
        """
        s.id, s.title, s.summary, s.opening, s.teller_name, s.language, s.direction = 'rtl', s.told_when, s.warnings,
        s.reading_minutes, array(select c.name from ledger.communities c where c.id = any (s.community_ids) order by c.name),
        s.published_at
        """;

    internal const int ListingWidth = 12;

    /// <summary>A page of a feed, newest first.</summary>
    /// <param name="actor">Who reads.</param>
    /// <param name="feed">Which stories.</param>
    /// <param name="cursor"><see cref="StoryFeedPage.Next"/> of the page before; null or unreadable is the beginning.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<StoryFeedPage> GetFeedAsync(Actor actor, StoryFeed feed, string? cursor, CancellationToken cancellationToken)
    {
        if (IsEmptyFor(actor, feed))
        {
            return new StoryFeedPage([], null);
        }

        await using var scope = await database.BeginByKeyAsync(actor, cancellationToken);
        var source = SourceOf(feed);
        var place = $"{source.PublishedAt}, {source.StoryId}";
        var after = FeedCursor.Parse(cursor);
        object?[] args = after is { } last ? [KeyOf(actor, feed), last.PublishedAt, last.StoryId] : [KeyOf(actor, feed)];
        var rows = await scope.QueryAsync(
            $"""
            select {ListingColumns}, {place} from {source.From}
            where {source.Where} and s.is_open {(after is null ? "" : $"and ({place}) < ($2, $3)")}
            order by {source.PublishedAt} desc, {source.StoryId} desc limit {PageSize + 1}
            """,
            row => (Story: ReadListing(row), Place: new FeedCursor(row.GetDateTime(ListingWidth), row.GetGuid(ListingWidth + 1))),
            args);
        await scope.CommitAsync();
        return new StoryFeedPage(
            [.. rows.Take(PageSize).Select(row => row.Story)],
            rows.Count > PageSize ? rows[PageSize - 1].Place.ToString() : null);
    }

    /// <summary>The newest stories of all communities that the actor belongs to, each once.</summary>
    public async Task<IReadOnlyList<StoryListing>> GetNewestInMyCommunitiesAsync(Actor actor, int limit, CancellationToken cancellationToken)
    {
        if (actor.ProfileId is null)
        {
            return [];
        }

        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var rows = await scope.QueryAsync(
            $"""
            select {ListingColumns}
            from (
              select distinct on (f.story_id) f.story_id
              from ledger.community_members m
              cross join lateral (
                select f.story_id from ledger.story_communities f
                where f.community_id = m.community_id order by f.published_at desc, f.story_id desc limit $2) f
              where m.profile_id = $1 and m.status = 'active') f
            join ledger.stories s on s.id = f.story_id
            where s.is_open
            order by s.published_at desc, s.id desc limit $2
            """,
            ReadListing,
            actor.ProfileId,
            limit);
        await scope.CommitAsync();
        return rows;
    }

    /// <returns>Those of the given stories that are in the feed now, for this actor.</returns>
    public async Task<IReadOnlyList<Guid>> GetStillInFeedAsync(
        Actor actor, StoryFeed feed, IReadOnlyCollection<Guid> storyIds, CancellationToken cancellationToken)
    {
        if (storyIds.Count == 0 || IsEmptyFor(actor, feed))
        {
            return [];
        }

        await using var scope = await database.BeginByKeyAsync(actor, cancellationToken);
        var source = SourceOf(feed);
        var ids = await scope.QueryAsync(
            $"select {source.StoryId} from {source.From} where {source.Where} and {source.StoryId} = any ($2)",
            row => row.GetGuid(0),
            KeyOf(actor, feed),
            storyIds.ToArray());
        await scope.CommitAsync();
        return ids;
    }

    /// <summary>
    /// Opens a published story: its words, once, and a line in the access log, granted or not. The log is committed
    /// before the words are given out.
    /// </summary>
    public async Task<StoryOpening> OpenAsync(Actor actor, Guid storyId, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginByKeyAsync(actor, cancellationToken);
        var facts = await scope.QuerySingleOrDefaultAsync(
            """
            select s.is_open, s.teller_name, s.warnings, s.reading_minutes, s.published_at, s.shown_level::text,
              s.consent_research, s.consent_commercial, s.consent_cross_community,
              (select min(p.role)::text from ledger.story_people p where p.story_id = s.id and p.profile_id = $2),
              c.reads, c.shares, coalesce(d.stage <> 'published', false)
            from ledger.stories s
            left join ledger.story_drafts d on d.story_id = s.id
            left join ledger.story_counts c on c.story_id = s.id
            where s.id = $1
            """,
            row => new StoryFacts(
                IsOpen: row.GetBoolean(0),
                TellerName: row.IsDBNull(1) ? null : row.GetString(1),
                Warnings: row.GetFieldValue<string[]>(2),
                ReadingMinutes: row.GetInt32(3),
                PublishedAt: row.IsDBNull(4) ? default : row.GetDateTime(4),
                ShownLevel: PrivacyLevels.Parse(row.GetString(5)),
                Uses: new StoryUses(row.GetBoolean(6), row.GetBoolean(7), row.GetBoolean(8)),
                Tie: TieOf(row.IsDBNull(9) ? null : row.GetString(9)),
                Counts: new StoryCounts(row.IsDBNull(10) ? 0 : row.GetInt64(10), row.IsDBNull(11) ? 0 : row.GetInt64(11)),
                HasNewerDraft: row.GetBoolean(12)),
            storyId,
            actor.ProfileId ?? Guid.Empty);
        if (facts is { IsOpen: false })
        {
            return StoryOpening.OwnNotShown;
        }

        var communities = facts is null
            ? []
            : await scope.QueryAsync(
                """
                select c.id, c.slug, c.name, c.time_zone from ledger.communities c
                where c.id = any ((select s.community_ids from ledger.stories s where s.id = $1)::uuid[]) order by c.name
                """,
                row => new StoryCommunity(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3)),
                storyId);

        // Also when there was nothing to see: the refusal is logged there.
        var story = await scope.QuerySingleOrDefaultAsync(
            """
            select version_id, title, summary, language, direction = 'rtl', told_when, told_to, place, themes, body::text, transcript,
              exists (select 1 from jsonb_array_elements(people) p where p ->> 'hasPassed' = 'true')
            from app.open_story($1, 'view')
            """,
            row => facts is null
                ? null
                : new ReadableStory
                {
                    Id = storyId,
                    VersionId = row.GetGuid(0),
                    Title = row.GetString(1),
                    Summary = row.GetString(2),
                    Language = row.GetString(3),
                    IsRightToLeft = row.GetBoolean(4),
                    ToldWhen = row.GetString(5),
                    ToldTo = row.GetString(6),
                    Place = row.GetString(7),
                    Themes = row.GetFieldValue<string[]>(8),
                    Body = StoryDocument.Parse(row.GetString(9)),
                    Transcript = row.GetString(10),
                    NamesSomeonePassed = row.GetBoolean(11),
                    TellerName = facts.TellerName,
                    Warnings = facts.Warnings,
                    ReadingMinutes = facts.ReadingMinutes,
                    PublishedAt = facts.PublishedAt,
                    ShownLevel = facts.ShownLevel,
                    Uses = facts.Uses,
                    Communities = communities,
                    Tie = facts.Tie,
                    Counts = facts.Tie == StoryTie.Teller ? facts.Counts : null,
                    HasNewerDraft = facts.HasNewerDraft,
                },
            storyId);
        await scope.CommitAsync();
        return story is null ? StoryOpening.NotFound : new StoryOpening(StoryOpeningOutcome.Opened, story);
    }

    /// <summary>
    /// Counts a share and logs it. Gives nobody access: whoever follows the link is asked like everybody else.
    /// </summary>
    /// <returns>False when this actor may not read the story, or it is only for chosen people: "not found".</returns>
    public async Task<bool> ShareAsync(Actor actor, Guid storyId, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var isGranted = await scope.ScalarAsync<bool>("select app.check_story_access($1, 'share')", storyId);
        await scope.CommitAsync();
        return isGranted;
    }

    /// <summary>Asked by open pages when they hear of a change. Opens nothing and logs nothing.</summary>
    /// <returns>Null when this actor can't read the story any more.</returns>
    public async Task<StoryState?> GetStateAsync(Actor actor, Guid storyId, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginByKeyAsync(actor, cancellationToken);
        var state = await scope.QuerySingleOrDefaultAsync(
            "select s.published_version_id, s.teller_name, s.shown_level >= 'community' from ledger.stories s where s.id = $1 and s.is_open",
            row => new StoryState(row.GetGuid(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetBoolean(2)),
            storyId);
        await scope.CommitAsync();
        return state;
    }

    internal static StoryListing ReadListing(NpgsqlDataReader row) => ReadListing(row, 0);

    internal static StoryListing ReadListing(NpgsqlDataReader row, int at) => new(
        row.GetGuid(at),
        row.GetString(at + 1),
        row.GetString(at + 2),
        row.GetString(at + 3),
        row.IsDBNull(at + 4) ? null : row.GetString(at + 4),
        row.GetString(at + 5),
        row.GetBoolean(at + 6),
        row.GetString(at + 7),
        row.GetFieldValue<string[]>(at + 8),
        row.GetInt32(at + 9),
        row.GetFieldValue<string[]>(at + 10),
        row.GetDateTime(at + 11));

    private static bool IsEmptyFor(Actor actor, StoryFeed feed) =>
        feed.Kind is StoryFeedKind.ToldToMe or StoryFeedKind.Own && actor.ProfileId is null;

    /// <summary>The first parameter of a feed: its community, or the person whose it is.</summary>
    private static object? KeyOf(Actor actor, StoryFeed feed) => feed.Kind switch
    {
        StoryFeedKind.Everyone => true,
        StoryFeedKind.Community => feed.CommunityId,
        StoryFeedKind.ToldToMe or StoryFeedKind.Own => actor.ProfileId,
    };

    // The sort key is in the link rows that a feed is read from: the partitioned table is only asked by id.
    private static FeedSource SourceOf(StoryFeed feed) => feed.Kind switch
    {
        StoryFeedKind.Everyone => new("ledger.public_stories f join ledger.stories s on s.id = f.story_id", "$1", "f.published_at", "f.story_id"),
        StoryFeedKind.Community => new(
            "ledger.story_communities f join ledger.stories s on s.id = f.story_id",
            feed.IsForEveryone ? "f.community_id = $1 and f.shown_level = 'public' and f.consent_public_display" : "f.community_id = $1",
            "f.published_at",
            "f.story_id"),
        StoryFeedKind.ToldToMe => new(
            "ledger.story_people p join ledger.stories s on s.id = p.story_id",
            "p.profile_id = $1 and p.role = 'reader' and s.is_open and s.shown_level = 'people'",
            "s.published_at",
            "s.id"),
        StoryFeedKind.Own => new(
            "ledger.story_people p join ledger.stories s on s.id = p.story_id",
            "p.profile_id = $1 and p.role = 'teller' and s.is_open",
            "s.published_at",
            "s.id"),
    };

    private static StoryTie TieOf(string? role) => role switch
    {
        "teller" => StoryTie.Teller,
        "co_author" => StoryTie.CoAuthor,
        "reader" => StoryTie.ChosenReader,
        _ => StoryTie.None,
    };

    private sealed record FeedSource(string From, string Where, string PublishedAt, string StoryId);

    private sealed record StoryFacts(
        bool IsOpen,
        string? TellerName,
        IReadOnlyList<string> Warnings,
        int ReadingMinutes,
        DateTime PublishedAt,
        PrivacyLevel ShownLevel,
        StoryUses Uses,
        StoryTie Tie,
        StoryCounts Counts,
        bool HasNewerDraft);
}
