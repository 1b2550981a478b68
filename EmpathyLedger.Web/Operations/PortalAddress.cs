using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EmpathyLedger.Core.Database;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace EmpathyLedger.Web.Operations;

/// <summary>
/// Where the portal listens: <c>--urls</c> (or <c>ASPNETCORE_URLS</c>), else <c>PORT</c>, else http://localhost:5080.
/// Passwords and stories never cross a network unencrypted: plain HTTP is for this machine alone, or for a proxy that does
/// the encryption and is named in <c>Ledger:TlsProxy</c>.
/// </summary>
public static class PortalAddress
{
    private const int DefaultPort = 5080;

    /// <summary>Sets the addresses, or refuses in one line. Call <c>app.UseForwardedHeaders()</c> first in the pipeline.</summary>
    /// <exception cref="LedgerStartupException">A port that is taken, an address that cannot be read, plain HTTP to the outside.</exception>
    public static void UsePortalAddress(this WebApplicationBuilder builder)
    {
        var proxy = Proxy(builder.Configuration["Ledger:TlsProxy"]);
        var endpoints = builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Select(endpoint => endpoint["Url"]).OfType<string>().ToArray();
        var addresses = endpoints.Length > 0
            ? endpoints
            : Choose(builder.Configuration[WebHostDefaults.ServerUrlsKey], builder.Configuration["PORT"]);
        foreach (var address in addresses)
        {
            Check(Parse(address), proxy is not null);
        }

        if (endpoints.Length == 0)
        {
            builder.WebHost.UseUrls(addresses);
        }

        if (proxy is not null)
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

    internal static string[] Choose(string? urls, string? port)
    {
        if (!string.IsNullOrWhiteSpace(urls))
        {
            return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }

        var number = DefaultPort;
        if (!string.IsNullOrWhiteSpace(port)
            && (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number > IPEndPoint.MaxPort))
        {
            throw new LedgerStartupException($"PORT is \"{port}\", which is not a port number. Example: PORT=5081 ./run.sh");
        }

        return [$"http://localhost:{number.ToString(CultureInfo.InvariantCulture)}"];
    }

    internal static void Check(BindingAddress address, bool isBehindProxy)
    {
        var isLocal = address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
        if (!isLocal && !isBehindProxy && address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase))
        {
            throw new LedgerStartupException(
                $"{address} would send passwords and stories over the network unencrypted. Use https:// with a certificate "
                + "(Kestrel__Certificates__Default__Path), or put a proxy with TLS in front and name its address in Ledger__TlsProxy "
                + "(for example 127.0.0.1 or 10.0.0.0/8).");
        }

        if (address.Port > 0 && !address.IsUnixPipe && IsTaken(isLocal ? IPAddress.Loopback : IPAddress.Any, address.Port))
        {
            throw new LedgerStartupException(
                $"Port {address.Port} is taken by another program (perhaps the portal runs already). Choose another: PORT={Math.Min(address.Port + 1, IPEndPoint.MaxPort)} ./run.sh");
        }
    }

    private static BindingAddress Parse(string address)
    {
        try
        {
            return BindingAddress.Parse(address);
        }
        catch (FormatException e)
        {
            throw new LedgerStartupException($"\"{address}\" is not an address to listen on. Example: --urls http://localhost:5081", e);
        }
    }

    private static IPNetwork? Proxy(string? setting)
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
            : throw new LedgerStartupException($"Ledger:TlsProxy is \"{setting}\", which is neither an address nor a network like 10.0.0.0/8.");
    }

    private static bool IsTaken(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new LedgerStartupException($"Port {port.ToString(CultureInfo.InvariantCulture)} is reserved for the administrator; choose one above 1023.", e);
        }
    }
}
