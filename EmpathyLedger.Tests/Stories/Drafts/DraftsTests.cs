using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Stories.Drafts;

public sealed class DraftsTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private Core.Stories.Drafts.Drafts Drafts => new(ledger.Database, TimeProvider.System);

    [Fact]
    public async Task Draft_Saved_OpensAsItWasWritten()
    {
        var teller = await PersonAsync("Alice");
        var story = await StoryAsync(teller);
        var content = Words("The river came back.") with
        {
            Title = "The year", Summary = "A flood.", Language = "ar", Direction = "rtl", ToldWhen = "about 1973", ToldTo = "Sam", Place = "the bridge",
            Transcript = "So I said", Themes = ["floods"], Warnings = ["Talks about a death"], People = [new("Old Tom", true)], IsSensitive = true,
        };
        var save = await Drafts.SaveAsync(teller, story, Guid.NewGuid(), 0, false, content, Now);
        Assert.Equal((DraftSaveOutcome.Saved, 1), (save.Outcome, save.Revision));
        var opened = await Drafts.OpenAsync(teller, story, Now);
        Assert.NotNull(opened);
        Assert.Equal(1, opened.Revision);
        Assert.Equivalent(content with { Body = opened.Content.Body }, opened.Content, strict: true);
        Assert.Equal(content.Body.ToPlainText(), opened.Content.Body.ToPlainText());
        Assert.Equal("The river came back.", await ledger.AdminScalarAsync<string>("select body_text from ledger.story_drafts where story_id = $1", story));
    }

    [Fact]
    public async Task Save_SentAgainWithItsKey_IsAnsweredAndNotApplied()
    {
        var teller = await PersonAsync("Alice");
        var story = await StoryAsync(teller);
        var key = Guid.NewGuid();
        var first = await Drafts.SaveAsync(teller, story, key, 0, false, Words("one"), Now);
        Assert.Equal(first, await Drafts.SaveAsync(teller, story, key, 0, false, Words("one"), Now));
        await Drafts.SaveAsync(teller, story, Guid.NewGuid(), 1, false, Words("two"), Now);
        Assert.Equal(first, await Drafts.SaveAsync(teller, story, key, 0, false, Words("one"), Now));
        Assert.Equal("two", (await Drafts.OpenAsync(teller, story, Now))!.Content.Body.ToPlainText());
    }

    [Fact]
    public async Task Save_OnAnOlderRevision_IsAConflictAndChangesNothing()
    {
        var teller = await PersonAsync("Alice");
        var story = await StoryAsync(teller);
        await Drafts.SaveAsync(teller, story, Guid.NewGuid(), 0, false, Words("theirs"), Now);
        var late = await Drafts.SaveAsync(teller, story, Guid.NewGuid(), 0, false, Words("mine"), Now);
        Assert.Equal((DraftSaveOutcome.Conflict, 1), (late.Outcome, late.Revision));
        Assert.Equal("theirs", (await Drafts.OpenAsync(teller, story, Now))!.Content.Body.ToPlainText());
    }

    [Fact]
    public async Task Save_OnTop_KeepsWhatWasThereAsAVersion()
    {
        var teller = await PersonAsync("Alice");
        var story = await StoryAsync(teller);
        await Drafts.SaveAsync(teller, story, Guid.NewGuid(), 0, false, Words("theirs"), Now);
        await Drafts.SaveAsync(teller, story, Guid.NewGuid(), 1, true, Words("mine"), Now);
        Assert.Equal("theirs", await ledger.AdminScalarAsync<string>("select body_text from ledger.story_versions where story_id = $1", story));
    }

    [Fact]
    public async Task Draft_OfSomebodyElse_IsNotFound()
    {
        var teller = await PersonAsync("Alice");
        var story = await StoryAsync(teller);
        foreach (var other in new[] { await PersonAsync("Mallory"), Actor.Anonymous })
        {
            Assert.Null(await Drafts.OpenAsync(other, story, Now));
            Assert.Null(await Drafts.FindDeskAsync(other, story, Now));
            Assert.Equal(DraftSaveOutcome.NotFound, (await Drafts.SaveAsync(other, story, Guid.NewGuid(), 0, false, Words("x"), Now)).Outcome);
        }
    }

    [Fact]
    public async Task Save_AtEveryLimit_IsTakenByTheDatabase()
    {
        var teller = await PersonAsync("Alice");
        var story = await StoryAsync(teller);
        var content = Words(string.Concat(Enumerable.Repeat("sentence ", DraftLimits.BodyCharacters / 9))) with
        {
            Title = new('é', DraftLimits.TitleCharacters), Summary = new('é', DraftLimits.SummaryCharacters), Language = new('x', DraftLimits.LanguageCharacters),
            ToldWhen = new('é', DraftLimits.ToldWhenCharacters), ToldTo = new('é', DraftLimits.LineCharacters), Place = new('é', DraftLimits.LineCharacters),
            Transcript = new('é', DraftLimits.TranscriptCharacters),
            Themes = [.. Enumerable.Range(0, DraftLimits.Themes).Select(i => $"{i}".PadLeft(DraftLimits.ThemeCharacters, 'é'))],
            Warnings = [.. Enumerable.Range(0, DraftLimits.Warnings).Select(i => $"{i}".PadLeft(DraftLimits.WarningCharacters, 'é'))],
            People = [.. Enumerable.Range(0, DraftLimits.People).Select(i => new PersonNamed($"{i}".PadLeft(DraftLimits.LineCharacters, 'é'), true))],
        };
        Assert.Null(content.FindProblem());
        Assert.Equal(DraftSaveOutcome.Saved, (await Drafts.SaveAsync(teller, story, Guid.NewGuid(), 0, false, content, Now)).Outcome);
    }

    [Fact]
    public void Problem_OfEachLengthBeyondItsLimit_IsSaidInWords()
    {
        DraftContent[] wrong =
        [
            new() { Title = new('x', DraftLimits.TitleCharacters + 1) }, new() { Themes = [new('x', DraftLimits.ThemeCharacters + 1)] },
            new() { People = [new(new('x', DraftLimits.LineCharacters + 1), false)] }, new() { Direction = "up" }, new() { Place = "\0" },
            new() { Warnings = [.. Enumerable.Range(0, DraftLimits.Warnings + 1).Select(i => $"{i}")] },
        ];
        Assert.All(wrong, content => Assert.Contains("lease", content.FindProblem(), StringComparison.Ordinal));
        Assert.Null(new DraftContent().FindProblem());
    }

    /// <summary>What is refused in words would be refused by the database without any.</summary>
    [Theory]
    [InlineData(108, true)]
    [InlineData(109, false)]
    public async Task People_WhoseNamesAreFullOfQuotes_AreSavedUpToTheSchemasLength(int quotes, bool isSaved)
    {
        var teller = await PersonAsync("Quoted");
        var story = await StoryAsync(teller);
        var content = new DraftContent { People = [.. Enumerable.Repeat(new PersonNamed(new('"', quotes), false), DraftLimits.People)] };
        if (!isSaved)
        {
            Assert.Contains("names", content.FindProblem(), StringComparison.Ordinal);
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Drafts.SaveAsync(teller, story, Guid.NewGuid(), 0, false, content, Now));
            return;
        }

        Assert.Null(content.FindProblem());
        Assert.Equal(DraftSaveOutcome.Saved, (await Drafts.SaveAsync(teller, story, Guid.NewGuid(), 0, false, content, Now)).Outcome);
    }

    private static DraftContent Words(string text) =>
        new() { Body = StoryText.Parse(System.Text.Json.JsonSerializer.Serialize(new { ops = new[] { new { insert = text + "\n" } } })) };

    private async Task<Actor> PersonAsync(string name)
    {
        var actor = new Actor(Guid.CreateVersion7(), null, 1);
        await using var scope = await ledger.Database.BeginAsync(actor, Now);
        await scope.ExecuteAsync("select app.ensure_profile($1)", name);
        await scope.CommitAsync();
        return actor;
    }

    private async Task<Guid> StoryAsync(Actor teller)
    {
        var story = Guid.CreateVersion7();
        await using var scope = await ledger.Database.BeginAsync(teller, Now);
        Assert.Equal("started", await scope.ScalarAsync<string>("select app.start_story($1, 'en', 'ltr')", story));
        await scope.CommitAsync();
        return story;
    }
}
