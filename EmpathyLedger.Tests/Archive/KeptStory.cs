using EmpathyLedger.Core.Database;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Archive;

/// <summary>Rows as an import leaves them, put there by the superuser.</summary>
internal static class KeptStory
{
    /// <returns>The narrator's profile: an unclaimed one of that name in the community, or a new one.</returns>
    public static Task<Guid> NarratorAsync(LedgerDatabaseFixture ledger, Guid community, Guid steward, string name) =>
        ledger.AdminScalarAsync<Guid>(
            """
            with there as (
              select n.profile_id from ledger.narrators n
              where n.community_id = $2 and n.name_key = app.narrator_key($4) and n.claimed_by is null),
            made as (
              insert into ledger.profiles (id, display_name) select $1, $4 where not exists (select 1 from there) returning id),
            added as (
              insert into ledger.narrators (profile_id, community_id, name_key, added_by, added_at)
              select id, $2, app.narrator_key($4), $3, now() from made returning profile_id)
            select profile_id from there union all select profile_id from added
            """,
            Guid.CreateVersion7(),
            community,
            steward,
            name);

    public static Task AddAsync(LedgerDatabaseFixture ledger, Guid story, Guid community, Guid custodian, Guid narrator, string title) =>
        ledger.AdminAsync(
            $$"""
            insert into ledger.stories (id, teller_id, custodian_id, custody_community_id, created_at, updated_at)
              values ('{{story}}', '{{narrator}}', '{{custodian}}', '{{community}}', now(), now());
            insert into ledger.story_drafts (story_id, teller_id, custodian_id, custody_community_id, revision, title, community_ids, body, body_text,
              word_count, saved_at, created_at)
              values ('{{story}}', '{{narrator}}', '{{custodian}}', '{{community}}', 1, '{{title.Replace("'", "''", StringComparison.Ordinal)}}',
                '{ {{community}} }', '{"ops":[{"insert":"The ferryman kept a lantern.\n"}]}', E'The ferryman kept a lantern.\n', 5, now(), now());
            insert into ledger.story_people (story_id, profile_id, role, added_at) values ('{{story}}', '{{narrator}}', 'teller', now());
            insert into ledger.custody_events (story_id, community_id, actor_id, kind, happened_at)
              values ('{{story}}', '{{community}}', '{{custodian}}', 'imported', now());
            """);

    public static byte[] NewTokenHash() => System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);

    /// <summary>As the steward; refuses to go on when the link was not made.</summary>
    public static async Task<(Guid Id, byte[] TokenHash)> LinkAsync(LedgerDatabaseFixture ledger, Actor steward, Guid narrator)
    {
        var (id, hash) = (Guid.CreateVersion7(), NewTokenHash());
        await using var scope = await ledger.Database.BeginAsync(steward, TestContext.Current.CancellationToken);
        Assert.Equal("made", await scope.ScalarAsync<string>("select app.make_claim_link($1, $2, $3, now() + interval '1 day')", id, narrator, hash));
        await scope.CommitAsync();
        return (id, hash);
    }
}
