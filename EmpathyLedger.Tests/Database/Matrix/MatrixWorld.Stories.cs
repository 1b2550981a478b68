namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>The stories, and how far each has come on the road.</summary>
internal sealed partial class MatrixWorld
{
    public static readonly IReadOnlyList<string> States =
    [
        "never sent", "with the elders", "changes asked", "approved", "approved with an open condition", "scheduled", "declined",
        "published", "published, newer draft", "published, new version with the elders", "published, new version declined",
        "withdrawn", "archived", "taken down", "taken back", "brought back", "erased", "clearance lost",
    ];

    public static string Situation(string state, Level level, bool isPublicDisplayAllowed) =>
        $"{state}, {level}{(isPublicDisplayAllowed ? ", public display" : "")}";

    /// <summary>Goes the road as a story for everybody, and narrows it at the end: narrowing holds at once.</summary>
    private async Task TellAsync(string state, Level level, bool isPublicDisplayAllowed)
    {
        var story = await Road.StartAsync(Storyteller, Situation(state, level, isPublicDisplayAllowed));
        await Road.AddCoAuthorAsync(story, CoAuthor);
        await Parts.ShareAsync(story);
        Assert.Equal("saved", await Road.SaveAsync(Storyteller, story, River));
        Assert.Equal("changed", await Road.SetAudienceAsync(Storyteller, story, Level.Public));
        Assert.Equal("changed", await Road.ChooseAsync(Storyteller, story, ChosenReader, isChosen: true));
        await WalkAsync(story, state);
        if (state != "erased")
        {
            Assert.Equal("changed", await Road.SetAudienceAsync(Storyteller, story, level));
        }

        await Road.ForceConsentAsync(story, isPublicDisplayAllowed);
    }

    private async Task WalkAsync(StoryFacts story, string state)
    {
        if (state == "never sent")
        {
            return;
        }

        Assert.Equal("sent", await Road.SendAsync(Storyteller, story));
        var version = story.Submitted!;
        var word = state switch
        {
            "with the elders" => null,
            "taken back" => await Road.TakeBackFromEldersAsync(Storyteller, story),
            "changes asked" => await Road.DecideAsync(Elder, version, River, "ask_for_changes"),
            "declined" => await Road.DecideAsync(Elder, version, River, "decline"),
            "approved with an open condition" => await Road.DecideAsync(Elder, version, River, "approve_with_conditions"),
            _ => await Road.DecideAsync(Elder, version, River, "approve"),
        };
        Assert.Contains(word, (string?[])[null, "taken_back", "recorded"]);
        if (state == "scheduled")
        {
            Assert.Equal("scheduled", await Road.AskAsync(
                Storyteller, "select app.schedule_story($1, now() + interval '30 days')", story.Id));
        }

        var isPublished = state is "archived" or "withdrawn" or "taken down" or "brought back" or "erased" or "clearance lost"
            || state.StartsWith("published", StringComparison.Ordinal);
        if (isPublished)
        {
            Assert.Equal("published", await Road.PublishAsync(Storyteller, story));
            await WalkOnAsync(story, state);
        }
    }

    private async Task WalkOnAsync(StoryFacts story, string state)
    {
        switch (state)
        {
            case "published, newer draft":
                Assert.Equal("saved", await Road.SaveAsync(Storyteller, story, River));
                break;
            case "published, new version with the elders":
            case "published, new version declined":
                Assert.Equal("saved", await Road.SaveAsync(Storyteller, story, River));
                Assert.Equal("sent", await Road.SendAsync(Storyteller, story));
                if (state == "published, new version declined")
                {
                    Assert.Equal("recorded", await Road.DecideAsync(Elder, story.Submitted!, River, "decline"));
                }

                break;
            case "withdrawn":
                Assert.Equal("withdrawn", await Road.WithdrawAsync(Storyteller, story));
                break;
            case "archived":
                Assert.Equal("archived", await Road.ArchiveAsync(Storyteller, story, true));
                break;
            case "brought back":
                Assert.Equal("archived", await Road.ArchiveAsync(Storyteller, story, true));
                Assert.Equal("brought_back", await Road.ArchiveAsync(Storyteller, story, false));
                break;
            case "taken down":
                Assert.Equal("taken_down", await Road.TakeDownAsync(Storyteller, story));
                break;
            case "erased":
                await Road.EraseAsync(story);
                break;
            case "clearance lost":
                await ledger.AdminAsync($"update ledger.stories set is_cleared = false where id = '{story.Id}'");
                story.IsClearanceLost = true;
                break;
        }
    }

    private async Task TellOtherStoriesAsync()
    {
        var both = await Road.StartAsync(Storyteller, "two communities, cleared by one");
        await Road.SaveAsync(Storyteller, both, River, Shed);
        await Road.SetAudienceAsync(Storyteller, both, Level.Community);
        Assert.Equal("sent", await Road.SendAsync(Storyteller, both));
        Assert.Equal("recorded", await Road.DecideAsync(Elder, both.Submitted!, River, "approve"));
        Assert.Equal("not_approved", await Road.PublishAsync(Storyteller, both));

        await PublishForAsync(Storyteller, "published in two communities", Level.Community, (River, Elder), (Shed, ShedElder));
        var widened = await PublishForAsync(Storyteller, "widened after clearance", Level.Community, (River, Elder));
        Assert.Equal("changed", await Road.SetAudienceAsync(Storyteller, widened, Level.Public));
        await PublishForAsync(OtherMember, "published on the hill", Level.Community, (Hill, OtherElder));
        await PublishForAsync(OtherMember, "published on the hill for everybody", Level.Public, (Hill, OtherElder));
        var waiting = await Road.StartAsync(OtherMember, "waits on the hill");
        await Road.SaveAsync(OtherMember, waiting, Hill);
        await Road.SetAudienceAsync(OtherMember, waiting, Level.Public);
        Assert.Equal("sent", await Road.SendAsync(OtherMember, waiting));

        var told = await Road.StartAsync(WritingElder, "an elder's own, with the elders");
        await Road.SaveAsync(WritingElder, told, River);
        await Road.SetAudienceAsync(WritingElder, told, Level.Community);
        Assert.Equal("sent", await Road.SendAsync(WritingElder, told));
        var together = await Road.StartAsync(Storyteller, "written with an elder, with the elders");
        await Road.AddCoAuthorAsync(together, WritingElder);
        await Road.SaveAsync(Storyteller, together, River);
        await Road.SetAudienceAsync(Storyteller, together, Level.Community);
        Assert.Equal("sent", await Road.SendAsync(Storyteller, together));
        Assert.Equal("recorded", await Road.DecideAsync(Elder, together.Submitted!, River, "approve_with_conditions"));
        Assert.Equal("ticked", await Road.TickAsync(Elder, together.Submitted!.Decisions[River][0]));

        var resent = await Road.StartAsync(Storyteller, "sent again after changes were asked");
        await Road.SaveAsync(Storyteller, resent, River);
        await Road.SetAudienceAsync(Storyteller, resent, Level.Community);
        Assert.Equal("sent", await Road.SendAsync(Storyteller, resent));
        Assert.Equal("recorded", await Road.DecideAsync(Elder, resent.Submitted!, River, "ask_for_changes"));
        Assert.Equal("saved", await Road.SaveAsync(Storyteller, resent, River));
        Assert.Equal("sent", await Road.SendAsync(Storyteller, resent));

        var sensitive = await PublishForAsync(
            Storyteller, "sensitive, published for everybody", Level.Public, isSensitive: true, hasWarnings: false, (River, Elder));
        foreach (var story in new[] { sensitive, both, widened, Story(Situation("published", Level.Public, true)), Story(Situation("withdrawn", Level.Public, true)) })
        {
            Assert.Equal("inserted", await Road.AddConsentEventAsync(Storyteller, story.Id, "ai_local", isGranted: true));
        }

        await PublishForAsync(Storyteller, "with warnings, published for everybody", Level.Public, isSensitive: false, hasWarnings: true, (River, Elder));
        await PublishForAsync(Storyteller, "no community, for a chosen reader", Level.People);
    }

    private Task<StoryFacts> PublishForAsync(Person teller, string situation, Level level, params (Guid, Person)[] elders) =>
        PublishForAsync(teller, situation, level, false, false, elders);

    private async Task<StoryFacts> PublishForAsync(
        Person teller, string situation, Level level, bool isSensitive, bool hasWarnings, params (Guid Community, Person Elder)[] elders)
    {
        var story = await Road.StartAsync(teller, situation, isSensitive, hasWarnings);
        Assert.Equal("saved", await Road.SaveAsync(teller, story, [.. elders.Select(elder => elder.Community)]));
        Assert.Equal("changed", await Road.SetAudienceAsync(teller, story, level));
        if (elders.Length > 0)
        {
            Assert.Equal("sent", await Road.SendAsync(teller, story));
        }
        else
        {
            Assert.Equal("changed", await Road.ChooseAsync(teller, story, ChosenReader, isChosen: true));
        }

        foreach (var (community, elder) in elders)
        {
            Assert.Equal("recorded", await Road.DecideAsync(elder, story.Submitted!, community, "approve"));
        }

        Assert.Equal("published", await Road.PublishAsync(teller, story));
        return story;
    }
}
