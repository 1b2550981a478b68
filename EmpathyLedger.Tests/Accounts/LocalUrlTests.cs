using EmpathyLedger.Web.Components.Account;

namespace EmpathyLedger.Tests.Accounts;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/stories/1?page=2#end")]
    [InlineData("/search?q=https://elsewhere.example")]
    public void ReturnUrl_OnThisHost_IsFollowed(string url) => Assert.Equal(url, LocalUrl.OrHome(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("stories")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("\\\\elsewhere.example")]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("/a\\b")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("javascript:alert(1)")]
    public void ReturnUrl_OutOfHere_LeadsHome(string? url) => Assert.Equal("/", LocalUrl.OrHome(url));
}
