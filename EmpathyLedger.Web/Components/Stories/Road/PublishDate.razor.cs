using System.Globalization;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Road;

/// <summary>A day on which a story is published: in the morning, where the teller is.</summary>
public sealed partial class PublishDate
{
    public const int MorningHour = 8;

    [Parameter]
    public DateOnly? Date { get; set; }

    [Parameter]
    public EventCallback<DateOnly?> DateChanged { get; set; }

    [Parameter, EditorRequired]
    public DateOnly Earliest { get; set; }

    public static TimeZoneInfo ZoneOf(ViewerClock clock, StoryStanding standing) =>
        clock.ZoneOr(standing.Communities.Count > 0 ? standing.Communities[0].TimeZone : null);

    public static DateOnly Tomorrow(DateTimeOffset now, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime).AddDays(1);

    public static DateTimeOffset MorningOf(DateOnly day, TimeZoneInfo zone)
    {
        var morning = day.ToDateTime(new TimeOnly(MorningHour, 0));
        return new DateTimeOffset(morning, zone.GetUtcOffset(morning));
    }

    private Task ChooseAsync(ChangeEventArgs change) => DateChanged.InvokeAsync(
        DateOnly.TryParseExact(change.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null);
}
