using System.Security.Claims;
using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Errors;

namespace EmpathyLedger.Web.Components.Layout;

/// <summary>
/// One answer per request to "what is this place, and who is looking?", asked by the shell's static parts. The first who
/// asks starts the one round trip; the others wait for the same answer.
/// </summary>
public sealed class PortalContext(PortalFacts facts, Standings standings)
{
    private Task<PortalView>? _view;

    public async ValueTask<PortalView> GetAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await (_view ??= ReadOrStandInAsync(user, cancellationToken));

    private async Task<PortalView> ReadOrStandInAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(user, cancellationToken);
        }
        catch (Exception failure) when (PortalErrors.IsDatabaseAway(failure))
        {
            // The page that says so stands in this shell too, and must not fail for the same reason.
            return PortalView.Unknown;
        }
    }

    private async Task<PortalView> ReadAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var portal = await facts.GetAsync(cancellationToken);
        var (standing, face, communities) = await standings.LookAroundAsync(user.ToActor(), cancellationToken);
        var identity = new PortalIdentity(
            portal.Name,
            portal.IsDemo,
            face?.AccentColour,
            face?.ArtworkId is { } artwork ? PortalPaths.Picture(artwork) : null,
            face?.ArtworkId is null ? null : $"Artwork of {face.Name}",
            portal.IsSetUp,
            face?.Name,
            face?.TimeZone);
        if (user.Identity?.IsAuthenticated != true)
        {
            return new PortalView(identity, PortalViewer.Visitor);
        }

        var roles = (standing?.IsTeller != false ? PortalRoles.Teller : PortalRoles.None)
            | (standing?.IsElder == true ? PortalRoles.Elder : PortalRoles.None)
            | (standing?.IsSteward == true ? PortalRoles.Steward : PortalRoles.None);
        var viewer = new PortalViewer(
            IsSignedIn: true,
            standing?.DisplayName ?? user.Identity.Name ?? "",
            roles,
            standing?.WaitingReviews ?? 0,
            standing?.PictureId is { } picture ? PortalPaths.Picture(picture) : null);
        return new PortalView(identity, viewer) { Communities = communities };
    }
}
