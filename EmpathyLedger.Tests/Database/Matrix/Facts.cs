using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>Who may read a story, from the narrowest: the order is meant.</summary>
internal enum Level
{
    Private,
    People,
    Community,
    Public,
}

internal sealed record Person(string Name, Actor Actor)
{
    /// <summary>Nobody has no id; no row carries this one.</summary>
    public Guid Id => Actor.ProfileId ?? Guid.Empty;

    public bool IsAnonymous => Actor.IsAnonymous;

    public static Person Called(string name) => new(name, new Actor(Guid.CreateVersion7(), Guid.CreateVersion7(), 1));

    public override string ToString() => Name;
}

/// <param name="Status">asked, active, left, removed, refused.</param>
/// <param name="Roles">Empty unless active.</param>
internal sealed record Membership(string Status, IReadOnlySet<string> Roles)
{
    public bool IsActive => Status == "active";
}

internal sealed record Decision(Guid Id, Guid Elder, string Kind)
{
    public bool IsTakenBack { get; set; }

    public Dictionary<Guid, bool> Conditions { get; } = [];
}

internal sealed class VersionFacts
{
    public required Guid Id { get; init; }

    public required IReadOnlySet<Guid> Communities { get; init; }

    public required IReadOnlySet<Guid> Authors { get; init; }

    public required Level Audience { get; init; }

    /// <summary>False from the start for a copy that was only kept.</summary>
    public bool IsReviewOpen { get; set; }

    public Dictionary<Guid, List<Decision>> Decisions { get; } = [];

    /// <summary>Any decline stops it; an open condition blocks it; one approval clears it.</summary>
    public bool IsClearedBy(Guid community)
    {
        var standing = Decisions.GetValueOrDefault(community, []).Where(d => !d.IsTakenBack).ToList();
        return standing.Exists(d => d.Kind is "approve" or "approve_with_conditions")
            && !standing.Exists(d => d.Kind == "decline" || d.Conditions.ContainsValue(false));
    }

    public bool IsCleared => Communities.All(IsClearedBy);
}

/// <summary>Somebody who told and has no account.</summary>
internal sealed record Narrator(Guid Id, Guid Community)
{
    public bool IsClaimed { get; set; }
}

/// <summary>What has happened to a story, as far as it decides who sees it. Kept by hand, never read back from the database.</summary>
internal sealed class StoryFacts(string situation, Guid teller)
{
    public string Situation { get; } = situation;

    public Guid Id { get; } = Guid.CreateVersion7();

    public Guid Teller { get; set; } = teller;

    /// <summary>The steward who keeps it for a narrator, or null; and for which community.</summary>
    public Guid? Custodian { get; set; }

    public Guid? KeptFor { get; set; }

    /// <summary>Custodians past and present: none of them ever reviews it.</summary>
    public HashSet<Guid> Keepers { get; } = [];

    public HashSet<Guid> CoAuthors { get; } = [];

    /// <summary>Co-authors past and present: none of them ever reviews it.</summary>
    public HashSet<Guid> EverCoAuthors { get; } = [];

    /// <summary>Commenters and watchers, and which they are.</summary>
    public Dictionary<Guid, string> Watching { get; } = [];

    public HashSet<Guid> Readers { get; } = [];

    public Level Wish { get; set; }

    public bool IsPublicDisplayAllowed { get; set; }

    public Level? Cleared { get; set; }

    public int Revision { get; set; }

    /// <summary>Of the newest operation, once somebody has written one.</summary>
    public int? Head { get; set; }

    /// <summary>In which people are, once somebody has come in.</summary>
    public Guid? SessionId { get; set; }

    public HashSet<Guid> DraftCommunities { get; set; } = [];

    public Dictionary<Guid, VersionFacts> Versions { get; } = [];

    public VersionFacts? Submitted { get; set; }

    public VersionFacts? Published { get; set; }

    public bool IsWithdrawn { get; set; }

    public bool IsArchived { get; set; }

    public bool IsErased { get; set; }

    public bool IsSensitive { get; init; }

    public bool HasWarnings { get; init; }

    public bool IsAnalysisAllowed { get; set; }

    public bool IsCountingAllowed { get; set; }

    /// <summary>The superuser may have changed a fact that no function can: then the published copy's clearance is gone.</summary>
    public bool IsClearanceLost { get; set; }

    public override string ToString() => Situation;
}
