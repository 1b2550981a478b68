using System.Text.Json;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Tests.Collaboration.Sessions;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Stories.Drafts;

public sealed class DraftsTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private Core.Stories.Drafts.Drafts Drafts => new(ledger.Database);

    private StorySessions Sessions { get; } = new TestNode(ledger).Sessions;

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
        Assert.Equal(WriteOutcome.Written, await Sessions.WriteAsync(teller, story, content, Now));
        var opened = await Drafts.OpenAsync(teller, story, Now);
        Assert.NotNull(opened);
        Assert.Equal(1, opened.Revision);
        Assert.Equivalent(content with { Body = opened.Content.Body }, opened.Content, strict: true);
        Assert.Equal(content.Body.ToPlainText(), opened.Content.Body.ToPlainText());
        Assert.Equal("The river came back.", await ledger.AdminScalarAsync<string>("select body_text from ledger.story_drafts where story_id = $1", story));
    }

    /// <summary>The communities are no words: they stay as they were chosen, and only the teller chooses another.</summary>
    [Fact]
    public async Task Communities_AreChosenByTheTeller_AndStayWhenWordsAreWritten()
    {
        var (teller, stranger) = (await PersonAsync("Alice"), await PersonAsync("Mallory"));
        var (story, own, other) = (await StoryAsync(teller), Guid.CreateVersion7(), Guid.CreateVersion7());
        await ledger.AdminAsync(
            $$"""
            insert into ledger.communities (id, slug, name, role_names, created_at) values
              ('{{own}}', 'own-{{own:N}}', 'Riverside', '{}', now()), ('{{other}}', 'other-{{other:N}}', 'The Regal', '{}', now());
            insert into ledger.community_members (community_id, profile_id, status, roles, joined_at)
              values ('{{own}}', '{{teller.ProfileId}}', 'active', '{member}', now());
            """);
        Assert.Null(await Drafts.ChooseCommunitiesAsync(stranger, story, [own], Now));
        Assert.Equal([own], await Drafts.ChooseCommunitiesAsync(teller, story, [own, other], Now));
        Assert.Equal(WriteOutcome.Written, await Sessions.WriteAsync(teller, story, Words("Words."), Now));
        Assert.Equal([own], (await Drafts.OpenAsync(teller, story, Now))!.Content.CommunityIds);
        Assert.Empty((await Drafts.ChooseCommunitiesAsync(teller, story, [], Now))!);
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
            Assert.Equal(WriteOutcome.NotFound, await Sessions.WriteAsync(other, story, Words("x"), Now));
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
        Assert.Equal(WriteOutcome.Written, await Sessions.WriteAsync(teller, story, content, Now));
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
            await using var scope = await ledger.Database.BeginAsync(teller, Now);
            var fields = JsonSerializer.Serialize(content, JsonSerializerOptions.Web);
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => scope.WriteDraftAsync(story, fields, content.Body.ToJson(), ""));
            Assert.Equal(Npgsql.PostgresErrorCodes.CheckViolation, refused.SqlState);
            return;
        }

        Assert.Null(content.FindProblem());
        Assert.Equal(WriteOutcome.Written, await Sessions.WriteAsync(teller, story, content, Now));
    }

    private static DraftContent Words(string text) =>
        new() { Body = StoryText.Parse(JsonSerializer.Serialize(new { ops = new[] { new { insert = text + "\n" } } })) };

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
