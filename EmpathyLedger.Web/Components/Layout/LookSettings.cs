using System.Globalization;

namespace EmpathyLedger.Web.Components.Layout;

/// <summary>A colour sheet and the device's wish that chooses it while the reader has not chosen.</summary>
public sealed record LookSheet(LookTheme Theme, string ThemeName, string Path, string AutoMedia);

public enum LookTheme
{
    Auto,
    Light,
    Dark,
    ContrastLight,
    ContrastDark,
}

/// <summary>
/// The reader's own look, kept on their device in a cookie ("theme.size") that `js/portal.js` writes and the
/// server reads, so that a page comes in the right colours at once. Anything unreadable is the default.
/// </summary>
public sealed record LookSettings(LookTheme Theme, int? TextSize)
{
    public const string CookieName = "ledger-look";
    public const int SmallestText = 18;
    public const int LargestText = 32;

    public static readonly LookSettings Default = new(LookTheme.Auto, null);

    public static readonly IReadOnlyList<LookSheet> Sheets =
    [
        new(LookTheme.Dark, "dark", "theme/dark.css", "screen and (prefers-color-scheme: dark)"),
        new(LookTheme.ContrastLight, "contrast-light", "theme/contrast-light.css", "screen and (prefers-contrast: more)"),
        new(LookTheme.ContrastDark, "contrast-dark", "theme/contrast-dark.css", "screen and (prefers-contrast: more) and (prefers-color-scheme: dark)"),
    ];

    public string ThemeName => NameOf(Theme);

    /// <summary>Until the reader chooses, the browser's own text setting counts: 112.5 % is 18 px in most.</summary>
    public string TextSizeCss => TextSize is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size}px") : "112.5%";

    public string ColorScheme => Theme switch
    {
        LookTheme.Auto => "light dark",
        LookTheme.Light or LookTheme.ContrastLight => "light",
        LookTheme.Dark or LookTheme.ContrastDark => "dark",
    };

    public static string NameOf(LookTheme theme) => theme switch
    {
        LookTheme.Auto => "auto",
        LookTheme.Light => "light",
        LookTheme.Dark => "dark",
        LookTheme.ContrastLight => "contrast-light",
        LookTheme.ContrastDark => "contrast-dark",
    };

    public string MediaFor(LookSheet sheet) =>
        Theme == LookTheme.Auto ? sheet.AutoMedia : Theme == sheet.Theme ? "screen" : "not all";

    public static LookSettings Parse(string? cookie)
    {
        var parts = (cookie ?? "").Split('.');
        return new LookSettings(ParseTheme(parts[0]), parts.Length > 1 ? ParseSize(parts[1]) : null);
    }

    public static LookTheme ParseTheme(string? name) =>
        Enum.GetValues<LookTheme>().FirstOrDefault(theme => NameOf(theme) == name);

    private static int? ParseSize(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? Math.Clamp(size, SmallestText, LargestText)
            : null;

    public string ToCookie() =>
        string.Create(CultureInfo.InvariantCulture, $"{ThemeName}.{TextSize ?? SmallestText}");
}
