using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>What a Delta from outside may be. Each bounds the memory or the time that one message can cost.</summary>
public static class DeltaLimits
{
    /// <summary>A story's body with its closing line end; so a paste can be as long as a text.</summary>
    public const int TextCharacters = DraftLimits.BodyCharacters + 1;

    /// <summary>The pieces that a draft may have. A change that formats a whole text has as many.</summary>
    public const int Operations = DraftLimits.Pieces;

    /// <summary>No text is as long as this, and the sum of a hundred such changes is still a number.</summary>
    public const int Reach = 1 << 24;

    /// <summary>Of one operation, or of one object within; Quill's toolbar sets at most about a dozen.</summary>
    public const int Attributes = 32;

    /// <summary>Of an attribute or a kind of embed.</summary>
    public const int NameCharacters = 64;

    /// <summary>Of one value: the longest that a story may have is a link.</summary>
    public const int ValueCharacters = DraftLimits.LinkCharacters;

    /// <summary>Objects within objects in an attribute or an embed; a table's cell has two.</summary>
    public const int Depth = 3;

    /// <summary>All values of one operation's attributes and embed, objects within objects included.</summary>
    public const int Values = 64;
}
