using MudBlazor;

namespace EmpathyLedger.Web.Components.Theme;

/// <summary>
/// The portal's look for MudBlazor inside islands. Shapes and letters are set here; `theme/mud.css` binds Mud's
/// palette to the portal's tokens, so an island follows the reader's look (high contrast too) without a circuit.
/// The palettes below are the same tokens in light and dark, for what Mud computes in C#.
/// </summary>
public static class LedgerTheme
{
    private static readonly string[] InterfaceLetters = ["Atkinson Hyperlegible Next", "system-ui", "sans-serif"];

    public static readonly MudTheme Instance = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#9a4a16", PrimaryContrastText = "#fffdf9",
            Secondary = "#2d5a49", SecondaryContrastText = "#fffdf9",
            Tertiary = "#28577a", TertiaryContrastText = "#fffdf9",
            Info = "#28577a", Success = "#2d5a49", Warning = "#755200", Error = "#96281f",
            Background = "#faf6ef", Surface = "#fffdf9", TextPrimary = "#2a231d", TextSecondary = "#665a50",
            LinesDefault = "#e4dacb", LinesInputs = "#85786b", Divider = "#e4dacb",
            AppbarBackground = "#fffdf9", AppbarText = "#2a231d", ActionDefault = "#2a231d",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#e9a06b", PrimaryContrastText = "#231e1a",
            Secondary = "#8cc7ae", SecondaryContrastText = "#231e1a",
            Tertiary = "#8fc1e6", TertiaryContrastText = "#231e1a",
            Info = "#8fc1e6", Success = "#8cc7ae", Warning = "#e6c15a", Error = "#f0a297",
            Background = "#1a1613", Surface = "#231e1a", TextPrimary = "#f1e9df", TextSecondary = "#b9ab9c",
            LinesDefault = "#3b332c", LinesInputs = "#8f8273", Divider = "#3b332c",
            AppbarBackground = "#231e1a", AppbarText = "#f1e9df", ActionDefault = "#f1e9df",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = InterfaceLetters, FontSize = "1rem", LineHeight = "1.55", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = InterfaceLetters, FontSize = "1rem", LineHeight = "1.55", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = InterfaceLetters, FontSize = ".95rem", LineHeight = "1.5", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = InterfaceLetters, FontSize = "1.35rem", FontWeight = "650", LineHeight = "1.2", LetterSpacing = "-.01em" },
            Button = new ButtonTypography { FontFamily = InterfaceLetters, FontSize = "1rem", FontWeight = "600", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = InterfaceLetters, FontSize = ".92rem", LetterSpacing = "normal" },
        },
    };
}
