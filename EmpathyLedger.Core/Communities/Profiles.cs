using EmpathyLedger.Core.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EmpathyLedger.Core.Communities;

/// <summary>A person as others know them; each edits their own.</summary>
public sealed class Profile
{
    public required Guid Id { get; init; }

    public required string DisplayName { get; set; }

    public required string[] OtherNames { get; set; }

    public required string[] Languages { get; set; }

    public Guid? PictureId { get; init; }
}

internal sealed class ProfileConfiguration : IEntityTypeConfiguration<Profile>
{
    public void Configure(EntityTypeBuilder<Profile> builder) => builder.ToTable("profiles");
}

public sealed class Profiles(LedgerDatabase database)
{
    public const int MostOtherNames = 12;
    public const int MostLanguages = 24;

    /// <summary>The actor's own; null for nobody.</summary>
    public async Task<Profile?> ReadOwnAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext(actor);
        return await context.Set<Profile>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == actor.ProfileId, cancellationToken);
    }

    public async Task<EditOutcome> EditOwnAsync(
        Actor actor, string displayName, IReadOnlyList<string> otherNames, IReadOnlyList<string> languages, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext(actor);
        if (await context.Set<Profile>().SingleOrDefaultAsync(row => row.Id == actor.ProfileId, cancellationToken) is not { } profile)
        {
            return EditOutcome.NotFound;
        }

        profile.DisplayName = displayName;
        profile.OtherNames = [.. otherNames];
        profile.Languages = [.. languages];
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return EditOutcome.Saved;
        }
        catch (DbUpdateException e) when (RefusedStatements.Translate(e) == StatementRefusal.Invalid)
        {
            return EditOutcome.Invalid;
        }
    }
}
