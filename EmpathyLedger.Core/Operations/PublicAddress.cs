using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Operations;

/// <summary>
/// Where people find this portal, for links in letters: <c>Portal:Address</c>, otherwise where it listens. Never what a
/// request says its host is, which whoever sends the request can choose.
/// </summary>
public sealed class PublicAddress(string? configured, Func<string?> listening)
{
    private readonly Uri? _configured = configured is null ? null : Parse(configured);

    /// <summary>Ends with a slash. Known once the portal listens.</summary>
    public Uri Root => _configured ?? Parse(listening() ?? "http://localhost:5080");

    public Uri To(string path) => new(Root, path);

    /// <exception cref="LedgerStartupException">The address is none.</exception>
    private static Uri Parse(string address) =>
        Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new LedgerStartupException($"Portal:Address is \"{address}\", which is no web address. Write it as in https://stories.example.org");
}
