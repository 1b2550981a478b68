using System.Globalization;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>The four functions that answer with a story's words: for everybody and every story, against the model, and in the log.</summary>
[Collection(MatrixCollection.Name)]
public sealed class StoryOpeningTests(MatrixFixture matrix)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MatrixWorld World => matrix.World;

    public static TheoryData<string> Actions => ["view", "edit", "watch", "share", "analyze"];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task OpenStory_ForEverybody_AnswersWhatTheModelSaysAndLogsEachCallOnce(string action)
    {
        var ids = World.Model.Stories.Keys.Append(Guid.CreateVersion7()).ToArray();
        foreach (var who in World.Everybody)
        {
            var mark = await LogMarkAsync();
            var opened = await AskAsync(
                who,
                "select s.id::text || coalesce(' ' || length(o.body_text), '') from unnest($1) s (id) cross join lateral app.open_story(s.id, $2::text::ledger.story_action) o",
                ids,
                action);
            var expected = World.Model.Stories.Values.Where(story => Opens(who, story, action)).Select(story => story.Id).ToHashSet();
            Assert.Equal(Names(expected), Names(opened.Select(row => Guid.Parse(row[..36]))));
            Assert.All(opened, row => Assert.True(row.Length > 36, "A story was opened without its words."));
            if (IsKept(who))
            {
                await LogHasAsync(mark, who, action, ids, expected);
            }

            var checkedStories = await AskAsync(
                who, "select s.id::text from unnest($1) s (id) where app.check_story_access(s.id, $2::text::ledger.story_action)", ids, action);
            Assert.Equal(Names(expected), Names(checkedStories.Select(Guid.Parse)));
        }
    }

    [Fact]
    public async Task OpenVersion_ForEverybody_AnswersWhatTheModelSaysAndLogsEachCallOnce()
    {
        var versions = World.Model.Stories.Values.SelectMany(story => story.Versions.Values.Select(version => (story, version))).ToList();
        var ids = versions.Select(pair => pair.version.Id).Append(Guid.CreateVersion7()).ToArray();
        foreach (var who in World.Everybody)
        {
            var mark = await LogMarkAsync();
            var opened = await AskAsync(
                who, "select o.version_id::text from unnest($1) s (id) cross join lateral app.open_version(s.id) o", (object)ids);
            var expected = versions.Where(pair => World.Model.SeesVersion(who, pair.story, pair.version.Id)).Select(pair => pair.version.Id);
            Assert.Equal(
                expected.Select(id => id.ToString()).Order(StringComparer.Ordinal), opened.Order(StringComparer.Ordinal));
            Assert.Equal(
                IsKept(who) ? ids.Length : 0,
                await matrix.Ledger.AdminScalarAsync<long>(
                    "select count(*) from ledger.access_log where id > $1 and version_id = any ($2) and actor_id is not distinct from $3::uuid",
                    mark,
                    ids,
                    who.Actor.ProfileId));
        }
    }

    [Fact]
    public async Task Search_ByEverybody_FindsWhatTheyMayRead_AndNothingSensitive()
    {
        foreach (var who in World.Everybody)
        {
            var found = new Dictionary<Guid, string>();
            var page = await SearchAsync(who, null);
            while (page.Count > 0)
            {
                foreach (var hit in page)
                {
                    Assert.True(found.TryAdd(hit.Id, hit.Snippet), "A story was found twice.");
                }

                page = await SearchAsync(who, page[^1]);
            }

            var expected = World.Model.Stories.Values.Where(story =>
                World.Model.SeesStory(who, story) && AccessModel.IsOpen(story) && !story.IsSensitive);
            Assert.Equal(Names(expected.Select(story => story.Id)), Names(found.Keys));
            foreach (var (id, snippet) in found)
            {
                Assert.Equal(World.Model.Stories[id].HasWarnings, !snippet.Contains("ferryman", StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    /// <summary>View: the open story. Edit: the draft. Share: what is open to more than chosen people. Analyze: with its own consent.</summary>
    private bool Opens(Person who, StoryFacts story, string action) => action switch
    {
        "view" => World.Model.SeesStory(who, story) && AccessModel.IsOpen(story),
        "edit" => !story.IsErased && World.Model.SeesDraft(who, story),
        "watch" => AccessModel.Watches(who, story),
        "share" => World.Model.SeesStory(who, story) && AccessModel.IsOpen(story) && AccessModel.ShownLevel(story) >= Level.Community,
        _ => World.Model.SeesStory(who, story) && AccessModel.IsOpen(story) && story.IsAnalysisAllowed && !story.IsSensitive,
    };

    private async Task<List<(Guid Id, float Rank, string Snippet)>> SearchAsync(Person who, (Guid Id, float Rank, string Snippet)? after)
    {
        await using var scope = await matrix.Ledger.Database.BeginAsync(who.Actor, Cancellation);
        return await scope.QueryAsync(
            "select s.story_id, s.rank, coalesce(s.snippet, '') from app.search_stories('ferryman', null, $1::real, $2::uuid, 20) s",
            reader => (reader.GetGuid(0), reader.GetFloat(1), reader.GetString(2)),
            after?.Rank,
            after?.Id);
    }

    private async Task<List<string>> AskAsync(Person who, string sql, params object?[] args)
    {
        await using var scope = await matrix.Ledger.Database.BeginAsync(who.Actor, Cancellation);
        var rows = await scope.QueryAsync(sql, reader => reader.GetString(0), args);
        if (IsKept(who) && !sql.Contains("check_story_access", StringComparison.Ordinal))
        {
            await scope.CommitAsync();
        }

        return rows;
    }

    /// <summary>Three people's openings are committed and looked up in the log; the others' would only make it long.</summary>
    private bool IsKept(Person who) => who == World.Storyteller || who == World.Member || who == World.Anonymous;

    private Task<long> LogMarkAsync() => matrix.Ledger.AdminScalarAsync<long>("select coalesce(max(id), 0) from ledger.access_log");

    private async Task LogHasAsync(long mark, Person who, string action, Guid[] ids, HashSet<Guid> granted)
    {
        var logged = await matrix.Ledger.AdminScalarAsync<string[]>(
            """
            select coalesce(array_agg(story_id::text || ' ' || is_granted order by story_id), '{}') from ledger.access_log
              where id > $1 and action = $2::text::ledger.story_action and actor_id is not distinct from $3::uuid
            """,
            mark,
            action,
            who.Actor.ProfileId);
        Assert.Equal(
            ids.Select(id => string.Create(CultureInfo.InvariantCulture, $"{id} {(granted.Contains(id) ? "true" : "false")}")).Order(StringComparer.Ordinal),
            logged.Order(StringComparer.Ordinal));
    }

    private IEnumerable<string> Names(IEnumerable<Guid> ids) =>
        ids.Select(id => World.Model.Stories.TryGetValue(id, out var story) ? story.Situation : $"unknown {id}").Order(StringComparer.Ordinal);
}
