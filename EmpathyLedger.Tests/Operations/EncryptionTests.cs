using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Operations;
using EmpathyLedger.Web.Operations;

namespace EmpathyLedger.Tests.Operations;

public sealed class EncryptionTests
{
    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://stories.example:80")]
    [InlineData("http://192.168.1.4:5080")]
    [InlineData("HTTP://localhost.example:5080")]
    public void PlainHttp_ToTheOutside_IsRefusedUnlessAProxyEncrypts(string address)
    {
        Assert.Contains("unencrypted", Assert.Throws<LedgerStartupException>(() => Encryption.Check(address, isBehindProxy: false)).Message, StringComparison.Ordinal);
        Encryption.Check(address, isBehindProxy: true);
    }

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:5080")]
    [InlineData("https://0.0.0.0:443")]
    public void LocalOrEncrypted_IsTaken(string address) => Encryption.Check(address, isBehindProxy: false);

    [Fact]
    public void Nonsense_IsRefusedInOneLine()
    {
        Assert.DoesNotContain('\n', Assert.Throws<LedgerStartupException>(() => Encryption.Check("localhost", isBehindProxy: false)).Message);
        Assert.Throws<LedgerStartupException>(() => Encryption.Proxy("everybody"));
        Assert.Throws<LedgerStartupException>(() => new PublicAddress("stories.example.org", () => null));
    }

    [Fact]
    public void PublicAddress_IsTheConfiguredOneOrWhereItListens()
    {
        Assert.Equal("https://stories.example/account/confirm", new PublicAddress("https://stories.example", () => "http://localhost:1").To("account/confirm").ToString());
        Assert.Equal("http://localhost:6001/", new PublicAddress(null, () => "http://localhost:6001").Root.ToString());
    }
}
