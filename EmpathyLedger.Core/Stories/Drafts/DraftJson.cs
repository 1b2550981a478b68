using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace EmpathyLedger.Core.Stories.Drafts;

/// <summary>A draft as the database's functions take it.</summary>
internal static class DraftJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static NpgsqlParameter Fields(DraftContent content) => Jsonb(JsonSerializer.Serialize(
        new
        {
            content.Title, content.Summary, content.Language, content.Direction, content.ToldWhen, content.ToldTo, content.Place,
            content.Themes, content.Warnings, content.People, content.IsSensitive,
        },
        Json));

    public static NpgsqlParameter Body(DraftContent content) => Jsonb(content.Body.ToJson());

    public static List<PersonNamed> ReadPeople(string json) => JsonSerializer.Deserialize<List<PersonNamed>>(json, Json) ?? [];

    private static NpgsqlParameter Jsonb(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb };
}
