using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Mail;
using EmpathyLedger.Core.Operations;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Communities;

/// <summary>
/// Two communities on a real database and the people whom access tests name: a member, an elder, two stewards, the
/// steward of another community, somebody who was removed, a stranger.
/// </summary>
public sealed class TestTown(LedgerServerFixture server) : IAsyncLifetime
{
    public LedgerDatabaseFixture Ledger { get; } = new(server);

    public CommunityMembership Membership { get; private set; } = null!;

    public CommunityDirectory Directory { get; private set; } = null!;

    public Guid Riverside { get; } = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public Guid Hillside { get; private set; }

    public Actor Steward { get; private set; }

    public Actor OtherSteward { get; private set; }

    public Actor Elder { get; private set; }

    public Actor Member { get; private set; }

    public Actor Removed { get; private set; }

    public Actor Stranger { get; private set; }

    public Postbox Postbox { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Ledger.InitializeAsync();
        var letters = new InvitationLetters(new PublicAddress("https://stories.example.org", () => null), new PortalFacts(Ledger.Connections, TimeProvider.System));
        Membership = new CommunityMembership(Ledger.Database, letters, Postbox, new AttemptLimiter(TimeProvider.System), TimeProvider.System);
        Directory = new CommunityDirectory(Ledger.Database);

        Steward = await AddPersonAsync("Rosa");
        await using (var scope = await Ledger.Database.BeginAsHostAsync(Steward, Cancellation))
        {
            await scope.ScalarAsync<string>("select app.set_up_portal($1, 'Rosa', 'Riverside', 'Riverside', 'By the river', 'The library', 'Etc/UTC')", Riverside);
            await scope.CommitAsync();
        }

        var (_, slug) = await Membership.FoundAsync(Steward, "Hillside", "", "", "Etc/UTC", Cancellation);
        Hillside = (await Directory.FindAsync(Steward, slug!, Cancellation))!.Id;
        OtherSteward = await AddMemberAsync("Hilda", Hillside, CommunityRole.Steward);
        await Membership.EndMembershipAsync(Steward, Hillside, Steward.ProfileId!.Value, Cancellation);
        Elder = await AddMemberAsync("Ada", Riverside, CommunityRole.Elder);
        Member = await AddMemberAsync("Mika", Riverside, CommunityRole.Storyteller);
        Removed = await AddMemberAsync("Rolf", Riverside, CommunityRole.Member);
        await Membership.EndMembershipAsync(Steward, Riverside, Removed.ProfileId!.Value, Cancellation);
        Stranger = await AddPersonAsync("Stina");
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Actor As(string who) => who switch
    {
        "steward" => Steward,
        "other steward" => OtherSteward,
        "elder" => Elder,
        "member" => Member,
        "removed" => Removed,
        "stranger" => Stranger,
        "anonymous" => Actor.Anonymous,
        _ => throw new ArgumentOutOfRangeException(nameof(who), who, null),
    };

    public async Task<Actor> AddPersonAsync(string name)
    {
        var person = new Actor(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), null, 1);
        await using var scope = await Ledger.Database.BeginAsync(person, Cancellation);
        await scope.ExecuteAsync("select app.ensure_profile($1)", name);
        await scope.CommitAsync();
        return person;
    }

    /// <summary>Asks, is welcomed by the community's steward, and is given the roles.</summary>
    public async Task<Actor> AddMemberAsync(string name, Guid communityId, params CommunityRole[] roles)
    {
        var person = await AddPersonAsync(name);
        var steward = communityId == Riverside || OtherSteward == default ? Steward : OtherSteward;
        Assert.Equal(AskOutcome.Asked, await Membership.AskToJoinAsync(person, communityId, null, Cancellation));
        Assert.Equal(AnswerOutcome.Answered, await Membership.AnswerMembershipAsync(steward, communityId, person.ProfileId!.Value, true, Cancellation));
        Assert.Equal(RolesOutcome.Changed, await Membership.SetRolesAsync(steward, communityId, person.ProfileId!.Value, roles, Cancellation));
        return person;
    }

    public async Task<InvitationToken> InviteAsync(int uses, params CommunityRole[] roles)
    {
        var made = await Membership.InviteAsync(Steward, new InvitationWish(Riverside, roles, uses, TimeSpan.FromDays(7), null), Cancellation);
        Assert.Equal(InviteOutcome.Invited, made.Outcome);
        return made.Token!.Value;
    }

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();
}
