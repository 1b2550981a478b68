using System.Security.Cryptography;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>Parts in stories: inviting, answering, changing, ending, leaving.</summary>
internal sealed partial class SimulatedRoad
{
    public Task AddCoAuthorAsync(StoryFacts story, Person who) => AddPartAsync(story, who, "co_author");

    /// <summary>Past every function.</summary>
    public async Task AddPartAsync(StoryFacts story, Person who, string part)
    {
        await ledger.AdminAsync(
            $"insert into ledger.story_people (story_id, profile_id, role, added_at) values ('{story.Id}', '{who.Id}', '{part}', now())");
        SetPart(story, who, part);
    }

    /// <returns>What the inviting person was answered and, if they could invite, what the invited one was.</returns>
    public async Task<(string Invited, string Answered)> InviteAsync(Person by, StoryFacts story, Person whom, string part, bool isAccepted = true)
    {
        var id = Guid.CreateVersion7();
        var word = await AskAsync(by, "select app.invite_to_story($1, $2, $3, $4::text::ledger.story_role)", id, story.Id, whom.Id, part);
        var answer = await AskAsync(whom, "select app.answer_story_invitation($1, $2)", id, isAccepted);
        if (answer == "accepted")
        {
            SetPart(story, whom, part);
        }
        else if (word == "invited")
        {
            await AskAsync(by, "select app.end_story_invitation($1)", id);
        }

        return (word, answer);
    }

    /// <returns>What the inviting person was answered, and what whoever opened the link was.</returns>
    public async Task<(string Made, string Answered)> InviteByLinkAsync(Person by, StoryFacts story, Person whom, string part)
    {
        var hash = RandomNumberGenerator.GetBytes(32);
        var word = await AskAsync(by, "select app.make_story_link($1, $2, $3, $4::text::ledger.story_role)", Guid.CreateVersion7(), story.Id, hash, part);
        var answer = await AskAsync(whom, "select a.outcome from app.accept_story_link($1) a", hash);
        if (answer == "accepted")
        {
            SetPart(story, whom, part);
        }

        return (word, answer);
    }

    public async Task<string> ChangePartAsync(Person by, StoryFacts story, Person whose, string part)
    {
        var word = await AskAsync(by, "select app.change_part($1, $2, $3::text::ledger.story_role)", story.Id, whose.Id, part);
        if (word == "changed")
        {
            SetPart(story, whose, part);
        }

        return word;
    }

    public async Task<string> EndPartAsync(Person by, StoryFacts story, Person whose)
    {
        var word = await AskAsync(by, "select app.end_part($1, $2)", story.Id, whose.Id);
        if (word == "ended")
        {
            SetPart(story, whose, null);
        }

        return word;
    }

    public async Task<string> LeaveAsync(Person who, StoryFacts story)
    {
        var word = await AskAsync(who, "select app.leave_story($1)", story.Id);
        if (word == "left")
        {
            SetPart(story, who, null);
        }

        return word;
    }

    private static void SetPart(StoryFacts story, Person who, string? part)
    {
        story.CoAuthors.Remove(who.Id);
        story.Watching.Remove(who.Id);
        if (part == "co_author")
        {
            story.CoAuthors.Add(who.Id);
            story.EverCoAuthors.Add(who.Id);
        }
        else if (part is not null)
        {
            story.Watching.Add(who.Id, part);
        }
    }
}
