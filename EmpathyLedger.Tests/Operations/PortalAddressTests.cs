using System.Net;
using System.Net.Sockets;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Web.Operations;
using Microsoft.AspNetCore.Http;

namespace EmpathyLedger.Tests.Operations;

public sealed class PortalAddressTests
{
    [Theory]
    [InlineData(null, null, "http://localhost:5080")]
    [InlineData("", " ", "http://localhost:5080")]
    [InlineData(null, "6001", "http://localhost:6001")]
    [InlineData("https://stories.example:443", "6001", "https://stories.example:443")]
    [InlineData("http://localhost:1; http://localhost:2", null, "http://localhost:1", "http://localhost:2")]
    public void Address_FromUrlsThenPort_IsTheFirstThatIsSet(string? urls, string? port, params string[] expected) =>
        Assert.Equal(expected, PortalAddress.Choose(urls, port));

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("70000")]
    public void Port_ThatIsNone_IsRefused(string port) =>
        Assert.Contains("not a port number", Assert.Throws<LedgerStartupException>(() => PortalAddress.Choose(null, port)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://stories.example:0")]
    [InlineData("http://192.168.1.4:0")]
    public void PlainHttp_ToTheOutside_IsRefusedUnlessAProxyEncrypts(string address)
    {
        var parsed = BindingAddress.Parse(address);
        Assert.Contains("unencrypted", Assert.Throws<LedgerStartupException>(() => PortalAddress.Check(parsed, isBehindProxy: false)).Message, StringComparison.Ordinal);
        PortalAddress.Check(parsed, isBehindProxy: true);
    }

    [Theory]
    [InlineData("http://localhost:0")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:0")]
    [InlineData("https://0.0.0.0:0")]
    public void LocalOrEncrypted_IsTaken(string address) =>
        PortalAddress.Check(BindingAddress.Parse(address), isBehindProxy: false);

    [Fact]
    public void Port_OfAnotherProgram_IsNamed()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var refusal = Assert.Throws<LedgerStartupException>(
            () => PortalAddress.Check(BindingAddress.Parse($"http://localhost:{port}"), isBehindProxy: false));
        Assert.Contains($"Port {port} is taken", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
