using EmpathyLedger.Core.Media;

namespace EmpathyLedger.Web.Components.Media;

public static class PictureWords
{
    public const string Choose = "Choose a picture first.";

    public static string For(PictureRefusal refusal) => refusal switch
    {
        PictureRefusal.TooLarge => "That file is larger than 8 MB. Choose a smaller one, or make it smaller first.",
        PictureRefusal.NotAPicture => "That file is no picture that we can take. Use JPEG, PNG, WebP or GIF.",
        PictureRefusal.Heic => "That is a HEIC picture, which we don't take. Save it as JPEG and choose it again.",
        PictureRefusal.NameDisagrees => "The file's name says one kind of picture, but it is another. Open it, save it as JPEG, and choose it again.",
        PictureRefusal.TooManyPixels => "That picture has too many pixels: at most 40 million. Make it smaller and choose it again.",
        PictureRefusal.Damaged => "That picture is damaged or not whole. Try to send another copy.",
        PictureRefusal.Busy => "Many pictures are coming in at this moment. Try again in a minute.",
        PictureRefusal.NotFound => "This picture is not yours to change.",
    };
}
