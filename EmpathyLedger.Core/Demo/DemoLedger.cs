using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Demo;

/// <summary>
/// Fills an empty ledger with an invented town. Everybody acts for themselves, through the same functions as the portal's
/// pages, under their own claim; only the clock is told what day it pretends to be, which the database allows while a
/// demonstration is being filled and never again.
/// </summary>
public sealed class DemoLedger(IServiceScopeFactory scopes, LedgerConnections connections, LedgerDatabase database, TimeProvider time)
{
    public const string PortalName = "Saltbush River";

    private readonly DemoMaterial _material = DemoMaterial.Read();
    private readonly Dictionary<string, Actor> _people = [];
    private readonly Dictionary<string, Guid> _communities = [];

    /// <param name="progress">A line for the console, as it goes.</param>
    /// <param name="cancellationToken">Stops between two stories; such a ledger is refused at the next start.</param>
    /// <exception cref="LedgerStartupException">The ledger is not empty and not a demonstration.</exception>
    public async Task FillAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        if (!await BeginAsync(cancellationToken))
        {
            return;
        }

        progress($"Making a demonstration: {_material.People.Count} invented people …");
        foreach (var person in _material.People)
        {
            await RegisterAsync(person, cancellationToken);
        }

        await FoundAsync(cancellationToken);
        var told = 0;
        List<DemoStory> stories = [.. _material.Stories, .. DemoYear.LayOut(_material.Shorter)];
        foreach (var story in stories)
        {
            await new DemoTelling(story, Pretend, _people, _communities, time).TellAsync(cancellationToken);
            told++;
            if (told % 30 == 0 || told == stories.Count)
            {
                progress($"  {told} of {stories.Count} stories told");
            }
        }

        await ReadAroundAsync(cancellationToken);
        await using var end = connections.Jobs.CreateCommand("select app.end_demo(), app.roll_up_counts('0 seconds')");
        await end.ExecuteNonQueryAsync(cancellationToken);
        progress("The demonstration is ready.");
    }

    /// <returns>False where the demonstration is there already.</returns>
    private async Task<bool> BeginAsync(CancellationToken cancellationToken)
    {
        await using var begin = connections.Jobs.CreateCommand(
            "select app.begin_demo($1), p.is_demo, p.is_demo_filling from app.portal() p");
        begin.Parameters.Add(new() { Value = PortalName });
        await using var reader = await begin.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetString(0), IsDemo: reader.GetBoolean(1), IsFilling: reader.GetBoolean(2)) switch
        {
            ("begun", _, _) => true,
            (_, true, false) => false,
            (_, true, true) => throw new LedgerStartupException(
                "The demonstration was interrupted while it was being filled. Remove its database (the folder data/postgres, or the one named at the start) and start again."),
            _ => throw new LedgerStartupException(
                "This ledger already holds people's accounts, so it cannot become a demonstration. Start without --demo, or with another database."),
        };
    }

    /// <summary>A transaction of this person's, on this day.</summary>
    private async Task<ActorScope> Pretend(Actor actor, DateTimeOffset at, CancellationToken cancellationToken) =>
        await PretendAsync(await database.BeginAsync(actor, cancellationToken), at);

    private static async Task<ActorScope> PretendAsync(ActorScope scope, DateTimeOffset at)
    {
        await scope.ExecuteAsync("select set_config('app.demo_clock', $1, true)", at.ToString("O"));
        return scope;
    }

    private async Task RegisterAsync(DemoPersonOnPaper person, CancellationToken cancellationToken)
    {
        var joined = time.GetUtcNow().AddDays(-400);
        var account = LedgerAccount.For(person.DisplayName, person.Email, joined);
        account.EmailConfirmed = true;
        await using (var services = scopes.CreateAsyncScope())
        {
            // No password: these accounts open only by the one press that a demonstration offers.
            var stored = await services.ServiceProvider.GetRequiredService<UserManager<LedgerAccount>>().CreateAsync(account);
            if (!stored.Succeeded)
            {
                throw new InvalidOperationException($"{person.Key}: {string.Join(", ", stored.Errors.Select(error => error.Code))}");
            }
        }

        var actor = new Actor(account.Id, null, 1);
        _people.Add(person.Key, actor);
        await using var scope = await Pretend(actor, joined, cancellationToken);
        await scope.ExecuteAsync("select app.ensure_profile($1)", person.DisplayName);
        await scope.ExecuteAsync(
            "update ledger.profiles set other_names = $2, languages = $3 where id = $1", account.Id, person.OtherNames, person.Languages);
        await scope.CommitAsync();
    }

    private async Task FoundAsync(CancellationToken cancellationToken)
    {
        var founded = time.GetUtcNow().AddDays(-399);
        var first = _material.Communities[0];
        var firstSteward = _material.People.First(person => RolesIn(person, first).Contains("steward"));
        var founder = _people[firstSteward.Key];
        foreach (var community in _material.Communities)
        {
            var id = Guid.CreateVersion7(founded);
            _communities.Add(community.Slug, id);
            if (community == first)
            {
                await using var host = await PretendAsync(await database.BeginAsHostAsync(founder, cancellationToken), founded);
                var answer = await host.ScalarAsync<string>("select app.set_up_portal($1, $2, $3, $4, $5, $6, $7)",
                    id, firstSteward.DisplayName, PortalName, community.Name, community.Place, "this computer", community.TimeZone);
                Expect(answer == "set_up", community.Slug, answer);
                await host.CommitAsync();
            }

            await using (var scope = await Pretend(founder, founded, cancellationToken))
            {
                if (community != first)
                {
                    var answer = await scope.ScalarAsync<string>("select app.found_community($1, $2, $3, $4, $5)",
                        id, community.Name, community.Description, community.Place, community.TimeZone);
                    Expect(answer == "founded", community.Slug, answer);
                }

                await scope.ExecuteAsync(
                    "update ledger.communities set description = $2, accent_colour = $3, role_names = $4::jsonb, themes = $5 where id = $1",
                    id, community.Description, community.AccentColour, community.RoleNames.GetRawText(), community.Themes);
                await scope.CommitAsync();
            }

            await WelcomeAsync(community, id, founder, founded.AddDays(1), cancellationToken);
        }

        foreach (var (person, slug) in _material.People.SelectMany(person => person.Asked.Select(slug => (person, slug))))
        {
            await using var scope = await Pretend(_people[person.Key], time.GetUtcNow().AddDays(-2), cancellationToken);
            await scope.ScalarAsync<string>("select app.ask_to_join($1, $2)", _communities[slug], "I grew up on Mill Street. My aunt still lives there.");
            await scope.CommitAsync();
        }
    }

    private async Task WelcomeAsync(DemoCommunity community, Guid id, Actor founder, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // The founder last: a community can't be left without a steward on the way.
        foreach (var person in _material.People.OrderBy(person => _people[person.Key] == founder))
        {
            var roles = RolesIn(person, community);
            var actor = _people[person.Key];
            if (roles.Length > 0 && actor != founder)
            {
                await using var asking = await Pretend(actor, at, cancellationToken);
                await asking.ScalarAsync<string>("select app.ask_to_join($1, null)", id);
                await asking.CommitAsync();
                await using var answering = await Pretend(founder, at, cancellationToken);
                await answering.ScalarAsync<string>("select app.answer_membership($1, $2, true)", id, actor.ProfileId);
                await answering.CommitAsync();
            }

            if (roles.Length == 0 && actor != founder)
            {
                continue;
            }

            await using var setting = await Pretend(founder, at, cancellationToken);
            var answer = roles.Length == 0
                ? await setting.ScalarAsync<string>("select app.end_membership($1, $2)", id, actor.ProfileId)
                : await setting.ScalarAsync<string>("select app.set_member_roles($1, $2, $3::text[]::ledger.community_role[])", id, actor.ProfileId, roles);
            Expect(answer is "changed" or "ended", $"{person.Key} in {community.Slug}", answer);
            await setting.CommitAsync();
        }
    }

    /// <summary>
    /// Neighbours have read what was there to read, most of it soon after it was told, and passed some of it on: no count
    /// stands at nothing, and none of them came on one day.
    /// </summary>
    private async Task ReadAroundAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var (person, number) in _material.People.Select((person, index) => (person, index)))
        {
            await using var scope = await database.BeginAsync(_people[person.Key], cancellationToken);
            var stories = await scope.QueryAsync(
                "select id, published_at from ledger.stories where is_open order by id",
                row => (Id: row.GetGuid(0), Told: row.GetFieldValue<DateTimeOffset>(1)));
            foreach (var (story, index) in stories.Select((story, index) => (story, index)))
            {
                var chance = DemoYear.Chance(index, 100 + number);
                if (chance % 5 > 2)
                {
                    continue;
                }

                // Squared: a few days after as a rule, months after now and then.
                var part = chance / 5 % 1000 / 1000.0;
                await PretendAsync(scope, story.Told + ((now - story.Told) * (part * part)));
                await scope.QueryAsync("select title from app.open_story($1, 'view')", row => row.GetString(0), story.Id);
                if (chance / 5000 % 9 == 0)
                {
                    await scope.ScalarAsync<bool>("select app.check_story_access($1, 'share')", story.Id);
                }
            }

            await scope.CommitAsync();
        }
    }

    internal static void Expect(bool isAsExpected, string what, string? answer)
    {
        if (!isAsExpected)
        {
            throw new InvalidOperationException($"The demonstration could not be filled: {what} was answered with '{answer}'.");
        }
    }

    private static string[] RolesIn(DemoPersonOnPaper person, DemoCommunity community) =>
        person.Roles.TryGetValue(community.Slug, out var roles) ? roles : [];
}
