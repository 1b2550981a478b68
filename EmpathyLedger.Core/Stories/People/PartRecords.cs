using EmpathyLedger.Core.Communities;

namespace EmpathyLedger.Core.Stories.People;

/// <summary>What somebody is in a story. The last three are given by the teller, or by who keeps the story in a narrator's place.</summary>
public enum StoryPart
{
    Teller,

    /// <summary>Keeps it for a narrator who has no account.</summary>
    Custodian,

    /// <summary>Writes with the teller, and never reviews the story, then or later.</summary>
    CoAuthor,

    /// <summary>Reads the draft and may comment on it.</summary>
    Commenter,

    /// <summary>Reads the draft.</summary>
    Watcher,
}

public static class StoryParts
{
    public static IReadOnlyList<StoryPart> ToGive { get; } = [StoryPart.CoAuthor, StoryPart.Commenter, StoryPart.Watcher];

    public static bool GivesParts(this StoryPart part) => part is StoryPart.Teller or StoryPart.Custodian;

    public static bool MayWrite(this StoryPart part) => part is not (StoryPart.Commenter or StoryPart.Watcher);
}

/// <param name="ProfileId">Who.</param>
/// <param name="Part">What they are in it.</param>
/// <param name="Name">As it is today.</param>
/// <param name="Since">Since when.</param>
/// <param name="IsNeighbour">Whether the one who asks shares a community with them today. A part outlives the community that it was given in.</param>
public sealed record PersonOnStory(Guid ProfileId, StoryPart Part, string Name, DateTimeOffset Since, bool IsNeighbour);

/// <summary>An invitation that waits: by name, or by a link that ends by itself.</summary>
public sealed record WaitingInvitation(Guid Id, Guid? ProfileId, string? Name, StoryPart Part, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <param name="Mine">The part of whoever asks.</param>
/// <param name="People">The teller first.</param>
/// <param name="Invitations">Empty to whoever does not give parts.</param>
public sealed record StoryPeopleView(StoryPart Mine, IReadOnlyList<PersonOnStory> People, IReadOnlyList<WaitingInvitation> Invitations);

/// <summary>Somebody who can be asked by name.</summary>
public sealed record PersonToInvite(Guid ProfileId, string Name);

/// <summary>What somebody is asked.</summary>
/// <param name="Id">The invitation.</param>
/// <param name="StoryId">Of which story.</param>
/// <param name="Title">May be empty.</param>
/// <param name="TellerName">Whose story it is.</param>
/// <param name="InviterName">Who asks: the teller, or who keeps the story.</param>
/// <param name="Part">For what.</param>
/// <param name="HasJudged">Their answer as an elder stands: they can't become a co-author before they take it back.</param>
public sealed record InvitationToStory(Guid Id, Guid StoryId, string Title, string TellerName, string InviterName, StoryPart Part, bool HasJudged);

/// <summary>What whoever holds a link, signed in, may know before accepting.</summary>
/// <param name="StoryId">Of which story.</param>
/// <param name="Title">May be empty.</param>
/// <param name="TellerName">Whose story it is.</param>
/// <param name="InviterName">Who made the link.</param>
/// <param name="Part">For what.</param>
/// <param name="ExpiresAt">When the link ends by itself.</param>
/// <param name="Mine">Their part already, or null.</param>
/// <param name="HasJudged">As of <see cref="InvitationToStory"/>.</param>
public sealed record StoryLinkFace(
    Guid StoryId, string Title, string TellerName, string InviterName, StoryPart Part, DateTimeOffset ExpiresAt, StoryPart? Mine, bool HasJudged);

/// <summary>Somebody else's story in which the one who asks has a part.</summary>
public sealed record SharedStory(Guid StoryId, StoryPart Part, string Title, string Language, string Direction, string TellerName, DateTimeOffset SavedAt);

/// <summary>The token is known here and now, and never again.</summary>
public sealed record StoryLinkMade(MakeLinkOutcome Outcome, InvitationToken? Token);

public sealed record StoryLinkAnswer(AcceptLinkOutcome Outcome, Guid? StoryId);
