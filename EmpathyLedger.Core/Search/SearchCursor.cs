using System.Buffers.Binary;
using System.Buffers.Text;

namespace EmpathyLedger.Core.Search;

/// <summary>The last hit of a page. Like a feed's cursor it only says where to go on; an unreadable one is the beginning.</summary>
public readonly record struct SearchCursor(float Rank, Guid StoryId)
{
    private const int Length = sizeof(float) + 16;

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteSingleBigEndian(bytes, Rank);
        StoryId.TryWriteBytes(bytes[sizeof(float)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static SearchCursor? Parse(string? text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (text is null || text.Length > 2 * Length || !Base64Url.IsValid(text, out var length) || length != Length)
        {
            return null;
        }

        Base64Url.DecodeFromChars(text, bytes);
        var rank = BinaryPrimitives.ReadSingleBigEndian(bytes);
        return float.IsFinite(rank) ? new SearchCursor(rank, new Guid(bytes[sizeof(float)..], bigEndian: true)) : null;
    }
}
