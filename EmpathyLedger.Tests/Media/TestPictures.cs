using System.Buffers.Binary;
using System.IO.Compression;
using ImageMagick;

namespace EmpathyLedger.Tests.Media;

internal static class TestPictures
{
    public static byte[] Plain(MagickFormat format, uint width = 900, uint height = 600)
    {
        using var image = new MagickImage(MagickColors.Teal, width, height);
        return image.ToByteArray(format);
    }

    /// <summary>Lying on its side, taken in Darwin by a camera that says so three times.</summary>
    public static byte[] PhotoWithPlace()
    {
        using var image = new MagickImage(MagickColors.Teal, 800, 400);
        var exif = new ExifProfile();
        exif.SetValue(ExifTag.Orientation, (ushort)6);
        exif.SetValue(ExifTag.Make, "SecretCamera");
        exif.SetValue(ExifTag.GPSLatitude, [new Rational(12), new Rational(27), new Rational(40)]);
        exif.SetValue(ExifTag.GPSLatitudeRef, "S");
        image.SetProfile(exif);
        image.SetProfile(new XmpProfile("<x:xmpmeta xmlns:x='adobe:ns:meta/'>SecretPlace</x:xmpmeta>"u8.ToArray()));
        image.Comment = "SecretComment";
        image.Orientation = Orientation.RightTop;
        return image.ToByteArray(MagickFormat.Jpeg);
    }

    /// <summary>A PNG of a few hundred bytes whose header promises a wall of pixels.</summary>
    public static byte[] Bomb(uint width, uint height)
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1;
        Chunk(png, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zip.Write(new byte[100_000]);
        }

        Chunk(png, "IDAT"u8, packed.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc([.. type, .. data]));
        png.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
