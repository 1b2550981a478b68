namespace EmpathyLedger.Core.Media;

public enum PictureKind
{
    /// <summary>Of a person: square, 512 pixels.</summary>
    Profile,

    /// <summary>Of a community: at most 1600 by 600.</summary>
    Artwork,
}

public enum PictureRefusal
{
    /// <summary>More than <see cref="Pictures.LargestUpload"/>.</summary>
    TooLarge,

    /// <summary>None of JPEG, PNG, WebP and GIF, whatever its name says.</summary>
    NotAPicture,

    /// <summary>HEIC, which some phones save: its decoder is not trusted with strangers' files.</summary>
    Heic,

    /// <summary>The name says one kind of picture, the content is another.</summary>
    NameDisagrees,
    TooManyPixels,
    Damaged,

    /// <summary>Many pictures are being made at this moment.</summary>
    Busy,

    /// <summary>Not this person's to change.</summary>
    NotFound,
}

/// <summary>Either the new picture's id, or why there is none.</summary>
public readonly record struct PictureOutcome(Guid? PictureId, PictureRefusal? Refusal);

/// <summary>A picture as it is served.</summary>
public sealed record StoredPicture(byte[] Content, string ContentType);
