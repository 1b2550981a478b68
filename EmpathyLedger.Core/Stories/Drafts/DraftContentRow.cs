using Npgsql;

namespace EmpathyLedger.Core.Stories.Drafts;

/// <summary>The words of a draft or of a version, as <c>app.open_story</c> and <c>app.open_version</c> give them.</summary>
internal static class DraftContentRow
{
    public const int Count = 14;

    public const string Columns = """
        title, summary, language, direction, told_when, told_to, place, transcript, themes, warnings, people::text, community_ids,
        is_sensitive, body::text
        """;

    public static DraftContent Read(NpgsqlDataReader reader, int from) => new()
    {
        Title = reader.GetString(from),
        Summary = reader.GetString(from + 1),
        Language = reader.GetString(from + 2),
        Direction = reader.GetString(from + 3),
        ToldWhen = reader.GetString(from + 4),
        ToldTo = reader.GetString(from + 5),
        Place = reader.GetString(from + 6),
        Transcript = reader.GetString(from + 7),
        Themes = reader.GetFieldValue<string[]>(from + 8),
        Warnings = reader.GetFieldValue<string[]>(from + 9),
        People = DraftJson.ReadPeople(reader.GetString(from + 10)),
        CommunityIds = reader.GetFieldValue<Guid[]>(from + 11),
        IsSensitive = reader.GetBoolean(from + 12),
        Body = StoryText.Parse(reader.GetString(from + 13)),
    };
}
