using EmpathyLedger.Web.Operations;
using Microsoft.AspNetCore.Http;

namespace EmpathyLedger.Tests.Operations;

public sealed class SameOriginFilterTests
{
    [Theory]
    [InlineData("PUT", "same-origin", null, true)]
    [InlineData("PUT", "same-site", null, false)]
    [InlineData("PUT", "cross-site", null, false)]
    [InlineData("PUT", "none", null, false)]
    [InlineData("PUT", "cross-site", "https://stories.example", false)]
    [InlineData("PUT", null, "https://stories.example", true)]
    [InlineData("PUT", null, "https://elsewhere.example", false)]
    [InlineData("PUT", null, "http://stories.example", false)]
    [InlineData("PUT", null, "null", false)]
    [InlineData("PUT", null, null, false)]
    [InlineData("GET", null, null, true)]
    [InlineData("GET", "cross-site", null, false)]
    public void Request_IsTakenOnlyFromOurOwnPages(string method, string? site, string? origin, bool expected)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Scheme, request.Host) = (method, "https", new HostString("stories.example"));
        if (site is not null)
        {
            request.Headers["Sec-Fetch-Site"] = site;
        }

        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }

        Assert.Equal(expected, SameOriginFilter.IsSameOrigin(request));
    }
}
