namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>
/// Who gives, takes, changes, ends and leaves parts in a story, and who sees who else has one: everybody, on every story. To whoever
/// has no part there is no such story.
/// </summary>
[Collection(MatrixCollection.Name)]
public sealed class PartFunctionTests(MatrixFixture matrix)
{
    private MatrixWorld World => matrix.World;

    private StoryFacts WrittenTogether => World.Story("written together");

    [Fact]
    public async Task Parts_AreGivenByTheTellerOrTheCustodianAndByNobodyElse()
    {
        var wrong = new List<string>();
        var (commenter, invited) = (World.Parts.Commenter, World.Parts.Invited);
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            foreach (var story in World.Model.Stories.Values)
            {
                var gives = !story.IsErased && World.Model.TellsOrKeeps(who, story);
                var part = story.IsErased ? null : PartOf(who, story);
                var isCommenterOnIt = AccessModel.PartOf(commenter, story) is not null;
                await ExpectAsync("invite", gives ? Invited(who, story) : "not_found", "select app.invite_to_story(gen_random_uuid(), $1, $2, 'watcher')", invited.Id);
                await ExpectAsync("link", gives ? "made" : "not_found", "select app.make_story_link(gen_random_uuid(), $1, sha256('x'), 'co_author')");
                await ExpectAsync("change", !gives ? "not_found" : isCommenterOnIt ? "changed" : "not_on_it", "select app.change_part($1, $2, 'watcher')", commenter.Id);
                await ExpectAsync("end", !gives ? "not_found" : isCommenterOnIt ? "ended" : "not_on_it", "select app.end_part($1, $2)", commenter.Id);
                await ExpectAsync("leave", AccessModel.PartOf(who, story) is not null ? "left" : "not_found", "select app.leave_story($1)");
                await ExpectAsync("part", part ?? "", "select app.my_part($1)");
                await ExpectAsync(
                    "people", part is null ? "" : Names(story), "select coalesce(string_agg(p.profile_id::text || ' ' || p.part, ',' order by p.profile_id::text, p.part), '') from app.people_on_story($1) p");
                await ExpectAsync(
                    "invitations", gives && story == WrittenTogether ? "2" : "0", "select count(*)::text from app.invitations_of_story($1)");

                async Task ExpectAsync(string what, string expected, string sql, params object?[] more)
                {
                    var attempt = await session.TryAsync(sql, [story.Id, .. more]);
                    var answer = attempt.SqlState ?? attempt.Keys.SingleOrDefault() ?? "";
                    if (answer != expected)
                    {
                        wrong.Add($"{who} on {story}: {what} answers {answer}, not {expected} {attempt.Message}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
    }

    [Fact]
    public async Task AnInvitation_IsAnsweredByWhoWasAskedAndEndedByWhoGivesParts()
    {
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            var isAsked = who == World.Parts.Invited;
            Assert.Equal([isAsked ? "accepted" : "not_found"], (await session.TryAsync("select app.answer_story_invitation($1, true)", World.Parts.Invitation)).Keys);
            Assert.Equal([isAsked ? "declined" : "not_found"], (await session.TryAsync("select app.answer_story_invitation($1, false)", World.Parts.Invitation)).Keys);
            Assert.Equal(isAsked ? [WrittenTogether.Id.ToString()] : [], (await session.TryAsync("select i.story_id from app.my_story_invitations() i")).Keys);
            foreach (var id in new[] { World.Parts.Invitation, World.Parts.Link })
            {
                Assert.Equal([who == World.Storyteller ? "ended" : "not_found"], (await session.TryAsync("select app.end_story_invitation($1)", id)).Keys);
            }
        }
    }

    /// <summary>Whoever is signed in and holds it; but a part that the teller ended comes back by a new link only.</summary>
    [Fact]
    public async Task ALink_IsForWhoeverIsSignedInAndHoldsIt()
    {
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            var expected = who.IsAnonymous ? "not_signed_in" : World.Model.IsOn(who, WrittenTogether) ? "already_on_it" : "accepted";
            Assert.Equal([expected], (await session.TryAsync("select a.outcome from app.accept_story_link($1) a", World.Parts.TokenHash)).Keys);
            var read = await session.TryAsync("select r.story_id from app.read_story_link($1) r", World.Parts.TokenHash);
            Assert.Equal(who.IsAnonymous ? [] : [WrittenTogether.Id.ToString()], read.Keys);
            Assert.Empty((await session.TryAsync("select r.story_id from app.read_story_link(sha256('another')) r")).Keys);
            Assert.DoesNotContain("accepted", (await session.TryAsync("select a.outcome from app.accept_story_link(sha256('another')) a")).Keys);
        }
    }

    [Fact]
    public async Task OnesOwnParts_AreOnesOwn()
    {
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            var mine = await session.TryAsync("select p.story_id::text || ' ' || p.part from app.my_parts() p");
            var expected = World.Model.Stories.Values
                .Where(story => !story.IsErased && AccessModel.PartOf(who, story) is not null)
                .Select(story => $"{story.Id} {AccessModel.PartOf(who, story)}");
            Assert.Equal(expected.Order(StringComparer.Ordinal), mine.Keys.Order(StringComparer.Ordinal));
        }
    }

    private string? PartOf(Person who, StoryFacts story) =>
        story.Teller == who.Id ? "teller" : World.Model.Keeps(who, story) ? "custodian" : AccessModel.PartOf(who, story);

    /// <summary>Whoever shares a community with who invites; of what is kept, the one that keeps it.</summary>
    private string Invited(Person who, StoryFacts story)
    {
        var invited = World.Parts.Invited;
        var isKnown = story.KeptFor is { } keeping
            ? World.Model.IsMember(invited, keeping)
            : World.Model.Communities.Keys.Any(community => World.Model.IsMember(who, community) && World.Model.IsMember(invited, community));
        return !isKnown ? "not_found" : story == WrittenTogether ? "already_invited" : "invited";
    }

    private string Names(StoryFacts story)
    {
        var custodian = World.SignedIn.Where(who => World.Model.Keeps(who, story)).Select(who => $"{who.Id} custodian");
        return string.Join(',', story.CoAuthors.Select(id => $"{id} co_author")
            .Concat(story.Watching.Select(pair => $"{pair.Key} {pair.Value}"))
            .Append($"{story.Teller} teller")
            .Concat(custodian)
            .Order(StringComparer.Ordinal));
    }
}
