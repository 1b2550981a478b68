using Npgsql;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>The matrix itself, tried on faults that are planted in a transaction and rolled back: it must notice each.</summary>
[Collection(MatrixCollection.Name)]
public sealed class PlantedFaultTests(MatrixFixture matrix)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> FaultsOfReading => new()
    {
        { "stories", "alter policy stories_select_reader on ledger.stories using (is_open)" },
        { "stories", "alter policy stories_select_own on ledger.stories using (false)" },
        { "stories", "update ledger.stories set erased_at = null where erased_at is not null" },
        { "stories", "alter table ledger.stories disable row level security" },
        { "version_clearances", "alter table ledger.version_clearances disable row level security" },
        { "story_communities", "create policy planted on ledger.story_communities for select to ledger_app using (true)" },
        { "profiles", "create policy planted on ledger.profiles for select to ledger_app using ((select app.current_actor_id()) is not null)" },
        { "notifications", "create policy planted on ledger.notifications for select to ledger_app using (kind = 'review_waiting')" },
        { "stories", "alter policy stories_select_custodian on ledger.stories using (custodian_id = (select app.current_actor_id()))" },
        { "stories", "alter policy stories_select_custodian on ledger.stories using (custody_community_id = any ((select app.my_steward_community_ids())::uuid[]))" },
        { "story_drafts", "alter policy story_drafts_select_custodian on ledger.story_drafts using (custodian_id = (select app.current_actor_id()))" },
        { "story_versions", "alter policy story_versions_select_custodian on ledger.story_versions using (custodian_id = (select app.current_actor_id()))" },
        { "story_versions", "alter policy story_versions_select_reviewer on ledger.story_versions using (is_review_open and community_ids && (select app.my_elder_community_ids())::uuid[])" },
        { "version_clearances", "alter policy version_clearances_select_author on ledger.version_clearances using ((select app.current_actor_id()) = any (author_ids))" },
        { "version_clearances", "drop policy version_clearances_select_custodian on ledger.version_clearances" },
        { "consent_events", "alter policy consent_events_select_teller on ledger.consent_events using (app.tells_story(story_id))" },
        { "custody_events", "create policy planted on ledger.custody_events for select to ledger_app using (actor_id = (select app.current_actor_id()))" },
        { "profiles", "alter policy profiles_select_archive_steward on ledger.profiles using (exists (select 1 from ledger.narrators n where n.profile_id = profiles.id and n.community_id = any ((select app.my_steward_community_ids())::uuid[])))" },
        { "story_heads", "alter policy story_heads_select_draft on ledger.story_heads using ((select app.current_actor_id()) is not null)" },
        { "story_people", "alter policy story_people_select_with_a_part on ledger.story_people using (story_id = any ((select app.my_part_story_ids())::uuid[]))" },
        { "story_people", "alter policy story_people_select_with_a_part on ledger.story_people using (role <> 'reader' and story_id = any ((select app.my_co_authored_story_ids())::uuid[]))" },
        { "story_people", "alter policy story_people_select_who_is_on_it on ledger.story_people using (role <> 'reader')" },
        { "story_people_events", "alter policy story_people_events_select_teller on ledger.story_people_events using (story_id = any ((select app.my_part_story_ids())::uuid[]))" },
        { "story_drafts", "create policy planted on ledger.story_drafts for select to ledger_app using (story_id = any ((select app.my_watched_story_ids())::uuid[]))" },
        { "version_clearances", "update ledger.version_clearances set keeper_ids = '{}'" },
        { "story_versions", "update ledger.story_versions v set author_ids = array(select unnest(v.author_ids) except select e.profile_id from ledger.story_people_events e where e.kind = 'ended')" },
        { "collaboration_sessions", "alter policy collaboration_sessions_select_draft on ledger.collaboration_sessions using ((select app.current_actor_id()) is not null)" },
        { "collaboration_seats", "alter policy collaboration_seats_select_draft on ledger.collaboration_seats using ((select app.current_actor_id()) is not null)" },
        { "story_threads", "alter policy story_threads_select_draft on ledger.story_threads using ((select app.current_actor_id()) is not null)" },
        { "story_threads", "create policy planted on ledger.story_threads for select to ledger_app using (author_id = (select app.current_actor_id()))" },
        { "thread_remarks", "create policy planted on ledger.thread_remarks for select to ledger_app using ((select app.current_actor_id()) is not null)" },
        { "narrators", "alter policy narrators_select_steward on ledger.narrators using (community_id = any ((select app.my_community_ids())::uuid[]))" },
        { "narrator_claims", "alter policy narrator_claims_select_steward on ledger.narrator_claims using (community_id = any ((select app.my_community_ids())::uuid[]))" },
    };

    /// <summary>Each step is refused to that person on that story, where <see cref="StateChangeTests"/> tries it.</summary>
    public static TheoryData<string, string, string, string> FaultsOfSteps => new()
    {
        {
            "create or replace function app.lock_draft(p_story_id uuid, p_is_teller_only boolean) returns ledger.story_drafts language sql volatile security definer "
                + "set search_path = pg_catalog, pg_temp as 'select d.* from ledger.story_drafts d where d.story_id = p_story_id and app.current_actor_id() in (d.teller_id, d.custodian_id) for update'",
            "lapsed custodian", "kept by nobody, published for the community", "select app.withdraw_story($1)"
        },
        {
            "create or replace function app.lock_draft(p_story_id uuid, p_is_teller_only boolean) returns ledger.story_drafts language sql volatile security definer "
                + "set search_path = pg_catalog, pg_temp as 'select d.* from ledger.story_drafts d where d.story_id = p_story_id for update'",
            "member", "written together", "select app.choose_communities($1, '{}')"
        },
        {
            "create or replace function app.lock_own_draft(p_story_id uuid) returns ledger.story_drafts language sql volatile security definer "
                + "set search_path = pg_catalog, pg_temp as 'select app.lock_draft(p_story_id, true)'",
            "custodian", "kept, never sent", "select app.set_audience(gen_random_uuid(), $1, 'public', 1, 'en')"
        },
        {
            "create or replace function app.lock_kept_draft(p_story_id uuid) returns ledger.story_drafts language sql volatile security definer "
                + "set search_path = pg_catalog, pg_temp as 'select d.* from ledger.story_drafts d where d.story_id = p_story_id and d.custodian_id = app.current_actor_id() for update'",
            "lapsed custodian", "kept by nobody, with the elders", "select app.enter_consent(gen_random_uuid(), $1, 'research', true, 1, 'en', 'aloud', 'A witness', '')"
        },
        {
            "update ledger.version_clearances c set author_ids = array(select unnest(c.author_ids) except select e.profile_id from ledger.story_people_events e where e.kind = 'ended');"
                + "update ledger.story_versions v set author_ids = array(select unnest(v.author_ids) except select e.profile_id from ledger.story_people_events e where e.kind = 'ended')",
            "former co-author", "with the elders, Public, public display",
            "select app.decide_review(gen_random_uuid(), (select v.id from ledger.story_versions v where v.story_id = $1 and v.is_review_open), c.id, 'approve', '', '{}') from ledger.communities c where c.slug = 'river'"
        },
        {
            "create or replace function app.gives_parts(p_story_id uuid, p_profile_id uuid) returns boolean language sql stable security definer "
                + "set search_path = pg_catalog, pg_temp as 'select exists (select 1 from ledger.story_people p where p.story_id = p_story_id and p.profile_id = p_profile_id)'",
            "commenter", "written together", "select app.change_part($1, app.current_actor_id(), 'co_author')"
        },
        {
            "create or replace function app.gives_parts(p_story_id uuid, p_profile_id uuid) returns boolean language sql stable security definer "
                + "set search_path = pg_catalog, pg_temp as 'select p_profile_id is not null'",
            "stranger", "written together", "select app.end_part($1, (select p.profile_id from app.people_on_story($1) p where p.part = 'commenter'))"
        },
        {
            "create or replace function app.part_speaks(p_part text) returns boolean language sql immutable security definer "
                + "set search_path = pg_catalog, pg_temp as 'select p_part is not null'",
            "watcher", "written together", "select app.begin_thread(gen_random_uuid(), $1, 'comment', 'body', 0, 0, 1, 'T', 'Why?', null)"
        },
        {
            "create or replace function app.part_decides(p_part text) returns boolean language sql immutable security definer "
                + "set search_path = pg_catalog, pg_temp as 'select p_part is not null'",
            "commenter", "written together",
            "select app.refuse_suggestion(t.id) from app.read_threads($1, true, null, null, 10) t where t.kind = 'suggestion'"
        },
        {
            "create or replace function app.part_resolves(p_part text, p_is_author boolean) returns boolean language sql immutable security definer "
                + "set search_path = pg_catalog, pg_temp as 'select p_part is not null'",
            "watcher", "written together", "select app.resolve_thread(t.id) from app.read_threads($1, true, null, null, 10) t where t.kind = 'comment'"
        },
        {
            "create or replace function app.hold_part(p_story_id uuid) returns text language sql volatile security definer "
                + "set search_path = pg_catalog, pg_temp as $$select 'teller'$$",
            "former co-author", "written together", "select app.begin_thread(gen_random_uuid(), $1, 'comment', 'body', 0, 0, 1, 'T', 'Why?', null)"
        },
        {
            "update ledger.version_clearances set author_ids = array_remove(author_ids, custodian_id) where custodian_id is not null",
            "custodian", "kept, with the elders", "select app.decide_review(gen_random_uuid(), (select id from ledger.story_versions where story_id = $1), custody_community_id, 'approve', '', '{}') from ledger.story_drafts where story_id = $1"
        },
    };

    public static TheoryData<string, string> FaultsOfWriting => new()
    {
        {
            "create policy planted on ledger.profiles for update to ledger_app using (true) with check (true)",
            "update ledger.profiles set display_name = 'Planted' returning id"
        },
        { "grant select (body_text) on ledger.story_versions to ledger_app", "select body_text from ledger.story_versions" },
        {
            "create policy planted on ledger.thread_remarks for select to ledger_app using (true); grant select on ledger.thread_remarks to ledger_app",
            "select words from ledger.thread_remarks"
        },
        {
            "create policy planted on ledger.story_operations for select to ledger_app using (true); grant select on ledger.story_operations to ledger_app",
            "select change from ledger.story_operations"
        },
        {
            "create policy planted on ledger.consent_events for insert to ledger_app with check (true)",
            "insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language) " +
            "select gen_random_uuid(), s.id, 'research', true, (select app.current_actor_id()), 1, 'en' from ledger.stories s where is_open"
        },
    };

    [Fact]
    public async Task WithoutAFault_NothingIsNoticed() => Assert.Empty(await DifferencesAsync("stories", "select 1"));

    [Theory]
    [MemberData(nameof(FaultsOfReading))]
    public async Task FaultOfReading_IsNoticed(string table, string fault) => Assert.NotEmpty(await DifferencesAsync(table, fault));

    /// <summary>Each is refused, or changes nothing, where <see cref="OwnWriteTests"/> and <see cref="TableVerbTests"/> try it.</summary>
    [Theory]
    [MemberData(nameof(FaultsOfWriting))]
    public async Task FaultOfWriting_IsNoticed(string fault, string attempt)
    {
        Assert.True(await ReachesNothingOfOthersAsync("select 1", attempt));
        Assert.False(await ReachesNothingOfOthersAsync(fault, attempt));
    }

    [Theory]
    [MemberData(nameof(FaultsOfSteps))]
    public async Task FaultOfAStep_IsNoticed(string fault, string person, string situation, string attempt)
    {
        Assert.Contains(await AnswerAsync("select 1", person, situation, attempt), (string[])["not_found", "own_story", "not_allowed"]);
        Assert.DoesNotContain(await AnswerAsync(fault, person, situation, attempt), (string?[])["not_found", "own_story", "not_allowed", null]);
    }

    private async Task<string?> AnswerAsync(string fault, string person, string situation, string sql)
    {
        await using var connection = new NpgsqlConnection(matrix.Ledger.AdminConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await ExecuteAsync(connection, fault);
        await using var session = await ActorSession.OverAsync(matrix.Ledger, connection, matrix.World.SignedIn.Single(who => who.Name == person));
        var attempt = await session.TryAsync(sql, matrix.World.Story(situation).Id);
        Assert.Equal((null, ""), (attempt.SqlState, attempt.Message));
        return attempt.Keys.SingleOrDefault();
    }

    private async Task<bool> ReachesNothingOfOthersAsync(string fault, string sql)
    {
        await using var connection = new NpgsqlConnection(matrix.Ledger.AdminConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await ExecuteAsync(connection, fault);
        await using var session = await ActorSession.OverAsync(matrix.Ledger, connection, matrix.World.Member);
        var attempt = await session.TryAsync(sql);
        return attempt.IsDenied || (attempt.Keys.Count > 0 && attempt.Keys.All(key => key == matrix.World.Member.Id.ToString()));
    }

    private async Task<List<string>> DifferencesAsync(string name, string fault)
    {
        var table = MatrixTable.All.Single(t => t.Name == name);
        var rows = await matrix.AllRowsAsync(table);
        await using var connection = new NpgsqlConnection(matrix.Ledger.AdminConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await ExecuteAsync(connection, fault);
        var differences = new List<string>();
        foreach (var who in matrix.World.Everybody)
        {
            await using var session = await ActorSession.OverAsync(matrix.Ledger, connection, who);
            var shown = (await session.KeysAsync($"select ({table.Key})::text from ledger.{name}")).ToHashSet();
            var expected = rows.Where(row => table.Sees!(matrix.World.Model, row.Value, who)).Select(row => row.Key).ToHashSet();
            shown.SymmetricExceptWith(expected);
            differences.AddRange(shown.Select(key => $"{who}: {key}"));
        }

        return differences;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
