using System.Net;
using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Tests.Browser;
using EmpathyLedger.Tests.TestDoubles;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Tests.Accounts;

public sealed class PortalSetupTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Portal_BeforeAndAfterSetup_OpensOnlyByTheConsolesLink()
    {
        using var visitor = portal.Visit();
        foreach (var path in new[] { "/", "/account/sign-in", "/account/register", "/more" })
        {
            using var answer = await visitor.GetAsync(path);
            Assert.Equal("/not-set-up", answer.Headers.Location?.OriginalString);
        }

        using (var notYet = await visitor.GetAsync("/not-set-up"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, notYet.StatusCode);
            Assert.Contains("isn't set up yet", (await TestVisitor.ReadAsync(notYet)).Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.Null((await visitor.OpenAsync("/setup")).QuerySelector("form input[name$=CommunityName]"));
        Assert.Null((await visitor.OpenAsync("/setup?token=00000000000000000000000000000000")).QuerySelector("form input[name$=CommunityName]"));

        var link = $"/setup?token={portal.Services.GetRequiredService<SetupToken>().Value}";
        using var done = await visitor.SubmitAsync(
            link,
            "setup",
            ("CommunityName", "Riverside"),
            ("Place", "By the river"),
            ("DataLocation", "The library"),
            ("TimeZone", "Australia/Darwin"),
            ("Name", "Rosa"),
            ("Email", "rosa@example.org"),
            ("Password", PortalFixture.Password));
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);

        using (var closed = await visitor.GetAsync("/join/no-such-invitation"))
        {
            Assert.Equal(HttpStatusCode.Gone, closed.StatusCode);
            Assert.Contains("This invitation opens no door any more", await closed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        var home = await visitor.OpenAsync("/");
        Assert.Contains("Rosa", home.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nobody else is in Riverside yet", home.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(home.QuerySelector("main a[href='/communities/riverside/people#invite']"));
        Assert.DoesNotContain("begun", (await visitor.OpenAsync("/write")).Body!.TextContent, StringComparison.Ordinal);
        using var passer = portal.Visit();
        var outside = (await passer.OpenAsync("/")).QuerySelector("main")!;
        Assert.Contains("None is shown before the elders have said yes", outside.TextContent, StringComparison.Ordinal);
        Assert.Null(outside.QuerySelector("a[href='/stories']"));
        Assert.Equal("{member,steward}", await portal.Ledger.AdminScalarAsync<string>("select roles::text from ledger.community_members"));
        Assert.Null((await visitor.OpenAsync(link)).QuerySelector("form input[name$=CommunityName]"));
    }
}
