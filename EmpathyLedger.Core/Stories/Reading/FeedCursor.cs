using System.Buffers.Binary;
using System.Buffers.Text;

namespace EmpathyLedger.Core.Stories.Reading;

/// <summary>
/// The last story of a page, as the address of the next one. It only says where to go on: what is there is asked of the
/// policies, so a cursor that somebody wrote themselves shows nothing more, and an unreadable one is the beginning.
/// </summary>
public readonly record struct FeedCursor(DateTime PublishedAt, Guid StoryId)
{
    private const int Length = sizeof(long) + 16;

    // PostgreSQL's timestamps begin after .NET's and end far later; years 1 to 9999 are known to both.
    private static readonly long LastTicks = DateTime.MaxValue.Ticks;

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, PublishedAt.Ticks);
        StoryId.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static FeedCursor? Parse(string? text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (text is null || text.Length > 2 * Length || !Base64Url.IsValid(text, out var length) || length != Length)
        {
            return null;
        }

        Base64Url.DecodeFromChars(text, bytes);
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks >= 0 && ticks <= LastTicks
            ? new FeedCursor(new DateTime(ticks, DateTimeKind.Utc), new Guid(bytes[sizeof(long)..], bigEndian: true))
            : null;
    }
}
