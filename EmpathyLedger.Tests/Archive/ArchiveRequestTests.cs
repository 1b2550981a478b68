using System.Net;
using System.Text;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Tests.Browser;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.TestDoubles;

namespace EmpathyLedger.Tests.Archive;

/// <summary>Tables in and out over HTTP, asked by named people, and by pages that are not the portal's.</summary>
public sealed class ArchiveRequestTests(ArchiveRequestTests.Town town) : IClassFixture<ArchiveRequestTests.Town>
{
    private const string Archive = "/communities/riverside/archive";
    private const string Table = "title,narrator,text\nThe weir,Ida Marsh,It sang.\n";

    private PortalFixture Portal => town.Portal;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steward_SendsATable_AndIsShownWhatIsInIt()
    {
        var rosa = town.Rosa;
        using var answer = await rosa.SendAsync(Sending(Table, "C:\\letters\\weir.csv"));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var page = await rosa.OpenAsync(answer.Headers.Location!.ToString());
        Assert.Contains("weir.csv", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("letters", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("As in: Ida Marsh", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "That file is empty.")]
    [InlineData(null, "No file came.")]
    public async Task NothingInIt_IsAnsweredInWords(string? content, string words)
    {
        var rosa = town.Rosa;
        using var answer = await rosa.SendAsync(Sending(content, "empty.csv"));
        var page = await rosa.OpenAsync(answer.Headers.Location!.ToString());
        Assert.Contains(words, page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoGigabytes_AreRefusedBeforeTheyAreRead()
    {
        var rosa = town.Rosa;
        var request = Sending(null, "");
        request.Content = new Unending(2L * 1024 * 1024 * 1024);
        request.Headers.ExpectContinue = true;
        using var answer = await rosa.SendAsync(request);
        Assert.Equal($"{Archive}/bring?trouble=TooLarge", answer.Headers.Location!.ToString());
        var page = await rosa.OpenAsync(answer.Headers.Location!.ToString());
        Assert.Contains($"larger than {CsvLimits.FileMegabytes} MB", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherSitesForm_IsRefused()
    {
        var rosa = town.Rosa;
        var request = Sending(Table, "weir.csv");
        request.Headers.Remove("Sec-Fetch-Site");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var answer = await rosa.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("member")]
    [InlineData("stranger")]
    public async Task AnybodyElse_FindsNothing(string who)
    {
        using var begun = await town.Rosa.SendAsync(Sending(Table, "theirs.csv"));
        var other = who == "member" ? town.Mika : town.Stina;
        foreach (var path in new[] { Archive, $"{Archive}/bring", $"{Archive}/narrators", $"{Archive}/stories.csv", begun.Headers.Location!.ToString() })
        {
            using var answer = await other.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var sent = await other.SendAsync(Sending(Table, "weir.csv"));
        Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
    }

    [Fact]
    public async Task Visitor_IsAskedToSignIn()
    {
        using var visitor = Portal.Visit();
        using var taken = await visitor.GetAsync($"{Archive}/stories.csv");
        Assert.Contains("/account/sign-in", taken.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var claim = await visitor.GetAsync("/claim/abcdefghijklmnopqrstuv");
        Assert.Equal(HttpStatusCode.OK, claim.StatusCode);
    }

    [Fact]
    public async Task ClaimLink_ThatNobodyMade_IsGone()
    {
        var rosa = town.Rosa;
        using var answer = await rosa.GetAsync("/claim/abcdefghijklmnopqrstuw");
        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    [Fact]
    public async Task Table_GoesOutAsAFileThatIsNotKept()
    {
        var rosa = town.Rosa;
        using var answer = await rosa.GetAsync($"{Archive}/stories.csv");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("stories-riverside.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("narrator", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static HttpRequestMessage Sending(string? content, string name)
    {
        var form = new MultipartFormDataContent();
        if (content is null)
        {
            form.Add(new StringContent("nothing"), "note");
        }
        else
        {
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", name);
        }

        var request = new HttpRequestMessage(HttpMethod.Post, $"{Archive}/files") { Content = form };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }

    /// <summary>Says how long it is, and fails when somebody wants to have it.</summary>
    private sealed class Unending : HttpContent
    {
        private readonly long _length;

        public Unending(long length)
        {
            _length = length;
            Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            throw new InvalidOperationException("It was read all the same.");

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }
    }

    /// <summary>Riverside with a member and a stranger beside its steward.</summary>
    public sealed class Town(LedgerServerFixture server) : IAsyncLifetime
    {
        private const string Member = "mika@example.org";
        private const string Stranger = "stina@example.org";

        public PortalFixture Portal { get; } = new(server);

        /// <summary>The steward. Each has signed in once: more often in a minute is refused.</summary>
        public TestVisitor Rosa { get; private set; } = null!;

        public TestVisitor Mika { get; private set; } = null!;

        public TestVisitor Stina { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await Portal.InitializeAsync();
            await Portal.SetUpAsync();
            var mika = await Portal.AddPersonAsync("Mika", Member);
            await Portal.Ledger.AdminAsync(
                $"""
                insert into ledger.community_members (community_id, profile_id, status, roles, joined_at)
                select id, '{mika.ProfileId}', 'active', array['member']::ledger.community_role[], now() from ledger.communities where slug = 'riverside'
                """);
            await Portal.AddPersonAsync("Stina", Stranger);
            Rosa = await Portal.VisitAsAsync(PortalFixture.StewardEmail);
            Mika = await Portal.VisitAsAsync(Member);
            Stina = await Portal.VisitAsAsync(Stranger);
        }

        public ValueTask DisposeAsync()
        {
            Rosa?.Dispose();
            Mika?.Dispose();
            Stina?.Dispose();
            return Portal.DisposeAsync();
        }
    }
}
