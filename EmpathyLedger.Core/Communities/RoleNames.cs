using System.Text.Json;

namespace EmpathyLedger.Core.Communities;

/// <summary>A community's word for a role, for one person and for many.</summary>
public sealed record RoleName(string One, string Many);

/// <summary>
/// What a community calls its roles, from <c>communities.role_names</c>:
/// <c>{"elder": {"one": "Old hand", "many": "Old hands"}}</c>. Where it has no word of its own, the plain one.
/// </summary>
public sealed record RoleNames(RoleName Member, RoleName Storyteller, RoleName Elder, RoleName Steward)
{
    public static RoleNames Plain { get; } = new(
        new RoleName("Member", "Members"),
        new RoleName("Storyteller", "Storytellers"),
        new RoleName("Elder", "Elders"),
        new RoleName("Steward", "Stewards"));

    /// <summary>Never raises: whatever isn't a word is answered with the plain one. Null where there is no community.</summary>
    public static RoleNames Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return Plain;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return new RoleNames(
                Read(document.RootElement, "member", Plain.Member),
                Read(document.RootElement, "storyteller", Plain.Storyteller),
                Read(document.RootElement, "elder", Plain.Elder),
                Read(document.RootElement, "steward", Plain.Steward));
        }
        catch (JsonException)
        {
            return Plain;
        }
    }

    /// <summary>As <see cref="Parse"/> reads it. Roles that have the plain word are left out.</summary>
    public string ToJson()
    {
        var own = new Dictionary<string, Dictionary<string, string>>();
        foreach (var (role, name, plain) in new[]
        {
            ("member", Member, Plain.Member), ("storyteller", Storyteller, Plain.Storyteller),
            ("elder", Elder, Plain.Elder), ("steward", Steward, Plain.Steward),
        })
        {
            if (name != plain)
            {
                own[role] = new Dictionary<string, string> { ["one"] = name.One, ["many"] = name.Many };
            }
        }

        return JsonSerializer.Serialize(own);
    }

    private static RoleName Read(JsonElement roles, string role, RoleName plain) =>
        roles.ValueKind == JsonValueKind.Object && roles.TryGetProperty(role, out var name)
            && Word(name, "one") is { } one
            ? new RoleName(one, Word(name, "many") ?? one)
            : plain;

    private static string? Word(JsonElement name, string form) =>
        name.ValueKind == JsonValueKind.Object && name.TryGetProperty(form, out var word) && word.ValueKind == JsonValueKind.String
            && word.GetString()!.Trim() is { Length: > 0 } text
            ? text
            : null;
}
