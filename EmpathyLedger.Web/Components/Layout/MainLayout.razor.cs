using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;

namespace EmpathyLedger.Web.Components.Layout;

/// <summary>The static shell around every page. A page chooses its width with <see cref="PageWidth"/>.</summary>
public sealed partial class MainLayout
{
    private PortalView _view = PortalView.Unknown;
    private NavigationModel _navigation = NavigationModel.For(PortalViewer.Visitor);
    private string _path = "/";
    private string _here = "";

    [Inject]
    private PortalContext Portal { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    private string MainClass =>
        PageWidthAttribute.ClassFor(Http?.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type);

    protected override async Task OnInitializedAsync()
    {
        _here = Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];
        _path = "/" + _here.Split('?')[0];
        if (Http is not null)
        {
            // On an error page the address bar still shows what was asked for, and "#content" has to point there.
            _here = (Http.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath
                ?? Http.Features.Get<IExceptionHandlerPathFeature>()?.Path)?.TrimStart('/') ?? _here;
            _view = await Portal.GetAsync(Http.User, Http.RequestAborted);
            _navigation = NavigationModel.For(_view);
        }
    }
}
