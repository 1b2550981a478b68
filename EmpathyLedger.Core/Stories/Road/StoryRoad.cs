using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Stories.Road;

/// <summary>How a story goes on once the elders have said yes.</summary>
/// <remarks>
/// IsAtOnce: Published by itself on the last yes. At: Published by itself on this date, or on the last yes if that
/// comes later.
/// </remarks>
public sealed record PublishingWish(bool IsAtOnce, DateTimeOffset? At)
{
    /// <summary>The teller publishes.</summary>
    public static PublishingWish ByMyself { get; } = new(false, null);

    public static PublishingWish WhenApproved { get; } = new(true, null);

    public static PublishingWish On(DateTimeOffset date) => new(false, date);
}

/// <summary>
/// The steps of a story's road, each one call of a function in schema <c>app</c>, which decides. The teller alone takes
/// them; for everybody else the story is not found.
/// </summary>
public sealed class StoryRoad(LedgerDatabase database, StorySessions sessions, TimeProvider time)
{
    public const int LongestNote = 2000;

    /// <summary>Begins an empty story of the actor's.</summary>
    /// <param name="actor">The teller.</param>
    /// <param name="language">BCP 47, as far as it is known.</param>
    /// <param name="isRightToLeft">The direction in which that language is written.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Null when nobody is signed in.</returns>
    public async Task<Guid?> StartAsync(Actor actor, string language, bool isRightToLeft, CancellationToken cancellation)
    {
        var id = NewId();
        var outcome = await database.AskAsync<StartOutcome>(
            actor, "select app.start_story($1, $2, $3)", cancellation, id, language, isRightToLeft ? "rtl" : "ltr");
        return outcome == StartOutcome.Started ? id : null;
    }

    /// <summary>Freezes the draft as it stands at <paramref name="revision"/> and asks the elders of its communities.</summary>
    /// <param name="actor">The teller.</param>
    /// <param name="storyId">The story.</param>
    /// <param name="revision">The saved revision that the teller sees; another one on the server is refused.</param>
    /// <param name="wish">What happens on the last yes.</param>
    /// <param name="note">A word to the elders, for instance an answer to what they said; may be empty.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<SendOutcome> SendToEldersAsync(
        Actor actor, Guid storyId, int revision, PublishingWish wish, string note, CancellationToken cancellation)
    {
        var send = () => database.AskAsync<SendOutcome>(
            actor,
            "select app.send_to_elders($1, $2, $3, $4, $5::timestamptz, $6)",
            cancellation,
            storyId,
            NewId(),
            revision,
            wish.IsAtOnce,
            wish.At?.ToUniversalTime(),
            note);
        return await sessions.FreezeAsync(actor, storyId, send, cancellation) ?? SendOutcome.StaleRevision;
    }

    public Task<TakeBackFromEldersOutcome> TakeBackAsync(Actor actor, Guid storyId, CancellationToken cancellation) =>
        database.AskAsync<TakeBackFromEldersOutcome>(actor, "select app.take_back_from_elders($1)", cancellation, storyId);

    public async Task<PublishOutcome> PublishAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        var publish = () => database.AskAsync<PublishOutcome>(actor, "select app.publish_story($1, $2)", cancellation, storyId, NewId());
        return await sessions.FreezeAsync(actor, storyId, publish, cancellation) ?? PublishOutcome.BeingWritten;
    }

    /// <param name="actor">The teller.</param>
    /// <param name="storyId">A story that is with the elders or approved.</param>
    /// <param name="date">Null: no date any more.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<ScheduleOutcome> ScheduleAsync(Actor actor, Guid storyId, DateTimeOffset? date, CancellationToken cancellation) =>
        database.AskAsync<ScheduleOutcome>(
            actor, "select app.schedule_story($1, $2::timestamptz)", cancellation, storyId, date?.ToUniversalTime());

    /// <summary>Takes down what readers have; a review that is under way goes on.</summary>
    public Task<TakeDownOutcome> TakeDownAsync(Actor actor, Guid storyId, CancellationToken cancellation) =>
        database.AskAsync<TakeDownOutcome>(actor, "select app.take_down_story($1)", cancellation, storyId);

    /// <summary>Gone for everybody else from the commit on, published and submitted alike.</summary>
    public Task<WithdrawOutcome> WithdrawAsync(Actor actor, Guid storyId, CancellationToken cancellation) =>
        database.AskAsync<WithdrawOutcome>(actor, "select app.withdraw_story($1)", cancellation, storyId);

    public Task<ArchiveOutcome> ArchiveAsync(Actor actor, Guid storyId, CancellationToken cancellation) =>
        database.AskAsync<ArchiveOutcome>(actor, "select app.archive_story($1, true)", cancellation, storyId);

    public Task<ArchiveOutcome> BringBackAsync(Actor actor, Guid storyId, CancellationToken cancellation) =>
        database.AskAsync<ArchiveOutcome>(actor, "select app.archive_story($1, false)", cancellation, storyId);

    /// <summary>Really deletes a draft that nobody else was ever given to read.</summary>
    public Task<DeleteOutcome> DeleteDraftAsync(Actor actor, Guid storyId, CancellationToken cancellation) =>
        database.AskAsync<DeleteOutcome>(actor, "select app.delete_draft($1)", cancellation, storyId);

    /// <returns>Null when the actor is neither the teller nor a co-author.</returns>
    public async Task<StoryStanding?> GetStandingAsync(Actor actor, Guid storyId, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var standing = await StoryStandingQueries.ReadAsync(scope, storyId);
        await scope.CommitAsync();
        return standing;
    }

    private Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());
}
