using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Web.Components.Communities;

/// <summary>What has just happened, carried in the address from the form that did it to the page that tells it.</summary>
public enum Said
{
    Nothing,
    Founded,
    Asked,
    AlreadyAsked,
    AlreadyMember,
    TookBack,
    Welcomed,
    NotNow,
    NotWaiting,
    RolesChanged,
    LastSteward,
    NotAMember,
    Removed,
    Left,
    InvitationEnded,
    Joined,
    Saved,
    PictureKept,
    PictureRemoved,
    TakenOver,
    ClaimedStories,
    NumbersAsked,
}

public sealed record SaidWords(string Words, Tone Tone = Tone.Leaf);

public static class Saids
{
    /// <summary>Nothing for whatever an address says that we don't.</summary>
    public static Said Parse(string? text) => Enum.TryParse<Said>(text, ignoreCase: true, out var said) && Enum.IsDefined(said) ? said : Said.Nothing;

    /// <summary>In this community's own words; null when there is nothing to say.</summary>
    public static SaidWords? In(Said said, RoleNames names) => said switch
    {
        Said.Nothing => null,
        Said.Founded => new("The community is there, and you look after it. Describe it, then invite people."),
        Said.Asked => new("You have asked to join. You will hear when somebody has answered."),
        Said.AlreadyAsked => new("You have asked already. It waits for an answer.", Tone.River),
        Said.AlreadyMember => new("You belong here already.", Tone.River),
        Said.TookBack => new("You no longer ask to join. You can ask again at any time."),
        Said.Welcomed => new("They belong here now, and are told so."),
        Said.NotNow => new("They are told that it isn't the time. They may ask again."),
        Said.NotWaiting => new("They have been answered in the meantime, or no longer ask.", Tone.River),
        Said.RolesChanged => new("The roles are changed. It counts from now on."),
        Said.LastSteward => new(
            $"Not done: this community would be left without a {names.Steward.One}. Under People, give somebody else the role “{names.Steward.One}” first. Then try again.",
            Tone.Amber),
        Said.NotAMember => new("They don't belong here any more.", Tone.River),
        Said.Removed => new("They no longer belong here. Their own stories stay theirs."),
        Said.Left => new("You have left. Your own stories stay yours."),
        Said.InvitationEnded => new("That invitation opens no door any more."),
        Said.Joined => new("Welcome. You belong here now."),
        Said.Saved => new("Saved."),
        Said.PictureKept => new("The picture is saved. Where and with what it was taken has been removed from it."),
        Said.PictureRemoved => new("The picture is removed."),
        Said.TakenOver => new("You look after them from now on."),
        Said.ClaimedStories => new("The stories are yours now. You find them under “My stories”, and what was entered for you beside each."),
        Said.NumbersAsked => new("You have asked for new quarters. It happens within a few minutes."),
    };
}
