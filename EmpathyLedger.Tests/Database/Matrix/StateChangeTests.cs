namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>
/// Every state-changing function, called by everybody on real stories: whoever is not entitled hears "not_found" as for a
/// story that does not exist, and nothing changes.
/// </summary>
[Collection(MatrixCollection.Name)]
public sealed class StateChangeTests(MatrixFixture matrix)
{
    private const string Digest = """
        select md5(string_agg(part, '' order by part)) from (
          select md5(t::text) as part from ledger.stories t union all select md5(t::text) from ledger.story_drafts t
          union all select md5(t::text) from ledger.story_versions t union all select md5(t::text) from ledger.story_people t
          union all select md5(t::text) from ledger.version_clearances t union all select md5(t::text) from ledger.review_decisions t
          union all select md5(t::text) from ledger.review_condition_ticks t union all select md5(t::text) from ledger.consent_events t
          union all select md5(t::text) from ledger.community_members t union all select md5(t::text) from ledger.community_invitations t
          union all select md5(t::text) from ledger.communities t union all select md5(t::text) from ledger.profiles t
          union all select md5(t::text) from ledger.notifications t
          union all select md5(t::text) from ledger.membership_events t union all select md5(t::text) from ledger.narrators t
          union all select md5(t::text) from ledger.narrator_claims t union all select md5(t::text) from ledger.custody_events t
          union all select md5(t::text) from ledger.story_heads t union all select md5(t::text) from ledger.story_operations t
          union all select md5(t::text) from ledger.story_invitations t union all select md5(t::text) from ledger.story_people_events t
          union all select md5(t::text) from ledger.imports t union all select md5(t::text) from ledger.import_rows t) parts
        """;

    private const string Approve = "select app.decide_review(gen_random_uuid(), $1, $2, 'approve', '', '{}')";

    private static readonly (string Name, string Sql)[] TellersOwn =
    [
        ("send_to_elders", "select app.send_to_elders($1, gen_random_uuid(), $2, true, null, 'a note')"),
        ("take_back_from_elders", "select app.take_back_from_elders($1) where $2 is not null"),
        ("publish_story", "select app.publish_story($1, gen_random_uuid()) where $2 is not null"),
        ("schedule_story", "select app.schedule_story($1, now() + interval '1 day') where $2 is not null"),
        ("take_down_story", "select app.take_down_story($1) where $2 is not null"),
        ("withdraw_story", "select app.withdraw_story($1) where $2 is not null"),
        ("archive_story", "select app.archive_story($1, true) where $2 is not null"),
        ("bring back", "select app.archive_story($1, false) where $2 is not null"),
        ("delete_draft", "select app.delete_draft($1) where $2 is not null"),
    ];

    /// <summary>What nobody does in a teller's place.</summary>
    private static readonly (string Name, string Sql)[] TellersAlone =
    [
        ("set_audience", "select app.set_audience(gen_random_uuid(), $1, 'public', 1, 'en') where $2 is not null"),
        ("choose_reader", "select app.choose_reader($1, app.current_actor_id(), true) where $2 is not null"),
    ];

    /// <summary>What a custodian does on a narrator's word; a teller says it themselves.</summary>
    private static readonly (string Name, string Sql)[] Custodians =
    [
        ("enter_audience", "select app.enter_audience(gen_random_uuid(), $1, 'public', 1, 'en', 'aloud', 'A witness', '') where $2 is not null"),
        ("enter_consent", "select app.enter_consent(gen_random_uuid(), $1, 'research', true, 1, 'en', 'aloud', 'A witness', '') where $2 is not null"),
    ];

    private static readonly (string Name, string Sql)[] Authors =
    [
        ("save_snapshot", """
            select app.save_snapshot($1, $2 + 1, gen_random_uuid(), '{"title": "Taken over"}', '{"ops":[{"insert":"x\n"}]}', 'x', '', 1)
            """),
        ("choose_communities", "select app.choose_communities($1, '{}') where $2 is not null"),
        ("keep_version", "select app.keep_version($1, gen_random_uuid()) where $2 is not null"),
        ("keep_before_restoring", "select app.keep_before_restoring($1, $3, gen_random_uuid()) where $2 is not null"),
    ];

    private MatrixWorld World => matrix.World;

    [Fact]
    public async Task FunctionsOfTheRoad_ForWhoIsNotEntitled_AnswerNotFoundAndChangeNothing()
    {
        var before = await matrix.Ledger.AdminScalarAsync<string>(Digest);
        var wrong = new List<string>();
        foreach (var who in World.Everybody)
        {
            foreach (var story in Sample())
            {
                var version = story.Versions.Keys.FirstOrDefault();
                var forbidden = new List<(string Name, string Sql)>();
                forbidden.AddRange(story.Teller != who.Id ? TellersAlone : []);
                forbidden.AddRange(World.Model.TellsOrKeeps(who, story) && !story.IsErased ? [] : TellersOwn);
                forbidden.AddRange(World.Model.Keeps(who, story) && !story.IsErased ? [] : Custodians);
                foreach (var (name, sql) in forbidden)
                {
                    await ExpectNotFoundAsync(wrong, who, story, name, sql, story.Id, story.Revision);
                }

                if (!World.Model.SeesDraft(who, story))
                {
                    foreach (var (name, sql) in Authors)
                    {
                        await ExpectNotFoundAsync(
                            wrong, who, story, name, sql, name == "keep_before_restoring" ? [story.Id, story.Revision, version] : [story.Id, story.Revision]);
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
        Assert.Equal(before, await matrix.Ledger.AdminScalarAsync<string>(Digest));
    }

    [Fact]
    public async Task Decisions_AreRecordedForReviewersOnly_AndTheRestLearnNothing()
    {
        var wrong = new List<string>();
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            var toNobody = new Dictionary<Guid, string?>();
            foreach (var community in World.Model.Communities.Keys)
            {
                var attempt = await session.TryAsync(Approve, Guid.CreateVersion7(), community);
                toNobody.Add(community, attempt.Keys.SingleOrDefault());
                Assert.Contains(toNobody[community], (string?[])["not_found", "not_an_elder"]);
            }

            foreach (var story in Sample())
            {
                foreach (var version in story.Versions.Values)
                {
                    foreach (var community in World.Model.Communities.Keys)
                    {
                        var attempt = await session.TryAsync(Approve, version.Id, community);
                        var word = attempt.Keys.SingleOrDefault() ?? attempt.SqlState;
                        var isReviewer = World.Model.Reviews(who, story, version, community);
                        var hasDecided = version.Decisions.GetValueOrDefault(community, []).Exists(d => d.Elder == who.Id && !d.IsTakenBack);
                        var mayKnow = isReviewer || World.Model.SeesDraft(who, story) || (World.Model.IsIn(who, community, "elder") && version.Communities.Contains(community));
                        if ((word == "recorded") != (isReviewer && !hasDecided) || (!mayKnow && word != toNobody[community]))
                        {
                            wrong.Add($"{who} on {story} in {community}: {word} {attempt.Message}");
                        }
                    }

                    foreach (var decision in version.Decisions.Values.SelectMany(list => list).Where(d => d.Elder != who.Id))
                    {
                        var taken = await session.TryAsync("select app.take_back_decision(gen_random_uuid(), $1, '')", decision.Id);
                        var ticked = await session.TryAsync(
                            "select app.tick_condition($1)", decision.Conditions.Keys.FirstOrDefault(Guid.CreateVersion7()));
                        if (taken.Keys.SingleOrDefault() != "not_found" || ticked.Keys.SingleOrDefault() != "not_found")
                        {
                            wrong.Add($"{who} on a decision on {story}: {taken.Keys.SingleOrDefault()}, {ticked.Keys.SingleOrDefault()} {taken.Message}{ticked.Message}");
                        }
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
    }

    [Fact]
    public async Task FunctionsOfTheRoad_ForTheTeller_AreNeverNotFound()
    {
        foreach (var story in Sample().Where(story => story.Teller == World.Storyteller.Id && !story.IsErased))
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, World.Storyteller);
            foreach (var (name, sql) in TellersOwn.Where(function => function.Name != "choose_reader"))
            {
                var attempt = await session.TryAsync(sql, story.Id, story.Revision);
                Assert.False(attempt.Keys.SingleOrDefault() == "not_found", $"{name} on {story}");
            }
        }
    }

    [Fact]
    public async Task FunctionsOfACommunity_AreForItsStewards()
    {
        var invitation = await matrix.Ledger.AdminScalarAsync<Guid>("select id from ledger.community_invitations where community_id = $1", World.River);
        var link = await matrix.Ledger.AdminScalarAsync<Guid>("select id from ledger.narrator_claims where used_at is null");
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            foreach (var (success, sql, args) in new (string, string, object[])[]
            {
                ("answered", "select app.answer_membership($1, $2, true)", [World.River, World.Asking.Id]),
                ("ended", "select app.end_membership($1, $2)", [World.River, World.Member.Id]),
                ("changed", "select app.set_member_roles($1, $2, '{member,elder}')", [World.River, World.Member.Id]),
                ("ended", "select app.end_invitation($1)", [invitation]),
                ("renamed", "select app.rename_narrator($1, 'Ann of the lock')", [World.Archive.UnclaimedNarrator]),
                ("made", "select app.make_claim_link(gen_random_uuid(), $1, sha256('x'), now() + interval '1 day')", [World.Archive.UnclaimedNarrator]),
                ("ended", "select app.end_claim_link($1)", [link]),
                ("taken_over", "select t.outcome from app.take_custody($1, $2, 1) t", [World.River, World.Archive.LapsedCustodian.Id]),
                ("begun", "select app.begin_import(gen_random_uuid(), $1, 'a.csv')", [World.River]),
                ("invited", "select app.invite(gen_random_uuid(), $1, sha256('x'), null, '{member}', 1, now() + interval '1 day')", [World.River]),
            })
            {
                var word = (await session.TryAsync(sql, args)).Keys.SingleOrDefault();
                var isEntitled = World.Model.IsIn(who, World.River, "steward") || (sql.Contains("end_membership", StringComparison.Ordinal) && who == World.Member);
                Assert.Equal(isEntitled ? success : "not_found", word);
            }

            Assert.Equal(
                who == World.Stranger ? "asked" : null,
                who == World.Stranger ? (await session.TryAsync("select app.ask_to_join($1, '')", World.River)).Keys.Single() : null);
            Assert.True((await session.TryAsync("select app.set_up_portal(gen_random_uuid(), 'X', 'X', 'X', '', 'X', 'UTC')")).IsDenied);
        }
    }

    /// <summary>Every state once, and what is told elsewhere.</summary>
    private IEnumerable<StoryFacts> Sample() => World.Model.Stories.Values.Where(story =>
        story.Situation.EndsWith(", Public, public display", StringComparison.Ordinal) || !story.Situation.Contains(", P", StringComparison.Ordinal));

    private async Task ExpectNotFoundAsync(List<string> wrong, Person who, StoryFacts story, string name, string sql, params object?[] args)
    {
        var word = await World.Road.AskAsync(who, sql, args);
        if (word != "not_found")
        {
            wrong.Add($"{who} on {story}: {name} answers {word}");
        }
    }
}
