using EmpathyLedger.Core.Accounts;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Account.Pages;

public sealed partial class NotSetUpPage
{
    [Inject]
    private PortalFacts Facts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if ((await Facts.GetAsync(Http.RequestAborted)).IsSetUp)
        {
            Navigation.NavigateTo("/");
            return;
        }

        Http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }
}
