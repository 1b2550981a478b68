using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>
/// A draft written whole, as one operation, in a transaction that is somebody's already: where no page can have the story open, as when
/// a demonstration is filled. Everywhere else <see cref="StorySessions.WriteAsync"/>.
/// </summary>
internal static class WholeDraft
{
    /// <param name="scope">Of whoever writes; committed by the caller.</param>
    /// <param name="before">The draft as it is.</param>
    /// <param name="content">What it is to be. Its communities are chosen with it.</param>
    /// <param name="at">For the ids that it needs.</param>
    /// <returns>The revision that it has then.</returns>
    public static async Task<int> WriteAsync(ActorScope scope, Draft before, DraftContent content, DateTimeOffset at)
    {
        var change = StoryDifference.Between(StoryState.Of(before), content);
        var revision = before.Revision + 1;
        await scope.ExecuteAsync(
            "select app.append_operations($1, $2, array[$3::uuid], array[1], array[$4::bytea])",
            before.StoryId, before.Revision, Guid.CreateVersion7(at), change.ToBytes());
        var plain = content.Body.ToPlainText();
        var outcome = await scope.ScalarAsync<string>(
            "select app.save_snapshot($1, $2, $3, $4, $5, $6, $7, $8)",
            before.StoryId, revision, Guid.CreateVersion7(at), DraftJson.Fields(content), DraftJson.Body(content), plain, content.Transcript,
            StoryText.CountWords(plain));
        await scope.ExecuteAsync("select app.choose_communities($1, $2)", before.StoryId, content.CommunityIds.ToArray());
        return outcome == "saved" ? revision : throw new InvalidOperationException($"A whole draft was answered with '{outcome}'.");
    }
}
