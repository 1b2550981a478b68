namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>What is hidden and what is not there are answered by the same words, by whatever way one asks.</summary>
[Collection(MatrixCollection.Name)]
public sealed class SideChannelTests(MatrixFixture matrix)
{
    private MatrixWorld World => matrix.World;

    /// <summary>$1 is the id of something hidden, or of nothing.</summary>
    public static TheoryData<string, string> Questions => new()
    {
        { "story", "select id from ledger.stories where id = $1" },
        { "story", "select story_id from ledger.story_drafts where story_id = $1" },
        { "story", "select community_id from ledger.story_communities where story_id = $1" },
        { "story", "insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language) select gen_random_uuid(), $1, 'research', true, app.current_actor_id(), 1, 'en'" },
        { "story", "select app.check_story_access($1, 'view')" },
        { "story", "select title from app.open_story($1, 'view')" },
        { "story", "select title from app.open_story($1, 'edit')" },
        { "story", "select title from app.open_story($1, 'share')" },
        { "story", "select app.tells_story($1)" },
        { "story", "select app.sovereignty_of($1)" },
        { "story", "select elders from app.count_other_elders($1)" },
        { "story", "select app.keep_version($1, gen_random_uuid())" },
        { "story", "select app.withdraw_story($1)" },
        { "story", "select app.delete_draft($1)" },
        { "story", "select app.send_to_elders($1, gen_random_uuid(), 1, false, null)" },
        { "story", "select app.publish_story($1, gen_random_uuid())" },
        { "story", "select app.set_audience(gen_random_uuid(), $1, 'public', 1, 'en')" },
        { "story", "select app.choose_reader($1, app.current_actor_id(), true)" },
        { "story", "select app.save_snapshot($1, 1, gen_random_uuid(), '{}', '{}', '', '', 0)" },
        { "story", "select app.keep_before_restoring($1, gen_random_uuid(), gen_random_uuid())" },
        { "story", "select app.tells_or_keeps_story($1)" },
        { "story", "select app.enter_consent(gen_random_uuid(), $1, 'research', true, 1, 'en', 'aloud', 'A witness', '')" },
        { "story", "select app.enter_consent(gen_random_uuid(), $1, 'public_display', true, 1, 'en', null, '', '')" },
        { "story", "select app.enter_audience(gen_random_uuid(), $1, 'public', 1, 'en', 'aloud', 'A witness', '')" },
        { "story", "select app.enter_audience(gen_random_uuid(), $1, 'people', 1, 'en', null, '', '')" },
        { "story", "select id from ledger.custody_events where story_id = $1" },
        { "story", "select app.begin_thread(gen_random_uuid(), $1, 'comment', 'body', 0, 0, 1, 'T', 'Why?', null)" },
        { "story", "select quote from app.read_threads($1, true, null, null, 10)" },
        { "story", "select thread_id from app.read_anchors($1)" },
        { "story", "select app.has_anchors_behind($1)" },
        { "story", "select app.move_anchors($1, 0, '{}', '{}', '{}')" },
        { "story", "select id from ledger.story_threads where story_id = $1" },
        { "thread", "select author_id from ledger.story_threads where id = $1" },
        { "thread", "select author_id from ledger.thread_remarks where thread_id = $1" },
        { "thread", "select app.answer_thread(gen_random_uuid(), $1, 'So it was.')" },
        { "thread", "select app.resolve_thread($1)" },
        { "thread", "select app.reopen_thread($1)" },
        { "thread", "select app.refuse_suggestion($1)" },
        { "thread", "select outcome from app.accept_suggestion($1, 0, gen_random_uuid(), null)" },
        { "thread", "select app.take_back_thread($1)" },
        { "thread", "select app.take_back_remark($1)" },
        { "narrator", "select display_name from ledger.profiles where id = $1" },
        { "narrator", "select community_id from ledger.narrators where profile_id = $1" },
        { "narrator", "select app.rename_narrator($1, 'Ann of the lock')" },
        { "narrator", "select app.make_claim_link(gen_random_uuid(), $1, sha256('x'), now() + interval '1 day')" },
        { "claim", "select app.end_claim_link($1)" },
        { "community", "select outcome from app.take_custody($1, gen_random_uuid(), 10)" },
        { "community", "select custodian_id from app.custodians_of($1)" },
        { "version", "select id from ledger.story_versions where id = $1" },
        { "version", "select title from app.open_version($1)" },
        { "version", "select app.wrote_version($1)" },
        { "version", "select app.may_see_review($1, (select id from ledger.communities limit 1))" },
        { "version", "select app.decide_review(gen_random_uuid(), $1, (select id from ledger.communities limit 1), 'approve', '', '{}')" },
        { "decision", "select app.may_see_decision($1)" },
        { "decision", "select app.take_back_decision(gen_random_uuid(), $1, '')" },
        { "condition", "select app.may_see_condition($1)" },
        { "condition", "select app.tick_condition($1)" },
        { "community", "select name from ledger.communities where id = $1" },
        { "community", "select app.ask_to_join($1, '')" },
        { "community", "select app.answer_membership($1, app.current_actor_id(), true)" },
        { "community", "select app.end_membership($1, app.current_actor_id())" },
        { "community", "select app.end_membership($1, gen_random_uuid())" },
        { "community", "select app.set_member_roles($1, gen_random_uuid(), '{member}')" },
        { "community", "select app.invite(gen_random_uuid(), $1, sha256('x'), null, '{member}', 1, now() + interval '1 day')" },
        { "community", "insert into ledger.pictures (owner_id, kind, community_id, content, content_type, width, height) select app.current_actor_id(), 'artwork', $1, 'x', 'image/png', 1, 1" },
        { "profile", "select display_name from ledger.profiles where id = $1" },
        { "profile", "insert into ledger.pictures (owner_id, kind, content, content_type, width, height) values ($1, 'profile', 'x', 'image/png', 1, 1)" },
        { "picture", "select content_type from ledger.pictures where id = $1" },
        { "picture", "update ledger.profiles set picture_id = $1 where id = (select app.current_actor_id())" },
        { "picture", "select app.may_show_picture($1, app.current_actor_id())" },
        { "invitation", "select app.end_invitation($1)" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Hidden_AndMissing_AreTheSameAnswer(string kind, string sql)
    {
        foreach (var who in new[] { World.Stranger, World.Removed, World.OtherElder, World.Anonymous })
        {
            var hidden = await HiddenAsync(kind, who);
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            var missing = await session.TryAsync(sql, Guid.CreateVersion7());
            var found = await session.TryAsync(sql, hidden);
            Assert.Equal(Plain(missing), Plain(found));
        }
    }

    /// <summary>A unique key is only reached after the policy let the row pass: whoever may not insert hears nothing of it.</summary>
    [Fact]
    public async Task TakenKeys_AreNotHeardOfByWhoMayNotInsert()
    {
        var taken = await matrix.Ledger.AdminScalarAsync<Guid>("select id from ledger.consent_events limit 1");
        var hidden = await HiddenAsync("story", World.Stranger);
        await using var session = await ActorSession.OpenAsync(matrix.Ledger, World.Stranger);
        foreach (var id in new[] { taken, Guid.CreateVersion7() })
        {
            var attempt = await session.TryAsync(
                """
                insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language)
                  values ($1, $2, 'research', true, $3, 1, 'en')
                """,
                id,
                hidden,
                World.Stranger.Id);
            Assert.Equal(Attempt.Denied, attempt.SqlState);
            Assert.DoesNotContain("_pkey", attempt.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnInvitation_AndAClaim_AreOnlyReadByTheirToken()
    {
        await using var session = await ActorSession.OpenAsync(matrix.Ledger, World.Stranger);
        Assert.Empty((await session.TryAsync("select community_name from app.read_invitation(sha256('guess'))")).Keys);
        Assert.Equal("not_found", (await session.TryAsync("select outcome from app.accept_invitation(sha256('guess'))")).Keys.Single());
        Assert.Empty((await session.TryAsync("select narrator_name from app.read_claim(sha256('guess'))")).Keys);
        Assert.Equal("not_found", (await session.TryAsync("select outcome from app.claim_narrator(sha256('guess'))")).Keys.Single());
        Assert.Equal(MatrixArchive.Narrator, (await session.TryAsync("select narrator_name from app.read_claim($1)", World.Archive.TokenHash)).Keys.Single());
        await using var nobody = await ActorSession.OpenAsync(matrix.Ledger, World.Anonymous);
        Assert.Empty((await nobody.TryAsync("select narrator_name from app.read_claim($1)", World.Archive.TokenHash)).Keys);
    }

    private static string Plain(Attempt attempt) => $"{attempt.SqlState} {attempt.Message} {string.Join(',', attempt.Keys)}";

    private async Task<Guid> HiddenAsync(string kind, Person who)
    {
        var model = World.Model;
        var story = model.Stories.Values.First(s =>
            s.Teller == World.Storyteller.Id && s.Submitted is not null && !model.SeesStory(who, s) && s.Submitted.Decisions.Count == 0);
        var conditional = model.Stories.Values.First(s => s.Submitted is not null && !model.SeesStory(who, s)
            && s.Submitted.Decisions.GetValueOrDefault(World.River, []).Exists(d => d.Conditions.Count > 0)).Submitted!.Decisions[World.River][0];
        return kind switch
        {
            "story" => story.Id,
            "thread" => World.Remarks.Of(story).Suggestion,
            "version" => story.Submitted!.Id,
            "decision" => conditional.Id,
            "condition" => conditional.Conditions.Keys.Single(),
            // The hill is unlisted; its own elder looks for a community that nobody has founded in this model instead.
            "community" => model.IsMember(who, World.Hill) ? Guid.CreateVersion7() : World.Hill,
            "profile" => model.SeesProfile(who, World.ShedElder.Id) ? Guid.CreateVersion7() : World.ShedElder.Id,
            "narrator" => World.Archive.UnclaimedNarrator,
            "claim" => await matrix.Ledger.AdminScalarAsync<Guid>("select id from ledger.narrator_claims where used_at is null"),
            "picture" => await matrix.Ledger.AdminScalarAsync<Guid>(
                "select id from ledger.pictures where owner_id = $1 and id <> $2", World.Member.Id, World.ShownPicture),
            _ => await matrix.Ledger.AdminScalarAsync<Guid>("select id from ledger.community_invitations where community_id = $1", World.River),
        };
    }
}
