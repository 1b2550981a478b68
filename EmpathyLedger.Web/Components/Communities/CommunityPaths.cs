using System.Globalization;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Web.Components.Communities;

/// <summary>Where a community's pages are.</summary>
public static class CommunityPaths
{
    public const string New = "/communities/new";

    public static string Of(string slug) => $"{PortalPaths.Communities}/{slug}";

    public static string People(string slug) => Of(slug) + "/people";

    /// <summary>Where a steward invites: the form is on the page of people.</summary>
    public static string Invite(string slug) => People(slug) + "#invite";

    public static string Settings(string slug) => Of(slug) + "/settings";

    public static string Insights(string slug) => Of(slug) + "/insights";

    public static string Archive(string slug) => Of(slug) + "/archive";

    public static string Stories(string slug) => $"{PortalPaths.Stories}?community={slug}";

    public static string Join(string token) => $"/join/{token}";

    public static string Person(string slug, Guid profileId, string verb) => $"{People(slug)}/{profileId}/{verb}";

    public static string Invitation(string slug, Guid id) => $"{Of(slug)}/invitations/{id}/end";

    public static string After(string path, PageMark mark) => string.Create(
        CultureInfo.InvariantCulture, $"{path}?after={Uri.EscapeDataString(mark.Name)}&afterId={mark.Id}");

    /// <summary>The page, with a sentence about what has just happened.</summary>
    public static string Telling(string path, Said said) => $"{path}?said={said}";
}
