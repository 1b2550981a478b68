namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>
/// On every story the same three threads, put there by the superuser whoever may speak in it today: an open comment of the commenter's, an
/// open suggestion of the co-author's that its teller has answered, and a comment of the former co-author's that was resolved.
/// </summary>
internal sealed class MatrixRemarks(LedgerDatabaseFixture ledger, AccessModel model)
{
    private readonly Dictionary<Guid, StoryThreads> _threads = [];

    public StoryThreads Of(StoryFacts story) => _threads[story.Id];

    public async Task BuildAsync(MatrixWorld world)
    {
        foreach (var story in model.Stories.Values)
        {
            var threads = new StoryThreads(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
            var (commenter, former) = (world.Parts.Commenter.Id, world.Parts.FormerCoAuthor.Id);
            await ledger.AdminAsync(
                $"""
                insert into ledger.story_threads
                  (id, story_id, kind, place, anchor_revision, anchor_index, anchor_length, quote, replacement, author_id, made_at, state, decided_by, decided_at)
                values
                  ('{threads.Comment}', '{story.Id}', 'comment', 'body', 0, 0, 3, 'The', null, '{commenter}', now(), 'open', null, null),
                  ('{threads.Suggestion}', '{story.Id}', 'suggestion', 'body', 0, 4, 3, 'fer', 'bar', '{world.CoAuthor.Id}', now(), 'open', null, null),
                  ('{threads.Resolved}', '{story.Id}', 'comment', 'body', 0, 0, 3, 'The', null, '{former}', now(), 'resolved', '{story.Teller}', now());
                insert into ledger.thread_remarks (id, thread_id, author_id, words, made_at) values
                  ('{threads.Comment}', '{threads.Comment}', '{commenter}', 'Which one?', now()),
                  ('{threads.Suggestion}', '{threads.Suggestion}', '{world.CoAuthor.Id}', '', now()),
                  ('{threads.Answer}', '{threads.Suggestion}', '{story.Teller}', 'Maybe.', now()),
                  ('{threads.Resolved}', '{threads.Resolved}', '{former}', 'And who?', now());
                """);
            _threads.Add(story.Id, threads);
            foreach (var thread in new[] { threads.Comment, threads.Suggestion, threads.Resolved })
            {
                model.ThreadStories.Add(thread, story.Id);
            }
        }
    }
}

/// <param name="Comment">Open.</param>
/// <param name="Suggestion">Open.</param>
/// <param name="Answer">The teller's, in the suggestion.</param>
/// <param name="Resolved">A comment.</param>
internal sealed record StoryThreads(Guid Comment, Guid Suggestion, Guid Answer, Guid Resolved);
