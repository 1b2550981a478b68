using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Layout;

/// <summary>Static. `js/portal.js` applies and keeps each change; the form does the same for a browser without scripts.</summary>
public sealed partial class LookPage
{
    private static readonly IReadOnlyList<(LookTheme Theme, string Words, string Explanation)> Choices =
    [
        (LookTheme.Auto, "As this device", "Light by day and dark by night, if the device does so"),
        (LookTheme.Light, "Light", "Ink on paper"),
        (LookTheme.Dark, "Dark", "Quiet in a dark room"),
        (LookTheme.ContrastLight, "High contrast on white", "Black letters and strong lines"),
        (LookTheme.ContrastDark, "High contrast on black", "White letters and strong lines"),
    ];

    private LookSettings _look = LookSettings.Default;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = default!;

    [SupplyParameterFromForm(Name = "theme", FormName = "look")]
    public string? ChosenTheme { get; set; }

    [SupplyParameterFromForm(Name = "size", FormName = "look")]
    public int? ChosenSize { get; set; }

    protected override void OnInitialized() =>
        _look = LookSettings.Parse(Http.Request.Cookies[LookSettings.CookieName]);

    private void Keep()
    {
        var size = ChosenSize?.ToString(CultureInfo.InvariantCulture);
        var chosen = LookSettings.Parse($"{ChosenTheme}.{size}");
        Http.Response.Cookies.Append(LookSettings.CookieName, chosen.ToCookie(), new CookieOptions
        {
            Path = "/",
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = Http.Request.IsHttps,
            IsEssential = true,
        });
        Navigation.NavigateTo(PortalPaths.Look);
    }
}
