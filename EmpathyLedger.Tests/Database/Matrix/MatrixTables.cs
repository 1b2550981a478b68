using System.Text.Json;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>A row as the superuser sees it.</summary>
internal sealed record Row(JsonElement Columns)
{
    public Guid Id(string column) => Columns.GetProperty(column).GetGuid();

    public string Word(string column) => Columns.GetProperty(column).GetString()!;

    public bool Has(string column) => Columns.TryGetProperty(column, out var value) && value.ValueKind != JsonValueKind.Null;

    public Guid? MaybeId(string column) => Columns.TryGetProperty(column, out var value) && value.ValueKind == JsonValueKind.String ? value.GetGuid() : null;
}

/// <param name="Name">Without its schema.</param>
/// <param name="Key">SQL that names a row, from columns that the app may select.</param>
/// <param name="Sees">Null: nobody, and the app may not even ask.</param>
internal sealed record MatrixTable(string Name, string Key, Func<AccessModel, Row, Person, bool>? Sees)
{
    /// <summary>Everything in schema ledger, partitions apart. A table that is not here fails the matrix.</summary>
    public static IReadOnlyList<MatrixTable> All { get; } =
    [
        new("portal_settings", "name", (_, _, _) => true),
        new("profiles", "id", (model, row, who) => model.SeesProfile(who, row.Id("id"))),
        new("pictures", "id", (model, row, who) => model.SeesPicture(who, row.Id("id"), row.Id("owner_id"), row.MaybeId("community_id"))),
        new("communities", "id", (model, row, who) => model.SeesCommunity(who, row.Id("id"))),
        new("community_members", "concat_ws('/', community_id, profile_id)",
            (model, row, who) => model.SeesMembership(who, row.Id("community_id"), row.Id("profile_id"))),
        new("membership_events", "id",
            (model, row, who) => row.Id("profile_id") == who.Id || model.IsIn(who, row.Id("community_id"), "steward")),
        new("community_invitations", "id", (model, row, who) => model.IsIn(who, row.Id("community_id"), "steward")),
        new("notifications", "id", (_, row, who) => row.Id("profile_id") == who.Id),
        new("stories", "id", (model, row, who) => model.SeesStory(who, model.Stories[row.Id("id")])),
        new("story_drafts", "story_id", (model, row, who) => model.SeesDraft(who, model.Stories[row.Id("story_id")])),
        new("story_heads", "story_id", (model, row, who) => model.SeesDraft(who, model.Stories[row.Id("story_id")])),
        new("story_operations", "concat_ws('/', story_id, revision)", null),
        new("story_checkpoints", "concat_ws('/', story_id, revision)", null),
        new("collaboration_sessions", "id", (model, row, who) => model.SeesDraft(who, model.Stories[row.Id("story_id")])),
        new("collaboration_seats", "concat_ws('/', session_id, profile_id, client_id)",
            (model, row, who) => model.Stories.Values.FirstOrDefault(story => story.SessionId == row.Id("session_id")) is { } story && model.SeesDraft(who, story)),
        new("story_threads", "id", (model, row, who) => model.SeesDraft(who, model.Stories[row.Id("story_id")])),
        new("thread_remarks", "id", (model, row, who) => model.SeesDraft(who, model.Stories[model.ThreadStories[row.Id("thread_id")]])),
        new("story_versions", "id", (model, row, who) => model.SeesVersion(who, model.Stories[row.Id("story_id")], row.Id("id"))),
        new("story_people", "concat_ws('/', story_id, profile_id, role)", (model, row, who) => row.Id("profile_id") == who.Id
            || model.TellsOrKeeps(who, model.Stories[row.Id("story_id")])
            || (row.Word("role") != "reader" && model.IsOn(who, model.Stories[row.Id("story_id")]))),
        new("story_people_events", "concat_ws('/', story_id, id)",
            (model, row, who) => model.TellsOrKeeps(who, model.Stories[row.Id("story_id")])),
        new("story_invitations", "id", null),
        new("consent_events", "id", (model, row, who) =>
            model.Stories.TryGetValue(row.Id("story_id"), out var story) && model.TellsOrKeeps(who, story)),
        new("narrators", "profile_id", (model, row, who) => model.IsIn(who, row.Id("community_id"), "steward")),
        new("narrator_claims", "id", (model, row, who) => model.IsIn(who, row.Id("community_id"), "steward")),
        new("custody_events", "concat_ws('/', story_id, id)", (model, row, who) => model.TellsOrKeeps(who, model.Stories[row.Id("story_id")])),
        new("story_communities", "concat_ws('/', community_id, story_id)",
            (model, row, who) => model.SeesCommunityFeedRow(who, model.Stories[row.Id("story_id")], row.Id("community_id"))),
        new("public_stories", "story_id", (_, _, _) => true),
        new("version_clearances", "concat_ws('/', version_id, community_id)", (model, row, who) =>
            model.Stories[row.Id("story_id")] is var story
            && (model.SeesDraft(who, story)
                || model.Reviews(who, story, story.Versions[row.Id("version_id")], row.Id("community_id")))),
        new("review_decisions", "id", (model, row, who) => row.Id("elder_id") == who.Id
            || model.SeesReview(who, model.Stories[row.Id("story_id")], row.Id("version_id"), row.Id("community_id"))),
        new("review_conditions", "id", (model, row, who) => SeesDecision(model, row.Id("decision_id"), who)),
        new("review_condition_ticks", "id", (model, row, who) => model.Stories.Values
            .SelectMany(story => story.Versions.Values).SelectMany(version => version.Decisions.Values).SelectMany(list => list)
            .First(decision => decision.Conditions.ContainsKey(row.Id("condition_id"))) is var decision && SeesDecision(model, decision.Id, who)),
        new("access_log", "id", (model, row, who) => row.MaybeId("story_id") is { } story && model.Stories.TryGetValue(story, out var facts)
            && facts.Teller == who.Id),
        new("story_counts", "story_id", (model, row, who) => Tells(model, row, who)),
        new("insight_days", "concat_ws('/', community_id, measure, day, audience, key)",
            (model, row, who) => model.IsIn(who, row.Id("community_id"), "steward")),
        new("insight_shares", "concat_ws('/', community_id, story_id)",
            (model, row, who) => row.Has("told_on") && model.IsIn(who, row.Id("community_id"), "steward")
                && model.Stories.TryGetValue(row.Id("story_id"), out var told) && model.SeesStory(who, told)),
        new("imports", "id", (model, row, who) => model.SeesImport(who, row.Id("id"))),
        new("import_rows", "concat_ws('/', import_id, row_number)", (model, row, who) => model.SeesImport(who, row.Id("import_id"))),
        new("import_parts", "concat_ws('/', import_id, number)", null),
        new("story_origins", "story_id", null),
        new("insight_changes", "id", null),
        new("insight_turn", "is_singleton", null),
        new("insight_quarters", "concat_ws('/', community_id, quarter)", null),
        new("insight_cells", "concat_ws('/', community_id, quarter, cut, key)", null),
        new("insight_quarter_stories", "concat_ws('/', story_id, community_id, quarter)", null),
        new("insight_wishes", "community_id", null),
        new("insight_refresh", "is_singleton", null),
        new("story_days", "concat_ws('/', community_id, story_id, day)", null),
        new("story_reads", "id", null),
        new("story_shares", "id", null),
        new("events", "id", null),
        new("event_announcements", "is_singleton", null),
        new("story_search", "story_id", null),
        new("story_counts_position", "is_singleton", null),
    ];

    public override string ToString() => Name;

    private static bool Tells(AccessModel model, Row row, Person who) =>
        model.Stories.TryGetValue(row.Id("story_id"), out var story) && story.Teller == who.Id;

    private static bool SeesDecision(AccessModel model, Guid decision, Person who)
    {
        foreach (var story in model.Stories.Values)
        {
            foreach (var version in story.Versions.Values)
            {
                foreach (var (community, decisions) in version.Decisions)
                {
                    if (decisions.Find(d => d.Id == decision) is { } found)
                    {
                        return found.Elder == who.Id || model.SeesReview(who, story, version.Id, community);
                    }
                }
            }
        }

        throw new InvalidOperationException($"The model knows no decision {decision}.");
    }
}
