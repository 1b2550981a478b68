using ImageMagick;

namespace EmpathyLedger.Core.Media;

/// <summary>Four kinds of picture, told by their first bytes; the file's name has to say the same.</summary>
internal static class PictureFormats
{
    /// <exception cref="PictureRefusedException">It is none of the four, or its name says another.</exception>
    public static MagickFormat Recognise(ReadOnlySpan<byte> content, string fileName)
    {
        var format = ByContent(content);
        return format == ByName(fileName) ? format : throw new PictureRefusedException(PictureRefusal.NameDisagrees);
    }

    private static MagickFormat ByContent(ReadOnlySpan<byte> content) => content switch
    {
        [0xff, 0xd8, 0xff, ..] => MagickFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => MagickFormat.Png,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => MagickFormat.Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => MagickFormat.WebP,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'h' or (byte)'m', ..] => throw new PictureRefusedException(PictureRefusal.Heic),
        _ => throw new PictureRefusedException(PictureRefusal.NotAPicture),
    };

    private static MagickFormat ByName(string fileName) => Path.GetExtension(fileName).ToUpperInvariant() switch
    {
        ".JPG" or ".JPEG" or ".JFIF" => MagickFormat.Jpeg,
        ".PNG" => MagickFormat.Png,
        ".GIF" => MagickFormat.Gif,
        ".WEBP" => MagickFormat.WebP,
        _ => MagickFormat.Unknown,
    };
}
