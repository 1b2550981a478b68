using ImageMagick;

namespace EmpathyLedger.Core.Media;

internal readonly record struct MadePicture(byte[] Content, int Width, int Height)
{
    public const string ContentType = "image/webp";
}

/// <summary>
/// Makes a small, clean picture of whatever somebody sent: decoded by exactly the decoder that its first bytes name,
/// turned upright, cut to size and written anew, so that nothing of the file but its pixels is kept: no place, no camera,
/// no second file behind the first.
/// </summary>
internal static class PictureMaker
{
    private const long MostPixels = 40_000_000;
    private const uint LongestEdge = 16_000;
    private const uint ProfileEdge = 512;
    private const uint ArtworkWidth = 1600;
    private const uint ArtworkHeight = 600;
    private const int MostBytes = 1024 * 1024;

    static PictureMaker()
    {
        // Of the whole process. No disk: what doesn't fit the memory is refused, not swapped to a temporary file.
        ResourceLimits.Width = LongestEdge;
        ResourceLimits.Height = LongestEdge;
        ResourceLimits.Area = MostPixels * 2;
        ResourceLimits.Memory = 768UL * 1024 * 1024;
        ResourceLimits.Disk = 0;
        ResourceLimits.Thread = 1;
    }

    /// <exception cref="PictureRefusedException">It can't be made.</exception>
    public static MadePicture Make(byte[] content, string fileName, PictureKind kind)
    {
        var settings = SettingsFor(PictureFormats.Recognise(content, fileName), kind);
        try
        {
            CheckSize(content, settings);
            using var image = new MagickImage();
            var isCutShort = false;
            image.Warning += (_, warning) => isCutShort |= warning.Message.Contains("premature end", StringComparison.OrdinalIgnoreCase);
            image.Read(content, settings);
            if (isCutShort)
            {
                throw new PictureRefusedException(PictureRefusal.Damaged);
            }

            Clean(image);
            Fit(image, kind);
            return Write(image);
        }
        catch (MagickException e)
        {
            throw new PictureRefusedException(PictureRefusal.Damaged, e);
        }
    }

    private static MagickReadSettings SettingsFor(MagickFormat format, PictureKind kind)
    {
        // The first frame only, and never by the decoder's own guess: a name or a prefix can't choose another one.
        var settings = new MagickReadSettings { Format = format, FrameIndex = 0, FrameCount = 1 };
        if (format == MagickFormat.Jpeg)
        {
            // Lets the decoder leave out detail that is cut away anyway: an eighth of the memory for a large photo.
            settings.SetDefine(MagickFormat.Jpeg, "size", kind == PictureKind.Profile ? "1024x1024" : "3200x3200");
        }

        return settings;
    }

    /// <summary>Reads the header alone: a small file that would unfold into a wall of pixels is never unfolded.</summary>
    private static void CheckSize(byte[] content, MagickReadSettings settings)
    {
        using var header = new MagickImage();
        try
        {
            header.Ping(content, settings);
        }
        catch (MagickException e) when (e.Message.Contains("limit", StringComparison.OrdinalIgnoreCase))
        {
            // Each decoder words it in its own way: "exceeds limit", "exceeds user limit".
            throw new PictureRefusedException(PictureRefusal.TooManyPixels);
        }

        if ((long)header.Width * header.Height > MostPixels)
        {
            throw new PictureRefusedException(PictureRefusal.TooManyPixels);
        }
    }

    private static void Clean(MagickImage image)
    {
        image.ResetPage();
        image.AutoOrient();
        if (image.GetColorProfile() is not null)
        {
            image.TransformColorSpace(ColorProfiles.SRGB);
        }
        else if (image.ColorSpace != ColorSpace.sRGB)
        {
            image.ColorSpace = ColorSpace.sRGB;
        }

        image.Strip();
    }

    private static void Fit(MagickImage image, PictureKind kind)
    {
        if (kind == PictureKind.Artwork)
        {
            image.Resize(new MagickGeometry(ArtworkWidth, ArtworkHeight) { Greater = true });
            return;
        }

        var edge = Math.Min(ProfileEdge, Math.Min(image.Width, image.Height));
        image.Resize(new MagickGeometry(edge, edge) { FillArea = true });
        image.Crop(edge, edge, Gravity.Center);
        image.ResetPage();
    }

    private static MadePicture Write(MagickImage image)
    {
        foreach (var quality in (ReadOnlySpan<uint>)[82, 65, 45])
        {
            image.Quality = quality;
            var written = image.ToByteArray(MagickFormat.WebP);
            if (written.Length <= MostBytes)
            {
                return new MadePicture(written, (int)image.Width, (int)image.Height);
            }
        }

        throw new PictureRefusedException(PictureRefusal.TooManyPixels);
    }
}

/// <summary>Never leaves <see cref="Pictures"/>, which hands it on as a value.</summary>
internal sealed class PictureRefusedException(PictureRefusal refusal, Exception? cause = null) : Exception(null, cause)
{
    public PictureRefusal Refusal => refusal;
}
