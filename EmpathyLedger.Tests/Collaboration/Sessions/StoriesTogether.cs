using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Tests.Communities;

namespace EmpathyLedger.Tests.Collaboration.Sessions;

internal static class StoriesTogether
{
    /// <summary>A new, empty story of the first of them; the others are its co-authors. "Writer 0" and so on.</summary>
    public static async Task<(Guid StoryId, List<Actor> Writers)> StartTogetherAsync(this TestTown town, int people)
    {
        var storyId = Guid.CreateVersion7();
        var writers = new List<Actor>();
        for (var number = 0; number < people; number++)
        {
            writers.Add(await town.AddMemberAsync($"Writer {number}", town.Riverside, CommunityRole.Storyteller));
        }

        await using (var scope = await town.Ledger.Database.BeginAsync(writers[0], TestContext.Current.CancellationToken))
        {
            Assert.Equal("started", await scope.ScalarAsync<string>("select app.start_story($1, 'en', 'ltr')", storyId));
            await scope.CommitAsync();
        }

        foreach (var writer in writers.Skip(1))
        {
            await town.Ledger.AdminAsync(
                $"insert into ledger.story_people (story_id, profile_id, role, added_at) values ('{storyId}', '{writer.ProfileId}', 'co_author', now())");
        }

        return (storyId, writers);
    }
}
