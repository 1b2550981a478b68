using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Stories;

/// <summary>Who may read a story, from the narrowest to the widest: <c>ledger.privacy_level</c> in the same order.</summary>
public enum PrivacyLevel
{
    /// <summary>Only the people of the story.</summary>
    Private,

    /// <summary>And the readers whom the teller chose.</summary>
    People,

    /// <summary>And the members of its communities.</summary>
    Community,

    /// <summary>Everyone.</summary>
    Public,
}

/// <summary>The database's word, both ways.</summary>
public static class PrivacyLevels
{
    public static string ToWord(this PrivacyLevel level) => DatabaseWords.Write(level);

    public static PrivacyLevel Parse(string word) => DatabaseWords.Read<PrivacyLevel>(word);
}
