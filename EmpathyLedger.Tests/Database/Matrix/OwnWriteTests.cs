namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>What the app may write itself, tried by everybody on real rows and undone: exactly the rows that are one's own.</summary>
[Collection(MatrixCollection.Name)]
public sealed class OwnWriteTests(MatrixFixture matrix)
{
    private const string Consent = """
        insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language)
          values ($1, $2, $3::text::ledger.consent_purpose, true, $4, 1, 'en')
        """;

    private const string Picture = """
        insert into ledger.pictures (owner_id, kind, community_id, content, content_type, width, height)
          values ($1, $2::text::ledger.picture_kind, $3::uuid, 'x', 'image/png', 1, 1)
        """;

    private MatrixWorld World => matrix.World;

    public static TheoryData<string, string, string> OwnUpdates => new()
    {
        { "profiles", "display_name = 'Changed'", "id" },
        { "profiles", "other_names = '{Changed}'", "id" },
        { "profiles", "languages = '{en}'", "id" },
        { "profiles", "picture_id = null", "id" },
        { "notifications", "read_at = now()", "id" },
        { "communities", "name = 'Changed'", "id" },
        { "communities", "description = 'Changed'", "id" },
        { "communities", "artwork_id = null", "id" },
        { "communities", "is_listed = true", "id" },
        { "communities", "themes = '{rain}'", "id" },
    };

    [Theory]
    [MemberData(nameof(OwnUpdates))]
    public async Task Update_OfEveryRow_ChangesExactlyOnesOwn(string table, string set, string key)
    {
        var rows = await matrix.AllRowsAsync(MatrixTable.All.Single(t => t.Name == table));
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            var expected = rows.Values.Where(row => Owns(who, table, row)).Select(row => row.Id(key).ToString()).Order(StringComparer.Ordinal).ToList();
            var updated = await session.TryAsync($"update ledger.{table} set {set} returning {key}");
            Assert.Equal((null, ""), (updated.SqlState, updated.Message));
            Assert.Equal(expected, updated.Keys.Order(StringComparer.Ordinal));

            // MERGE raises where UPDATE silently passes over: for a row that one sees and may not change. PostgreSQL 15 denies it
            // altogether under column grants.
            var merged = await session.TryAsync($"merge into ledger.{table} t using (values (1)) v (n) on true when matched then update set {set}");
            var visible = await session.KeysAsync($"select {key} from ledger.{table}");
            Assert.True(merged.IsDenied || visible.Count == expected.Count, $"{who}: {merged.SqlState} {merged.Message}");
        }
    }

    [Fact]
    public async Task Delete_OfEveryPicture_TakesOnesOwnAndTheArtworkOfOnesCommunities()
    {
        var rows = await matrix.AllRowsAsync(MatrixTable.All.Single(t => t.Name == "pictures"));
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            var deleted = await session.TryAsync("delete from ledger.pictures returning id");
            var expected = rows.Values
                .Where(row => World.Model.TakesPictureAway(who, row.Id("owner_id"), row.MaybeId("community_id")))
                .Select(row => row.Id("id").ToString());
            Assert.Equal(expected.Order(StringComparer.Ordinal), deleted.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task InsertOfAConsent_IsForTheTellerInHisOwnNameAndNotForTheAudience()
    {
        var wrong = new List<string>();
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            foreach (var story in World.Model.Stories.Values)
            {
                var isTeller = story.Teller == who.Id && !story.IsErased;
                var research = await session.TryAsync(Consent, Guid.CreateVersion7(), story.Id, "research", who.Id);
                if (research.SqlState != (isTeller ? null : Attempt.Denied))
                {
                    wrong.Add($"{who} on {story}: {research.SqlState ?? "inserted"} {research.Message}");
                }

                if (isTeller)
                {
                    var forAnother = await session.TryAsync(Consent, Guid.CreateVersion7(), story.Id, "research", World.Member.Id);
                    var display = await session.TryAsync(Consent, Guid.CreateVersion7(), story.Id, "public_display", who.Id);
                    if (!forAnother.IsDenied || !display.IsDenied)
                    {
                        wrong.Add($"{who} on {story}: for another {forAnother.SqlState ?? "inserted"}, public display {display.SqlState ?? "inserted"}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(30)));
    }

    [Fact]
    public async Task InsertOfAPicture_IsForItsOwnerAndArtworkForStewards()
    {
        foreach (var who in World.Everybody)
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            var own = await session.TryAsync(Picture, who.Id, "profile", null);
            Assert.Equal(who.IsAnonymous ? Attempt.Denied : null, own.SqlState);
            var anothers = await session.TryAsync(
                Picture, who == World.Member ? World.Elder.Id : World.Member.Id, "profile", null);
            Assert.Equal(Attempt.Denied, anothers.SqlState);
            foreach (var community in World.Model.Communities.Keys)
            {
                var artwork = await session.TryAsync(Picture, who.Id, "artwork", community);
                Assert.Equal(World.Model.IsIn(who, community, "steward") ? null : Attempt.Denied, artwork.SqlState);
            }
        }
    }

    [Fact]
    public async Task PictureOfAnother_CannotBeShownAsOnesOwn()
    {
        var hidden = await matrix.Ledger.AdminScalarAsync<Guid>(
            "select id from ledger.pictures where owner_id = $1 and id <> $2", World.Member.Id, World.ShownPicture);
        foreach (var who in World.SignedIn.Where(person => person != World.Member))
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            foreach (var picture in new[] { World.ShownPicture, hidden, World.HillArtwork })
            {
                var shown = await session.TryAsync("update ledger.profiles set picture_id = $1 where id = $2 returning id", picture, who.Id);
                Assert.Equal(Attempt.Denied, shown.SqlState);
            }
        }

        await using var steward = await ActorSession.OpenAsync(matrix.Ledger, World.Steward);
        foreach (var picture in new[] { World.ShownPicture, hidden, World.HillArtwork })
        {
            var shown = await steward.TryAsync("update ledger.communities set artwork_id = $1 where id = $2 returning id", picture, World.River);
            Assert.Equal(Attempt.Denied, shown.SqlState);
        }
    }

    private bool Owns(Person who, string table, Row row) => table switch
    {
        "profiles" => row.Id("id") == who.Id,
        "notifications" => row.Id("profile_id") == who.Id,
        _ => World.Model.IsIn(who, row.Id("id"), "steward"),
    };
}
