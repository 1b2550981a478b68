using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components;

public sealed partial class App
{
    private LookSettings _look = LookSettings.Default;
    private PortalView _view = PortalView.Unknown;

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Http is null)
        {
            return;
        }

        _look = LookSettings.Parse(Http.Request.Cookies[LookSettings.CookieName]);
        _view = await Portal.GetAsync(Http.User, Http.RequestAborted);
    }
}
