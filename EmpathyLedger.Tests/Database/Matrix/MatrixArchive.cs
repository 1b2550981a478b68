namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>River's archive: narrators, and the stewards who keep or kept what they told.</summary>
internal sealed class MatrixArchive(SimulatedRoad road, SimulatedCustody custody)
{
    public const string Narrator = "Ann of the ferry";

    /// <summary>Steward and elder: works on what they keep, and never reviews it.</summary>
    public Person Custodian { get; } = Person.Called("custodian");

    /// <summary>Elder, and no steward any more; what they kept was taken over.</summary>
    public Person FormerCustodian { get; } = Person.Called("former custodian");

    /// <summary>No steward any more; what they kept waits for somebody to take it over.</summary>
    public Person LapsedCustodian { get; } = Person.Called("lapsed custodian");

    public Person ClaimedNarrator { get; } = Person.Called("claimed narrator");

    public IReadOnlyList<Person> People => [Custodian, FormerCustodian, LapsedCustodian, ClaimedNarrator];

    public Guid UnclaimedNarrator { get; private set; }

    /// <summary>A link that lives, to the unclaimed narrator.</summary>
    public byte[] TokenHash { get; } = [.. Enumerable.Repeat((byte)7, 32)];

    public async Task BuildAsync(MatrixWorld world)
    {
        var river = world.River;
        await road.SettleAsync(Custodian, river, "steward", "elder");
        await road.SettleAsync(FormerCustodian, river, "steward", "elder");
        await road.SettleAsync(LapsedCustodian, river, "steward");

        var neverSent = await custody.KeepAsync(Custodian, river, Narrator, "kept, never sent");
        UnclaimedNarrator = neverSent.Teller;
        Assert.Equal("entered", await custody.EnterConsentAsync(Custodian, neverSent, "research", isGranted: true));
        await SendAsync(Custodian, "kept, with the elders", river, Narrator);
        await PublishAsync(world, Custodian, "kept, published for the community", Level.Community);
        await PublishAsync(world, Custodian, "kept, published for everybody", Level.Public);
        var narrowed = await PublishAsync(world, Custodian, "kept, narrowed to nobody", Level.Community);
        Assert.Equal("entered", await custody.EnterAudienceAsync(Custodian, narrowed, Level.Private, hasWitness: false));
        var withdrawn = await PublishAsync(world, Custodian, "kept, withdrawn", Level.Community);
        Assert.Equal("withdrawn", await road.WithdrawAsync(Custodian, withdrawn));
        await road.EraseAsync(await PublishAsync(world, Custodian, "kept, erased", Level.Community));

        await custody.KeepAsync(FormerCustodian, river, Narrator, "taken over, never sent");
        await SendAsync(FormerCustodian, "taken over, with the elders", river, Narrator);
        await PublishAsync(world, FormerCustodian, "taken over, published for the community", Level.Community);
        Assert.Equal("still_steward", await custody.TakeOverAsync(Custodian, river, FormerCustodian));
        Assert.Equal("changed", await road.SetRolesAsync(world.Steward, FormerCustodian, river, "elder"));
        Assert.Equal("taken_over", await custody.TakeOverAsync(Custodian, river, FormerCustodian));

        await SendAsync(LapsedCustodian, "kept by nobody, with the elders", river, Narrator);
        await PublishAsync(world, LapsedCustodian, "kept by nobody, published for the community", Level.Community);
        Assert.Equal("changed", await road.SetRolesAsync(world.Steward, LapsedCustodian, river));

        const string Claimed = "Ida of the mill";
        var first = await custody.KeepAsync(Custodian, river, Claimed, "claimed, never sent");
        await SendAsync(Custodian, "claimed, with the elders", river, Claimed);
        await PublishAsync(world, Custodian, "claimed, published for the community", Level.Community, Claimed);
        Assert.Equal(("made", "claimed"), await custody.ClaimAsync(world.Steward, ClaimedNarrator, first.Teller));
        Assert.Equal("made", await road.AskAsync(
            world.Steward, "select app.make_claim_link($1, $2, $3, now() + interval '1 day')", Guid.CreateVersion7(), UnclaimedNarrator, TokenHash));
    }

    private async Task<StoryFacts> SendAsync(Person custodian, string situation, Guid community, string narrator, Level level = Level.Community)
    {
        var story = await custody.KeepAsync(custodian, community, narrator, situation);
        Assert.Equal("saved", await road.SaveAsync(custodian, story, community));
        Assert.Equal("entered", await custody.EnterAudienceAsync(custodian, story, level));
        Assert.Equal("sent", await road.SendAsync(custodian, story));
        return story;
    }

    private async Task<StoryFacts> PublishAsync(MatrixWorld world, Person custodian, string situation, Level level, string narrator = Narrator)
    {
        var story = await SendAsync(custodian, situation, world.River, narrator, level);
        Assert.Equal("recorded", await road.DecideAsync(world.Elder, story.Submitted!, world.River, "approve"));
        Assert.Equal("published", await road.PublishAsync(custodian, story));
        return story;
    }
}
