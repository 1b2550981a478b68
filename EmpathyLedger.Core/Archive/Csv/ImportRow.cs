using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EmpathyLedger.Core.Stories;

namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>A row that can come in: all of it checked, short fields trimmed and on one line, line ends in the text as <c>\n</c>.</summary>
public sealed record ImportRow
{
    public required int Number { get; init; }

    /// <summary>Empty where the archive gave none.</summary>
    public string Identifier { get; init; } = "";

    public required string Title { get; init; }

    public required string Narrator { get; init; }

    public string Interviewer { get; init; } = "";

    public string Recorded { get; init; } = "";

    public string Language { get; init; } = ImportLanguages.Unknown;

    public string Direction { get; init; } = "ltr";

    public string Place { get; init; } = "";

    public string Summary { get; init; } = "";

    public IReadOnlyList<string> Themes { get; init; } = [];

    public required StoryText Body { get; init; }

    /// <summary>
    /// What makes two rows of a community the same story: the archive's identifier, or without one the narrator, title, date and
    /// text. 32 bytes.
    /// </summary>
    public byte[] ToSourceKey()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] parts = Identifier.Length > 0 ? ["identifier", Identifier] : ["row", Narrator, Title, Recorded, Body.ToPlainText()];
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            // Each with its length before it, so that no two different rows are one text.
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}
