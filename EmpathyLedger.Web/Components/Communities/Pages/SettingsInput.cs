using System.ComponentModel.DataAnnotations;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Communities.Shared;
using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Web.Components.Communities.Pages;

/// <summary>The settings form as it was filled in.</summary>
internal sealed class SettingsInput
{
    private const string FirstColour = "#9a4a16";
    private const int LongestRoleWord = 40;
    private const int LongestTheme = 60;

    [Required(ErrorMessage = "Write the community's name.")]
    [StringLength(120, ErrorMessage = "Use at most 120 characters for the name.")]
    public string? Name { get; set; }

    [StringLength(4000, ErrorMessage = "Use at most 4,000 characters.")]
    public string? Description { get; set; }

    [StringLength(200, ErrorMessage = "Use at most 200 characters for the place.")]
    public string? Place { get; set; }

    [Required(ErrorMessage = "Write where the stories are kept, in your own words.")]
    [StringLength(120, ErrorMessage = "Use at most 120 characters.")]
    public string? DataLocation { get; set; }

    [Required(ErrorMessage = TimeZoneField.Problem)]
    public string? TimeZone { get; set; }

    public string? Themes { get; set; }

    public bool IsListed { get; set; }

    public bool HasColour { get; set; }

    public string? Colour { get; set; }

    /// <summary>In the order of <see cref="CommunityRole"/>.</summary>
    public string[] One { get; set; } = [];

    public string[] Many { get; set; } = [];

    public static SettingsInput Of(CommunityView? community) => community is null ? new() : new()
    {
        Name = community.Name,
        Description = community.Description,
        Place = community.Place,
        DataLocation = community.DataLocation,
        TimeZone = community.TimeZone,
        Themes = Lines.Write(community.Themes),
        IsListed = community.IsListed,
        HasColour = community.AccentColour is not null,
        Colour = community.AccentColour ?? FirstColour,
        One = [.. RoleWords.All.Select(role => OwnWord(community.RoleNames, role, name => name.One))],
        Many = [.. RoleWords.All.Select(role => OwnWord(community.RoleNames, role, name => name.Many))],
    };

    public string? ThemesProblem()
    {
        var themes = Lines.Read(Themes);
        return themes.Count > CommunityPages.MostThemes ? $"Write at most {CommunityPages.MostThemes} themes."
            : themes.Any(theme => theme.Length > LongestTheme) ? $"Use at most {LongestTheme} characters for a theme. Is each on its own line?"
            : null;
    }

    public CommunityWords ToWords(string timeZone) => new(
        Name!.Trim(), Description?.Trim() ?? "", Place?.Trim() ?? "", DataLocation!.Trim(), timeZone,
        new RoleNames(Role(CommunityRole.Member), Role(CommunityRole.Storyteller), Role(CommunityRole.Elder), Role(CommunityRole.Steward)),
        HasColour && AccentColour.IsValid(Colour) ? Colour!.ToLowerInvariant() : null,
        Lines.Read(Themes), IsListed);

    private static string OwnWord(RoleNames names, CommunityRole role, Func<RoleName, string> word) =>
        names.For(role) == RoleNames.Plain.For(role) ? "" : word(names.For(role));

    /// <summary>One word alone serves for both.</summary>
    private RoleName Role(CommunityRole role)
    {
        var plain = RoleNames.Plain.For(role);
        var one = Word(One, role);
        var many = Word(Many, role);
        return (one, many) switch
        {
            (null, null) => plain,
            ({ } single, null) => new RoleName(single, single),
            (null, { } several) => new RoleName(plain.One, several),
            ({ } single, { } several) => new RoleName(single, several),
        };
    }

    private static string? Word(string[] words, CommunityRole role) =>
        words.ElementAtOrDefault((int)role)?.Trim() is { Length: > 0 } word ? word[..Math.Min(word.Length, LongestRoleWord)] : null;
}
