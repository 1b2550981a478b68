using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Reviews;

/// <summary>
/// What elders are asked about, read and say. The database decides who sees what and what counts: everything here asks as
/// the actor, and whoever may not is told "not found".
/// </summary>
public sealed class StoryReviews(LedgerDatabase database)
{
    private const int PageSize = 50;

    /// <summary>One page of what the actor is asked about as an elder: what waits first, each part oldest first.</summary>
    /// <param name="actor">Who asks. Nobody but an elder gets anything.</param>
    /// <param name="after">Where the last page ended, null for the first.</param>
    /// <param name="cancellation">Cancels the statements.</param>
    public async Task<AskedReviews> GetQueueAsync(Actor actor, ReviewCursor? after, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var count = await scope.ScalarAsync<long>(ReviewSql.CountWaiting);
        var rows = await scope.QueryAsync(
            ReviewSql.QueuePage, ReviewSql.ReadSeat, after?.HasSpoken, after?.SentAt, after?.VersionId, PageSize + 1);
        await scope.CommitAsync();

        var stories = ReviewSql.Gather(rows);
        var page = stories.Take(PageSize).ToList();
        return new AskedReviews(
            [.. page.Where(story => story.IsWaiting)],
            [.. page.Where(story => !story.IsWaiting)],
            (int)count,
            stories.Count > PageSize ? new ReviewCursor(!page[^1].IsWaiting, page[^1].SentAt, page[^1].VersionId) : null);
    }

    /// <summary>How many stories nobody of the actor's communities has said anything about yet.</summary>
    public async Task<int> CountWaitingAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.IsAnonymous)
        {
            return 0;
        }

        await using var scope = await database.BeginAsync(actor, cancellation);
        var count = await scope.ScalarAsync<long>(ReviewSql.CountWaiting);
        await scope.CommitAsync();
        return (int)count;
    }

    /// <summary>The oldest story that waits, other than this one.</summary>
    public async Task<Guid?> FindNextAsync(Actor actor, Guid exceptVersionId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var next = await scope.ScalarAsync<Guid?>(ReviewSql.NextWaiting, exceptVersionId);
        await scope.CommitAsync();
        return next;
    }

    /// <summary>
    /// The frozen copy, for an elder who is asked about it. Every opening is in the access log before the words are handed
    /// out, and a refused one too. Null: not there, closed, not asked, or the actor's own story.
    /// </summary>
    public async Task<ReviewReading?> OpenAsync(Actor actor, Guid versionId, CancellationToken cancellation)
    {
        if (actor.IsAnonymous)
        {
            return null;
        }

        await using var scope = await database.BeginAsync(actor, cancellation);
        var story = ReviewSql.Gather(await scope.QueryAsync(ReviewSql.SeatsOfVersion, ReviewSql.ReadSeat, versionId)).SingleOrDefault();
        if (story is null)
        {
            await scope.ExecuteAsync("select app.log_refusal($1, $2)", "review", versionId.ToString());
            await scope.CommitAsync();
            return null;
        }

        var count = await scope.ScalarAsync<long>(ReviewSql.CountWaiting);
        var position = await scope.ScalarAsync<long>(ReviewSql.Position, versionId);
        var reading = await scope.QuerySingleOrDefaultAsync(
            ReviewSql.Open, reader => ReviewSql.ReadWords(reader, story, (int)position, (int)count), versionId);
        await scope.CommitAsync();
        return reading;
    }

    /// <summary>
    /// What was said of a version, oldest first, what was taken back included: all of it for its teller and co-authors and
    /// for the elders who are asked, the actor's own words for an elder whose part is over, nothing for anybody else.
    /// </summary>
    public async Task<IReadOnlyList<ReviewDecision>> GetDecisionsAsync(Actor actor, Guid versionId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var decisions = await ReviewSql.ReadDecisionsAsync(scope, "d.version_id = $1", versionId);
        await scope.CommitAsync();
        return decisions;
    }

    /// <summary>What stands now, for the part of the page where an elder decides.</summary>
    public async Task<ReviewStanding> GetStandingAsync(
        Actor actor, Guid storyId, Guid versionId, Guid communityId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var isElder = await scope.ScalarAsync<bool>("select $1 = any (app.my_elder_community_ids())", communityId);
        var asked = await scope.QueryAsync(
            ReviewSql.OpenReviewsOfStory,
            reader => (VersionId: reader.GetGuid(0), State: DatabaseWords.Read<ClearanceState>(reader.GetString(1))),
            storyId,
            communityId);
        var all = await ReviewSql.ReadDecisionsAsync(scope, "d.story_id = $1 and d.community_id = $2", storyId, communityId);
        var isPublished = await scope.ScalarAsync<bool>(ReviewSql.IsPublished, storyId, versionId);
        await scope.CommitAsync();

        var here = asked.FindIndex(review => review.VersionId == versionId);
        return new ReviewStanding(
            !isElder ? ReviewPresence.NotAnElder : here < 0 ? ReviewPresence.Closed : ReviewPresence.Open,
            here < 0 ? null : asked[here].State,
            [.. all.Where(decision => decision.VersionId == versionId)],
            [.. all.Where(decision => decision.VersionId != versionId && decision.VersionId.CompareTo(versionId) < 0)],
            asked.Where(review => review.VersionId != versionId).Select(review => (Guid?)review.VersionId).FirstOrDefault(),
            isPublished);
    }

    /// <summary>
    /// Records a decision on exactly the version that was read. Sent twice under one id, by a double press or after an answer
    /// that was lost on the way, it is recorded once and answered the same.
    /// </summary>
    public async Task<DecideOutcome> DecideAsync(Actor actor, NewDecision decision, CancellationToken cancellation)
    {
        if (Tidy(decision) is not { } tidy)
        {
            return DecideOutcome.Invalid;
        }

        await using var scope = await database.BeginAsync(actor, cancellation);
        var outcome = DatabaseWords.Read<DecideOutcome>(await scope.ScalarAsync<string>(
            "select app.decide_review($1, $2, $3, $4::text::ledger.decision_kind, $5, $6)",
            tidy.Id,
            tidy.VersionId,
            tidy.CommunityId,
            DatabaseWords.Write(tidy.Kind),
            tidy.Note,
            tidy.Conditions.ToArray()));
        var isHere = outcome == DecideOutcome.Recorded
            || await scope.ScalarAsync<bool>(ReviewSql.IsOwnDecision, tidy.Id, tidy.VersionId, tidy.CommunityId);
        await scope.CommitAsync();
        return isHere ? DecideOutcome.Recorded : outcome;
    }

    /// <summary>Takes the actor's own decision back, as a new entry: nothing that was said is ever changed.</summary>
    public async Task<TakeBackOutcome> TakeBackAsync(Actor actor, Guid id, Guid decisionId, string note, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var outcome = DatabaseWords.Read<TakeBackOutcome>(await scope.ScalarAsync<string>(
            "select app.take_back_decision($1, $2, $3)", id, decisionId, DecisionWords.Cut(note, DecisionLimits.Note)));
        await scope.CommitAsync();
        return outcome;
    }

    /// <summary>Says that a condition is met. Only the elder who set it can, once; pressed twice it stays ticked.</summary>
    public async Task<TickOutcome> TickConditionAsync(Actor actor, Guid conditionId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var outcome = DatabaseWords.Read<TickOutcome>(await scope.ScalarAsync<string>("select app.tick_condition($1)", conditionId));
        await scope.CommitAsync();
        return outcome;
    }

    private static NewDecision? Tidy(NewDecision decision)
    {
        var note = DecisionWords.Tidy(decision.Note);
        var conditions = decision.Kind == DecisionKind.ApproveWithConditions
            ? decision.Conditions.Select(DecisionWords.Tidy).Where(wording => wording.Length > 0).ToList()
            : [];
        return DecisionWords.WhatIsMissing(decision.Kind, note, conditions) is null
            ? decision with { Note = note, Conditions = conditions }
            : null;
    }
}
