using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Consent;

/// <summary>What may happen with a story; each is asked, answered and taken back on its own.</summary>
public enum ConsentPurpose
{
    /// <summary>Written only together with the audience "everyone": see <see cref="StoryConsents.SetAudienceAsync"/>.</summary>
    PublicDisplay,
    Insights,
    Research,
    AiLocal,
    AiExternal,
    CrossCommunity,
    Commercial,
    Attribution,
}

public static class ConsentPurposes
{
    /// <summary>Those that have a switch of their own, in the order in which they are asked.</summary>
    public static IReadOnlyList<ConsentPurpose> Switches { get; } =
    [
        ConsentPurpose.Insights, ConsentPurpose.AiLocal, ConsentPurpose.AiExternal, ConsentPurpose.Research,
        ConsentPurpose.CrossCommunity, ConsentPurpose.Commercial, ConsentPurpose.Attribution,
    ];

    /// <summary>What holds while nobody has answered: nothing, except that a story says who told it.</summary>
    public static bool IsGrantedAtFirst(this ConsentPurpose purpose) => purpose == ConsentPurpose.Attribution;

    public static string ToWord(this ConsentPurpose purpose) => DatabaseWords.Write(purpose);
}
