namespace EmpathyLedger.Web.Components.Stories.Reading;

public static class StoryPaths
{
    public static string Read(Guid storyId) => $"/stories/{storyId}";

    public static string Share(Guid storyId) => $"/stories/{storyId}/share";

    public static string Write(Guid storyId) => $"/stories/{storyId}/edit";

    public static string Feed(string? feed, string? community, string? after = null)
    {
        List<KeyValuePair<string, string?>> query = [new("feed", feed), new("community", community), new("after", after)];
        return "/stories" + QueryString.Create(query.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }

    public static string Search(string? words, string? community = null, string? after = null)
    {
        List<KeyValuePair<string, string?>> query = [new("q", words), new("community", community), new("after", after)];
        return "/search" + QueryString.Create(query.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }
}
