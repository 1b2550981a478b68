using System.Buffers.Text;
using System.Security.Cryptography;

namespace EmpathyLedger.Core.Communities;

/// <summary>128 random bits in an invitation's link. The database knows their SHA-256 and nothing else.</summary>
public readonly record struct InvitationToken
{
    private const int Bytes = 16;
    private const int Letters = 22;

    private InvitationToken(string text, byte[] hash) => (Text, Hash) = (text, hash);

    /// <summary>As in the link: 22 letters that need no escaping.</summary>
    public string Text { get; }

    public byte[] Hash { get; }

    public static InvitationToken Create() => From(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>False for whatever can't be a token; true says nothing about whether there is such an invitation.</summary>
    public static bool TryParse(string? text, out InvitationToken token)
    {
        token = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (text is not { Length: Letters } || !Base64Url.IsValid(text, out var length) || length != Bytes
            || !Base64Url.TryDecodeFromChars(text, bytes, out _))
        {
            return false;
        }

        token = From(bytes);
        return true;
    }

    private static InvitationToken From(ReadOnlySpan<byte> bytes) => new(Base64Url.EncodeToString(bytes), SHA256.HashData(bytes));
}
