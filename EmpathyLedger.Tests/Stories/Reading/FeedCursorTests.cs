using CsCheck;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Search;
using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Stories.Reading;

public sealed class FeedCursorTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private readonly StoryReader _stories = new(ledger.Database);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Cursor_WrittenAndRead_IsTheSamePlace() =>
        Gen.Select(Gen.Long[0, DateTime.MaxValue.Ticks], Gen.Guid).Sample((ticks, id) =>
            FeedCursor.Parse(new FeedCursor(new DateTime(ticks, DateTimeKind.Utc), id).ToString())
            == new FeedCursor(new DateTime(ticks, DateTimeKind.Utc), id));

    [Fact]
    public void Cursor_OfAnyText_IsAPlaceOrTheBeginning() =>
        Gen.String.Sample(text =>
        {
            _ = FeedCursor.Parse(text)?.ToString();
            _ = SearchCursor.Parse(text)?.ToString();
        });

    [Fact]
    public async Task Walk_ManyStoriesOfTheSameMoment_MeetsEachOnceInOrder()
    {
        await FillAsync(137);
        Assert.Equal(
            await ledger.AdminScalarAsync<Guid[]>("select array_agg(story_id order by published_at desc, story_id desc) from ledger.public_stories"),
            await WalkAsync(_ => Task.CompletedTask));
    }

    [Fact]
    public async Task Walk_WhileStoriesArePublished_MeetsWhatWasThereOnceAndOnlyOnce()
    {
        await FillAsync(65);
        var before = await ledger.AdminScalarAsync<Guid[]>("select array_agg(story_id) from ledger.public_stories");
        var met = await WalkAsync(page => FillAsync(3, page));
        Assert.Equal(met.Count, met.Distinct().Count());
        Assert.Empty(before.Except(met));
    }

    [Theory]
    [InlineData("not a cursor")]
    [InlineData("////////////////////////////////")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("' or 1=1 --")]
    public async Task TamperedCursor_IsHarmless(string cursor)
    {
        await FillAsync(3);
        var page = await _stories.GetFeedAsync(Actor.Anonymous, StoryFeed.Everyone, cursor, Cancellation);
        Assert.InRange(page.Stories.Count, 0, StoryReader.PageSize);
    }

    private async Task<List<Guid>> WalkAsync(Func<int, Task> betweenPages)
    {
        var met = new List<Guid>();
        string? cursor = null;
        var pages = 0;
        do
        {
            var page = await _stories.GetFeedAsync(Actor.Anonymous, StoryFeed.Everyone, cursor, Cancellation);
            met.AddRange(page.Stories.Select(story => story.Id));
            cursor = page.Next;
            await betweenPages(++pages);
        }
        while (cursor is not null && pages < 100);
        return met;
    }

    /// <summary>Published stories, five of each moment; later fillings are newer.</summary>
    private Task FillAsync(int count, int later = 0) => ledger.AdminAsync(
        $$"""
        insert into ledger.profiles (id, display_name) values ('019ab000-0000-7000-8000-000000000001', 'Rosa') on conflict do nothing;
        with made as (
          select ('019ab000-' || lpad(to_hex(i % 65536), 4, '0') || '-7' || substr(md5(random()::text), 1, 3) || '-8' || substr(md5(random()::text), 1, 3)
            || '-' || substr(md5(random()::text), 1, 12))::uuid as id, i
          from generate_series(1, {{count}}) i),
        stories as (
          insert into ledger.stories (id, teller_id, privacy_level, title, reading_minutes, created_at, updated_at)
          select id, '019ab000-0000-7000-8000-000000000001', 'public', 'A story', 1, now(), now() from made returning id),
        versions as (
          insert into ledger.story_versions (id, story_id, teller_id, number, kind, kept_by, draft_revision, title, summary, language,
            direction, told_when, told_to, place, themes, warnings, people, community_ids, is_sensitive, body, body_text, transcript, word_count,
            audience, author_ids, created_at)
          select id, id, '019ab000-0000-7000-8000-000000000001', 1, 'sent', 'person', 1, 'A story', '', 'en', 'ltr', '', '', '', '{}', '{}', '[]', '{}',
            false, '{}', 'words', '', 1, 'public', '{}', now() from made)
        select count(*) from stories;
        update ledger.stories s set published_version_id = s.id, is_cleared = true, cleared_level = 'public', consent_public_display = true,
          published_at = timestamptz '2026-01-01' + make_interval(days => {{later}}, mins => ('x' || substr(s.id::text, 10, 4))::bit(16)::int / 5)
        where s.published_version_id is null
        """);
}
