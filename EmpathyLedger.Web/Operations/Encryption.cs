using System.Net;
using System.Net.Sockets;
using EmpathyLedger.Core.Database;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace EmpathyLedger.Web.Operations;

/// <summary>
/// Passwords and stories never cross a network unencrypted: plain HTTP is for this machine alone, or for a proxy that does
/// the encryption and is named in <c>Portal:TlsProxy</c>. What that proxy says of its callers is believed; nobody else's word is.
/// </summary>
public static class Encryption
{
    /// <exception cref="LedgerStartupException">Plain HTTP to the outside, or a setting that cannot be read.</exception>
    public static void RequireEncryption(this WebApplicationBuilder builder)
    {
        var proxy = Proxy(builder.Configuration["Portal:TlsProxy"]);
        var endpoints = builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        var urls = builder.Configuration[WebHostDefaults.ServerUrlsKey]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        foreach (var address in endpoints.Concat(urls))
        {
            Check(address, proxy is not null);
        }

        if (proxy is null)
        {
            // ASPNETCORE_FORWARDEDHEADERS_ENABLED would believe anybody; who the proxy is has to be said.
            builder.Services.PostConfigure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.None);
        }
        else
        {
            builder.Services.Configure<ForwardedHeadersOptions>(options =>
            {
                options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
                options.KnownProxies.Clear();
                options.KnownIPNetworks.Clear();
                options.KnownIPNetworks.Add(proxy.Value);
            });
        }
    }

    internal static void Check(string text, bool isBehindProxy)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(text);
        }
        catch (FormatException e)
        {
            throw new LedgerStartupException($"\"{text}\" is not an address to listen on. Example: --urls http://localhost:5081", e);
        }

        var isLocal = address.IsUnixPipe
            || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
        if (!isLocal && !isBehindProxy && address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase))
        {
            throw new LedgerStartupException(
                $"{text} would send passwords and stories over the network unencrypted. Use https:// with a certificate "
                + "(Kestrel__Certificates__Default__Path), or put a proxy with TLS in front and name its address in Portal__TlsProxy "
                + "(for example 127.0.0.1 or 10.0.0.0/8) and the portal's own in Portal__Address (https://stories.example.org).");
        }
    }

    internal static IPNetwork? Proxy(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting))
        {
            return null;
        }

        if (IPAddress.TryParse(setting, out var address))
        {
            return new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
        }

        return IPNetwork.TryParse(setting, out var network)
            ? network
            : throw new LedgerStartupException($"Portal:TlsProxy is \"{setting}\", which is neither an address nor a network like 10.0.0.0/8.");
    }
}
