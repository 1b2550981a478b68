namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>People with parts in the storyteller's stories, had or offered.</summary>
internal sealed class MatrixParts(LedgerDatabaseFixture ledger, SimulatedRoad road)
{
    /// <summary>Knows the storyteller from the Shed, and is of no community where these stories are told.</summary>
    public Person Commenter { get; } = Person.Called("commenter");

    /// <summary>Of no community at all: came by a link.</summary>
    public Person Watcher { get; } = Person.Called("watcher");

    /// <summary>Elder of River, who wrote with the storyteller once: no author any more, and never a reviewer.</summary>
    public Person FormerCoAuthor { get; } = Person.Called("former co-author");

    /// <summary>Member of River; has been asked, and has not answered.</summary>
    public Person Invited { get; } = Person.Called("invited");

    public IReadOnlyList<Person> People => [Commenter, Watcher, FormerCoAuthor, Invited];

    public Guid Invitation { get; } = Guid.CreateVersion7();

    public Guid Link { get; } = Guid.CreateVersion7();

    /// <summary>Of the link that lives: to look at what is written together.</summary>
    public byte[] TokenHash { get; } = [.. Enumerable.Repeat((byte)9, 32)];

    public async Task SettleAsync(MatrixWorld world)
    {
        await road.SettleAsync(Commenter, world.Shed);
        await road.SettleAsync(FormerCoAuthor, world.River, "elder");
        await road.SettleAsync(Invited, world.River);
    }

    /// <summary>One of each, put there by the superuser; the co-author's part ends before anything is sent.</summary>
    public async Task ShareAsync(StoryFacts story)
    {
        await road.AddPartAsync(story, Commenter, "commenter");
        await road.AddPartAsync(story, Watcher, "watcher");
        await road.AddPartAsync(story, FormerCoAuthor, "co_author");
        await ledger.AdminAsync($"delete from ledger.story_people where story_id = '{story.Id}' and profile_id = '{FormerCoAuthor.Id}'");
        story.CoAuthors.Remove(FormerCoAuthor.Id);
    }

    /// <summary>As people do it, on the story that is written together; and a co-author whose part ends while the elders have the story.</summary>
    public async Task BuildAsync(MatrixWorld world)
    {
        var story = world.Story("written together");
        var teller = world.Storyteller;
        Assert.Equal(("invited", "accepted"), await road.InviteAsync(teller, story, Commenter, "commenter"));
        Assert.Equal(("made", "accepted"), await road.InviteByLinkAsync(teller, story, Watcher, "watcher"));
        Assert.Equal(("invited", "accepted"), await road.InviteAsync(teller, story, FormerCoAuthor, "co_author"));
        Assert.Equal("ended", await road.EndPartAsync(teller, story, FormerCoAuthor));
        Assert.Equal("invited", await road.AskAsync(teller, "select app.invite_to_story($1, $2, $3, 'co_author')", Invitation, story.Id, Invited.Id));
        Assert.Equal("made", await road.AskAsync(teller, "select app.make_story_link($1, $2, $3, 'watcher')", Link, story.Id, TokenHash));

        var sent = await road.StartAsync(teller, "written with somebody after it was sent");
        Assert.Equal("saved", await road.SaveAsync(teller, sent, world.River));
        Assert.Equal("changed", await road.SetAudienceAsync(teller, sent, Level.Community));
        Assert.Equal("sent", await road.SendAsync(teller, sent));
        Assert.Equal(("invited", "accepted"), await road.InviteAsync(teller, sent, FormerCoAuthor, "co_author"));
        Assert.Equal("left", await road.LeaveAsync(FormerCoAuthor, sent));
    }
}
