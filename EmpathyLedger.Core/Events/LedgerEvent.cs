namespace EmpathyLedger.Core.Events;

/// <summary>
/// Something changed: which things, never what. Whoever hears of it asks the database again as its own actor.
/// </summary>
/// <param name="Kind">What sort of change.</param>
/// <param name="StoryId">The story, where the change is one of a story.</param>
/// <param name="CommunityId">The community, where the change concerns one. A story's change is told once without any
/// community and once more for each community that it is or was in.</param>
/// <param name="ProfileId">Whose: the teller or the custodian of a draft, the member of a community, the receiver of a notification, who has a part.</param>
public sealed record LedgerEvent(LedgerEventKind Kind, Guid? StoryId, Guid? CommunityId, Guid? ProfileId)
{
    /// <summary>"Anything may have changed": ask again.</summary>
    public static LedgerEvent Resync { get; } = new(LedgerEventKind.Resync, null, null, null);

    /// <summary>"All that was missed has been told."</summary>
    public static LedgerEvent Reconnected { get; } = new(LedgerEventKind.Reconnected, null, null, null);

    /// <summary>One line of a payload, as <c>app.announce_events</c> writes it: <c>kind story community profile</c>.</summary>
    internal static bool TryParse(ReadOnlySpan<char> line, out LedgerEvent? parsed)
    {
        parsed = null;
        Span<Range> parts = stackalloc Range[5];
        if (line.Split(parts, ' ') != 4 || KindOf(line[parts[0]]) is not { } kind
            || !TryParseId(line[parts[1]], out var story)
            || !TryParseId(line[parts[2]], out var community)
            || !TryParseId(line[parts[3]], out var profile))
        {
            return false;
        }

        parsed = new LedgerEvent(kind, story, community, profile);
        return true;
    }

    private static LedgerEventKind? KindOf(ReadOnlySpan<char> word) => word switch
    {
        "story_changed" => LedgerEventKind.StoryChanged,
        "draft_changed" => LedgerEventKind.DraftChanged,
        "review_changed" => LedgerEventKind.ReviewChanged,
        "membership_changed" => LedgerEventKind.MembershipChanged,
        "community_changed" => LedgerEventKind.CommunityChanged,
        "notification_added" => LedgerEventKind.NotificationAdded,
        "insights_changed" => LedgerEventKind.InsightsChanged,
        "import_changed" => LedgerEventKind.ImportChanged,
        "draft_written" => LedgerEventKind.DraftWritten,
        "part_changed" => LedgerEventKind.PartChanged,
        "presence_changed" => LedgerEventKind.PresenceChanged,
        "remarks_changed" => LedgerEventKind.RemarksChanged,
        _ => null,
    };

    private static bool TryParseId(ReadOnlySpan<char> text, out Guid? id)
    {
        id = null;
        if (text is "-")
        {
            return true;
        }

        if (!Guid.TryParseExact(text, "D", out var parsed))
        {
            return false;
        }

        id = parsed;
        return true;
    }
}

public enum LedgerEventKind
{
    /// <summary>What readers see of a story, or who may: shown, withdrawn, archived, cleared, its audience, its consent.</summary>
    StoryChanged,

    /// <summary>A draft was saved, sent, moved on or deleted. <see cref="LedgerEvent.ProfileId"/> is its teller, or its custodian.</summary>
    DraftChanged,

    /// <summary>A decision, a condition met, or a review opened or closed.</summary>
    ReviewChanged,

    /// <summary>Somebody asked, joined, left, or was given other roles.</summary>
    MembershipChanged,

    /// <summary>A community's name, words, colour or themes.</summary>
    CommunityChanged,

    /// <summary>There is news for <see cref="LedgerEvent.ProfileId"/>.</summary>
    NotificationAdded,

    /// <summary>Numbers of a community moved.</summary>
    InsightsChanged,

    /// <summary>
    /// Numbers of a community that moved have been read on this node, once for all pages that show them: theirs to ask for. No
    /// other node hears of it.
    /// </summary>
    InsightsRead,

    /// <summary>An import came further; of the steward whose it is.</summary>
    ImportChanged,

    /// <summary>Somebody wrote in a draft, on this node or another. Sessions listen, and whoever only looks; pages that write hear it from their session.</summary>
    DraftWritten,

    /// <summary>Somebody came into a story that is being written, or left it.</summary>
    PresenceChanged,

    /// <summary>A comment or a suggestion in a draft, or what was said about one: made, answered, decided, taken back.</summary>
    RemarksChanged,

    /// <summary>
    /// Somebody was asked to have a part in a story, or has one, another one, or none any more: <see cref="LedgerEvent.ProfileId"/>,
    /// null of a link.
    /// </summary>
    PartChanged,

    /// <summary>
    /// The node was away and has told what it missed: for those who tried to ask meanwhile and could not.
    /// </summary>
    Reconnected,

    /// <summary>Events may have been missed. Every subscriber gets it, whatever it asked for.</summary>
    Resync,
}
