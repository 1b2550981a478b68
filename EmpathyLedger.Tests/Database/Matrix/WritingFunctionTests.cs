namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>
/// Who may write operations, make the draft of them, and read them: the story's authors and its custodian. To everybody else there
/// is no such story, and no trace of what was written in it.
/// </summary>
[Collection(MatrixCollection.Name)]
public sealed class WritingFunctionTests(MatrixFixture matrix)
{
    private const string Append =
        "select app.append_operations($1, $2, array[gen_random_uuid()], '{1}', array[convert_to('{}', 'UTF8')]) is not null";

    private const string SaveSnapshot = """
        select app.save_snapshot($1, $2, gen_random_uuid(), '{"title": "Taken over", "summary": "", "language": "en", "direction": "ltr",
          "toldWhen": "", "toldTo": "", "place": "", "themes": [], "warnings": [], "people": [], "isSensitive": false}',
          '{"ops":[{"insert":"x\n"}]}', 'x', '', 1)
        """;

    private MatrixWorld World => matrix.World;

    private StoryFacts WrittenTogether => World.Story("written together");

    [Fact]
    public async Task Writing_IsForAuthorsAndTheCustodian()
    {
        var wrong = new List<string>();
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            foreach (var story in World.Model.Stories.Values)
            {
                var isTheirs = !story.IsErased && World.Model.SeesDraft(who, story);
                var appended = await session.TryAsync(Append, story.Id, story.Head ?? story.Revision);
                Expect(story, "append", isTheirs ? "True" : Attempt.Denied, appended.SqlState ?? appended.Keys.SingleOrDefault());
                Expect(story, "save", isTheirs ? "behind" : "not_found", (await session.TryAsync(SaveSnapshot, story.Id, 1_000_000)).Keys.SingleOrDefault());
                Expect(story, "may write", isTheirs.ToString(), (await session.TryAsync("select app.may_write_story($1)", story.Id)).Keys.SingleOrDefault());
                Expect(
                    story, "choose communities", isTheirs ? "chosen" : "not_found",
                    (await session.TryAsync("select app.choose_communities($1, $2)", story.Id, new[] { World.Hill })).Keys.SingleOrDefault());
            }

            void Expect(StoryFacts story, string what, string expected, string? answer)
            {
                if (answer != expected)
                {
                    wrong.Add($"{who} on {story}: {what} answers {answer}, not {expected}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
    }

    [Fact]
    public async Task Operations_AreReadByWhoHasAPart()
    {
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            var isTheirs = World.Model.SeesDraft(who, WrittenTogether) || AccessModel.Watches(who, WrittenTogether);
            var read = await session.TryAsync("select o.revision from app.read_operations($1, 0, 100) o", WrittenTogether.Id);
            Assert.Equal(isTheirs ? ["1", "2", "3", "4"] : [], read.Keys);
            Assert.Equal(isTheirs ? ["3", "4"] : [], (await session.TryAsync("select o.revision from app.read_operations($1, 2, 100) o", WrittenTogether.Id)).Keys);
        }
    }

    [Fact]
    public async Task TheHistory_IsReadByAuthorsAndTheCustodian_AndForgottenByTheTeller()
    {
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            var isTheirs = World.Model.SeesDraft(who, WrittenTogether);
            Assert.Equal(
                isTheirs ? ["1-4"] : [],
                (await session.TryAsync("select t.first_revision || '-' || t.last_revision from app.read_timeline($1, 100, 10) t", WrittenTogether.Id)).Keys);
            Assert.Equal(isTheirs ? ["0"] : [], (await session.TryAsync("select c.revision from app.read_checkpoint($1, 2) c", WrittenTogether.Id)).Keys);
            Assert.Equal(
                isTheirs ? [World.Storyteller.Name, World.CoAuthor.Name] : [],
                (await session.TryAsync("select a.profile_id from app.authors_between($1, 1, 4) a", WrittenTogether.Id)).Keys
                    .Select(id => World.SignedIn.Single(person => person.Id.ToString() == id).Name).OrderByDescending(name => name == World.Storyteller.Name));
            var purged = await session.TryAsync("select app.purge_history($1)", WrittenTogether.Id);
            Assert.Equal(who == World.Storyteller ? "ELD01" : "not_found", purged.SqlState ?? purged.Keys.Single());
        }
    }

    /// <summary>A page's own count only: somebody else's client is nobody's.</summary>
    [Fact]
    public async Task AClientsCount_IsItsAuthorsAlone()
    {
        var client = await matrix.Ledger.AdminScalarAsync<Guid>(
            "select client_id from ledger.story_operations where story_id = $1 and author_id = $2", WrittenTogether.Id, World.CoAuthor.Id);
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            var read = await session.TryAsync("select c.sequence from app.read_client($1, $2) c", WrittenTogether.Id, client);
            Assert.Equal(who == World.CoAuthor ? ["1"] : [], read.Keys);
        }
    }

    /// <summary>The teller chooses among their communities, a co-author may let go of one and chooses none.</summary>
    [Fact]
    public async Task Communities_AreChosenByWhoBelongsToThem()
    {
        foreach (var (who, chosen) in new[] { (World.Storyteller, new[] { World.River, World.Shed }), (World.CoAuthor, [World.River]) })
        {
            await using var scope = await matrix.Ledger.Database.BeginAsync(who.Actor, TestContext.Current.CancellationToken);
            Assert.Equal("chosen", await scope.ScalarAsync<string>("select app.choose_communities($1, $2)", WrittenTogether.Id, new[] { World.River, World.Shed, World.Hill }));
            var now = await scope.ScalarAsync<Guid[]>("select community_ids from ledger.story_drafts where story_id = $1", WrittenTogether.Id);
            Assert.Equal(chosen.Order(), now!.Order());
        }
    }

    /// <summary>What is sent is every word that was acknowledged, or nothing.</summary>
    [Fact]
    public async Task ADraftThatIsBehindItsOperations_IsNotFrozen()
    {
        await using var session = await ActorSession.OpenAsync(matrix.Ledger, World.Storyteller);
        var story = WrittenTogether;
        Assert.Equal("ELD01", (await session.TryAsync("select app.keep_version($1, gen_random_uuid())", story.Id)).SqlState);
        Assert.Equal("ELD02", (await session.TryAsync(Append, story.Id, story.Head - 1)).SqlState);
    }

    [Fact]
    public async Task Operations_AreAppendOnly()
    {
        foreach (var sql in new[] { "update ledger.story_operations set sequence = 7", "truncate ledger.story_operations" })
        {
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => matrix.Ledger.AdminAsync(sql));
            Assert.Equal(Npgsql.PostgresErrorCodes.RestrictViolation, refused.SqlState);
        }
    }
}
