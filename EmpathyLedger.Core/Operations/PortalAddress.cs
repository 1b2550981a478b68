using System.Net;
using EmpathyLedger.Core.Database;
using Microsoft.Extensions.Configuration;

namespace EmpathyLedger.Core.Operations;

/// <summary>
/// Where people find this portal, for links in letters: <c>Portal:Address</c>, otherwise where it listens. A name and not
/// an address, because passkeys belong to a name.
/// </summary>
public sealed class PortalAddress
{
    private const string Default = "http://localhost:5080";

    private PortalAddress(Uri address) => Public = address;

    /// <summary>Ends with a slash.</summary>
    public Uri Public { get; }

    /// <exception cref="LedgerStartupException">Passwords would travel in the clear, or the address is none.</exception>
    public static PortalAddress From(IConfiguration configuration)
    {
        string[] listening = (configuration["urls"] ?? Default).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var named = configuration["Portal:Address"];
        if (named is not null && (!Uri.TryCreate(named, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")))
        {
            throw new LedgerStartupException($"Portal:Address is \"{named}\", which is no web address. Write it as in https://stories.example.org");
        }

        var isBehindTls = named is not null && new Uri(named).Scheme == "https";
        if (!isBehindTls && Array.Find([.. listening, .. named is null ? [] : new[] { named }], IsInTheClear) is { } open)
        {
            throw new LedgerStartupException(
                $"{open} would send passwords and stories in the clear. Listen on http://localhost:5080 behind a proxy that "
                + "speaks https, and set Portal__Address to its https:// address; or give this server a certificate and an https:// address.");
        }

        var first = named ?? Array.Find(listening, url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) ?? listening[0];
        return new PortalAddress(new Uri(first.TrimEnd('/') + "/"));
    }

    // "*", "+" and 0.0.0.0 are every address of the machine, so not localhost; Uri cannot read the first two.
    private static bool IsInTheClear(string url)
    {
        if (!url.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || !(uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
    }
}
