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

public static class PrivacyLevels
{
    /// <summary>The database's word, both ways.</summary>
    public static string ToWord(this PrivacyLevel level) => level switch
    {
        PrivacyLevel.Private => "private",
        PrivacyLevel.People => "people",
        PrivacyLevel.Community => "community",
        PrivacyLevel.Public => "public",
    };

    public static PrivacyLevel Parse(string word) => word switch
    {
        "private" => PrivacyLevel.Private,
        "people" => PrivacyLevel.People,
        "community" => PrivacyLevel.Community,
        "public" => PrivacyLevel.Public,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "The schema has a privacy level that the portal does not know."),
    };
}
