namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>What is done with an import is done by whoever brings it in, while they are a steward: to everybody else there is none.</summary>
[Collection(MatrixCollection.Name)]
public sealed class ImportFunctionTests(MatrixFixture matrix)
{
    private const string Nothing = "'{}', '{}', '{}', '{}', '{}', '{}', '{}'";

    private static readonly (string Name, string Sql)[] OfAnImport =
    [
        ("add_import_part", "select app.add_import_part($1, 1, 'x')"),
        ("end_upload", "select app.end_upload($1, '{}', '[]', '{}', null)"),
        ("start_import_pass", "select app.start_import_pass($1, '{}', false)"),
        ("start_import_pass for real", "select app.start_import_pass($1, null, true)"),
        ("cancel_import", "select app.cancel_import($1)"),
        ("read_import_part", "select coalesce(convert_from(app.read_import_part($1, 0), 'UTF8'), 'not_found')"),
    ];

    private static readonly (string Name, string Sql)[] OfALease =
    [
        ("check_import_rows", $"select app.check_import_rows($1, $2, 3, {Nothing})"),
        ("import_stories", $"select app.import_stories($1, $2, 3, {Nothing}, '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}')"),
        ("end_import_pass", "select app.end_import_pass($1, $2, null)"),
    ];

    [Fact]
    public async Task FunctionsOfAnImport_ForAnybodyElse_FindNone()
    {
        var wrong = new List<string>();
        foreach (var who in matrix.World.Everybody.Where(who => who != matrix.World.Archive.Custodian))
        {
            await using var session = await ActorSession.OpenAsync(matrix.Ledger, who);
            foreach (var import in new[] { matrix.World.Imports.OfCustodian, matrix.World.Imports.OfLapsedCustodian, Guid.CreateVersion7() })
            {
                foreach (var (name, sql) in OfAnImport)
                {
                    Note(name, "not_found", (await session.TryAsync(sql, import)).Keys.SingleOrDefault());
                }

                foreach (var (name, sql) in OfALease)
                {
                    Note(name, "stopped", (await session.TryAsync(sql, import, MatrixImports.LeaseId)).Keys.SingleOrDefault());
                }
            }

            void Note(string name, string expected, string? word)
            {
                if (word != expected)
                {
                    wrong.Add($"{who}: {name} answers {word}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task FunctionsOfAnImport_ForItsSteward_FindIt()
    {
        await using var session = await ActorSession.OpenAsync(matrix.Ledger, matrix.World.Archive.Custodian);
        var import = matrix.World.Imports.OfCustodian;
        Assert.Equal("abc", (await session.TryAsync(OfAnImport[^1].Sql, import)).Keys.Single());
        Assert.Equal("noted", (await session.TryAsync(OfALease[^1].Sql, import, MatrixImports.LeaseId)).Keys.Single());
        Assert.Equal("stopped", (await session.TryAsync(OfALease[^1].Sql, import, Guid.CreateVersion7())).Keys.Single());
        Assert.Equal("cancelled", (await session.TryAsync("select app.cancel_import($1)", import)).Keys.Single());
    }
}
