using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories;
using Npgsql;

namespace EmpathyLedger.Core.Collaboration.Remarks;

/// <summary>
/// Comments and suggestions on passages of a draft. Each verb is one function of the database, which decides who may; to whom the story
/// is not, there is nothing. Where a passage is, the story's session knows.
/// </summary>
public sealed class StoryRemarks(LedgerDatabase database, StorySessions sessions, PassageLog passages, TimeProvider clock)
{
    private const int ClosedAtOnce = 20;

    /// <summary>Begins a thread on a passage.</summary>
    /// <param name="actor">Whoever says it.</param>
    /// <param name="storyId">The story.</param>
    /// <param name="where">The passage, in the words at <paramref name="revision"/>.</param>
    /// <param name="revision">Of the words that they see.</param>
    /// <param name="kind">A comment is on words; a suggestion may also be for a place between them.</param>
    /// <param name="words">Of a suggestion may be empty.</param>
    /// <param name="replacement">Of a suggestion the other words: empty to take the passage out.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<(RemarkOutcome Outcome, Guid? ThreadId)> BeginAsync(
        Actor actor, Guid storyId, StorySelection where, int revision, RemarkKind kind, string words, string? replacement, CancellationToken cancellation)
    {
        words = LineEnds(words).Trim();
        replacement = kind == RemarkKind.Suggestion ? LineEnds(replacement ?? "") : null;
        if ((FindProblem(words, RemarkLimits.Words, mayBeEmpty: kind == RemarkKind.Suggestion)
            ?? FindProblem(replacement ?? "", RemarkLimits.Replacement, mayBeEmpty: true)) is { } problem)
        {
            return (problem, null);
        }

        if (where.Length > RemarkLimits.Passage)
        {
            return (RemarkOutcome.TooLong, null);
        }

        var quotation = await sessions.QuoteAsync(actor, storyId, where, revision, cancellation);
        if (quotation.Outcome == RemarkOutcome.Done)
        {
            quotation = quotation with { Outcome = Weigh(quotation, kind, replacement) };
        }

        if (quotation.Outcome != RemarkOutcome.Done)
        {
            return (quotation.Outcome, null);
        }

        var id = NewId();
        var outcome = await DoAsync(
            actor,
            "select app.begin_thread($1, $2, $3::text::ledger.thread_kind, $4::text::ledger.thread_place, $5, $6, $7, $8, $9, $10)",
            cancellation,
            id, storyId, DatabaseWords.Write(kind), DatabaseWords.Write(quotation.Where.Place), quotation.Revision, quotation.Where.Index,
            quotation.Where.Length, Cut(quotation.Words), words, replacement);
        return (outcome, outcome == RemarkOutcome.Done ? id : null);
    }

    /// <summary>The open threads, in the order of the text. None to whom the story is not.</summary>
    public async Task<IReadOnlyList<RemarkThread>> ReadAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        List<(RemarkThread Thread, ThreadAnchor Anchor)> found;
        await using (var scope = await database.BeginAsync(actor, cancellation))
        {
            found = await ReadThreadsAsync(scope, storyId, isOpen: true, null, RemarkLimits.OpenThreads);
            await scope.CommitAsync();
        }

        // They may have been noted in words of different revisions.
        var anchors = await passages.BringTogetherAsync(actor, storyId, [.. found.Select(thread => thread.Anchor)], cancellation);
        return
        [
            .. found.Zip(anchors, (thread, anchor) => (thread.Thread, anchor.Where))
                .OrderBy(thread => (thread.Where.Place, thread.Where.Index, thread.Where.Length))
                .ThenBy(thread => (thread.Thread.MadeAt, thread.Thread.Id))
                .Select(thread => thread.Thread),
        ];
    }

    /// <summary>Those that are decided, newest first, twenty at a time. What was taken back before anybody answered is not among them.</summary>
    public async Task<ClosedThreads> ReadClosedAsync(Actor actor, Guid storyId, ClosedThreadsCursor? before, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var threads = (await ReadThreadsAsync(scope, storyId, isOpen: false, before, ClosedAtOnce + 1)).ConvertAll(thread => thread.Thread);
        await scope.CommitAsync();
        if (threads.Count <= ClosedAtOnce)
        {
            return new ClosedThreads(threads, null);
        }

        threads.RemoveAt(ClosedAtOnce);
        return new ClosedThreads(threads, new ClosedThreadsCursor(threads[^1].DecidedAt!.Value, threads[^1].Id));
    }

    public async Task<RemarkOutcome> AnswerAsync(Actor actor, Guid threadId, string words, CancellationToken cancellation)
    {
        words = LineEnds(words).Trim();
        return FindProblem(words, RemarkLimits.Words, mayBeEmpty: false)
            ?? await DoAsync(actor, "select app.answer_thread($1, $2, $3)", cancellation, NewId(), threadId, words);
    }

    /// <summary>Of a comment: whoever began it, the teller, the custodian, a co-author.</summary>
    public Task<RemarkOutcome> ResolveAsync(Actor actor, Guid threadId, CancellationToken cancellation) =>
        DoAsync(actor, "select app.resolve_thread($1)", cancellation, threadId);

    /// <summary>Of a comment that was resolved, by the same people.</summary>
    public Task<RemarkOutcome> ReopenAsync(Actor actor, Guid threadId, CancellationToken cancellation) =>
        DoAsync(actor, "select app.reopen_thread($1)", cancellation, threadId);

    /// <summary>Of a suggestion: the teller, or the custodian in a narrator's place.</summary>
    public Task<RemarkOutcome> RefuseAsync(Actor actor, Guid threadId, CancellationToken cancellation) =>
        DoAsync(actor, "select app.refuse_suggestion($1)", cancellation, threadId);

    /// <summary>
    /// The words of a suggestion take the passage's place, as a change of the actor's that everybody sees like any other: teller or
    /// custodian.
    /// </summary>
    /// <param name="actor">Whoever accepts.</param>
    /// <param name="storyId">The story.</param>
    /// <param name="threadId">The suggestion.</param>
    /// <param name="seenWords">The passage as they saw it. Nobody accepts a change of words that they have not read.</param>
    /// <param name="cancellation">Stops waiting; it may be done all the same.</param>
    /// <returns>With <see cref="RemarkOutcome.Changed"/> the passage as it is.</returns>
    public Task<(RemarkOutcome Outcome, string? PresentWords)> AcceptAsync(
        Actor actor, Guid storyId, Guid threadId, string seenWords, CancellationToken cancellation) =>
        sessions.AcceptAsync(actor, storyId, threadId, seenWords, cancellation);

    /// <summary>By whoever began it. Without an answer the thread is gone; with one it stays, without its first words.</summary>
    public Task<RemarkOutcome> TakeBackThreadAsync(Actor actor, Guid threadId, CancellationToken cancellation) =>
        DoAsync(actor, "select app.take_back_thread($1)", cancellation, threadId);

    /// <summary>By whoever said it. Of the first words of a thread it is as above.</summary>
    public Task<RemarkOutcome> TakeBackRemarkAsync(Actor actor, Guid remarkId, CancellationToken cancellation) =>
        DoAsync(actor, "select app.take_back_remark($1)", cancellation, remarkId);

    private static RemarkOutcome Weigh(Quotation quotation, RemarkKind kind, string? replacement) =>
        kind == RemarkKind.Comment && quotation.Where.Length == 0 ? RemarkOutcome.Gone
        : quotation.Words == replacement ? RemarkOutcome.Empty
        : RemarkOutcome.Done;

    private static RemarkOutcome? FindProblem(string text, int most, bool mayBeEmpty) =>
        text.Length > most ? RemarkOutcome.TooLong
        : text.Length == 0 ? mayBeEmpty ? null : RemarkOutcome.Empty
        : StoryText.IsPrintable(text) && DeltaText.FindProblem(text) is null ? null
        : RemarkOutcome.NotText;

    private static string LineEnds(string text) => text.ReplaceLineEndings("\n");

    private static string Cut(string passage)
    {
        if (passage.Length <= RemarkLimits.Quote)
        {
            return passage;
        }

        var end = RemarkLimits.Quote - 1;
        return passage[..(char.IsHighSurrogate(passage[end - 1]) ? end - 1 : end)] + "…";
    }

    private static async Task<List<(RemarkThread Thread, ThreadAnchor Anchor)>> ReadThreadsAsync(
        ActorScope scope, Guid storyId, bool isOpen, ClosedThreadsCursor? before, int most)
    {
        var remarks = new Dictionary<Guid, List<Remark>>();
        var threads = await scope.QueryAsync(
            """
            select id, kind::text, place::text, quote, replacement, state::text, author_id, author_name, made_at, decided_by_name, decided_at,
              may_answer, may_resolve, may_decide, may_take_back, anchor_revision, anchor_index, anchor_length
            from app.read_threads($1, $2, $3, $4, $5)
            """,
            row => Read(row, remarks), storyId, isOpen, before?.DecidedAt.ToUniversalTime(), before?.ThreadId, most);
        var said = await scope.QueryAsync(
            "select thread_id, id, author_id, author_name, words, made_at, is_taken_back from app.read_remarks($1, $2)",
            row => (ThreadId: row.GetGuid(0), Remark: new Remark(
                row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5), row.GetBoolean(6))),
            storyId, threads.Select(thread => thread.Thread.Id).ToArray());
        foreach (var (threadId, remark) in said)
        {
            remarks[threadId].Add(remark);
        }

        return threads;
    }

    /// <summary>Its remarks are read behind it.</summary>
    private static (RemarkThread Thread, ThreadAnchor Anchor) Read(NpgsqlDataReader row, Dictionary<Guid, List<Remark>> remarks)
    {
        var (id, kind, place) = (row.GetGuid(0), DatabaseWords.Read<RemarkKind>(row.GetString(1)), DatabaseWords.Read<StoryPlace>(row.GetString(2)));
        var thread = new RemarkThread(
            id, kind, place, row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), DatabaseWords.Read<RemarkState>(row.GetString(5)),
            row.GetGuid(6), row.GetString(7), row.GetFieldValue<DateTimeOffset>(8), row.IsDBNull(9) ? null : row.GetString(9),
            row.GetFieldValue<DateTimeOffset?>(10), remarks[id] = [], row.GetBoolean(11), row.GetBoolean(12), row.GetBoolean(13), row.GetBoolean(14));
        return (thread, new ThreadAnchor(id, new StorySelection(place, row.GetInt32(16), row.GetInt32(17)), row.GetInt32(15), kind == RemarkKind.Suggestion));
    }

    private async Task<RemarkOutcome> DoAsync(Actor actor, string sql, CancellationToken cancellation, params object?[] arguments)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var word = await scope.ScalarAsync<string>(sql, arguments);
        await scope.CommitAsync();
        return DatabaseWords.Read<RemarkOutcome>(word);
    }

    private Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());
}
