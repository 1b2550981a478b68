using System.Globalization;
using System.Net;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Web.Operations;

/// <summary>
/// Where the portal listens: <c>--urls</c> (or <c>ASPNETCORE_URLS</c>), else <c>PORT</c>, else http://localhost:5080.
/// Whether that is safe is judged by <see cref="Encryption"/>.
/// </summary>
public static class ListenAddress
{
    private const int DefaultPort = 5080;

    /// <exception cref="LedgerStartupException">PORT is no port.</exception>
    public static void UseListenAddress(this WebApplicationBuilder builder)
    {
        if (!builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(Choose(builder.Configuration[WebHostDefaults.ServerUrlsKey], builder.Configuration["PORT"]));
        }
    }

    internal static string Choose(string? urls, string? port)
    {
        if (!string.IsNullOrWhiteSpace(urls))
        {
            return urls;
        }

        var number = DefaultPort;
        if (!string.IsNullOrWhiteSpace(port)
            && (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number > IPEndPoint.MaxPort))
        {
            throw new LedgerStartupException($"PORT is \"{port}\", which is not a port number. Example: PORT=5081 ./run.sh");
        }

        return $"http://localhost:{number.ToString(CultureInfo.InvariantCulture)}";
    }
}
