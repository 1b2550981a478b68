namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>
/// Who begins, answers, decides, takes back and reads remarks: everybody, on every story. Watchers read; commenters speak; the teller and
/// in a narrator's place the custodian decide. To whoever has no part (any more) there is nothing, their own words included.
/// </summary>
[Collection(MatrixCollection.Name)]
public sealed class RemarkFunctionTests(MatrixFixture matrix)
{
    private const string Change = "convert_to('{}', 'UTF8')";

    private delegate string Expectation(Person who, StoryFacts story, string part);

    private MatrixWorld World => matrix.World;

    private List<StoryFacts> Stories => [.. World.Model.Stories.Values];

    [Fact]
    public async Task Beginning_IsForWhoeverHasAPartButWatchers()
    {
        const string Comment = "app.begin_thread(gen_random_uuid(), s.id, 'comment', 'body', 0, 0, 1, 'T', 'Why?', null)";
        const string Suggestion = "app.begin_thread(gen_random_uuid(), s.id, 'suggestion', 'transcript', 0, 0, 0, '', '', 'Once ')";
        await AnswersAsync(Comment, story => story.Id, (_, _, part) => Speaks(part) ? "done" : "not_allowed");
        await AnswersAsync(Suggestion, story => story.Id, (_, _, part) => Speaks(part) ? "done" : "not_allowed");
    }

    [Fact]
    public Task Answering_IsForTheSame() => AnswersAsync(
        "app.answer_thread(gen_random_uuid(), s.id, 'So it was.')", story => World.Remarks.Of(story).Comment, (_, _, part) => Speaks(part) ? "done" : "not_allowed");

    [Fact]
    public async Task Resolving_IsForWhoWritesAndWhoBegan()
    {
        await AnswersAsync(
            "app.resolve_thread(s.id)", story => World.Remarks.Of(story).Comment,
            (who, _, part) => Resolves(part, who == World.Parts.Commenter) ? "done" : "not_allowed");
        await AnswersAsync(
            "app.resolve_thread(s.id)", story => World.Remarks.Of(story).Resolved,
            (who, _, part) => Resolves(part, who == World.Parts.FormerCoAuthor) ? "closed" : "not_allowed");
        await AnswersAsync("app.resolve_thread(s.id)", story => World.Remarks.Of(story).Suggestion, (_, _, _) => "not_allowed");
        await AnswersAsync(
            "app.reopen_thread(s.id)", story => World.Remarks.Of(story).Resolved,
            (who, _, part) => Resolves(part, who == World.Parts.FormerCoAuthor) ? "done" : "not_allowed");
        await AnswersAsync("app.reopen_thread(s.id)", story => World.Remarks.Of(story).Suggestion, (_, _, _) => "not_allowed");
    }

    [Fact]
    public async Task Deciding_IsForTheTellerAndTheCustodian()
    {
        await AnswersAsync("app.refuse_suggestion(s.id)", story => World.Remarks.Of(story).Suggestion, (_, _, part) => Decides(part) ? "done" : "not_allowed");
        await AnswersAsync("app.refuse_suggestion(s.id)", story => World.Remarks.Of(story).Comment, (_, _, _) => "not_allowed");
        await AnswersAsync(
            "(select r.outcome || coalesce(' ' || r.replacement, '') from app.read_suggestion((select t.story_id from unnest($2::uuid[], $1::uuid[]) t (story_id, id) where t.id = s.id), s.id) r)",
            story => World.Remarks.Of(story).Suggestion, (_, _, part) => Decides(part) ? "done bar" : "not_allowed", Stories.ConvertAll(story => story.Id).ToArray());
        await AnswersAsync(
            "(select r.outcome || coalesce(' ' || r.replacement, '') from app.read_suggestion((select t.story_id from unnest($2::uuid[], $1::uuid[]) t (story_id, id) where t.id = s.id), s.id) r)",
            story => World.Remarks.Of(story).Comment, (_, _, _) => "not_allowed", Stories.ConvertAll(story => story.Id).ToArray());
    }

    /// <summary>The operation goes in with the mark; without an operation the mark alone does.</summary>
    [Fact]
    public async Task Accepting_IsForTheSame()
    {
        var heads = Stories.ConvertAll(story => story.Head ?? story.Revision).ToArray();
        foreach (var change in new[] { Change, "null" })
        {
            await AnswersAsync(
                $"(select a.outcome from app.accept_suggestion(s.id, (select t.head from unnest($2::int[], $1::uuid[]) t (head, id) where t.id = s.id), gen_random_uuid(), {change}) a)",
                story => World.Remarks.Of(story).Suggestion, (_, _, part) => Decides(part) ? "done" : "not_allowed", heads);
        }
    }

    [Fact]
    public async Task AnAcceptance_WritesBothOrNeither()
    {
        var story = World.Story("written together");
        var suggestion = World.Remarks.Of(story).Suggestion;
        await using var session = await ActorSession.OpenAsync(matrix.Ledger, World.Storyteller);
        const string Accept = $"select a.outcome from app.accept_suggestion($1, $2, gen_random_uuid(), {Change}) a";
        Assert.Equal("ELD02", (await session.TryAsync(Accept, suggestion, story.Head - 1)).SqlState);
        Assert.Equal(["open"], (await session.TryAsync("select t.state from ledger.story_threads t where t.id = $1", suggestion)).Keys);
        var both = await session.TryAsync(
            $"""
            with accepted as materialized (select a.outcome from app.accept_suggestion($1, $2, gen_random_uuid(), {Change}) a),
              again as materialized (select a.outcome from accepted, app.accept_suggestion($1, $2 + 1, gen_random_uuid(), {Change}) a)
            select a.outcome || ' ' || b.outcome from accepted a, again b
            """,
            suggestion, story.Head);
        Assert.Equal(["done closed"], both.Keys);
    }

    [Fact]
    public async Task TakingBack_IsForWhoSaidIt()
    {
        await AnswersAsync(
            "app.take_back_thread(s.id)", story => World.Remarks.Of(story).Comment, (who, _, _) => who == World.Parts.Commenter ? "done" : "not_allowed");
        await AnswersAsync(
            "app.take_back_remark(s.id)", story => World.Remarks.Of(story).Suggestion, (who, _, _) => who == World.CoAuthor ? "done" : "not_allowed");
        await AnswersAsync(
            "app.take_back_remark(s.id)", story => World.Remarks.Of(story).Answer, (who, story, _) => who.Id == story.Teller ? "done" : "not_allowed");
    }

    [Fact]
    public async Task Reading_IsForWhoeverHasAPart()
    {
        await AnswersAsync("(select string_agg(t.quote, ' ') from app.read_threads(s.id, true, null, null, 10) t)", story => story.Id, (_, _, _) => "The fer", none: "");
        await AnswersAsync("(select string_agg(t.quote, ' ') from app.read_threads(s.id, false, null, null, 10) t)", story => story.Id, (_, _, _) => "The", none: "");
        await AnswersAsync("(select count(*)::text from app.read_anchors(s.id) t)", story => story.Id, (_, _, _) => "2", none: "0");
        await AnswersAsync(
            "(select count(*)::text from app.read_remarks(s.id, $2) t)", story => story.Id, (_, _, _) => "4", none: "0",
            extra: Stories.SelectMany(story => new[] { World.Remarks.Of(story).Comment, World.Remarks.Of(story).Suggestion, World.Remarks.Of(story).Resolved }).ToArray());
        await AnswersAsync(
            "(select string_agg(concat_ws(' ', case when t.may_answer then 'answer' end, case when t.may_resolve then 'resolve' end, case when t.may_decide then 'decide' end, case when t.may_take_back then 'take back' end), ', ') from app.read_threads(s.id, true, null, null, 10) t)",
            story => story.Id, MayDo, none: "");
    }

    /// <summary>Where passages are is told by whoever writes the draft.</summary>
    [Fact]
    public async Task MovingPassages_IsForWhoWrites()
    {
        var begun = await matrix.Ledger.AdminScalarAsync<Guid[]>("select array_agg(story_id) from ledger.story_heads where revision > 0");
        string Expected(StoryFacts story, string part, string moved, string none) => part is "commenter" or "watcher" || !begun.Contains(story.Id) ? none : moved;
        await AnswersAsync("app.has_anchors_behind(s.id)::text", story => story.Id, (_, story, part) => Expected(story, part, "true", "false"), none: "false");
        await AnswersAsync(
            "app.move_anchors(s.id, 1, $2, array(select 1 from unnest($2::uuid[])), array(select 1 from unnest($2::uuid[])))::text", story => story.Id,
            (_, story, part) => Expected(story, part, "2", "0"), none: "0",
            extra: Stories.SelectMany(story => new[] { World.Remarks.Of(story).Comment, World.Remarks.Of(story).Suggestion, World.Remarks.Of(story).Resolved }).ToArray());
    }

    private string MayDo(Person who, StoryFacts story, string part)
    {
        string?[] comment = [Speaks(part) ? "answer" : null, Resolves(part, who == World.Parts.Commenter) ? "resolve" : null, who == World.Parts.Commenter ? "take back" : null];
        string?[] suggestion = [Speaks(part) ? "answer" : null, Decides(part) ? "decide" : null, who == World.CoAuthor ? "take back" : null];
        return $"{string.Join(' ', comment.OfType<string>())}, {string.Join(' ', suggestion.OfType<string>())}";
    }

    private static bool Speaks(string part) => part != "watcher";

    private static bool Decides(string part) => part is "teller" or "custodian";

    private static bool Resolves(string part, bool hasBegun) => part is "teller" or "custodian" or "co_author" || (part == "commenter" && hasBegun);

    private string? PartOf(Person who, StoryFacts story) => story.IsErased ? null
        : story.Teller == who.Id ? "teller"
        : World.Model.Keeps(who, story) ? "custodian"
        : AccessModel.PartOf(who, story);

    private Task AnswersAsync(string call, Func<StoryFacts, Guid> idOf, Expectation expected, object? extra = null) =>
        AnswersAsync(call, idOf, expected, "not_found", extra);

    /// <summary>Everybody asks about every story at once; what they did is undone.</summary>
    /// <param name="call">SQL with <c>s.id</c>.</param>
    /// <param name="idOf">What <c>s.id</c> is.</param>
    /// <param name="expected">Of whom has a part.</param>
    /// <param name="none">The answer to everybody else.</param>
    /// <param name="extra">The second parameter.</param>
    private async Task AnswersAsync(string call, Func<StoryFacts, Guid> idOf, Expectation expected, string none, object? extra = null)
    {
        var stories = Stories;
        var wrong = new List<string>();
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            object?[] parameters = extra is null ? [stories.ConvertAll(story => idOf(story)).ToArray()] : [stories.ConvertAll(story => idOf(story)).ToArray(), extra];
            var attempt = await session.TryAsync($"select coalesce({call}, '') from unnest($1::uuid[]) with ordinality s (id, place) order by s.place", parameters);
            Assert.True(attempt.SqlState is null && attempt.Keys.Count == stories.Count, $"{who}: {call}: {attempt.SqlState} {attempt.Message}");
            wrong.AddRange(stories.Zip(attempt.Keys)
                .Select(pair => (Story: pair.First, Answer: pair.Second, Expected: PartOf(who, pair.First) is { } part ? expected(who, pair.First, part) : none))
                .Where(answer => answer.Answer != answer.Expected)
                .Select(answer => $"{who} on {answer.Story}: {call} answers {answer.Answer}, not {answer.Expected}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
    }
}
