using EmpathyLedger.Core.Communities;

namespace EmpathyLedger.Web.Components.Layout;

/// <summary>What the header says about the place: its own name, colour and artwork, and whether its people are invented.</summary>
public sealed record PortalIdentity(
    string Name,
    bool IsDemo = false,
    string? AccentColour = null,
    string? ArtworkUrl = null,
    string? ArtworkDescription = null,
    bool IsSetUp = true,
    string? CommunityName = null,
    string? TimeZone = null);

[Flags]
public enum PortalRoles
{
    None = 0,
    Teller = 1,
    Elder = 2,
    Steward = 4,
}

/// <summary>Who is looking, as far as the shell needs to know. It shows doors; it opens none.</summary>
public sealed record PortalViewer(bool IsSignedIn, string Name = "", PortalRoles Roles = PortalRoles.None, int WaitingReviews = 0, string? PictureUrl = null)
{
    public static readonly PortalViewer Visitor = new(false);
}

public sealed record PortalView(PortalIdentity Portal, PortalViewer Viewer)
{
    public static readonly PortalView Unknown = new(new PortalIdentity("Empathy Ledger"), PortalViewer.Visitor);

    /// <summary>Those that the viewer belongs to.</summary>
    public IReadOnlyList<CommunityName> Communities { get; init; } = [];
}
