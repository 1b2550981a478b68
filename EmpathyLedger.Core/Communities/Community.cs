using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EmpathyLedger.Core.Communities;

/// <summary>The row that stewards edit. Founding and everything about members go through functions.</summary>
public sealed class Community
{
    public required Guid Id { get; init; }

    public required string Slug { get; init; }

    public required string Name { get; set; }

    public required string Description { get; set; }

    public required string Place { get; set; }

    public required string DataLocation { get; set; }

    public required string TimeZone { get; set; }

    public required string RoleNames { get; set; }

    public string? AccentColour { get; set; }

    public required string[] Themes { get; set; }

    public required bool IsListed { get; set; }
}

/// <summary>Only columns that the node may read: a select that named another would be refused as a whole.</summary>
internal sealed class CommunityConfiguration : IEntityTypeConfiguration<Community>
{
    public void Configure(EntityTypeBuilder<Community> builder)
    {
        builder.ToTable("communities");
        builder.Property(community => community.RoleNames).HasColumnType("jsonb");
    }
}
