namespace EmpathyLedger.Web.Components.Account;

/// <summary>Return addresses lead back into this portal or home, never out of it.</summary>
public static class LocalUrl
{
    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";

    /// <summary>A path on this host: one slash, no backslash (browsers read it as a slash), no control character, not a sign-in page.</summary>
    public static bool IsLocal(string? url) =>
        url is ['/', ..]
        && url is not ['/', '/' or '\\', ..]
        && !url.Any(c => char.IsControl(c) || c == '\\')
        && Uri.TryCreate(url, UriKind.Relative, out _);
}
