using EmpathyLedger.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace EmpathyLedger.Core.Communities;

/// <summary>What a steward says about a community. <paramref name="AccentColour"/> is #rrggbb in small letters, or null.</summary>
public sealed record CommunityWords(
    string Name, string Description, string Place, string DataLocation, string TimeZone, RoleNames RoleNames, string? AccentColour,
    IReadOnlyList<string> Themes, bool IsListed);

public enum EditOutcome
{
    Saved,
    NotFound,

    /// <summary>Longer than the schema takes; pages ask for less, so this is somebody else's form.</summary>
    Invalid,
}

/// <summary>How a community describes itself, edited as a row by its stewards.</summary>
public sealed class CommunityPages(LedgerDatabase database)
{
    public const int MostThemes = 60;

    public async Task<EditOutcome> EditAsync(Actor actor, Guid communityId, CommunityWords words, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext(actor);
        if (await context.Set<Community>().SingleOrDefaultAsync(row => row.Id == communityId, cancellationToken) is not { } community)
        {
            return EditOutcome.NotFound;
        }

        community.Name = words.Name;
        community.Description = words.Description;
        community.Place = words.Place;
        community.DataLocation = words.DataLocation;
        community.TimeZone = words.TimeZone;
        community.AccentColour = words.AccentColour;
        community.IsListed = words.IsListed;
        if (!community.Themes.SequenceEqual(words.Themes))
        {
            community.Themes = [.. words.Themes];
        }

        // jsonb comes back with spaces and an order of its own: only another meaning is a change.
        if (RoleNames.Parse(community.RoleNames) != words.RoleNames)
        {
            community.RoleNames = words.RoleNames.ToJson();
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return EditOutcome.Saved;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Row security left no row to write: readable, but not this person's to edit.
            return EditOutcome.NotFound;
        }
        catch (DbUpdateException e) when (RefusedStatements.Translate(e) is { } refusal and not StatementRefusal.Unavailable)
        {
            return refusal == StatementRefusal.NotFound ? EditOutcome.NotFound : EditOutcome.Invalid;
        }
    }
}
