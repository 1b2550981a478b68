namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>Who may come into a story that is being written, see who is in it, and leave: those who may write in it or watch, each for themselves.</summary>
[Collection(MatrixCollection.Name)]
public sealed class PresenceFunctionTests(MatrixFixture matrix)
{
    private MatrixWorld World => matrix.World;

    private StoryFacts WrittenTogether => World.Story("written together");

    [Fact]
    public async Task ComingIn_AndSeeingWhoIsHere_IsForWhoWritesOrWatches()
    {
        var wrong = new List<string>();
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            foreach (var story in World.Model.Stories.Values)
            {
                var isTheirs = !story.IsErased && (World.Model.SeesDraft(who, story) || AccessModel.Watches(who, story));
                var here = await session.TryAsync("select count(*) from app.people_here($1)", story.Id);
                Expect(story, "people here", isTheirs && story == WrittenTogether ? "2" : "0", here.Keys.SingleOrDefault());
                var entered = await session.TryAsync("select e.may_write from app.enter_session(gen_random_uuid(), $1, gen_random_uuid()) e", story.Id);
                Expect(story, "entering", isTheirs ? (!AccessModel.Watches(who, story)).ToString() : null, entered.Keys.SingleOrDefault());
            }

            void Expect(StoryFacts story, string what, string? expected, string? answer)
            {
                if (answer != expected)
                {
                    wrong.Add($"{who} on {story}: {what} answers {answer}, not {expected}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
    }

    /// <summary>A session is one of one story: knowing its id brings nobody into another.</summary>
    [Fact]
    public async Task ASessionOfAnotherStory_IsNotEntered()
    {
        await using var session = await ActorSession.OpenAsync(matrix.Ledger, World.Storyteller);
        var other = World.Model.Stories.Values.First(story => story != WrittenTogether && !story.IsErased && World.Model.SeesDraft(World.Storyteller, story));
        var entered = await session.TryAsync(
            "select count(*) from app.enter_session($1, $2, gen_random_uuid())", WrittenTogether.SessionId!.Value, other.Id);
        Assert.Equal(["0"], entered.Keys);
    }

    /// <summary>Nobody leaves for somebody else, or gives a sign of life where they are not.</summary>
    [Fact]
    public async Task Leaving_AndSignsOfLife_AreEachOnesOwn()
    {
        var session = WrittenTogether.SessionId!.Value;
        var client = await matrix.Ledger.AdminScalarAsync<Guid>(
            "select client_id from ledger.collaboration_seats where session_id = $1 and profile_id = $2", session, World.CoAuthor.Id);
        foreach (var who in World.SignedIn)
        {
            await using var scope = await matrix.Ledger.Database.BeginAsync(who.Actor, TestContext.Current.CancellationToken);
            await scope.ExecuteAsync("select app.keep_session($1, $2)", session, new[] { client });
            await scope.ExecuteAsync("select app.leave_session($1, $2)", session, client);
            var seen = await scope.QueryAsync(
                "select left_at is not null, last_wrote_at is not null from ledger.collaboration_seats where client_id = $1",
                reader => (HasLeft: reader.GetBoolean(0), HasWritten: reader.GetBoolean(1)), client);
            var isTheirs = World.Model.SeesDraft(who, WrittenTogether);
            Assert.Equal(isTheirs ? [(who == World.CoAuthor, who == World.CoAuthor)] : [], seen);
        }
    }
}
