using System.Text.RegularExpressions;
using CsCheck;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Components.Theme;

namespace EmpathyLedger.Tests.Layout;

public sealed partial class LookTests
{
    private static readonly string Root = FindRoot();

    [Theory]
    [InlineData(null, LookTheme.Auto, null)]
    [InlineData("", LookTheme.Auto, null)]
    [InlineData("dark", LookTheme.Dark, null)]
    [InlineData("dark.24", LookTheme.Dark, 24)]
    [InlineData("contrast-dark.99", LookTheme.ContrastDark, 32)]
    [InlineData("auto.3", LookTheme.Auto, 18)]
    [InlineData("\"><script>.20px;x", LookTheme.Auto, null)]
    [InlineData("light.-1", LookTheme.Light, null)]
    public void Parse_AnyCookie_IsALookOrTheDefault(string? cookie, LookTheme theme, int? size) =>
        Assert.Equal(new LookSettings(theme, size), LookSettings.Parse(cookie));

    [Fact]
    public void ToCookie_EveryLook_ComesBackAsItWas() =>
        Gen.Select(Gen.Enum<LookTheme>(), Gen.Int[18, 32])
            .Sample((theme, size) => LookSettings.Parse(new LookSettings(theme, size).ToCookie()) == new LookSettings(theme, size));

    [Fact]
    public void MediaFor_ChosenTheme_TurnsOnItsSheetAlone()
    {
        var look = new LookSettings(LookTheme.ContrastLight, null);
        Assert.Equal("screen", Assert.Single(LookSettings.Sheets, sheet => look.MediaFor(sheet) != "not all") is { } sheet ? look.MediaFor(sheet) : null);
        Assert.All(LookSettings.Sheets, sheet => Assert.Equal("not all", new LookSettings(LookTheme.Light, null).MediaFor(sheet)));
    }

    [Theory]
    [InlineData("tokens.css")]
    [InlineData("dark.css")]
    [InlineData("contrast-light.css")]
    [InlineData("contrast-dark.css")]
    public void Tokens_EveryTextPair_IsReadable(string sheet)
    {
        var token = Tokens(sheet);
        var needed = sheet.StartsWith("contrast", StringComparison.Ordinal) ? 7 : 4.5;
        foreach (var background in new[] { "paper", "surface" })
        {
            Assert.All(["ink", "soft", "earth", "leaf", "river", "amber", "stop"], text => AssertContrast(text, background, needed));
            AssertContrast("edge", background, 3);
        }

        Assert.All(["earth", "leaf", "river", "amber", "stop"], text => AssertContrast(text, text + "-tint", needed));
        Assert.All(["ink", "soft"], text => AssertContrast(text, "river-tint", 4.5));

        void AssertContrast(string text, string background, double least)
        {
            var contrast = AccentColour.Contrast(token[text], token[background]);
            Assert.True(contrast >= least, $"{sheet}: {text} on {background} is {contrast:0.00}:1, not {least}:1.");
        }
    }

    [Fact]
    public void LedgerTheme_Palettes_AreTheTokens()
    {
        var (light, dark) = (Tokens("tokens.css"), Tokens("dark.css"));
        var (lightMud, darkMud) = (LedgerTheme.Instance.PaletteLight, LedgerTheme.Instance.PaletteDark);
        foreach (var (tokens, mud) in new (Dictionary<string, string>, MudBlazor.Palette)[] { (light, lightMud), (dark, darkMud) })
        {
            Assert.Equal(
                [tokens["earth"], tokens["leaf"], tokens["river"], tokens["amber"], tokens["stop"], tokens["paper"], tokens["surface"], tokens["ink"], tokens["soft"]],
                new[] { mud.Primary, mud.Secondary, mud.Tertiary, mud.Warning, mud.Error, mud.Background, mud.Surface, mud.TextPrimary, mud.TextSecondary }
                    .Select(colour => colour.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex)));
        }
    }

    [Fact]
    public void AccentColour_AnyChoice_CanBeSeenOnLightAndDark() =>
        Gen.Int[0, 0xffffff].Sample(value =>
        {
            var style = AccentColour.StyleFor($"#{value:x6}")!;
            var colours = Hex().Matches(style).Select(match => match.Value).ToList();
            return AccentColour.Contrast(colours[0], "#fffdf9") >= 3 && AccentColour.Contrast(colours[1], "#231e1a") >= 3;
        });

    [Theory]
    [InlineData(null)]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("#123456;background:url(x)")]
    public void AccentColour_AnythingElse_IsNotUsed(string? chosen) => Assert.Null(AccentColour.StyleFor(chosen));

    private static Dictionary<string, string> Tokens(string sheet) =>
        Token().Matches(File.ReadAllText(Path.Combine(Root, "wwwroot", "theme", sheet)))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EmpathyLedger.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside the repository.");
    }

    [GeneratedRegex("--([a-z-]+): (#[0-9a-f]{6});")]
    private static partial Regex Token();

    [GeneratedRegex("#[0-9a-f]{6}")]
    private static partial Regex Hex();
}
