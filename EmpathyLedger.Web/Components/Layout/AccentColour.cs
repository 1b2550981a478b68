using System.Globalization;

namespace EmpathyLedger.Web.Components.Layout;

/// <summary>
/// A community's own colour as the thin line above its name. Whatever was chosen is moved towards black or white
/// until it can be seen on that background (3:1), and anything but "#rrggbb" is not used at all.
/// </summary>
public static class AccentColour
{
    private const double EnoughContrast = 3;
    private static readonly Rgb LightSurface = new(0xff, 0xfd, 0xf9);
    private static readonly Rgb DarkSurface = new(0x23, 0x1e, 0x1a);

    public static string? StyleFor(string? chosen) =>
        TryParse(chosen, out var colour)
            ? $"--accent-light: {Seen(colour, LightSurface, new Rgb(0, 0, 0))}; --accent-dark: {Seen(colour, DarkSurface, new Rgb(255, 255, 255))}"
            : null;

    /// <summary>True where the chosen colour can't be seen well enough on light or on dark, and is drawn stronger there.</summary>
    public static bool IsChangedFor(string? chosen) =>
        TryParse(chosen, out var colour)
        && (Contrast(colour, LightSurface) < EnoughContrast || Contrast(colour, DarkSurface) < EnoughContrast);

    public static bool IsValid(string? chosen) => TryParse(chosen, out _);

    public static double Contrast(string first, string second) =>
        TryParse(first, out var one) && TryParse(second, out var two)
            ? Contrast(one, two)
            : throw new FormatException("A colour is written #rrggbb.");

    private static Rgb Seen(Rgb colour, Rgb background, Rgb towards)
    {
        for (var share = 0.0; share < 1; share += 0.05)
        {
            var mixed = colour.MixedWith(towards, share);
            if (Contrast(mixed, background) >= EnoughContrast)
            {
                return mixed;
            }
        }

        return towards;
    }

    private static bool TryParse(string? text, out Rgb colour)
    {
        colour = default;
        if (text is not ['#', ..] || text.Length != 7
            || !int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        colour = new Rgb((byte)(value >> 16), (byte)(value >> 8), (byte)value);
        return true;
    }

    // WCAG 2.2, "relative luminance" and "contrast ratio".
    private static double Contrast(Rgb one, Rgb two)
    {
        var (lighter, darker) = (Math.Max(one.Luminance, two.Luminance), Math.Min(one.Luminance, two.Luminance));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private readonly record struct Rgb(byte Red, byte Green, byte Blue)
    {
        public double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

        public Rgb MixedWith(Rgb other, double share) =>
            new(Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

        public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

        private static byte Mix(byte one, byte two, double share) => (byte)Math.Round((one * (1 - share)) + (two * share));

        private static double Linear(byte channel)
        {
            var part = channel / 255.0;
            return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        }
    }
}
