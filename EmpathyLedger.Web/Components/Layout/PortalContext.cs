using System.Security.Claims;
using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Errors;

namespace EmpathyLedger.Web.Components.Layout;

/// <summary>One answer per request to "what is this place, and who is looking?", asked by the shell's static parts.</summary>
public sealed class PortalContext(PortalFacts facts, Standings standings)
{
    private PortalView? _view;

    public async ValueTask<PortalView> GetAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        try
        {
            return _view ??= await ReadAsync(user, cancellationToken);
        }
        catch (Exception failure) when (PortalErrors.IsDatabaseAway(failure))
        {
            // The page that says so stands in this shell too, and must not fail for the same reason.
            return _view = PortalView.Unknown;
        }
    }

    private async Task<PortalView> ReadAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var portal = await facts.GetAsync(cancellationToken);
        var identity = new PortalIdentity(portal.Name, portal.IsDemo, IsSetUp: portal.IsSetUp);
        if (user.Identity?.IsAuthenticated != true)
        {
            return new PortalView(identity, PortalViewer.Visitor);
        }

        var standing = await standings.GetAsync(user.ToActor(), cancellationToken);
        var roles = (standing?.IsElder == true ? PortalRoles.Elder : PortalRoles.None)
            | (standing?.IsSteward == true ? PortalRoles.Steward : PortalRoles.None);
        return new PortalView(identity, new PortalViewer(
            IsSignedIn: true,
            standing?.DisplayName ?? user.Identity.Name ?? "",
            roles | PortalRoles.Teller,
            standing?.WaitingReviews ?? 0,
            standing?.PictureId is { } picture ? PortalPaths.Picture(picture) : null));
    }
}
