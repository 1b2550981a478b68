using EmpathyLedger.Core.Stories.People;
using EmpathyLedger.Web.Components.Stories.Road;

namespace EmpathyLedger.Web.Components.Stories.People;

/// <summary>What people are in a story, and what became of asking them, in plain words.</summary>
public static class PartWords
{
    private const string Gone = "This has changed in the meantime. Look at the list again.";

    /// <summary>Behind a name.</summary>
    public static string Of(StoryPart part, bool isMine, StoryPart reader) => (part, isMine) switch
    {
        (StoryPart.Teller, true) => "you tell it",
        (StoryPart.Teller, false) => "tells it",
        (StoryPart.Custodian, true) => "you look after it",
        (StoryPart.Custodian, false) => "looks after it",
        (StoryPart.CoAuthor, true) => "you write with the teller",
        (StoryPart.CoAuthor, false) => reader.GivesParts() ? "writes with you" : "writes too",
        (StoryPart.Commenter, true) => "you may comment",
        (StoryPart.Commenter, false) => "may comment",
        (StoryPart.Watcher, true) => "you may look",
        (StoryPart.Watcher, false) => "may look",
    };

    /// <summary>To choose from.</summary>
    public static string Choice(StoryPart part) => part switch
    {
        StoryPart.CoAuthor => "Write with me",
        StoryPart.Commenter => "Comment",
        _ => "Look",
    };

    public static string Meaning(StoryPart part) => part switch
    {
        StoryPart.CoAuthor => "Reads and changes the words, and reads what the elders say. Never answers for the elders about this story, then or later.",
        StoryPart.Commenter => "Reads the draft as it is written, the transcript too, and says beside it what they think.",
        _ => "Reads the draft as it is written, the transcript too, and changes nothing.",
    };

    /// <summary>For whoever reads along: what they may, beside the words.</summary>
    public static string Stage(StoryPart? part) => part switch
    {
        StoryPart.Commenter => "You may comment",
        _ => "",
    };

    /// <summary>"Joan asks you …": what for.</summary>
    public static string Asked(StoryPart part) => part switch
    {
        StoryPart.CoAuthor => "to write a story together",
        StoryPart.Commenter => "to read a story as it is written, and to say what you think",
        _ => "to read a story as it is written",
    };

    /// <summary>What saying yes means, for whoever is asked.</summary>
    public static IReadOnlyList<string> IfYes(StoryPart part) =>
    [
        part == StoryPart.CoAuthor
            ? "You can read and change every word of it. Your changes carry your name for those who are on the story."
            : "You read the draft as it is written. You change nothing in it.",
        .. part == StoryPart.CoAuthor ? (string[])["If you are an elder: you never answer about this story, not even after you have left it."] : [],
        "Everybody on the story sees that you are on it, and your name.",
        "Whose story it is decides who may read it, and can end your part at any time. So can you.",
    ];

    public static string Title(string title) => string.IsNullOrWhiteSpace(title) ? "Untitled" : title;

    public static RoadMessage Say(InviteToStoryOutcome outcome, string name) => outcome switch
    {
        InviteToStoryOutcome.Invited => new($"{name} has been asked, and finds it under “My stories”.", true),
        InviteToStoryOutcome.AlreadyOnIt => new($"{name} is on this story already.", false),
        InviteToStoryOutcome.AlreadyInvited => new($"{name} has been asked already, and has not answered yet.", false),
        InviteToStoryOutcome.DeclinedLately => new($"{name} said no a short time ago. Ask again in a week, or speak with them.", false),
        InviteToStoryOutcome.TooMany => new("Sixty people are on this story or asked to be. End a part or an invitation first.", false),
        InviteToStoryOutcome.TooFast => new("You have asked many people just now. Wait a few minutes, or make a link and hand it on yourself.", false),
        InviteToStoryOutcome.Invalid or InviteToStoryOutcome.NotFound => new(Gone, false),
    };

    public static RoadMessage? Say(MakeLinkOutcome outcome) => outcome switch
    {
        MakeLinkOutcome.Made => null,
        MakeLinkOutcome.TooMany => Say(InviteToStoryOutcome.TooMany, ""),
        MakeLinkOutcome.Invalid or MakeLinkOutcome.NotFound => new(Gone, false),
    };

    public static RoadMessage Say(ChangePartOutcome outcome, string name) => outcome switch
    {
        ChangePartOutcome.Changed => new($"The part of {name} is changed. It holds from now on.", true),
        ChangePartOutcome.HasJudged => new($"{name} has answered about this story as an elder, so they cannot write it. They would have to take their answer back first.", false),
        ChangePartOutcome.NotOnIt => new($"{name} is not on this story any more.", false),
        ChangePartOutcome.Invalid or ChangePartOutcome.NotFound => new(Gone, false),
    };

    public static RoadMessage Say(EndPartOutcome outcome, string name) => outcome switch
    {
        EndPartOutcome.Ended => new($"{name} is not on this story any more. What they wrote stays.", true),
        EndPartOutcome.NotOnIt => new($"{name} is not on this story any more.", false),
        EndPartOutcome.NotFound => new(Gone, false),
    };

    public static RoadMessage Say(EndStoryInvitationOutcome outcome) => outcome switch
    {
        EndStoryInvitationOutcome.Ended => new("The invitation has ended.", true),
        EndStoryInvitationOutcome.NotFound => new("It was answered or had ended already.", false),
    };

    public static string? Problem(AnswerInvitationOutcome outcome) => outcome switch
    {
        AnswerInvitationOutcome.Accepted or AnswerInvitationOutcome.Declined => null,
        AnswerInvitationOutcome.HasJudged => Judged,
        AnswerInvitationOutcome.NotFound => "This invitation has ended in the meantime.",
    };

    public const string Judged =
        "You have answered about this story as an elder, and nobody writes what they judge. Take your answer back first, or say no.";
}
