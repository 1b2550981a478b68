using EmpathyLedger.Core.Database;
using EmpathyLedger.Web.Operations;

namespace EmpathyLedger.Tests.Operations;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData(null, null, "http://localhost:5080")]
    [InlineData("", " ", "http://localhost:5080")]
    [InlineData(null, "6001", "http://localhost:6001")]
    [InlineData("https://stories.example:443", "6001", "https://stories.example:443")]
    public void Address_OfUrlsAndPort_IsTheFirstThatIsSet(string? urls, string? port, string expected) =>
        Assert.Equal(expected, ListenAddress.Choose(urls, port));

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("70000")]
    public void Port_ThatIsNone_IsRefused(string port) =>
        Assert.Contains("not a port number", Assert.Throws<LedgerStartupException>(() => ListenAddress.Choose(null, port)).Message, StringComparison.Ordinal);
}
