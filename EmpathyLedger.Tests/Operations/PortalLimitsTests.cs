using System.Net;
using EmpathyLedger.Tests.Browser;
using EmpathyLedger.Tests.TestDoubles;
using EmpathyLedger.Web.Operations;
using EmpathyLedger.Web.Operations.Limits;

namespace EmpathyLedger.Tests.Operations;

/// <summary>The portal as it is, with the limits that it comes with.</summary>
public sealed class PortalLimitsTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Person_WhoSearchesWithoutEnd_IsAskedToWaitOnEveryDevice_AndNobodyElseIs()
    {
        await portal.SetUpAsync();
        await portal.AddPersonAsync("Noor", "noor@example.org");
        using var phone = await portal.VisitAsAsync("noor@example.org");
        using var laptop = await portal.VisitAsAsync("noor@example.org");
        using var visitor = portal.Visit();

        var refused = await AskUntilRefusedAsync(phone, "/search?q=river", new RequestLimitOptions().Search.Person);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(SecurityHeaders.ContentSecurityPolicy, Assert.Single(refused.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("One moment, please", (await TestVisitor.ReadAsync(refused)).QuerySelector("h1")?.TextContent);

        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(laptop, "/search?q=river"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(phone, "/stories"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, "/search?q=river"));

        // Somebody who tries ids at random: the same page for each, and after a while none.
        var misses = await AskUntilRefusedAsync(visitor, () => $"/stories/{Guid.NewGuid()}", new RequestLimitOptions().Misses.Address, HttpStatusCode.NotFound);
        Assert.Equal("One moment, please", (await TestVisitor.ReadAsync(misses)).QuerySelector("h1")?.TextContent);
        Assert.Equal(
            new RequestLimitOptions().Misses.Address,
            await portal.Ledger.AdminScalarAsync<long>("select count(*) from ledger.access_log where not is_granted"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, "/stories"));
    }

    private static Task<HttpResponseMessage> AskUntilRefusedAsync(TestVisitor visitor, string path, int most) =>
        AskUntilRefusedAsync(visitor, () => path, most, HttpStatusCode.OK);

    /// <summary>A slow machine gives some back meanwhile, so more than the limit may pass; fewer may not.</summary>
    private static async Task<HttpResponseMessage> AskUntilRefusedAsync(TestVisitor visitor, Func<string> path, int most, HttpStatusCode usual)
    {
        for (var i = 0; i < most * 3; i++)
        {
            var answer = await visitor.GetAsync(path());
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.True(i >= most, $"Refused after {i}.");
                return answer;
            }

            Assert.Equal(usual, answer.StatusCode);
        }

        throw new InvalidOperationException("Nothing was refused.");
    }

    private static async Task<HttpStatusCode> StatusAsync(TestVisitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        return answer.StatusCode;
    }
}
