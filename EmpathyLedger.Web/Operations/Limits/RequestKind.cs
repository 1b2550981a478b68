namespace EmpathyLedger.Web.Operations.Limits;

/// <summary>What is counted together. A request is of exactly one kind.</summary>
public enum RequestKind
{
    /// <summary>Every page, form and unknown address that says nothing else.</summary>
    Pages,
    Pictures,

    /// <summary>Readings of stories: each is a line in the access log.</summary>
    Stories,

    /// <summary>Openings of what isn't published: drafts, kept versions, copies under review. Lines in the access log too.</summary>
    Desk,

    Shares,
    Search,

    /// <summary>Files that are put together for whoever asks.</summary>
    Downloads,

    /// <summary>Tables of stories that are sent in: each is long work.</summary>
    Uploads,

    /// <summary>Starts of circuits, and of connections for writing together; one that runs is never cut off.</summary>
    Circuits,

    /// <summary>Stories that were asked for and are not there for whoever asks. Counted after the answer.</summary>
    Misses,
}

/// <summary>On a page's class, or as metadata of an endpoint.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CountedAsAttribute(RequestKind kind) : Attribute
{
    public RequestKind Kind { get; } = kind;
}
