using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Tests.Database;

/// <summary>Writes drafts where nobody has the story open, by the functions alone: one operation, and the snapshot that it makes.</summary>
internal static class SqlDrafts
{
    /// <param name="scope">Of whoever writes.</param>
    /// <param name="story">The story.</param>
    /// <param name="fields">As <c>app.save_snapshot</c> takes them, with the communities as <c>communityIds</c>.</param>
    /// <param name="body">The Delta.</param>
    /// <param name="plain">Its plain text.</param>
    /// <param name="transcript">Its transcript.</param>
    /// <param name="words">How many they are.</param>
    /// <returns>"saved", or what the database answered.</returns>
    public static async Task<string> WriteDraftAsync(
        this ActorScope scope, Guid story, string fields, string body, string plain, string transcript = "", int words = 4)
    {
        if (await scope.ScalarAsync<string>(
            "select app.choose_communities($1, array(select jsonb_array_elements_text($2::jsonb -> 'communityIds')::uuid))", story, fields) != "chosen")
        {
            return "not_found";
        }

        var head = await scope.ScalarAsync<int>(
            "select coalesce(h.revision, d.revision) from ledger.story_drafts d left join ledger.story_heads h on h.story_id = d.story_id where d.story_id = $1", story);
        await scope.ExecuteAsync(
            "select app.append_operations($1, $2, array[gen_random_uuid()], '{1}', array[convert_to('{}', 'UTF8')])", story, head);
        return await scope.ScalarAsync<string>(
            "select app.save_snapshot($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8)",
            story, head + 1, Guid.CreateVersion7(), fields, body, plain, transcript, words) ?? "";
    }
}
