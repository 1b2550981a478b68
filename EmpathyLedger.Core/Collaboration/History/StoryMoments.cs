using System.Globalization;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Core.Stories.Road;

namespace EmpathyLedger.Core.Collaboration.History;

/// <summary>A story as it is now, as it was behind one of its operations, or as one of its versions has it.</summary>
public sealed class StoryMoments(StoryHistory history, StoryVersions versions, Drafts drafts)
{
    /// <summary>Its opening is in the access log.</summary>
    /// <returns>Null to whom it is not to write in, and where there is no such moment.</returns>
    public async Task<DraftContent?> ReadAsync(Actor actor, Guid storyId, MomentKey key, CancellationToken cancellation) => key switch
    {
        { VersionId: { } version } => await versions.OpenContentAsync(actor, storyId, version, cancellation),
        { Revision: { } revision } => (await history.ReadAsync(actor, storyId, revision, cancellation))?.Content,
        _ => (await drafts.OpenAsync(actor, storyId, cancellation))?.Content,
    };
}

/// <summary>Which moment, as it is written in an address: <c>now</c>, <c>r12</c>, <c>v</c> and the id of a version.</summary>
/// <param name="Revision">Behind this operation.</param>
/// <param name="VersionId">As this version has it.</param>
public readonly record struct MomentKey(int? Revision, Guid? VersionId)
{
    public static MomentKey Now => default;

    /// <returns>Null for what names no moment.</returns>
    public static MomentKey? Parse(string? text) => text switch
    {
        "now" => Now,
        ['r', .. var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) => new(revision, null),
        ['v', .. var id] when Guid.TryParseExact(id, "D", out var version) => new(null, version),
        _ => null,
    };

    public override string ToString() => this switch
    {
        { VersionId: { } version } => $"v{version:D}",
        { Revision: { } revision } => string.Create(CultureInfo.InvariantCulture, $"r{revision}"),
        _ => "now",
    };
}
