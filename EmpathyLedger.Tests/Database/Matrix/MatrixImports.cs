namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>An import of everybody who is or was a steward, each with a part, a row and a story that came of it, put there by the superuser.</summary>
internal sealed class MatrixImports(LedgerDatabaseFixture ledger, AccessModel model)
{
    /// <summary>The custodian's, in the middle of coming in.</summary>
    public Guid OfCustodian { get; private set; }

    public Guid OfLapsedCustodian { get; private set; }

    public static Guid LeaseId { get; } = Guid.CreateVersion7();

    public async Task BuildAsync(MatrixWorld world)
    {
        OfCustodian = await AddAsync(world.Archive.Custodian, world.River, world.Story("kept, never sent").Id);
        OfLapsedCustodian = await AddAsync(world.Archive.LapsedCustodian, world.River, world.Story("kept by nobody, with the elders").Id);
        await AddAsync(world.OtherSteward, world.Hill, null);
    }

    private async Task<Guid> AddAsync(Person steward, Guid community, Guid? story)
    {
        var id = Guid.CreateVersion7();
        await ledger.AdminAsync(
            $$"""
            insert into ledger.imports (id, community_id, steward_id, file_name, state, headings, byte_count, lease_id, lease_until)
              values ('{{id}}', '{{community}}', '{{steward.Id}}', 'a.csv', 'importing', '{title}', 3, '{{LeaseId}}', now() + interval '1 day');
            insert into ledger.import_parts (import_id, number, content) values ('{{id}}', 0, 'abc');
            insert into ledger.import_rows (import_id, row_number, outcome, title, narrator) values ('{{id}}', 2, 'imported', 'A title', 'Ann');
            """);
        if (story is { } origin)
        {
            await ledger.AdminAsync(
                $"""
                insert into ledger.story_origins (story_id, community_id, source_key, identifier, import_id)
                  values ('{origin}', '{community}', sha256('{origin}'), 'A 1', '{id}')
                """);
        }

        model.Imports.Add(id, (steward.Id, community));
        return id;
    }
}
