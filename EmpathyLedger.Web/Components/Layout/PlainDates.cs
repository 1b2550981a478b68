using System.Globalization;

namespace EmpathyLedger.Web.Components.Layout;

/// <summary>
/// Dates as people say them, day by day in the viewer's zone, 24-hour clock, the month in words so that no
/// country's order of numbers can mislead. Lower case, to stand inside a sentence: "Sent yesterday".
/// </summary>
public static class PlainDates
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-AU");

    /// <summary>"today", "yesterday", "tomorrow", "on Monday" (within six days, either way), "on 3 October 2026".</summary>
    public static string Day(DateTimeOffset when, DateTimeOffset now, TimeZoneInfo zone)
    {
        var day = DateIn(when, zone);
        return (day.DayNumber - DateIn(now, zone).DayNumber) switch
        {
            0 => "today",
            -1 => "yesterday",
            1 => "tomorrow",
            > -7 and < 7 => "on " + day.ToString("dddd", English),
            _ => "on " + Full(day),
        };
    }

    /// <summary>"today at 14:05", "on 3 October 2026 at 09:30".</summary>
    public static string DayAndTime(DateTimeOffset when, DateTimeOffset now, TimeZoneInfo zone) =>
        $"{Day(when, now, zone)} at {TimeZoneInfo.ConvertTime(when, zone).ToString("HH:mm", English)}";

    /// <summary>"22 November 2026".</summary>
    public static string Full(DateTimeOffset when, TimeZoneInfo zone) => Full(DateIn(when, zone));

    public static string Full(DateOnly day) => day.ToString("d MMMM yyyy", English);

    public static string FullAndTime(DateTimeOffset when, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(when, zone).ToString("d MMMM yyyy, HH:mm", English);

    /// <summary>"Good morning" until noon, "Good afternoon" until six, then "Good evening".</summary>
    public static string Greeting(DateTimeOffset now, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(now, zone).Hour switch
        {
            >= 4 and < 12 => "Good morning",
            >= 12 and < 18 => "Good afternoon",
            _ => "Good evening",
        };

    private static DateOnly DateIn(DateTimeOffset when, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(when, zone).DateTime);
}
