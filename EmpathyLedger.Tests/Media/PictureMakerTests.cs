using System.Text;
using EmpathyLedger.Core.Media;
using ImageMagick;

namespace EmpathyLedger.Tests.Media;

public sealed class PictureMakerTests
{
    [Theory]
    [InlineData(MagickFormat.Jpeg, "me.jpg")]
    [InlineData(MagickFormat.Jpeg, "ME.JPEG")]
    [InlineData(MagickFormat.Png, "me.png")]
    [InlineData(MagickFormat.WebP, "me.webp")]
    [InlineData(MagickFormat.Gif, "me.gif")]
    public void Profile_OfEachKind_IsASquareWebP(MagickFormat format, string name)
    {
        var made = PictureMaker.Make(TestPictures.Plain(format), name, PictureKind.Profile);
        Assert.Equal((512, 512), (made.Width, made.Height));
        Assert.Equal(MagickFormat.WebP, new MagickImageInfo(made.Content).Format);
    }

    [Fact]
    public void Artwork_FitsItsPlaceAndIsNotBlownUp()
    {
        var large = PictureMaker.Make(TestPictures.Plain(MagickFormat.Jpeg, 4000, 1000), "a.jpg", PictureKind.Artwork);
        var small = PictureMaker.Make(TestPictures.Plain(MagickFormat.Png, 300, 200), "a.png", PictureKind.Artwork);
        Assert.Equal((1600, 400), (large.Width, large.Height));
        Assert.Equal((300, 200), (small.Width, small.Height));
    }

    [Fact]
    public void Photo_LosesPlaceCameraAndWords_AndStandsUpright()
    {
        var photo = TestPictures.PhotoWithPlace();
        Assert.Contains("SecretCamera", Encoding.Latin1.GetString(photo), StringComparison.Ordinal);

        var made = PictureMaker.Make(photo, "photo.jpg", PictureKind.Artwork);
        using var image = new MagickImage(made.Content);
        Assert.Null(image.GetExifProfile());
        Assert.Empty(image.ProfileNames);
        Assert.DoesNotContain("Secret", Encoding.Latin1.GetString(made.Content), StringComparison.Ordinal);
        Assert.True(made.Height > made.Width);
    }

    [Fact]
    public void SinglePixel_IsAPicture() =>
        Assert.Equal(1, PictureMaker.Make(TestPictures.Plain(MagickFormat.Png, 1, 1), "dot.png", PictureKind.Profile).Width);

    [Fact]
    public void MovingPicture_KeepsItsFirstFrame()
    {
        using var frames = new MagickImageCollection
        {
            new MagickImage(MagickColors.Red, 40, 40), new MagickImage(MagickColors.Blue, 40, 40),
        };
        var made = PictureMaker.Make(frames.ToByteArray(MagickFormat.Gif), "moving.gif", PictureKind.Profile);
        using var shown = new MagickImageCollection(made.Content);
        Assert.Single(shown);
        Assert.True(shown[0].GetPixels().GetPixel(20, 20).ToColor()!.R > 200);
    }

    [Fact]
    public void SecondFileBehindTheFirst_IsGone()
    {
        byte[] polyglot = [.. TestPictures.Plain(MagickFormat.Jpeg), .. "PK\u0003\u0004<script>alert(1)</script>"u8];
        var made = PictureMaker.Make(polyglot, "two.jpg", PictureKind.Profile);
        Assert.DoesNotContain("script", Encoding.Latin1.GetString(made.Content), StringComparison.Ordinal);
    }

    [Fact]
    public void LyingName_IsRefused() =>
        AssertRefused(PictureRefusal.NameDisagrees, TestPictures.Plain(MagickFormat.Png), "photo.jpg");

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/passwd'/></svg>", "a.svg")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png")]
    [InlineData("%PDF-1.7", "a.pdf")]
    [InlineData("push graphic-context\nimage over 0,0 0,0 'https://example.org'\npop graphic-context", "a.mvg")]
    [InlineData("<?xml version='1.0'?><image><read filename='/etc/passwd'/></image>", "a.jpg")]
    [InlineData("", "a.jpg")]
    public void AnythingElse_IsNoPicture(string content, string name) =>
        AssertRefused(PictureRefusal.NotAPicture, Encoding.UTF8.GetBytes(content), name);

    [Fact]
    public void Heic_IsSaidByName() =>
        AssertRefused(PictureRefusal.Heic, [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8], "IMG_1.HEIC");

    [Theory]
    [InlineData(15_000, 15_000)]
    [InlineData(8_000, 5_001)]
    public void Bomb_IsRefusedByItsHeader(uint width, uint height) =>
        AssertRefused(PictureRefusal.TooManyPixels, TestPictures.Bomb(width, height), "bomb.png");

    [Fact]
    public void Bomb_LargerThanTheDecoderCounts_IsNotEvenAPictureToIt() =>
        AssertRefused(PictureRefusal.Damaged, TestPictures.Bomb(100_000, 100_000), "bomb.png");

    [Fact]
    public void HalfAFile_IsDamaged() =>
        AssertRefused(PictureRefusal.Damaged, Noise()[..^2000], "half.jpg");

    [Fact]
    public void OnlyTheFirstBytesOfAPicture_AreDamaged() =>
        AssertRefused(PictureRefusal.Damaged, [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3], "half.jpg");

    [Fact]
    public void WholePhoto_IsNotCalledDamaged() => Assert.Equal(512, PictureMaker.Make(Noise(), "whole.jpg", PictureKind.Profile).Width);

    private static byte[] Noise()
    {
        using var image = new MagickImage(MagickColors.Gray, 900, 700);
        image.AddNoise(NoiseType.Gaussian);
        return image.ToByteArray(MagickFormat.Jpeg);
    }

    private static void AssertRefused(PictureRefusal expected, byte[] content, string name) => Assert.Equal(
        expected, Assert.Throws<PictureRefusedException>(() => PictureMaker.Make(content, name, PictureKind.Profile)).Refusal);
}
