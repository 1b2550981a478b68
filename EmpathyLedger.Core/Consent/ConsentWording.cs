namespace EmpathyLedger.Core.Consent;

/// <remarks>
/// Heading: The question on the switch. Meaning: What a yes means. WhenTakenBack: What happens at once when the yes
/// is taken back. IsInUse: False while no part of the portal acts on the answer; then the page says so.
/// </remarks>
public sealed record ConsentText(ConsentPurpose Purpose, string Heading, string Meaning, string WhenTakenBack, bool IsInUse);

/// <summary>
/// The words in which consent is asked. An event keeps the version that was on the page, so a change of words here needs
/// a new number: what somebody agreed to is what they read.
/// </summary>
public static class ConsentWording
{
    public const int Version = 2;
    public const string Language = "en";
    public const string NotInUse = "Nothing uses this yet; your answer is kept.";

    /// <summary>
    /// Since which version the words of a purpose say what they say now. Whoever agreed to earlier ones may agree to these, and
    /// until then has agreed to those.
    /// </summary>
    public static int SaidSince(ConsentPurpose purpose) => purpose == ConsentPurpose.Insights ? 2 : 1;

    /// <summary>What an agreement to earlier words of a purpose still allows.</summary>
    public static string EarlierYes(ConsentPurpose purpose) => purpose == ConsentPurpose.Insights
        ? "You said yes to earlier words: it is counted inside the community, and is in no number that leaves it."
        : "You said yes to earlier words, and these still hold.";

    public static ConsentText For(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.PublicDisplay => new(
            purpose,
            "Show it to everyone",
            "Anybody may read it here, also people who have not signed in.",
            "Only its communities can read it, from that moment.",
            true),
        ConsentPurpose.Insights => new(
            purpose,
            "Count it in our community's insights",
            "It is counted with others, so that the community sees what its stories speak of. Numbers of people may leave the community: rounded down, and never of fewer than five. Your name is never shown there.",
            "It is left out of every count, and the numbers that it was part of are taken back. A file that somebody has already taken away cannot be called back.",
            true),
        ConsentPurpose.AiLocal => new(
            purpose,
            "Let this server look for themes",
            "A program on this server may read it to find themes and similar stories. The text never leaves the server.",
            "What was found is deleted.",
            false),
        ConsentPurpose.AiExternal => new(
            purpose,
            "Let an outside model read it",
            "The text may be sent to a model that runs somewhere else, chosen by the community.",
            "Nothing more is sent. What was sent before cannot be called back.",
            false),
        ConsentPurpose.Research => new(
            purpose,
            "Use it in research",
            "Researchers whom the community has agreed to may work with it.",
            "Nobody new is given it, and those who have it are told.",
            false),
        ConsentPurpose.CrossCommunity => new(
            purpose,
            "Use it across communities",
            "Other communities may learn from it together with yours.",
            "It is left out again.",
            false),
        ConsentPurpose.Commercial => new(
            purpose,
            "Use it for business",
            "It may be part of something that is sold. What it earns is written down and comes back.",
            "It may not be used in anything new.",
            false),
        ConsentPurpose.Attribution => new(
            purpose,
            "Say who told it",
            "Your name stands with the story, on its page, in lists and in search.",
            "Your name is left out everywhere, at once.",
            true),
    };
}
