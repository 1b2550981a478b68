using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;

namespace EmpathyLedger.Core.Archive;

/// <summary>How the narrator gave their word.</summary>
public enum CustodyManner
{
    OnPaper,
    Aloud,
}

/// <summary>What a line of a story's trail tells of.</summary>
public enum CustodyEventKind
{
    /// <summary>The actor brought it in and keeps it.</summary>
    Imported,

    /// <summary>The actor keeps it from here on.</summary>
    TakenOver,
    Audience,
    Consent,

    /// <summary>The actor is the narrator. Nobody keeps it any more.</summary>
    Claimed,
}

/// <summary>On whose word something is entered.</summary>
/// <param name="Manner">Null when there is none: enough for taking back and for a narrower audience.</param>
/// <param name="Witness">Who was there; needed with whatever allows more than before.</param>
/// <param name="Note">Anything else; may be empty.</param>
public sealed record Evidence(CustodyManner? Manner, string Witness, string Note)
{
    public const int LongestWitness = 200;
    public const int LongestNote = 2000;

    public static Evidence None { get; } = new(null, "", "");
}

/// <remarks>IsOpen: others may read it now.</remarks>
public sealed record KeptStory(
    Guid StoryId,
    string Title,
    string Language,
    string Direction,
    Guid NarratorId,
    string NarratorName,
    StoryStage Stage,
    PrivacyLevel Audience,
    bool IsOpen,
    DateTimeOffset? WithdrawnAt,
    DateTimeOffset? ArchivedAt,
    DateTimeOffset SavedAt);

/// <summary>Where the next page begins: after the last row of this one.</summary>
public readonly record struct KeptPlace(DateTimeOffset SavedAt, Guid StoryId);

/// <remarks>Next: null when this is the end.</remarks>
public sealed record KeptPage(IReadOnlyList<KeptStory> Stories, KeptPlace? Next);

/// <summary>How far the stories are that one keeps.</summary>
public enum KeptStage
{
    All,

    /// <summary>Nobody may read it yet: what its narrator decided is still to be entered.</summary>
    ToDecide,
    WithElders,

    /// <summary>The elders have spoken, and the custodian goes on.</summary>
    NeedsYou,
    Published,
}

/// <param name="Words">Part of the title or of the narrator's name, in either case; empty for all.</param>
/// <param name="NarratorId">Null for every narrator's.</param>
/// <param name="Stage">How far they are.</param>
public sealed record KeptFilter(string Words, Guid? NarratorId, KeptStage Stage = KeptStage.All)
{
    public static KeptFilter All { get; } = new("", null);
}

/// <summary>One line of what was done in a narrator's name.</summary>
/// <param name="Kind">What.</param>
/// <param name="ActorName">By whom, by their name of today; null when the reader does not know them any more.</param>
/// <param name="Purpose">Of a consent.</param>
/// <param name="IsGranted">Of a consent: given, or taken back.</param>
/// <param name="Audience">Of an audience.</param>
/// <param name="Evidence">On whose word.</param>
/// <param name="At">When.</param>
public sealed record CustodyEvent(
    CustodyEventKind Kind, string? ActorName, ConsentPurpose? Purpose, bool? IsGranted, PrivacyLevel? Audience, Evidence Evidence, DateTimeOffset At);

/// <summary>A story that is or was kept for a narrator, as its custodian sees it, and its teller once they have claimed it.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="IsKept">False once it is claimed: then it is the teller who looks.</param>
/// <param name="NarratorId">Null once claimed.</param>
/// <param name="NarratorName">Null once claimed.</param>
/// <param name="CommunityId">That keeps or kept it.</param>
/// <param name="CommunityName">Null when the reader may not know the community any more.</param>
/// <param name="CommunitySlug">As the name.</param>
/// <param name="Audience">Who may read it as it was last wished; what readers have may be narrower until the elders have spoken.</param>
/// <param name="Standing">What is allowed today, purpose by purpose.</param>
/// <param name="Trail">Oldest first.</param>
public sealed record CustodyView(
    Guid StoryId, bool IsKept, Guid? NarratorId, string? NarratorName, Guid CommunityId, string? CommunityName, string? CommunitySlug,
    PrivacyLevel Audience, ConsentStanding Standing, IReadOnlyList<CustodyEvent> Trail);

/// <param name="ProfileId">Who keeps stories of the community.</param>
/// <param name="Name">Their name of today.</param>
/// <param name="IsSteward">False: nobody reaches these stories until a steward takes them over.</param>
/// <param name="Stories">How many.</param>
public sealed record CustodianStanding(Guid ProfileId, string Name, bool IsSteward, long Stories);

public enum EnterOutcome
{
    Entered,

    /// <summary>A wider audience, or a consent that is given, needs to say how: on paper or aloud.</summary>
    NoManner,

    /// <summary>And who was there.</summary>
    NoWitness,

    /// <summary>Readers by name are the teller's to choose; showing to everyone is an audience.</summary>
    Invalid,
    NotFound,
}

public enum TakeOverOutcome
{
    TakenOver,

    /// <summary>Whoever keeps them is a steward still.</summary>
    StillSteward,
    NotFound,
}

/// <param name="Outcome">What was answered.</param>
/// <param name="Stories">How many were taken over.</param>
public sealed record TakeOverResult(TakeOverOutcome Outcome, int Stories);
