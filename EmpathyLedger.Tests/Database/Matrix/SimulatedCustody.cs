using EmpathyLedger.Tests.Archive;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>As <see cref="SimulatedRoad"/>, for what is kept for narrators.</summary>
internal sealed class SimulatedCustody(LedgerDatabaseFixture ledger, SimulatedRoad road)
{
    private AccessModel Model => road.Model;

    /// <summary>As an import leaves it: the steward is its custodian.</summary>
    public async Task<StoryFacts> KeepAsync(Person steward, Guid community, string narratorName, string situation)
    {
        var narrator = await KeptStory.NarratorAsync(ledger, community, steward.Id, narratorName);
        Model.Narrators.TryAdd(narrator, new Narrator(narrator, community));
        var story = new StoryFacts(situation, narrator) { Custodian = steward.Id, KeptFor = community, Revision = 1, DraftCommunities = [community] };
        story.Keepers.Add(steward.Id);
        await KeptStory.AddAsync(ledger, story.Id, community, steward.Id, narrator, $"Story {situation}");
        Model.Stories.Add(story.Id, story);
        return story;
    }

    public async Task<string> TakeOverAsync(Person steward, Guid community, Person from)
    {
        var word = await road.AskAsync(steward, "select t.outcome from app.take_custody($1, $2, 100) t", community, from.Id);
        if (word == "taken_over")
        {
            foreach (var story in Model.Stories.Values.Where(story => story.Custodian == from.Id && story.KeptFor == community))
            {
                story.Custodian = steward.Id;
                story.Keepers.Add(steward.Id);
                TakeBackDecisions(steward, story);
            }
        }

        return word;
    }

    public async Task<string> EnterAudienceAsync(Person who, StoryFacts story, Level level, bool hasWitness = true)
    {
        var word = await road.AskAsync(
            who,
            "select app.enter_audience($1, $2, $3::text::ledger.privacy_level, 1, 'en', 'aloud', $4, 'At her table')",
            Guid.CreateVersion7(),
            story.Id,
            level.ToString().ToLowerInvariant(),
            hasWitness ? "Her daughter" : "");
        if (word == "entered")
        {
            (story.Wish, story.IsPublicDisplayAllowed) = (level, level == Level.Public);
            if (level == Level.Private)
            {
                SimulatedRoad.CloseReview(story);
            }
        }

        return word;
    }

    public async Task<string> EnterConsentAsync(Person who, StoryFacts story, string purpose, bool isGranted, bool hasWitness = true)
    {
        var word = await road.AskAsync(
            who,
            "select app.enter_consent($1, $2, $3::text::ledger.consent_purpose, $4, 1, 'en', 'on_paper', $5, '')",
            Guid.CreateVersion7(),
            story.Id,
            purpose,
            isGranted,
            hasWitness ? "Her daughter" : "");
        if (word == "entered" && purpose == "ai_local")
        {
            story.IsAnalysisAllowed = isGranted;
        }

        return word;
    }

    public async Task<string> RenameAsync(Person who, Guid narrator, string name) =>
        await road.AskAsync(who, "select app.rename_narrator($1, $2)", narrator, name);

    /// <returns>What the steward was answered and, if there is a link, what whoever opened it was.</returns>
    public async Task<(string Made, string Claimed)> ClaimAsync(Person steward, Person claimant, Guid narratorId)
    {
        var hash = KeptStory.NewTokenHash();
        var made = await road.AskAsync(
            steward, "select app.make_claim_link($1, $2, $3, now() + interval '1 day')", Guid.CreateVersion7(), narratorId, hash);
        var word = await road.AskAsync(claimant, "select c.outcome from app.claim_narrator($1) c", hash);
        if (word == "claimed")
        {
            var narrator = Model.Narrators[narratorId];
            narrator.IsClaimed = true;
            var membership = Model.Memberships.GetValueOrDefault((narrator.Community, claimant.Id));
            Model.Memberships[(narrator.Community, claimant.Id)] = new Membership(
                "active", (HashSet<string>)["member", "storyteller", .. membership is { IsActive: true } ? membership.Roles : new HashSet<string>()]);
            foreach (var story in Model.Stories.Values.Where(story => story.Teller == narratorId))
            {
                (story.Teller, story.Custodian, story.KeptFor) = (claimant.Id, null, null);
                story.Keepers.Remove(claimant.Id);
                story.CoAuthors.Remove(claimant.Id);
                story.Watching.Remove(claimant.Id);
                story.Readers.Remove(claimant.Id);
                TakeBackDecisions(claimant, story);
            }
        }

        return (made, word);
    }

    /// <summary>Whoever becomes the custodian or the teller has not judged the story.</summary>
    private static void TakeBackDecisions(Person who, StoryFacts story)
    {
        foreach (var decisions in story.Versions.Values.Where(version => version.IsReviewOpen).SelectMany(version => version.Decisions.Values))
        {
            foreach (var decision in decisions.Where(d => d.Elder == who.Id && d.Kind != "take_back" && !d.IsTakenBack).ToList())
            {
                decision.IsTakenBack = true;
                decisions.Add(new Decision(Guid.Empty, who.Id, "take_back"));
            }
        }
    }
}
