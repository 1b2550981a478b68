using CsCheck;
using EmpathyLedger.Tests.Database;
using Npgsql;

namespace EmpathyLedger.Tests.Insights;

/// <summary>
/// Somebody who has every download, knows the rules, every theme and language there is, and how people here tell, tries to
/// find out how many are behind a number that is left out.
/// </summary>
public sealed class DownloadAttackTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private static readonly int[] EdgeSizes = [4, 4, 4, 9, 9, 14, 3, 7];

    private static readonly Gen<Story[]> Communities = Gen.Select(
        Gen.Int[1, 60],
        Gen.Int[1, 5],
        Gen.Int[1, 6],
        Gen.Int[1, 3],
        Gen.Int[0, int.MaxValue]).Select((tellers, languages, themes, most, seed) =>
        {
            // Skewed, as communities are: the first language and theme take more than their share.
            var random = new Random(seed);
            int Skewed(int count) => random.Next(1 + random.Next(count));
            return Enumerable.Range(0, tellers)
                .SelectMany(teller => Enumerable.Range(0, 1 + random.Next(most)).Select(_ =>
                    new Story(teller, $"l{Skewed(languages)}", random.Next(8) == 0 ? "" : $"t{Skewed(themes)}")))
                .ToArray();
        });

    /// <summary>
    /// Groups as large as they can be for what is shown of them, or for nothing to be shown: there rounding leaves least open, and
    /// what is left out may be what is missing to the whole. Everybody tells once.
    /// </summary>
    private static readonly Gen<Story[]> EdgeCommunities = Gen.Select(
        Gen.Int[0, EdgeSizes.Length - 1].Array[1, 7],
        Gen.Int[0, EdgeSizes.Length - 1].Array[1, 7]).Select((languages, themes) =>
        {
            string KeyOf(int[] groups, string kind, int teller)
            {
                var (key, end) = (0, EdgeSizes[groups[0]]);
                while (key < groups.Length - 1 && teller >= end)
                {
                    end += EdgeSizes[groups[++key]];
                }

                return $"{kind}{key}";
            }

            return Enumerable.Range(0, languages.Sum(size => EdgeSizes[size])).Select(teller => new Story(teller, KeyOf(languages, "l", teller), KeyOf(themes, "t", teller))).ToArray();
        });

    public static TheoryData<string, string, string> MissingRules => new()
    {
        { "when one language is left out, all are", "c.cut = 'language'", "false" },
        { "when the themes that are shown could not make up the whole and one is left out, all are", "u.most < (select a.tellers from cells a where a.cut = 'all')", "false" },
    };

    public static TheoryData<string, int> Families => new()
    {
        { "two languages, themes or none", 12 },
        { "three languages", 12 },
        { "every story has one of three themes", 26 },
        { "somebody tells much", 12 },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cells_OfTheDatabase_AreThoseOfTheRules() => await Gen.Select(Gen.OneOf(Communities, EdgeCommunities), Gen.Int[5, 8]).SampleAsync(
        async (stories, smallest) =>
        {
            var tellings = BorderRules.TellingsOf(stories);
            await using var connection = await OpenAsync();
            Assert.Equal(BorderRules.Publish(tellings, smallest), await PublishAsync(connection, tellings, smallest));
        },
        iter: 300,
        threads: 1);

    /// <summary>The solver against what the database itself publishes of communities where it has least to hide behind.</summary>
    [Fact]
    public async Task HiddenGroup_OfACommunityAtTheEdge_IsNotFound() => Assert.Empty(await AttackAsync("select 1"));

    /// <summary>The attack itself, tried on rules that are missing: it must succeed.</summary>
    [Theory]
    [MemberData(nameof(MissingRules))]
    public async Task HiddenGroup_WithoutTheRule_IsFound(string rule, string right, string wrong)
    {
        var text = await ledger.AdminScalarAsync<string>("select pg_get_functiondef('app.insight_cells_of(ledger.insight_telling[],integer)'::regprocedure)");
        Assert.Contains(right, text, StringComparison.Ordinal);
        var found = await AttackAsync(text.Replace(right, wrong, StringComparison.Ordinal));
        Assert.True(found.Count > 0, $"Nobody was found without the rule that {rule}.");
    }

    [Fact]
    public void Cells_ThatAreShown_AreNeverSmallNorDominatedNorExact() => Communities.Sample(stories =>
    {
        var tellings = BorderRules.TellingsOf(stories);
        foreach (var ((cut, key), shown) in BorderRules.Publish(tellings, 5))
        {
            var cell = tellings.Where(telling => telling.Cut == cut && telling.Key == key).ToList();
            Assert.True(cell.Count >= 5 && shown % 5 == 0 && shown <= cell.Count);
            Assert.True(cell.Max(telling => telling.Stories) * 2 <= cell.Sum(telling => telling.Stories));
        }
    });

    /// <summary>Every community of a kind up to a size, grouped by what is published of it: a hidden number must differ within its group.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void HiddenGroup_InEverySmallCommunity_HasMoreThanOnePossibleSize(string family, int most)
    {
        var kinds = KindsOf(family);
        var possible = new Dictionary<(string Published, string Cut, string Key), HashSet<int>>();
        var hidden = new List<((string, string, string) Cell, int People)>();
        var keys = kinds.SelectMany(kind => kind).SelectMany(story => new[] { ("language", story.Language), ("theme", story.Theme) })
            .Append(("all", "")).Where(cell => cell is not ("theme", "")).Distinct().ToList();
        foreach (var counts in Worlds(kinds.Count, most))
        {
            var teller = 0;
            var tellings = BorderRules.TellingsOf(counts.SelectMany((count, kind) => Enumerable.Range(0, count).SelectMany(_ =>
            {
                teller++;
                return kinds[kind].Select(story => story with { Teller = teller }).ToList();
            })));
            var published = BorderRules.Publish(tellings, 5);
            var name = string.Join(' ', published.Select(cell => $"{cell.Key.Cut}/{cell.Key.Key}={cell.Value}"));
            var people = BorderRules.TellersOf(tellings);
            foreach (var (cut, key) in keys.Where(key => !published.ContainsKey(key)))
            {
                var size = people.GetValueOrDefault((cut, key));
                if (!possible.TryGetValue((name, cut, key), out var sizes))
                {
                    possible[(name, cut, key)] = sizes = [];
                }

                sizes.Add(size);

                // At the edge of the enumeration its other half is missing.
                if (size is > 0 and < 5 && counts.Sum() <= most - 4)
                {
                    hidden.Add(((name, cut, key), size));
                }
            }
        }

        Assert.True(hidden.Count > 1_000, $"{hidden.Count} hidden groups");
        Assert.Empty(hidden.Where(cell => possible[cell.Cell].Count < 2).Select(cell => $"{cell}").Distinct().Take(5));
    }

    /// <summary>Larger communities, by bounds: what each shown number leaves open is carried over to the others until nothing moves.</summary>
    [Fact]
    public void HiddenGroup_OfAnyCommunity_IsNeverPinnedByBounds() => Gen.OneOf(Communities, EdgeCommunities).Sample(
        told =>
        {
            var tellings = ThemedTellingsOf(told);
            Assert.Empty(Found(tellings, BorderRules.Publish(tellings, 5)));
        },
        iter: 3_000);

    /// <summary>Every story has a theme, as the solver takes it: then what it finds is true, and it finds the most.</summary>
    private static List<Telling> ThemedTellingsOf(IEnumerable<Story> told) =>
        BorderRules.TellingsOf(told.Select(story => story.Theme.Length > 0 ? story : story with { Theme = "t0" }));

    /// <summary>The groups too small to be shown of whose size only one is possible.</summary>
    private static List<string> Found(List<Telling> tellings, IReadOnlyDictionary<(string Cut, string Key), int> published)
    {
        var people = BorderRules.TellersOf(tellings);
        var bounds = new DownloadSolver(people.Keys, published).Solve();
        Assert.All(people, cell => Assert.InRange(cell.Value, bounds[cell.Key].Low, bounds[cell.Key].High));
        return [.. people.Where(cell => cell.Value < 5 && bounds[cell.Key].Low == bounds[cell.Key].High).Select(cell => $"{cell.Key} is {cell.Value}")];
    }

    /// <summary>Who is found in communities at the edge when the database publishes by these rules.</summary>
    private async Task<List<string>> AttackAsync(string rules)
    {
        await using var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using (var plant = new NpgsqlCommand(rules, connection))
        {
            await plant.ExecuteNonQueryAsync(Cancellation);
        }

        List<string> found = [];
        await EdgeCommunities.SampleAsync(
            async told =>
            {
                var tellings = ThemedTellingsOf(told);
                found.AddRange(Found(tellings, await PublishAsync(connection, tellings, 5)));
            },
            iter: 600,
            threads: 1);
        return found;
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ledger.AdminConnectionString);
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private static List<Story[]> KindsOf(string family)
    {
        static Story Told(string language, string theme) => new(0, language, theme);
        static List<Story[]> Each(string languages, string themes) =>
            [.. from language in languages.Split(' ') from theme in themes.Split(' ') select new[] { Told(language, theme == "-" ? "" : theme) }];
        return family switch
        {
            "two languages, themes or none" => Each("en gd", "- a b"),
            "three languages" => Each("en gd ar", "- a"),
            "every story has one of three themes" => Each("en", "a b c"),
            _ =>
            [
                [Told("en", "a")], [Told("en", "b")], [Told("gd", "")], [Told("en", "a"), Told("gd", "b")],
                [.. Enumerable.Repeat(Told("en", "b"), 4)],
            ],
        };
    }

    /// <summary>How many people of each kind, all together at most so many.</summary>
    private static IEnumerable<int[]> Worlds(int kinds, int most)
    {
        if (kinds == 1)
        {
            return Enumerable.Range(0, most + 1).Select(count => new[] { count });
        }

        return Enumerable.Range(0, most + 1).SelectMany(count => Worlds(kinds - 1, most - count).Select(rest => (int[])[count, .. rest]));
    }

    private static async Task<SortedDictionary<(string Cut, string Key), int>> PublishAsync(NpgsqlConnection connection, List<Telling> tellings, int smallest)
    {
        await using var command = new NpgsqlCommand(
            """
            select f.cut::text, f.key, f.tellers from app.insight_cells_of(array(
              select (u.cut::ledger.insight_cut, u.key, lpad(u.teller::text, 32, '0')::uuid, u.stories)::ledger.insight_telling
              from unnest($1::text[], $2::text[], $3::int[], $4::int[]) u (cut, key, teller, stories)), $5) f
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = tellings.Select(telling => telling.Cut).ToArray() }, new() { Value = tellings.Select(telling => telling.Key).ToArray() },
                new() { Value = tellings.Select(telling => telling.Teller).ToArray() }, new() { Value = tellings.Select(telling => telling.Stories).ToArray() },
                new() { Value = smallest },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var cells = new SortedDictionary<(string Cut, string Key), int>();
        while (await reader.ReadAsync(Cancellation))
        {
            cells.Add((reader.GetString(0), reader.GetString(1)), reader.GetInt32(2));
        }

        return cells;
    }
}
