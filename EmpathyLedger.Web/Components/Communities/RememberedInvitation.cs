using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Web.Components.Communities;

/// <summary>
/// An invitation survives making an account, which leads through a letter: it waits in a cookie that scripts can't read,
/// for two days.
/// </summary>
public static class RememberedInvitation
{
    private const string CookieName = "__Host-ledger-invitation";

    public static void Keep(HttpContext http, InvitationToken token) => http.Response.Cookies.Append(CookieName, token.Text, Options(TimeSpan.FromDays(2)));

    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(CookieName, Options(null));

    /// <summary>Where a new account goes first: to the invitation that it was made for, or home.</summary>
    public static string PathOrHome(HttpContext http) =>
        InvitationToken.TryParse(http.Request.Cookies[CookieName], out var token) ? CommunityPaths.Join(token.Text) : PortalPaths.Home;

    private static CookieOptions Options(TimeSpan? lasts) => new()
    {
        Path = "/", HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, MaxAge = lasts, IsEssential = true,
    };
}
