using EmpathyLedger.Core.Stories;

namespace EmpathyLedger.Web.Components.Consent;

/// <summary>Audiences in words; communities by their own names.</summary>
public static class AudienceWords
{
    /// <summary>After the name of somebody who is on a story and in no community of its teller any more.</summary>
    public const string NoNeighbour = "· in no community with you any more";

    /// <summary>As an answer to "Who may read it?".</summary>
    public static string Choice(PrivacyLevel level, IReadOnlyList<string> communities) => level switch
    {
        PrivacyLevel.Private => "Only me",
        PrivacyLevel.People => "People I choose",
        PrivacyLevel.Community => communities.Count == 0 ? "My communities" : List(communities),
        PrivacyLevel.Public => "Everyone",
    };

    public static string Meaning(PrivacyLevel level, IReadOnlyList<string> communities) => level switch
    {
        PrivacyLevel.Private => "Nobody else, and no elder is asked.",
        PrivacyLevel.People => "Only those whom you name.",
        PrivacyLevel.Community => communities.Count == 0
            ? "Choose under “About this story” which community it is for."
            : communities.Count == 1 ? "Its members, when they are signed in." : "Their members, when they are signed in.",
        PrivacyLevel.Public => "Also people who have not signed in. It can be found and shared.",
    };

    /// <summary>Inside a sentence: "The elders said yes for …".</summary>
    public static string Inside(PrivacyLevel level, IReadOnlyList<string> communities) => level switch
    {
        PrivacyLevel.Private => "you alone",
        PrivacyLevel.People => "the people you chose",
        PrivacyLevel.Community => communities.Count == 0 ? "your communities" : List(communities),
        PrivacyLevel.Public => "everyone",
    };

    /// <summary>"Saltbush River", "Saltbush River and The North Shed", "A, B and C".</summary>
    public static string List(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
    };
}
