using System.Text.Json;
using Npgsql;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>
/// Calls the database's functions as people do, and keeps the model's facts by what each answer means. The answer is the
/// only thing that is believed of the database: a step that it takes without being entitled to is a failure of the caller.
/// </summary>
internal sealed partial class SimulatedRoad(LedgerDatabaseFixture ledger, AccessModel model)
{
    private static readonly string[] Water = ["water"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public AccessModel Model => model;

    public async Task<string> AskAsync(Person who, string sql, params object?[] args)
    {
        await using var scope = await ledger.Database.BeginAsync(who.Actor, Cancellation);
        var word = await scope.QueryAsync(sql, reader => reader.GetValue(0) as string ?? "", args);
        await scope.CommitAsync();
        return word.Count == 0 ? "" : word[0];
    }

    public async Task<StoryFacts> StartAsync(Person teller, string situation, bool isSensitive = false, bool hasWarnings = false)
    {
        var story = new StoryFacts(situation, teller.Id) { IsSensitive = isSensitive, HasWarnings = hasWarnings };
        Assert.Equal("started", await AskAsync(teller, "select app.start_story($1, 'en', 'ltr')", story.Id));
        model.Stories.Add(story.Id, story);
        return story;
    }

    public async Task<string> SaveAsync(Person who, StoryFacts story, params Guid[] communities)
    {
        string word;
        await using (var scope = await ledger.Database.BeginAsync(who.Actor, Cancellation))
        {
            word = await scope.WriteDraftAsync(
                story.Id,
                JsonSerializer.Serialize(new
                {
                    title = $"Story {story.Situation}", summary = "A summary", language = "en", direction = "ltr", toldWhen = "", toldTo = "", place = "",
                    themes = Water, warnings = story.HasWarnings ? (string[])["flood"] : [], people = Array.Empty<string>(),
                    communityIds = communities, isSensitive = story.IsSensitive,
                }),
                """{"ops":[{"insert":"The ferryman kept a lantern.\n"}]}""",
                "The ferryman kept a lantern.\n",
                "A transcript",
                5);
            await scope.CommitAsync();
        }

        if (word == "saved")
        {
            story.Revision = (story.Head ?? story.Revision) + 1;
            story.Head = story.Revision;

            // The teller chooses among their communities, a custodian the one that keeps it; what was chosen before may stay.
            story.DraftCommunities = [.. communities.Where(community =>
                story.DraftCommunities.Contains(community) || (who.Id == story.Teller && model.IsMember(who, community))
                || (model.Keeps(who, story) && community == story.KeptFor))];
        }

        return word;
    }

    public async Task AppendAsync(Person who, StoryFacts story)
    {
        await AskAsync(
            who, "select app.append_operations($1, $2, array[gen_random_uuid()], '{1}', array[convert_to('{}', 'UTF8')])::text", story.Id, story.Head ?? story.Revision);
        story.Head = (story.Head ?? story.Revision) + 1;
    }

    public async Task EnterAsync(Person who, StoryFacts story)
    {
        story.SessionId ??= Guid.CreateVersion7();
        Assert.Equal(
            who.Id.ToString(),
            await AskAsync(
                who, "select app.current_actor_id()::text from app.enter_session($1, $2, gen_random_uuid())", story.SessionId, story.Id));
    }

    public async Task<string> SaveSnapshotAsync(Person who, StoryFacts story)
    {
        var word = await AskAsync(
            who,
            """
            select app.save_snapshot($1, $2, gen_random_uuid(), '{"title": "Written together", "summary": "", "language": "en", "direction": "ltr",
              "toldWhen": "", "toldTo": "", "place": "", "themes": [], "warnings": [], "people": [], "isSensitive": false}',
              '{"ops":[{"insert":"The ferryman came.\n"}]}', 'The ferryman came.', '', 3)
            """,
            story.Id, story.Head);
        if (word == "saved")
        {
            story.Revision = story.Head!.Value;
        }

        return word;
    }

    public async Task<string> SetAudienceAsync(Person who, StoryFacts story, Level level)
    {
        var word = await AskAsync(
            who,
            "select app.set_audience($1, $2, $3::text::ledger.privacy_level, 1, 'en')",
            Guid.CreateVersion7(),
            story.Id,
            level.ToString().ToLowerInvariant());
        if (word == "changed")
        {
            (story.Wish, story.IsPublicDisplayAllowed) = (level, level == Level.Public);
            if (level == Level.Private)
            {
                CloseReview(story);
            }
        }

        return word;
    }

    /// <summary>A fact that no function can bring about: the consent is not the one that goes with the level.</summary>
    public async Task ForceConsentAsync(StoryFacts story, bool isAllowed)
    {
        await ledger.AdminAsync($"update ledger.stories set consent_public_display = {isAllowed} where id = '{story.Id}'");
        story.IsPublicDisplayAllowed = isAllowed;
    }

    public async Task<string> ChooseAsync(Person who, StoryFacts story, Person reader, bool isChosen)
    {
        var word = await AskAsync(who, "select app.choose_reader($1, $2, $3)", story.Id, reader.Id, isChosen);
        if (word == "changed")
        {
            _ = isChosen ? story.Readers.Add(reader.Id) : story.Readers.Remove(reader.Id);
        }

        return word;
    }

    public async Task<string> SendAsync(Person who, StoryFacts story)
    {
        var version = Frozen(story);
        var word = await AskAsync(who, "select app.send_to_elders($1, $2, $3, false, null)", story.Id, version.Id, story.Revision);
        if (word == "sent")
        {
            CloseReview(story);
            version.IsReviewOpen = true;
            story.Versions.Add(version.Id, version);
            story.Submitted = version;
        }

        return word;
    }

    public async Task<string> TakeBackFromEldersAsync(Person who, StoryFacts story)
    {
        var word = await AskAsync(who, "select app.take_back_from_elders($1)", story.Id);
        if (word == "taken_back")
        {
            CloseReview(story);
        }

        return word;
    }

    public async Task<string> DecideAsync(Person elder, VersionFacts version, Guid community, string kind)
    {
        var decision = new Decision(Guid.CreateVersion7(), elder.Id, kind);
        var word = await AskAsync(
            elder,
            "select app.decide_review($1, $2, $3, $4::text::ledger.decision_kind, 'A word', $5)",
            decision.Id,
            version.Id,
            community,
            kind,
            kind == "approve_with_conditions" ? (string[])["Leave out the surname"] : []);
        if (word == "recorded")
        {
            if (kind == "approve_with_conditions")
            {
                decision.Conditions.Add(
                    await ledger.AdminScalarAsync<Guid>("select id from ledger.review_conditions where decision_id = $1", decision.Id), false);
            }

            if (!version.Decisions.TryGetValue(community, out var decisions))
            {
                version.Decisions.Add(community, decisions = []);
            }

            decisions.Add(decision);
        }

        return word;
    }

    public async Task<string> TickAsync(Person elder, Decision decision)
    {
        var condition = decision.Conditions.Keys.Single();
        var word = await AskAsync(elder, "select app.tick_condition($1)", condition);
        if (word == "ticked")
        {
            decision.Conditions[condition] = true;
        }

        return word;
    }

    public async Task<string> TakeBackDecisionAsync(Person elder, VersionFacts version, Guid community, Decision decision)
    {
        var id = Guid.CreateVersion7();
        var word = await AskAsync(elder, "select app.take_back_decision($1, $2, 'I was too quick')", id, decision.Id);
        if (word == "taken_back")
        {
            decision.IsTakenBack = true;
            version.Decisions[community].Add(new Decision(id, elder.Id, "take_back"));
        }

        return word;
    }

    public async Task<string> PublishAsync(Person who, StoryFacts story)
    {
        var frozen = Frozen(story);
        var word = await AskAsync(who, "select app.publish_story($1, $2)", story.Id, frozen.Id);
        if (word == "published")
        {
            var version = story.Submitted;
            if (version is null)
            {
                story.Versions.Add(frozen.Id, frozen);
                version = frozen;
            }

            CloseReview(story);
            (story.Published, story.Cleared, story.IsWithdrawn, story.IsArchived) = (version, version.Audience, false, false);
        }

        return word;
    }

    public async Task<string> TakeDownAsync(Person who, StoryFacts story)
    {
        var word = await AskAsync(who, "select app.take_down_story($1)", story.Id);
        if (word == "taken_down")
        {
            story.Published = null;
        }

        return word;
    }

    public async Task<string> WithdrawAsync(Person who, StoryFacts story)
    {
        var word = await AskAsync(who, "select app.withdraw_story($1)", story.Id);
        // A story that was withdrawn and sent anew: there is nothing to hide from readers, and the elders are asked no more.
        if (word is "withdrawn" or "already_withdrawn")
        {
            CloseReview(story);
            story.IsWithdrawn = true;
        }

        return word;
    }

    public async Task<string> ArchiveAsync(Person who, StoryFacts story, bool isArchived)
    {
        var word = await AskAsync(who, "select app.archive_story($1, $2)", story.Id, isArchived);
        if (word is "archived" or "brought_back")
        {
            story.IsArchived = isArchived;
            if (isArchived)
            {
                CloseReview(story);
            }
        }

        return word;
    }

    public async Task<string> DeleteAsync(Person who, StoryFacts story)
    {
        var word = await AskAsync(who, "select app.delete_draft($1)", story.Id);
        if (word == "deleted")
        {
            model.Stories.Remove(story.Id);
        }

        return word;
    }

    /// <summary>As erasure will: there is no function for it yet, and the policies must hold already.</summary>
    public async Task EraseAsync(StoryFacts story)
    {
        await ledger.AdminAsync($"update ledger.stories set erased_at = now() where id = '{story.Id}'");
        story.IsErased = true;
    }

    public async Task SettleAsync(Person person, Guid community, params string[] roles)
    {
        await ledger.AdminAsync(
            $$"""
            insert into ledger.community_members (community_id, profile_id, status, roles, joined_at)
              values ('{{community}}', '{{person.Id}}', 'active', '{member,{{string.Join(',', roles)}}}'::text::ledger.community_role[], now())
            """.Replace(",}", "}", StringComparison.Ordinal));
        model.Memberships[(community, person.Id)] = new Membership("active", (HashSet<string>)["member", .. roles]);
    }

    public async Task<string> AskToJoinAsync(Person who, Guid community)
    {
        var word = await AskAsync(who, "select app.ask_to_join($1, 'My aunt lived there.')", community);
        return Remember(word, "asked", who, community, "asked");
    }

    public async Task<string> AnswerAsync(Person steward, Person asker, Guid community, bool isWelcome)
    {
        var word = await AskAsync(steward, "select app.answer_membership($1, $2, $3)", community, asker.Id, isWelcome);
        return Remember(word, "answered", asker, community, isWelcome ? "active" : "refused", "member");
    }

    public async Task<string> EndMembershipAsync(Person by, Person whose, Guid community)
    {
        var word = await AskAsync(by, "select app.end_membership($1, $2)", community, whose.Id);
        return Remember(word, "ended", whose, community, by == whose ? "left" : "removed");
    }

    public async Task<string> SetRolesAsync(Person steward, Person whose, Guid community, params string[] roles)
    {
        var word = await AskAsync(
            steward, "select app.set_member_roles($1, $2, $3::text[]::ledger.community_role[])", community, whose.Id, (string[])["member", .. roles]);
        return Remember(word, "changed", whose, community, "active", ["member", .. roles]);
    }

    public async Task<string> AddConsentEventAsync(Person who, Guid story, string purpose, bool isGranted, Guid? actor = null)
    {
        try
        {
            await using var scope = await ledger.Database.BeginAsync(who.Actor, Cancellation);
            await scope.ExecuteAsync(
                """
                insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language)
                  values ($1, $2, $3::text::ledger.consent_purpose, $4, $5, 1, 'en')
                """,
                Guid.CreateVersion7(),
                story,
                purpose,
                isGranted,
                actor ?? who.Id);
            await scope.CommitAsync();
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }

        if (purpose == "ai_local")
        {
            model.Stories[story].IsAnalysisAllowed = isGranted;
        }

        return "inserted";
    }

    private static VersionFacts Frozen(StoryFacts story) => new()
    {
        Id = Guid.CreateVersion7(),
        Communities = story.DraftCommunities.ToHashSet(),
        Authors = (HashSet<Guid>)[story.Teller, .. story.CoAuthors],
        Audience = story.Wish,
    };

    public static void CloseReview(StoryFacts story)
    {
        foreach (var version in story.Versions.Values)
        {
            version.IsReviewOpen = false;
        }

        story.Submitted = null;
    }

    private string Remember(string word, string success, Person whose, Guid community, string status, params string[] roles)
    {
        if (word == success)
        {
            model.Memberships[(community, whose.Id)] = new Membership(status, status == "active" ? [.. roles] : new HashSet<string>());
        }

        return word;
    }
}
