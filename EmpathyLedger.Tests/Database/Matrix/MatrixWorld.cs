using EmpathyLedger.Core.Insights;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>
/// The people whom access tests name, in three communities, with one story for every level, consent and state of the road.
/// River is the stories' home; Hill is another, unlisted one; the Shed is where the chosen reader knows the teller from.
/// </summary>
internal sealed partial class MatrixWorld(LedgerDatabaseFixture ledger)
{
    private SimulatedCustody? _custody;
    private MatrixArchive? _archive;
    private MatrixImports? _imports;
    private MatrixParts? _parts;
    private MatrixRemarks? _remarks;

    public SimulatedRoad Road { get; } = new(ledger, new AccessModel());

    public AccessModel Model => Road.Model;

    public SimulatedCustody Custody => _custody ??= new SimulatedCustody(ledger, Road);

    public MatrixImports Imports => _imports ??= new MatrixImports(ledger, Model);

    public MatrixArchive Archive => _archive ??= new MatrixArchive(Road, Custody);

    public MatrixParts Parts => _parts ??= new MatrixParts(ledger, Road);

    public MatrixRemarks Remarks => _remarks ??= new MatrixRemarks(ledger, Model);

    public Guid River { get; } = Guid.CreateVersion7();

    public Guid Hill { get; } = Guid.CreateVersion7();

    public Guid Shed { get; } = Guid.CreateVersion7();

    public Person Storyteller { get; } = Person.Called("storyteller");

    public Person CoAuthor { get; } = Person.Called("co-author");

    public Person Member { get; } = Person.Called("member");

    public Person Elder { get; } = Person.Called("elder");

    public Person Steward { get; } = Person.Called("steward");

    public Person Stranger { get; } = Person.Called("stranger");

    public Person OtherMember { get; } = Person.Called("member of another community");

    public Person OtherElder { get; } = Person.Called("elder of another community");

    public Person OtherSteward { get; } = Person.Called("steward of another community");

    public Person Removed { get; } = Person.Called("removed elder");

    public Person Left { get; } = Person.Called("member who left");

    public Person Refused { get; } = Person.Called("refused");

    public Person Asking { get; } = Person.Called("asks to join");

    public Person ChosenReader { get; } = Person.Called("chosen reader");

    public Person ShedElder { get; } = Person.Called("elder of the second community");

    /// <summary>Elder of River; tells stories too, and wrote some with the storyteller.</summary>
    public Person WritingElder { get; } = Person.Called("elder who writes");

    public Person Anonymous { get; } = new("anonymous", Core.Database.Actor.Anonymous);

    public IReadOnlyList<Person> SignedIn =>
    [
        Storyteller, CoAuthor, Member, Elder, Steward, Stranger, OtherMember, OtherElder, OtherSteward, Removed, Left, Refused, Asking,
        ChosenReader, ShedElder, WritingElder, .. Parts.People, .. Archive.People,
    ];

    public IReadOnlyList<Person> Everybody => [.. SignedIn, Anonymous];

    /// <summary>The house's eight, two with parts and two of the archive, where one more of the same kind would show nothing.</summary>
    public IReadOnlyList<Person> Named => [Storyteller, CoAuthor, Parts.Commenter, Parts.FormerCoAuthor, Member, Elder, Steward, Stranger, Anonymous, Removed, Archive.Custodian, Archive.ClaimedNarrator];

    public Guid ShownPicture { get; private set; }

    public Guid HillArtwork { get; private set; }

    public async Task BuildAsync()
    {
        await SettlePeopleAsync();
        await AddPicturesAsync();
        foreach (var state in States)
        {
            foreach (var level in Enum.GetValues<Level>())
            {
                await TellAsync(state, level, isPublicDisplayAllowed: true);
                await TellAsync(state, level, isPublicDisplayAllowed: false);
            }
        }

        await TellOtherStoriesAsync();
        await WriteTogetherAsync();
        await Parts.BuildAsync(this);
        await Archive.BuildAsync(this);
        await Imports.BuildAsync(this);
        await ReadAndShareAsync();
        await CountAsync();
        await Remarks.BuildAsync(this);
    }

    public StoryFacts Story(string situation) => Model.Stories.Values.Single(story => story.Situation == situation);

    private async Task SettlePeopleAsync()
    {
        foreach (var person in SignedIn)
        {
            await Road.AskAsync(person, "select app.ensure_profile($1)", person.Name);
        }

        await ledger.AdminAsync(
            $$"""
            insert into ledger.communities (id, slug, name, is_listed) values
              ('{{River}}', 'river', 'Saltbush River', true), ('{{Hill}}', 'hill', 'Hill', false), ('{{Shed}}', 'shed', 'Shed', true);
            update ledger.portal_settings set set_up_at = now();
            """);
        (Model.Communities[River], Model.Communities[Hill], Model.Communities[Shed]) = (true, false, true);
        await Road.SettleAsync(Storyteller, River, "storyteller");
        await Road.SettleAsync(Storyteller, Shed, "storyteller");
        await Road.SettleAsync(CoAuthor, River);
        await Road.SettleAsync(Member, River);
        await Road.SettleAsync(Elder, River, "elder");
        await Road.SettleAsync(Steward, River, "steward");
        await Road.SettleAsync(Removed, River, "elder");
        await Road.SettleAsync(Left, River);
        await Road.SettleAsync(WritingElder, River, "elder", "storyteller");
        await Road.SettleAsync(OtherMember, Hill, "storyteller");
        await Road.SettleAsync(OtherElder, Hill, "elder");
        await Road.SettleAsync(OtherSteward, Hill, "steward");
        await Road.SettleAsync(ShedElder, Shed, "elder", "steward");
        await Road.SettleAsync(ChosenReader, Shed);
        await Parts.SettleAsync(this);
        Assert.Equal("ended", await Road.EndMembershipAsync(Steward, Removed, River));
        Assert.Equal("ended", await Road.EndMembershipAsync(Left, Left, River));
        Assert.Equal("asked", await Road.AskToJoinAsync(Asking, River));
        Assert.Equal("asked", await Road.AskToJoinAsync(Refused, River));
        Assert.Equal("answered", await Road.AnswerAsync(Steward, Refused, River, isWelcome: false));
        foreach (var (steward, community, number) in new[] { (Steward, River, 1), (OtherSteward, Hill, 2) })
        {
            Assert.Equal("invited", await Road.AskAsync(
                steward,
                "select app.invite($1, $2, $3, null, '{member}', 1, now() + interval '1 day')",
                Guid.CreateVersion7(),
                community,
                Enumerable.Repeat((byte)number, 32).ToArray()));
        }
    }

    private async Task AddPicturesAsync()
    {
        (ShownPicture, HillArtwork) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await ledger.AdminAsync(
            $"""
            insert into ledger.pictures (id, owner_id, kind, community_id, content, content_type, width, height) values
              ('{ShownPicture}', '{Member.Id}', 'profile', null, 'x', 'image/png', 1, 1),
              ('{Guid.CreateVersion7()}', '{Member.Id}', 'profile', null, 'x', 'image/png', 1, 1),
              ('{HillArtwork}', '{OtherSteward.Id}', 'artwork', '{Hill}', 'x', 'image/png', 1, 1),
              ('{Guid.CreateVersion7()}', '{Removed.Id}', 'artwork', '{River}', 'x', 'image/png', 1, 1);
            update ledger.profiles set picture_id = '{ShownPicture}' where id = '{Member.Id}';
            update ledger.communities set artwork_id = '{HillArtwork}' where id = '{Hill}';
            """);
        Model.ProfilePictures.Add(Member.Id, ShownPicture);
        Model.Artworks.Add(Hill, HillArtwork);
    }

    /// <summary>In the log: two operations that the draft has, and one that it has not yet.</summary>
    private async Task WriteTogetherAsync()
    {
        var story = await Road.StartAsync(Storyteller, "written together");
        await Road.AddCoAuthorAsync(story, CoAuthor);
        Assert.Equal("saved", await Road.SaveAsync(Storyteller, story, River));
        await Road.AppendAsync(Storyteller, story);
        await Road.AppendAsync(CoAuthor, story);
        Assert.Equal("saved", await Road.SaveSnapshotAsync(CoAuthor, story));
        await Road.AppendAsync(Storyteller, story);
        await Road.EnterAsync(Storyteller, story);
        await Road.EnterAsync(CoAuthor, story);
    }

    /// <summary>After the readings, so that one is counted; the last story leaves before it is counted anew.</summary>
    private async Task CountAsync()
    {
        var narrowed = await PublishForAsync(Storyteller, "counted, and narrowed since", Level.Community, (River, Elder));
        foreach (var story in new[]
        {
            narrowed, Story("published in two communities"), Story("published on the hill"), Story("never sent, Community"),
            Story(Situation("published", Level.Public, true)), Story(Situation("published", Level.Community, false)),
            Story(Situation("published", Level.People, false)), Story(Situation("withdrawn", Level.Community, false)),
        })
        {
            await ledger.AdminAsync($"update ledger.stories set consent_insights = true, consent_insights_leaving = true where id = '{story.Id}'");
            story.IsCountingAllowed = true;
        }

        await UpdateInsightsAsync();
        await Road.AskAsync(Member, "select o.title from app.open_story($1, 'view') o", Story("published in two communities").Id);
        await UpdateInsightsAsync();
        Assert.Equal("changed", await Road.SetAudienceAsync(Storyteller, narrowed, Level.Private));

        var old = Story("published in two communities");
        await ledger.AdminAsync($"update ledger.stories set first_published_at = now() - interval '1 year' where id = '{old.Id}'");
        await using var refresh = ledger.Connections.Jobs.CreateCommand("select app.refresh_insights()");
        Assert.Equal(2, await refresh.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        await ledger.AdminAsync("insert into ledger.insight_cells (community_id, quarter, cut, key, tellers) select q.community_id, q.quarter, 'all', '', 5 from ledger.insight_quarters q");
        Assert.Equal("noted", await Road.AskAsync(Steward, "select app.ask_for_insights($1)", River));
        Assert.Equal("not_found", await Road.AskAsync(Elder, "select app.ask_for_insights($1)", River));
    }

    private Task<int> UpdateInsightsAsync() => new InsightsSummary(ledger.Connections).UpdateAsync(TestContext.Current.CancellationToken);

    private async Task ReadAndShareAsync()
    {
        var story = Story(Situation("published", Level.Public, true));
        foreach (var action in new[] { "view", "share" })
        {
            await Road.AskAsync(Member, "select o.title from app.open_story($1, $2::text::ledger.story_action) o", story.Id, action);
        }

        await using var command = ledger.Connections.Jobs.CreateCommand("select app.roll_up_counts(interval '0')");
        await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
