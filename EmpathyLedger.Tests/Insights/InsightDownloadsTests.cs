using System.Text;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Stories.Road;
using EmpathyLedger.Web.Components.Insights;

namespace EmpathyLedger.Tests.Insights;

/// <summary>What a lead may carry out of her community, on a real database.</summary>
public sealed class InsightDownloadsTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private static readonly DateOnly LastQuarter = QuarterBefore(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));

    private readonly InsightDownloads _downloads = new(ledger.Database);
    private RoadTown _town = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _town = await RoadTown.SettleAsync(ledger);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Quarter_ThatIsOver_IsPublishedOnceAndNeverAgain()
    {
        await TellAsync(people: 7, LastQuarter);
        await TellAsync(people: 9, LastQuarter.AddMonths(3));
        Assert.Equal(1, await RefreshAsync());
        Assert.Equal([new InsightCell(LastQuarter, InsightCut.All, "", 5), new InsightCell(LastQuarter, InsightCut.Theme, "Water", 5), new InsightCell(LastQuarter, InsightCut.Language, "en", 5)], await ReadAsync(_town.Steward));

        await TellAsync(people: 20, LastQuarter);
        Assert.Equal(0, await RefreshAsync());
        Assert.Equal(5, (await ReadAsync(_town.Steward))[0].Tellers);
    }

    [Fact]
    public async Task Download_ForAnybodyElse_IsEmpty()
    {
        await TellAsync(people: 7, LastQuarter);
        await RefreshAsync();
        foreach (var who in new[] { _town.Storyteller, _town.Elder, _town.Member, _town.Friend, _town.Stranger, _town.ShedElder, Actor.Anonymous })
        {
            Assert.Empty(await ReadAsync(who));
            Assert.False(await _downloads.AskAsync(who, _town.River, Cancellation));
        }

        Assert.NotEmpty(await ReadAsync(_town.Steward));
        Assert.False(await _downloads.AskAsync(_town.Steward, _town.Shed, Cancellation));
    }

    [Theory]
    [InlineData("consent_insights = false")]
    [InlineData("consent_insights_leaving = false")]
    [InlineData("withdrawn_at = now()")]
    [InlineData("archived_at = now()")]
    [InlineData("privacy_level = 'people'")]
    [InlineData("erased_at = now()")]
    public async Task Quarter_OfAStoryThatLeaves_IsDroppedAtOnceAndForGood(string change)
    {
        var stories = await TellAsync(people: 12, LastQuarter);
        await TellAsync(people: 6, LastQuarter.AddMonths(-3));
        await RefreshAsync();
        await ledger.AdminAsync($"update ledger.stories set {change} where id = '{stories[3]}'");
        Assert.Equal([LastQuarter.AddMonths(-3)], (await ReadAsync(_town.Steward)).Select(cell => cell.Quarter).Distinct());

        await TellAsync(people: 12, LastQuarter);
        await RefreshAsync();
        Assert.Equal([LastQuarter.AddMonths(-3)], (await ReadAsync(_town.Steward)).Select(cell => cell.Quarter).Distinct());
    }

    [Fact]
    public async Task Consent_TakenBackByItsTeller_DropsTheQuarter()
    {
        var story = await _town.PublishedAsync(PrivacyLevel.Community);
        await _town.Consents.GrantAsync(_town.Storyteller, story, ConsentPurpose.Insights, Cancellation);
        await ledger.AdminAsync($"update ledger.stories set first_published_at = '{LastQuarter:yyyy-MM-dd}'::date + interval '10 days' where id = '{story}'");
        await TellAsync(people: 6, LastQuarter);
        await RefreshAsync();
        Assert.NotEmpty(await ReadAsync(_town.Steward));

        await _town.Consents.WithdrawAsync(_town.Storyteller, story, ConsentPurpose.Insights, Cancellation);
        Assert.Empty(await ReadAsync(_town.Steward));
    }

    [Fact]
    public async Task SmallestGroup_IsTheCommunitysAndNeverUnderFive()
    {
        var least = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            ledger.AdminAsync($"update ledger.communities set smallest_group = 4 where id = '{_town.River}'"));
        Assert.Equal(Npgsql.PostgresErrorCodes.CheckViolation, least.SqlState);
        await ledger.AdminAsync($"update ledger.communities set smallest_group = 10 where id = '{_town.River}'");
        await TellAsync(people: 9, LastQuarter);
        await TellAsync(people: 11, LastQuarter.AddMonths(-3));
        await RefreshAsync();
        Assert.Equal([LastQuarter.AddMonths(-3)], (await ReadAsync(_town.Steward)).Select(cell => cell.Quarter).Distinct());
    }

    [Fact]
    public async Task StoriesThatDoNotConsent_AreInNoNumber()
    {
        var stories = await TellAsync(people: 12, LastQuarter);
        await ledger.AdminAsync($"update ledger.stories set consent_insights = false where id = any ('{{{string.Join(',', stories.Take(8))}}}')");
        await RefreshAsync();
        Assert.Empty(await ReadAsync(_town.Steward));
    }

    /// <summary>A yes to the words of before holds as it was given: inside the community, and in no number that leaves it.</summary>
    [Fact]
    public async Task Consent_ToEarlierWords_CountsInsideAndLeavesInNoNumber()
    {
        var story = await _town.PublishedAsync(PrivacyLevel.Community);
        await ledger.AdminAsync(
            $"""
            insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language)
            values (gen_random_uuid(), '{story}', 'insights', true, '{_town.Storyteller.ProfileId}', 1, 'en');
            update ledger.stories set first_published_at = '{LastQuarter:yyyy-MM-dd}'::date + interval '10 days' where id = '{story}'
            """);
        await TellAsync(people: 4, LastQuarter);
        await RefreshAsync();
        Assert.Empty(await ReadAsync(_town.Steward));
        await new InsightsSummary(ledger.Connections).UpdateAsync(Cancellation);
        Assert.True(await ledger.AdminScalarAsync<bool>("select told_on is not null from ledger.insight_shares where story_id = $1", story));

        // Asked again in the words of today, the same yes is another one. Its quarter was looked at already: that stays.
        Assert.True((await _town.Consents.GetAsync(_town.Storyteller, story, Cancellation))!.Standing.Answers[ConsentPurpose.Insights].IsToEarlierWords(ConsentPurpose.Insights));
        Assert.Equal(ConsentOutcome.Changed, await _town.Consents.GrantAsync(_town.Storyteller, story, ConsentPurpose.Insights, Cancellation));
        Assert.Equal(ConsentOutcome.Unchanged, await _town.Consents.GrantAsync(_town.Storyteller, story, ConsentPurpose.Insights, Cancellation));
        await ledger.AdminAsync($"update ledger.stories set first_published_at = '{LastQuarter.AddMonths(-3):yyyy-MM-dd}'::date + interval '10 days' where id = '{story}'");
        await TellAsync(people: 4, LastQuarter.AddMonths(-3));
        await RefreshAsync();
        Assert.Equal([LastQuarter.AddMonths(-3)], (await ReadAsync(_town.Steward)).Select(cell => cell.Quarter).Distinct());
    }

    [Fact]
    public async Task Standing_IsTheStewards_AndSaysWhatHappened()
    {
        await ledger.AdminAsync("update ledger.insight_refresh set refreshed_at = '-infinity'");
        Assert.Equal(new InsightStanding(null, false, 0, 0, 0, 5), await _downloads.GetStandingAsync(_town.Steward, _town.River, Cancellation));
        await _downloads.AskAsync(_town.Steward, _town.River, Cancellation);
        Assert.True((await _downloads.GetStandingAsync(_town.Steward, _town.River, Cancellation))!.IsAsked);
        var stories = await TellAsync(people: 7, LastQuarter);
        await TellAsync(people: 7, LastQuarter.AddMonths(-3));
        await TellAsync(people: 2, LastQuarter.AddMonths(-6));
        await RefreshAsync();
        await ledger.AdminAsync($"update ledger.stories set withdrawn_at = now() where id = '{stories[0]}'");
        var standing = (await _downloads.GetStandingAsync(_town.Steward, _town.River, Cancellation))!;
        Assert.NotNull(standing.MadeAt);
        Assert.Equal((false, 1, 1, 1), (standing.IsAsked, standing.Shown, standing.Withheld, standing.Dropped));
        foreach (var who in new[] { _town.Member, _town.Elder, _town.Stranger, Actor.Anonymous })
        {
            Assert.Null(await _downloads.GetStandingAsync(who, _town.River, Cancellation));
            Assert.Equal(SmallestGroupOutcome.NotFound, await _downloads.SetSmallestGroupAsync(who, _town.River, 9, Cancellation));
        }

        Assert.Equal(SmallestGroupOutcome.OutOfBounds, await _downloads.SetSmallestGroupAsync(_town.Steward, _town.River, 4, Cancellation));
        Assert.Equal(SmallestGroupOutcome.Saved, await _downloads.SetSmallestGroupAsync(_town.Steward, _town.River, 9, Cancellation));
        Assert.Equal(9, (await _downloads.GetStandingAsync(_town.Steward, _town.River, Cancellation))!.SmallestGroup);
    }

    [Fact]
    public async Task Refresh_WithoutAWish_IsOnceADay()
    {
        await RefreshAsync();
        await TellAsync(people: 7, LastQuarter);
        Assert.Equal(0, await CallRefreshAsync());
        Assert.True(await _downloads.AskAsync(_town.Steward, _town.River, Cancellation));
        Assert.Equal(1, await CallRefreshAsync());
    }

    [Fact]
    public async Task ManyQuarters_AreReadToTheEnd()
    {
        for (var quarter = 0; quarter < 19; quarter++)
        {
            await TellAsync(people: 5, LastQuarter.AddMonths(-3 * quarter));
        }

        await RefreshAsync();
        Assert.Equal(19, (await ReadAsync(_town.Steward)).Select(cell => cell.Quarter).Distinct().Count());
    }

    [Fact]
    public async Task MaterialisedView_IsForNobodyButItsOwner() => Assert.Equal(
        "nobody",
        await ledger.AdminScalarAsync<string>(
            """
            select coalesce(string_agg(r.rolname, ', '), 'nobody') from pg_roles r join pg_class c on c.oid = 'insights.tellings'::regclass
            where r.rolname like 'ledger\_%' and (r.rolcanlogin or r.rolname in ('ledger_reader', 'ledger_policy'))
              and (has_schema_privilege(r.oid, 'insights', 'usage') or (r.rolname <> 'ledger_policy' and has_table_privilege(r.oid, c.oid, 'select')))
            """));

    [Fact]
    public async Task File_BeginsWithItsMarkAndRunsNoFormula()
    {
        async IAsyncEnumerable<InsightCell> Cells()
        {
            yield return new InsightCell(new DateOnly(2026, 7, 1), InsightCut.Theme, "=HYPERLINK(\"x\"), \"and\" more", 15);
            await Task.CompletedTask;
        }

        using var body = new MemoryStream();
        await InsightsEndpoints.WriteAsync(body, Cells(), null, Cancellation);
        var bytes = body.ToArray();
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        Assert.Equal(
            "Quarter,Counted by,Name,People who told (rounded down to fives)\r\n2026 Q3,Theme,\"'=HYPERLINK(\"\"x\"\"), \"\"and\"\" more\",15\r\n",
            Encoding.UTF8.GetString(bytes[3..]));
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("Water", "Water")]
    [InlineData("", "")]
    public void Cell_OfAFile_IsText(string text, string expected) => Assert.Equal(expected + "\r\n", CsvLine.Of(text));

    private static DateOnly QuarterBefore(DateOnly day) => new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1).AddMonths(-3);

    /// <summary>Each by another person. Put there by the superuser, past triggers: five people and a year cannot be walked in a test.</summary>
    private async Task<List<Guid>> TellAsync(int people, DateOnly quarter)
    {
        var stories = new List<Guid>();
        var sql = new StringBuilder("set session_replication_role = replica;");
        for (var person = 0; person < people; person++)
        {
            var (teller, story) = (Guid.CreateVersion7(), Guid.CreateVersion7());
            sql.Append(System.Globalization.CultureInfo.InvariantCulture, $"""
                insert into ledger.profiles (id, display_name, created_at) values ('{teller}', 'Teller', now());
                insert into ledger.stories (id, teller_id, privacy_level, cleared_level, consent_insights, consent_insights_leaving, themes, community_ids, published_version_id,
                  first_published_at, published_at, is_cleared, created_at, updated_at)
                values ('{story}', '{teller}', 'community', 'community', true, true, array['Water'], array['{_town.River}'::uuid], gen_random_uuid(),
                  '{quarter:yyyy-MM-dd}'::date + interval '10 days', now(), true, now(), now());
                """);
            stories.Add(story);
        }

        await ledger.AdminAsync(sql.ToString());
        return stories;
    }

    private async Task<int> RefreshAsync()
    {
        await ledger.AdminAsync("update ledger.insight_refresh set refreshed_at = '-infinity'");
        return await CallRefreshAsync();
    }

    private async Task<int> CallRefreshAsync()
    {
        await using var command = ledger.Connections.Jobs.CreateCommand("select app.refresh_insights()");
        return (int)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private async Task<List<InsightCell>> ReadAsync(Actor who)
    {
        var cells = new List<InsightCell>();
        await foreach (var cell in _downloads.ReadAsync(who, _town.River, Cancellation))
        {
            cells.Add(cell);
        }

        return cells;
    }
}
