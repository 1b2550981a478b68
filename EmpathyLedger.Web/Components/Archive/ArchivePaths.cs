using EmpathyLedger.Web.Components.Communities;

namespace EmpathyLedger.Web.Components.Archive;

/// <summary>Where the stories that a community looks after for others come in, are kept, and go out.</summary>
public static class ArchivePaths
{
    public static string Of(string slug) => CommunityPaths.Archive(slug);

    public static string Bring(string slug) => Of(slug) + "/bring";

    /// <summary>Takes a file.</summary>
    public static string Files(string slug) => Of(slug) + "/files";

    public static string Import(string slug, Guid id) => $"{Of(slug)}/imports/{id}";

    public static string Narrators(string slug) => Of(slug) + "/narrators";

    public static string Export(string slug) => Of(slug) + "/stories.csv";

    public static string Claim(string token) => $"/claim/{token}";
}
