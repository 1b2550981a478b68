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

    public static TheoryData<string, int> Families => new()
    {
        { "two languages, themes or none", 12 },
        { "three languages", 12 },
        { "every story has one of three themes", 26 },
        { "somebody tells much", 12 },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cells_OfTheDatabase_AreThoseOfTheRules() => await Gen.Select(Communities, Gen.Int[5, 8]).SampleAsync(
        async (stories, smallest) =>
        {
            var tellings = BorderRules.TellingsOf(stories);
            Assert.Equal(BorderRules.Publish(tellings, smallest), await PublishAsync(tellings, smallest));
        },
        iter: 300,
        threads: 1);

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
    public void HiddenGroup_OfAnyCommunity_IsNeverPinnedByBounds() => Communities.Sample(
        told =>
        {
            // Every story has a theme, as the solver takes it: then what it finds is true, and it finds the most.
            var tellings = BorderRules.TellingsOf(told.Select(story => story.Theme.Length > 0 ? story : story with { Theme = "t0" }));
            var people = BorderRules.TellersOf(tellings);
            var bounds = new DownloadSolver(people.Keys, BorderRules.Publish(tellings, 5)).Solve();
            foreach (var (cell, size) in people)
            {
                Assert.InRange(size, bounds[cell].Low, bounds[cell].High);
                if (size < 5)
                {
                    Assert.True(bounds[cell].Low < bounds[cell].High, $"{cell} is {size}, found in {bounds[cell]}");
                }
            }
        },
        iter: 3_000);

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

    private async Task<SortedDictionary<(string Cut, string Key), int>> PublishAsync(List<Telling> tellings, int smallest)
    {
        await using var connection = new NpgsqlConnection(ledger.AdminConnectionString);
        await connection.OpenAsync(Cancellation);
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
