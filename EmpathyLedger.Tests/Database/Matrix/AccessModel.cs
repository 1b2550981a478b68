namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>
/// Who sees what, in C#, written from docs/data-access.md and never from the policies: the other opinion that the database
/// is compared with. Every method answers for one person about one row or one story.
/// </summary>
internal sealed class AccessModel
{
    public Dictionary<(Guid Community, Guid Person), Membership> Memberships { get; } = [];

    /// <summary>Community to whether it is listed.</summary>
    public Dictionary<Guid, bool> Communities { get; } = [];

    public Dictionary<Guid, StoryFacts> Stories { get; } = [];

    /// <summary>Profile to the picture that it shows.</summary>
    public Dictionary<Guid, Guid> ProfilePictures { get; } = [];

    /// <summary>Community to the artwork that it shows.</summary>
    public Dictionary<Guid, Guid> Artworks { get; } = [];

    /// <summary>By profile.</summary>
    public Dictionary<Guid, Narrator> Narrators { get; } = [];

    /// <summary>By import: whose, and into which community.</summary>
    public Dictionary<Guid, (Guid Steward, Guid Community)> Imports { get; } = [];

    /// <summary>By thread: on which story it is.</summary>
    public Dictionary<Guid, Guid> ThreadStories { get; } = [];

    public bool IsMember(Person who, Guid community) => Find(who, community) is { IsActive: true };

    public bool IsIn(Person who, Guid community, string role) => Find(who, community) is { IsActive: true } found && found.Roles.Contains(role);

    public static bool IsAuthor(Person who, StoryFacts story) => story.Teller == who.Id || story.CoAuthors.Contains(who.Id);

    /// <summary>The custodian, while they are a steward of the community that keeps it.</summary>
    public bool Keeps(Person who, StoryFacts story) => story.Custodian == who.Id && IsIn(who, story.KeptFor!.Value, "steward");

    public bool TellsOrKeeps(Person who, StoryFacts story) => story.Teller == who.Id || Keeps(who, story);

    public static string? PartOf(Person who, StoryFacts story) =>
        story.CoAuthors.Contains(who.Id) ? "co_author" : story.Watching.GetValueOrDefault(who.Id);

    /// <summary>Has a part in it: sees who else does.</summary>
    public bool IsOn(Person who, StoryFacts story) => TellsOrKeeps(who, story) || PartOf(who, story) is not null;

    /// <summary>Commenters and watchers read the draft's words, and have no row of it.</summary>
    public static bool Watches(Person who, StoryFacts story) => !story.IsErased && story.Watching.ContainsKey(who.Id);

    public static Level ShownLevel(StoryFacts story) => (Level)Math.Min((int)story.Wish, (int)(story.Cleared ?? Level.Private));

    public static bool IsOpen(StoryFacts story) =>
        story.Published is not null && !story.IsClearanceLost && !story.IsWithdrawn && !story.IsArchived && !story.IsErased;

    public static bool IsPublic(StoryFacts story) => IsOpen(story) && ShownLevel(story) == Level.Public && story.IsPublicDisplayAllowed;

    public bool ReadsStory(Person who, StoryFacts story) =>
        IsOpen(story)
        && (IsPublic(story)
            || ShownLevel(story) switch
            {
                Level.Public or Level.Community => story.Published!.Communities.Any(community => IsMember(who, community)),
                Level.People => story.Readers.Contains(who.Id),
                _ => false,
            });

    public bool SeesStory(Person who, StoryFacts story) => !story.IsErased && (SeesDraft(who, story) || ReadsStory(who, story));

    /// <summary>Erasing deletes what a story was made of; the mark alone hides what readers saw, and the row of the story itself.</summary>
    public bool SeesDraft(Person who, StoryFacts story) => IsAuthor(who, story) || Keeps(who, story);

    /// <summary>Whoever wrote a story or kept it, then or now, is never its reviewer.</summary>
    public bool Reviews(Person who, StoryFacts story, VersionFacts version, Guid community) =>
        version.IsReviewOpen && version.Communities.Contains(community) && IsIn(who, community, "elder")
        && !IsAuthor(who, story) && !version.Authors.Contains(who.Id) && !story.Keepers.Contains(who.Id) && !story.EverCoAuthors.Contains(who.Id);

    public bool SeesVersion(Person who, StoryFacts story, Guid versionId) =>
        SeesDraft(who, story)
        || (story.Published?.Id == versionId && ReadsStory(who, story))
        || (story.Versions.TryGetValue(versionId, out var version)
            && version.Communities.Any(community => Reviews(who, story, version, community)));

    /// <summary>Authors, and the community's elders while the review of this or of a later copy is open.</summary>
    public bool SeesReview(Person who, StoryFacts story, Guid versionId, Guid community) =>
        SeesDraft(who, story)
        || (story.Versions.TryGetValue(versionId, out var version) && version.Communities.Contains(community)
            && story.Versions.Values.Any(open => Reviews(who, story, open, community) && open.Id.CompareTo(versionId) >= 0));

    public bool SeesProfile(Person who, Guid profile) =>
        profile == who.Id
        || (Narrators.GetValueOrDefault(profile) is { IsClaimed: false } narrator && IsIn(who, narrator.Community, "steward"))
        || Communities.Keys.Any(community =>
            (IsMember(who, community) && Find(profile, community) is { IsActive: true })
            || (IsIn(who, community, "steward") && Find(profile, community) is { Status: "asked" }));

    /// <summary>Whoever brings it in, as long as they are a steward there.</summary>
    public bool SeesImport(Person who, Guid import) => Imports[import].Steward == who.Id && IsIn(who, Imports[import].Community, "steward");

    public bool SeesCommunity(Person who, Guid community) => Communities[community] || IsMember(who, community);

    public bool SeesMembership(Person who, Guid community, Guid profile) =>
        profile == who.Id
        || IsIn(who, community, "steward")
        || (IsMember(who, community) && Find(profile, community) is { IsActive: true });

    /// <param name="community">Of artwork: it belongs to the community, so its stewards see what hangs there no more, and may take it away.</param>
    public bool SeesPicture(Person who, Guid picture, Guid owner, Guid? community) =>
        TakesPictureAway(who, owner, community)
        || ProfilePictures.Any(shown => shown.Value == picture && SeesProfile(who, shown.Key))
        || Artworks.Any(shown => shown.Value == picture && SeesCommunity(who, shown.Key));

    public bool TakesPictureAway(Person who, Guid owner, Guid? community) =>
        owner == who.Id || (community is { } its && IsIn(who, its, "steward"));

    /// <summary>A link row exists for a story that is open to more than chosen people.</summary>
    public bool SeesCommunityFeedRow(Person who, StoryFacts story, Guid community) =>
        IsOpen(story) && (story.Teller == who.Id || IsPublic(story) || (ShownLevel(story) >= Level.Community && IsMember(who, community)));

    private Membership? Find(Person who, Guid community) => Find(who.Id, community);

    private Membership? Find(Guid profile, Guid community) => Memberships.GetValueOrDefault((community, profile));
}
