using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Layout;

public sealed partial class PlainDate
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    [Inject]
    private ViewerClock Clock { get; set; } = default!;

    [Parameter, EditorRequired]
    public DateTimeOffset When { get; set; }

    /// <summary>Day: "yesterday". Time: "yesterday at 14:05". Full: "21 November 2026".</summary>
    [Parameter]
    public PlainDateStyle Style { get; set; }

    /// <summary>The community's zone (IANA), used while the viewer's own is not known.</summary>
    [Parameter]
    public string? CommunityZone { get; set; }

    private string Machine => When.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private string Words => Style switch
    {
        PlainDateStyle.Day => PlainDates.Day(When, Clock.Now, _zone),
        PlainDateStyle.Time => PlainDates.DayAndTime(When, Clock.Now, _zone),
        PlainDateStyle.Full => PlainDates.Full(When, _zone),
    };

    protected override void OnParametersSet() => _zone = Clock.ZoneOr(CommunityZone);
}
