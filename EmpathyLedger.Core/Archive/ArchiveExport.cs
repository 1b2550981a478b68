using System.Text;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Archive;

/// <summary>
/// What a steward keeps for narrators, and what anybody of the community may read, as a CSV file that <see cref="Imports"/> takes
/// again. Two batches of stories are in memory, however many there are: one is written while the next is read.
/// </summary>
public sealed class ArchiveExport(LedgerDatabase database)
{
    private const int StoriesAtOnce = 1000;

    /// <summary>With the mark by which a spreadsheet knows the encoding.</summary>
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    private static readonly ImportField[] Fields =
    [
        ImportField.Identifier, ImportField.Title, ImportField.Narrator, ImportField.Interviewer, ImportField.Recorded, ImportField.Language,
        ImportField.Place, ImportField.Summary, ImportField.Themes, ImportField.Text, ImportField.StoryId,
    ];

    private sealed record Story(
        Guid Id, string Identifier, string TellerName, string Title, string ToldTo, string ToldWhen, string Language, string Place, string Summary,
        string[] Themes, string Text, string Transcript, string State);

    /// <summary>
    /// Writes all of it. Each story is in its access log, committed, before its words are written. For whoever is no steward of the
    /// community there is nothing, and only the headings are written.
    /// </summary>
    /// <param name="actor">The steward.</param>
    /// <param name="communityId">Of which community.</param>
    /// <param name="output">Left open.</param>
    /// <param name="progress">Told how many stories were written so far.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <returns>How many stories were written.</returns>
    public async Task<int> WriteAsync(
        Actor actor, Guid communityId, Stream output, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, WithMark, bufferSize: 64 * 1024, leaveOpen: true);
        var line = new StringBuilder();
        CsvLine.Append(line, [.. Fields.Select(field => field.ExportHeading()), "state"]);
        var written = 0;
        foreach (var isKept in new[] { true, false })
        {
            var reading = ReadAsync(actor, communityId, isKept, Guid.Empty, cancellationToken);
            try
            {
                while (await reading is { Count: > 0 } stories)
                {
                    reading = ReadAsync(actor, communityId, isKept, stories[^1].Id, cancellationToken);
                    foreach (var story in stories)
                    {
                        CsvLine.Append(line, Cells(story));
                        await WriteOutAsync();
                    }

                    written += stories.Count;
                    progress?.Report(written);
                }
            }
            finally
            {
                // Where writing fails, what is being read ends before its connection is needed elsewhere.
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await WriteOutAsync();
        return written;

        async ValueTask WriteOutAsync()
        {
            foreach (var chunk in line.GetChunks())
            {
                await writer.WriteAsync(chunk, cancellationToken);
            }

            line.Clear();
        }
    }

    private async Task<List<Story>> ReadAsync(Actor actor, Guid communityId, bool isKept, Guid after, CancellationToken cancellation)
    {
        // By keys and their order, whatever they are: planned once.
        await using var scope = await database.BeginByKeyAsync(actor, cancellation, nameof(WriteAsync));
        var stories = await scope.QueryAsync(
            """
            select story_id, identifier, teller_name, title, told_to, told_when, language, place, summary, themes, body_text, transcript, state
            from app.export_stories($1, $2, $3, $4)
            """,
            reader => new Story(
                reader.GetGuid(0), reader.GetString(1), reader.IsDBNull(2) ? "" : reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetString(5), reader.GetString(6), reader.GetString(7), reader.GetString(8), reader.GetFieldValue<string[]>(9),
                reader.GetString(10), reader.GetString(11), reader.GetString(12)),
            communityId, isKept, after, StoriesAtOnce);

        // It is in the access log before a word leaves.
        await scope.CommitAsync();
        return stories;
    }

    private static string[] Cells(Story story) =>
    [
        .. Fields.Select(field => field switch
        {
            ImportField.Identifier => story.Identifier,
            ImportField.Title => story.Title,
            ImportField.Narrator => story.TellerName,
            ImportField.Interviewer => story.ToldTo,
            ImportField.Recorded => story.ToldWhen,
            ImportField.Language => story.Language == ImportLanguages.Unknown ? "" : story.Language,
            ImportField.Place => story.Place,
            ImportField.Summary => story.Summary,
            ImportField.Themes => ImportRowCheck.JoinThemes(story.Themes),
            ImportField.Text => Words(story),
            ImportField.StoryId => story.Id.ToString(),
        }),
        story.State,
    ];

    /// <summary>A story that was recorded may have its words in the transcript only, or in both: none is left behind.</summary>
    private static string Words(Story story) =>
        string.IsNullOrWhiteSpace(story.Transcript) ? story.Text
        : string.IsNullOrWhiteSpace(story.Text) ? story.Transcript
        : story.Text + "\n\n" + story.Transcript;
}
