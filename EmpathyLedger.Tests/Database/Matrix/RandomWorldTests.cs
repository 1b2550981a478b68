using CsCheck;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>
/// Communities, people and some hundred steps by chance: after each stretch the database shows everybody what the model
/// says, and no step was taken by somebody who is not entitled to it.
/// </summary>
public sealed class RandomWorldTests : IClassFixture<LedgerDatabaseFixture>
{
    private const int Worlds = 4;

    private const int Stretches = 3;

    private static readonly Gen<Step[]> Steps = Gen.Select(
        Gen.Int[0, 41], Gen.Int[0, 999], Gen.Int[0, 999], Gen.Int[0, 999], Gen.Bool,
        (kind, who, what, how, isEntitled) => new Step(kind, who, what, how, isEntitled)).Array[50];


    private readonly LedgerDatabaseFixture _ledger;
    private readonly SimulatedRoad _road;
    private readonly SimulatedCustody _custody;

    public RandomWorldTests(LedgerDatabaseFixture ledger)
    {
        _road = new SimulatedRoad(ledger, new AccessModel());
        _custody = new SimulatedCustody(ledger, _road);
        _ledger = ledger;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AccessModel Model => _road.Model;

    [Fact]
    public async Task RandomSteps_LeaveTheDatabaseAndTheModelOfOneMind() => await Steps.Array[Stretches].SampleAsync(
        async stretches =>
        {
            var town = await FoundAsync();
            foreach (var steps in stretches)
            {
                foreach (var step in steps)
                {
                    await TakeAsync(town, step);
                }

                await CompareAsync(town);
            }
        },
        iter: Worlds,
        threads: 1);

    private async Task<Town> FoundAsync()
    {
        var town = new Town(
            [.. Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7())],
            [.. Enumerable.Range(0, 8).Select(number => Person.Called($"person {number}"))],
            []);
        foreach (var person in town.People)
        {
            await _road.AskAsync(person, "select app.ensure_profile($1)", person.Name);
        }

        foreach (var (community, number) in town.Communities.Select((id, number) => (id, number)))
        {
            await _ledger.AdminAsync(
                $"insert into ledger.communities (id, slug, name, is_listed) values ('{community}', 'c-{community}', 'Community', {number != 2})");
            Model.Communities[community] = number != 2;
            await _road.SettleAsync(town.People[number], community, "elder", "steward");
            await _road.SettleAsync(town.People[number + 1], community, "elder");
            await _road.SettleAsync(town.People[number + 3], community, "storyteller");
        }

        return town;
    }

    private async Task TakeAsync(Town town, Step step)
    {
        var community = town.Communities[step.How % town.Communities.Length];
        var other = town.People[step.What % town.People.Length];
        if (step.Kind <= 3 || town.Stories.Count == 0)
        {
            await BeginAsync(town, step);
            return;
        }

        var story = town.Stories[step.What % town.Stories.Count];
        var teller = town.People.Single(person => person.Id == (story.Custodian ?? story.Teller));
        var who = step.IsEntitled ? teller : town.People[step.Who % town.People.Length];
        var steward = step.IsEntitled ? Pick(town, step, person => Model.IsIn(person, community, "steward")) : town.People[step.Who % town.People.Length];
        var isTeller = Model.TellsOrKeeps(who, story);
        var isTellerAlone = who.Id == story.Teller;
        switch (step.Kind)
        {
            case 4:
                Only(await _road.SaveAsync(who, story, SomeOf(town, step.How)) == "saved", Model.SeesDraft(who, story));
                break;
            case 5 or 6:
                Only(await _road.SetAudienceAsync(who, story, (Level)(step.How % 4)) == "changed", isTellerAlone);
                break;
            case 7:
                Only(await _road.ChooseAsync(who, story, other, step.How % 3 != 0) == "changed", isTellerAlone);
                break;
            case 8 or 9 or 10:
                Only(await _road.SendAsync(who, story) == "sent", isTeller);
                break;
            case 11:
                Only(await _road.TakeBackFromEldersAsync(who, story) == "taken_back", isTeller);
                break;
            case >= 12 and <= 17:
                await DecideAsync(town, step, story);
                break;
            case 18 or 19 or 20:
                Only(await _road.PublishAsync(who, story) == "published", isTeller);
                break;
            case 21:
                Only(await _road.TakeDownAsync(who, story) == "taken_down", isTeller);
                break;
            case 22:
                Only(await _road.WithdrawAsync(who, story) == "withdrawn", isTeller);
                break;
            case 23:
                Only(await _road.ArchiveAsync(who, story, step.How % 3 == 0) is "archived" or "brought_back", isTeller);
                break;
            case 24:
                Only(await _road.DeleteAsync(who, story) == "deleted", isTeller);
                town.Stories.RemoveAll(told => !Model.Stories.ContainsKey(told.Id));
                break;
            case 25:
                await _road.AskToJoinAsync(other, community);
                break;
            case 26:
                Only(await _road.AnswerAsync(steward, other, community, step.How % 4 != 0) == "answered", Model.IsIn(steward, community, "steward"));
                break;
            case 27:
                var isSteward = Model.IsIn(steward, community, "steward");
                Only(await _road.EndMembershipAsync(steward, other, community) == "ended", isSteward || steward == other);
                break;
            case 28:
                var mayName = Model.IsIn(steward, community, "steward");
                Only(await _road.SetRolesAsync(steward, other, community, step.What % 2 == 0 ? ["elder"] : ["storyteller"]) == "changed", mayName);
                break;
            case >= 30 and <= 36:
                await KeepAsync(town, step, story, who);
                break;
            default:
                await ShareAsync(step, story, who, other);
                break;
        }
    }

    /// <summary>Parts in a story: given by name and by link, changed, ended, left.</summary>
    private async Task ShareAsync(Step step, StoryFacts story, Person who, Person other)
    {
        var part = ((string[])["co_author", "commenter", "watcher"])[step.How % 3];
        var mayGive = Model.TellsOrKeeps(who, story);
        var mayTake = !Model.IsOn(other, story) && (part != "co_author" || !HasJudged(other, story));
        var isOnIt = AccessModel.PartOf(other, story) is not null;
        switch (step.Kind)
        {
            case 29 or 37:
                var (invited, answered) = await _road.InviteAsync(who, story, other, part, step.Who % 5 != 0);
                Only(invited == "invited", mayGive && !isOnIt);
                Only(answered is "accepted", invited == "invited" && mayTake);
                break;
            case 38:
                var (made, accepted) = await _road.InviteByLinkAsync(who, story, other, part);
                Only(made == "made", mayGive);
                Only(accepted == "accepted", made == "made" && mayTake);
                break;
            case 39:
                Only(await _road.ChangePartAsync(who, story, other, part) == "changed", mayGive && isOnIt && (part != "co_author" || !HasJudged(other, story)));
                break;
            case 40:
                Only(await _road.EndPartAsync(who, story, other) == "ended", mayGive && isOnIt);
                break;
            case 41:
                Only(await _road.LeaveAsync(other, story) == "left", isOnIt);
                break;
        }
    }

    private static bool HasJudged(Person who, StoryFacts story) => story.Versions.Values.Any(version =>
        version.IsReviewOpen && version.Decisions.Values.Any(list => list.Exists(d => d.Elder == who.Id && d.Kind != "take_back" && !d.IsTakenBack)));

    private async Task BeginAsync(Town town, Step step)
    {
        var teller = town.People[step.Who % town.People.Length];
        var story = await _road.StartAsync(teller, $"story {Model.Stories.Count}");
        town.Stories.Add(story);
        await _road.SaveAsync(teller, story, SomeOf(town, step.How));
        await _road.SetAudienceAsync(teller, story, (Level)(step.What % 4));
    }

    private async Task KeepAsync(Town town, Step step, StoryFacts story, Person who)
    {
        var community = town.Communities[step.How % town.Communities.Length];
        var other = town.People[step.What % town.People.Length];
        var keeps = Model.Keeps(who, story);
        var steward = Pick(town, step, person => Model.IsIn(person, community, "steward"));
        switch (step.Kind)
        {
            case 30 or 31 when Model.IsIn(steward, community, "steward"):
                town.Stories.Add(await _custody.KeepAsync(steward, community, $"Narrator {step.What % 3}", $"kept story {Model.Stories.Count}"));
                break;
            case 32 or 33 when Model.Narrators.GetValueOrDefault(story.Teller) is { IsClaimed: false } narrator:
                var maker = step.IsEntitled ? Pick(town, step, person => Model.IsIn(person, narrator.Community, "steward")) : who;
                var mayMake = Model.IsIn(maker, narrator.Community, "steward");
                var (made, claimed) = await _custody.ClaimAsync(maker, other, narrator.Id);
                Only(made == "made", mayMake);
                Only(claimed == "claimed", made == "made" && maker != other);
                break;
            case 34:
                var from = town.People.SingleOrDefault(person => person.Id == story.Custodian) ?? other;
                var mayTake = Model.IsIn(steward, community, "steward") && !Model.IsIn(from, community, "steward");
                Only(await _custody.TakeOverAsync(steward, community, from) == "taken_over", mayTake);
                break;
            case 35:
                Only(await _custody.EnterAudienceAsync(who, story, (Level)(step.How % 4)) == "entered", keeps && (Level)(step.How % 4) != Level.People);
                break;
            case 36:
                Only(await _custody.EnterConsentAsync(who, story, "research", step.What % 2 == 0) == "entered", keeps);
                break;
        }
    }

    private async Task DecideAsync(Town town, Step step, StoryFacts story)
    {
        if (story.Versions.Count == 0)
        {
            return;
        }

        var version = story.Submitted ?? story.Versions.Values.ElementAt(step.What % story.Versions.Count);
        var community = step.IsEntitled && version.Communities.Count > 0
            ? version.Communities.ElementAt(step.How % version.Communities.Count)
            : town.Communities[step.How % town.Communities.Length];
        var elder = step.IsEntitled
            ? Pick(town, step, person => Model.Reviews(person, story, version, community))
            : town.People[step.Who % town.People.Length];
        var mayDecide = Model.Reviews(elder, story, version, community);
        var own = version.Decisions.GetValueOrDefault(community, []).Find(d => d.Elder == elder.Id && d.Kind != "take_back" && !d.IsTakenBack);
        if (own is { Conditions.Count: > 0 } && step.Kind <= 15)
        {
            Only(await _road.TickAsync(elder, own) == "ticked", mayDecide);
        }
        else if (own is not null && step.Kind == 16)
        {
            Only(await _road.TakeBackDecisionAsync(elder, version, community, own) == "taken_back", mayDecide);
        }
        else
        {
            var kinds = (string[])["approve", "approve", "approve", "approve_with_conditions", "ask_for_changes", "decline"];
            Only(await _road.DecideAsync(elder, version, community, kinds[step.Who % kinds.Length]) == "recorded", mayDecide);
        }
    }

    private async Task CompareAsync(Town town)
    {
        var differences = new List<string>();
        foreach (var table in MatrixTable.All.Where(table => table.Sees is not null))
        {
            var rows = await MatrixFixture.AllRowsAsync(_ledger, table);
            foreach (var who in town.People.Append(new Person("anonymous", Core.Database.Actor.Anonymous)))
            {
                await using var scope = await _ledger.Database.BeginAsync(who.Actor, Cancellation);
                var shown = (await scope.QueryAsync($"select ({table.Key})::text from ledger.{table.Name}", reader => reader.GetString(0))).ToHashSet();
                var expected = rows.Where(row => table.Sees!(Model, row.Value, who)).Select(row => row.Key).ToHashSet();
                differences.AddRange(shown.Except(expected).Select(key => $"{table.Name}: {who} ({who.Id}) sees {rows[key].Columns} {Told(rows[key])}"));
                differences.AddRange(expected.Except(shown).Select(key => $"{table.Name}: {who} ({who.Id}) does not see {rows[key].Columns} {Told(rows[key])}"));
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(12)));
    }

    private string Told(Row row) => row.MaybeId("story_id") is { } id && Model.Stories.TryGetValue(id, out var story)
        ? $"(co-authors {string.Join(',', story.CoAuthors)}; readers {string.Join(',', story.Readers)}; wish {story.Wish}, cleared {story.Cleared}; " +
          $"published {story.Published?.Id}, submitted {story.Submitted?.Id}; withdrawn {story.IsWithdrawn}, archived {story.IsArchived})"
        : "";

    private static void Only(bool isDone, bool isEntitled) => Assert.True(isEntitled || !isDone, "A step was taken by somebody who is not entitled to it.");

    private static Person Pick(Town town, Step step, Func<Person, bool> isMeant)
    {
        var meant = town.People.Where(isMeant).ToList();
        return meant.Count == 0 ? town.People[step.Who % town.People.Length] : meant[step.Who % meant.Count];
    }

    private static Guid[] SomeOf(Town town, int seed) => [.. town.Communities.Where((_, number) => ((seed >> number) & 1) == 1).Take(2)];

    private sealed record Step(int Kind, int Who, int What, int How, bool IsEntitled);

    private sealed record Town(Guid[] Communities, Person[] People, List<StoryFacts> Stories);
}
