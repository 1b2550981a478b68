using System.Net;
using System.Text;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Tests.Browser;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.TestDoubles;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Tests.Insights;

/// <summary>The file of a community's numbers and the settings about it, asked for over HTTP by named people.</summary>
public sealed class DownloadRequestTests(DownloadRequestTests.Town town) : IClassFixture<DownloadRequestTests.Town>
{
    private const string Address = "/communities/riverside/insights/download.csv";
    private const string Settings = "/communities/riverside/settings";

    private PortalFixture Portal => town.Portal;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steward_GetsTheFile_AndOneCutOfIt()
    {
        using var rosa = await Portal.VisitAsAsync(PortalFixture.StewardEmail);
        using var answer = await rosa.GetAsync(Address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("insights-riverside.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        var text = await ReadAsync(answer);
        Assert.Equal(
            [
                "Quarter,Counted by,Name,People who told (rounded down to fives)",
                $"{Town.Quarter.Year} Q{(Town.Quarter.Month + 2) / 3},All,,5", $"{Town.Quarter.Year} Q{(Town.Quarter.Month + 2) / 3},Theme,Water,5",
                $"{Town.Quarter.Year} Q{(Town.Quarter.Month + 2) / 3},Language,English,5", "",
            ],
            text.Split("\r\n"));

        using var themes = await rosa.GetAsync(Address + "?cut=theme");
        Assert.Equal("insights-riverside-theme.csv", themes.Content.Headers.ContentDisposition!.FileName);
        var lines = (await ReadAsync(themes)).Split("\r\n");
        Assert.Equal(3, lines.Length);
        Assert.EndsWith("Theme,Water,5", lines[1], StringComparison.Ordinal);
        using var odd = await rosa.GetAsync(Address + "?cut=teller");
        Assert.Equal(HttpStatusCode.NotFound, odd.StatusCode);
    }

    [Theory]
    [InlineData(Town.Member)]
    [InlineData(Town.Stranger)]
    [InlineData(Town.OtherSteward)]
    public async Task AnybodyElse_FindsNoFileAndNoSettings(string email)
    {
        using var visitor = await Portal.VisitAsAsync(email);
        foreach (var path in new[] { Address, Address + "?cut=all", Settings, "/communities/no-such-place/insights/download.csv" })
        {
            using var answer = await visitor.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.DoesNotContain("Water", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Visitor_IsAskedToSignIn()
    {
        using var visitor = Portal.Visit();
        using var answer = await visitor.GetAsync(Address);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("/account/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StewardOfAnotherCommunity_GetsHerOwnFile()
    {
        using var other = await Portal.VisitAsAsync(Town.OtherSteward);
        using var answer = await other.GetAsync("/communities/hilltop/insights/download.csv");
        Assert.Equal("Quarter,Counted by,Name,People who told (rounded down to fives)\r\n", await ReadAsync(answer));
    }

    [Fact]
    public async Task ManyRequests_AreTooMany()
    {
        using var mira = await Portal.VisitAsAsync(Town.SecondSteward);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 22; i++)
        {
            using var answer = await mira.GetAsync(Address);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        using var settings = await mira.GetAsync(Settings);
        Assert.Equal(HttpStatusCode.OK, settings.StatusCode);
    }

    [Fact]
    public async Task Settings_TakeTheSmallestGroup_AndNeverFewerThanFive()
    {
        using var rosa = await Portal.VisitAsAsync(PortalFixture.StewardEmail);
        using var refused = await rosa.SubmitAsync(Settings, "smallest-group", ("people", "4"));
        var page = await TestVisitor.ReadAsync(refused);
        Assert.Contains("never leave the community", page.QuerySelector("#smallest-group-said")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("4", page.QuerySelector("#smallest-group")!.GetAttribute("value"));

        using var saved = await rosa.SubmitAsync(Settings, "smallest-group", ("people", "8"));
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal("8", (await rosa.OpenAsync(Settings)).QuerySelector("#smallest-group")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Settings_SayWhenTheNumbersWereMade_AndAskForThem()
    {
        using var rosa = await Portal.VisitAsAsync(PortalFixture.StewardEmail);
        var page = await rosa.OpenAsync(Settings);
        Assert.Contains("Last looked at", page.QuerySelector("#leaving-made")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='{Address}']"));

        using var asked = await rosa.SubmitAsync(page, Settings, "numbers-now");
        Assert.Equal(HttpStatusCode.Found, asked.StatusCode);
        var wishes = await Portal.Ledger.AdminScalarAsync<long>("select count(*) from ledger.insight_wishes where community_id = $1", Portal.CommunityId);
        var told = await rosa.OpenAsync(asked.Headers.Location!.ToString());
        Assert.Contains("You have asked for new quarters", told.Body!.TextContent, StringComparison.Ordinal);

        // The portal's own clock may have seen to it in between.
        Assert.True(wishes == 1 || await Portal.Ledger.AdminScalarAsync<bool>("select refreshed_at > now() - interval '2 minutes' from ledger.insight_refresh"));
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        return Encoding.UTF8.GetString(bytes[3..]);
    }

    /// <summary>Riverside, in which seven people told of water in the last quarter, and Hilltop, whose steward leads nothing else.</summary>
    public sealed class Town(LedgerServerFixture server) : IAsyncLifetime
    {
        public const string Member = "mika@example.org";
        public const string Stranger = "stina@example.org";
        public const string SecondSteward = "mira@example.org";
        public const string OtherSteward = "olga@example.org";

        public PortalFixture Portal { get; } = new(server);

        public static DateOnly Quarter { get; } = BeforeThisOne();

        public async ValueTask InitializeAsync()
        {
            await Portal.InitializeAsync();
            await Portal.SetUpAsync();
            await JoinAsync("Mika", Member, "{member}");
            await JoinAsync("Mira", SecondSteward, "{member,steward}");
            await Portal.AddPersonAsync("Stina", Stranger);
            await Portal.Services.GetRequiredService<CommunityMembership>()
                .FoundAsync(Portal.Steward, "Hilltop", "On the hill", "The hill", "Europe/Oslo", Cancellation);
            await JoinAsync("Olga", OtherSteward, "{member,steward}", "hilltop");
            for (var person = 0; person < 7; person++)
            {
                var (teller, story) = (Guid.CreateVersion7(), Guid.CreateVersion7());
                await Portal.Ledger.AdminAsync(
                    $"""
                    set session_replication_role = replica;
                    insert into ledger.profiles (id, display_name, created_at) values ('{teller}', 'Teller', now());
                    insert into ledger.stories (id, teller_id, privacy_level, cleared_level, consent_insights, consent_insights_leaving, themes, community_ids,
                      published_version_id, first_published_at, published_at, is_cleared, created_at, updated_at)
                    values ('{story}', '{teller}', 'community', 'community', true, true, array['Water'], array['{Portal.CommunityId}'::uuid], gen_random_uuid(),
                      '{Quarter:yyyy-MM-dd}'::date + interval '10 days', now(), true, now(), now());
                    """);
            }

            await Portal.Ledger.AdminAsync("update ledger.insight_refresh set refreshed_at = '-infinity'");
            await using var refresh = Portal.Ledger.Connections.Jobs.CreateCommand("select app.refresh_insights()");
            while (await Portal.Ledger.AdminScalarAsync<long>("select count(*) from ledger.insight_cells") == 0)
            {
                await refresh.ExecuteScalarAsync(Cancellation);
            }
        }

        public ValueTask DisposeAsync() => Portal.DisposeAsync();

        private async Task JoinAsync(string name, string email, string roles, string community = "riverside")
        {
            var person = await Portal.AddPersonAsync(name, email);
            await Portal.Ledger.AdminAsync(
                $"""
                insert into ledger.community_members (community_id, profile_id, status, roles, joined_at)
                select id, '{person.ProfileId}', 'active', '{roles}', now() from ledger.communities where slug = '{community}'
                """);
        }

        private static DateOnly BeforeThisOne()
        {
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            return new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1).AddMonths(-3);
        }
    }
}
