namespace EmpathyLedger.Web.Components.Layout;

/// <summary>
/// Now, and the zone in which this viewer reads a clock: their browser's, from the cookie that `js/portal.js`
/// keeps. It is read once when the request or the circuit begins, because a circuit has no request later on.
/// </summary>
public sealed class ViewerClock
{
    public const string CookieName = "ledger-zone";

    private readonly TimeProvider _time;

    public ViewerClock(TimeProvider time, IHttpContextAccessor http)
    {
        _time = time;
        KnownZone = Find(http.HttpContext?.Request.Cookies[CookieName]);
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    public TimeZoneInfo? KnownZone { get; }

    /// <summary>The viewer's zone if it is known, else the community's, else UTC.</summary>
    public TimeZoneInfo ZoneOr(string? communityZone) => KnownZone ?? Find(communityZone) ?? TimeZoneInfo.Utc;

    /// <summary>Which day it is at a community's place, UTC where its zone isn't known.</summary>
    public static DateOnly DayIn(string zone, DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Find(zone) ?? TimeZoneInfo.Utc).DateTime);

    private static TimeZoneInfo? Find(string? id) =>
        !string.IsNullOrEmpty(id) && id.Length < 64 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
