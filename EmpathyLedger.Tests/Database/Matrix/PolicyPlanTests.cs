using Npgsql;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>What policies cost: who is asking is found once a statement, and what policies look at can be found by an index.</summary>
[Collection(MatrixCollection.Name)]
public sealed class PolicyPlanTests(MatrixFixture matrix)
{
    /// <summary>Columns of policies that no index has, and why that is well.</summary>
    private static readonly Dictionary<string, string> NotIndexed = new()
    {
        ["communities.artwork_id"] = "few communities",
        ["communities.is_listed"] = "most are",
        ["community_members.status"] = "read beside the key",
        ["consent_events.actor_id"] = "read beside story_id",
        ["consent_events.purpose"] = "of the row that is inserted",
        ["pictures.kind"] = "read beside the key",
        ["profiles.picture_id"] = "of the row that is changed",
        ["stories.community_ids"] = "feeds read story_communities",
        ["stories.consent_ai_local"] = "read beside the key",
        ["stories.consent_insights"] = "read beside the key",
        ["stories.consent_public_display"] = "feeds read public_stories",
        ["stories.custody_community_id"] = "read beside stories_custodian_id_idx",
        ["stories.erased_at"] = "hardly ever set",
        ["stories.is_open"] = "read beside the key",
        ["stories.is_sensitive"] = "read beside the key",
        ["stories.shown_level"] = "feeds read story_communities",
        ["story_communities.consent_public_display"] = "the condition of story_communities_public_feed_idx",
        ["story_communities.shown_level"] = "the condition of story_communities_public_feed_idx",
        ["story_communities.teller_id"] = "asked by story",
        ["story_versions.author_ids"] = "read beside the key",
        ["story_versions.community_ids"] = "asked by id",
        ["story_versions.custodian_id"] = "asked by story",
        ["story_versions.custody_community_id"] = "asked by story",
        ["story_versions.is_review_open"] = "asked by id",
        ["story_versions.teller_id"] = "asked by story",
        ["version_clearances.author_ids"] = "read beside the queue",
        ["version_clearances.custodian_id"] = "read beside the queue",
        ["version_clearances.custody_community_id"] = "read beside the queue",
        ["version_clearances.keeper_ids"] = "read beside the queue",
        ["version_clearances.is_open"] = "the condition of version_clearances_queue_idx",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ColumnsThatPoliciesLookAt_AreIndexedOrHaveAReason()
    {
        await using var connection = new NpgsqlConnection(matrix.Ledger.AdminConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(
            """
            select distinct c.relname || '.' || a.attname
              from pg_policy p
                join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_class'::regclass
                  and d.refobjid = p.polrelid and d.refobjsubid > 0
                join pg_class c on c.oid = p.polrelid
                join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
              where not exists (select 1 from pg_index i where i.indrelid = c.oid and a.attnum = any (i.indkey::int2[]))
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var missing = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            if (!NotIndexed.ContainsKey(reader.GetString(0)))
            {
                missing.Add(reader.GetString(0));
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public async Task AVisitorsFeedOfOneCommunity_IsReadByItsOwnIndex()
    {
        await using var session = await ActorSession.OpenAsync(matrix.Ledger, matrix.World.Anonymous);
        await session.KeysAsync("set local enable_seqscan = off");
        var plan = await session.KeysAsync(
            $"""
            explain (costs off) select f.published_at, f.story_id from ledger.story_communities f
            where f.community_id = '{matrix.World.River}' and f.shown_level = 'public' and f.consent_public_display
              and (f.published_at, f.story_id) < (now(), '{Guid.AllBitsSet}') order by f.published_at desc, f.story_id desc limit 21
            """);
        Assert.Contains(plan, line => line.Contains("story_communities_public_feed_idx", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Sort", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatACustodianKeeps_IsReadInItsOrderByItsOwnIndex()
    {
        var custodian = matrix.World.Archive.Custodian;
        await using var session = await ActorSession.OpenAsync(matrix.Ledger, custodian);
        await session.KeysAsync("set local enable_seqscan = off");
        await session.KeysAsync("set local enable_bitmapscan = off");
        var plan = await session.KeysAsync(
            $"""
            explain (costs off) select d.story_id from ledger.story_drafts d
            where d.custodian_id = '{custodian.Id}' and d.custody_community_id = '{matrix.World.River}'
              and (d.saved_at, d.story_id) < (now(), '{Guid.AllBitsSet}') order by d.saved_at desc, d.story_id desc limit 51
            """);
        Assert.Contains(plan, line => line.Contains("story_drafts_custodian_id_idx", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Sort", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AccessLog_AsksOnceWhichStoriesTheActorTells()
    {
        await using var session = await ActorSession.OpenAsync(matrix.Ledger, matrix.World.Storyteller);
        var plan = string.Join('\n', await session.KeysAsync("explain (costs off) select id from ledger.access_log order by happened_at desc limit 20"));
        Assert.Contains("InitPlan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("tells_story", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HotQueries_FindOutOnceWhoIsAsking()
    {
        var world = matrix.World;
        var story = world.Story(MatrixWorld.Situation("published", Level.Community, false));
        foreach (var (scan, sql) in new[]
        {
            ("story_communities", $"select story_id from ledger.story_communities where community_id = '{world.River}' order by published_at desc, story_id desc limit 20"),
            ("stories_", $"select title from ledger.stories where id = '{story.Id}'"),
            ("version_clearances", $"select version_id from ledger.version_clearances where community_id = '{world.River}' and is_open order by sent_at, version_id limit 20"),
            ("insight_days", $"select sum(value) from ledger.insight_days where community_id = '{world.River}' and measure = 'stories' and day > '2026-01-01'"),
            ("insight_shares", $"select story_id from ledger.insight_shares where community_id = '{world.River}' and told_on > '2026-01-01' order by told_on desc, story_id desc limit 20"),
            ("story_drafts", $"select title from ledger.story_drafts where story_id = '{story.Id}'"),
        })
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, world.Elder);
            await session.KeysAsync("set local enable_seqscan = off");
            var plan = await session.KeysAsync($"explain (costs off) {sql}");
            var text = string.Join('\n', plan);
            Assert.Contains("InitPlan", text, StringComparison.Ordinal);

            // A function of identity in a condition would be asked for every row.
            Assert.DoesNotContain(plan, line => (line.Contains("Filter:", StringComparison.Ordinal) || line.Contains("Cond:", StringComparison.Ordinal))
                && (line.Contains("my_", StringComparison.Ordinal) || line.Contains("current_actor_id", StringComparison.Ordinal)));
            Assert.Single(plan, line => line.Contains($" on {scan}", StringComparison.Ordinal) && !line.Contains("Bitmap Index", StringComparison.Ordinal));
            Assert.DoesNotContain("Seq Scan", text, StringComparison.Ordinal);
        }
    }
}
