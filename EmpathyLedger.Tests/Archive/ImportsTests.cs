using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Tests.Communities;

namespace EmpathyLedger.Tests.Archive;

/// <summary>An archive comes in: what becomes of each row, and what a story is when it is there.</summary>
public sealed class ImportsTests(TestTown town) : IClassFixture<TestTown>
{
    private readonly ArchiveDesk _desk = new(town);

    private static CancellationToken Cancellation => TestTown.Cancellation;

    [Fact]
    public async Task RealInterviews_ComeInOnce_PrivateAndTheirNarrators()
    {
        var file = await File.ReadAllTextAsync(SharedData.PathOf("scranton/interviews.csv"), Cancellation);
        var before = await _desk.CountStoriesAsync(town.Hillside);
        var first = await _desk.BringInAsync(town.OtherSteward, town.Hillside, file);
        Assert.Equal((ImportState.Done, 18, 18, 0, 0), (first.State, first.RowsTotal!.Value, first.RowsImported, first.RowsKnown, first.RowsFailed));
        Assert.Equal(before + 18, await _desk.CountStoriesAsync(town.Hillside));
        Assert.Equal(0L, await town.Ledger.AdminScalarAsync<long>("select count(*) from ledger.import_parts where import_id = $1", first.Id));

        var second = await _desk.BringInAsync(town.OtherSteward, town.Hillside, file);
        Assert.Equal((ImportState.Done, 0, 18, 0), (second.State, second.RowsImported, second.RowsKnown, second.RowsFailed));
        Assert.Equal(before + 18, await _desk.CountStoriesAsync(town.Hillside));

        var rows = await _desk.Imports.ListRowsAsync(town.OtherSteward, first.Id, false, 0, Cancellation);
        var story = rows.Single(row => row.Title == "Interview with Anthony Naugin").StoryId!.Value;
        var draft = await new Drafts(town.Ledger.Database).OpenAsync(town.OtherSteward, story, Cancellation);
        Assert.NotNull(draft);
        Assert.Equal(("Interview with Anthony Naugin", "1973", "John L. Earl", "en"), (draft.Content.Title, draft.Content.ToldWhen, draft.Content.ToldTo, draft.Content.Language));
        Assert.StartsWith("SCRAN 4-13\n\nScranton Project Tapes\n\n", draft.Content.Body.ToPlainText(), StringComparison.Ordinal);
        Assert.Equal([town.Hillside], draft.Content.CommunityIds);
        Assert.Equal(
            "private draft f Anthony Naugin imported",
            await town.Ledger.AdminScalarAsync<string>(
                """
                select concat_ws(' ', s.privacy_level, d.stage, s.is_open, p.display_name, e.kind)
                from ledger.stories s join ledger.story_drafts d on d.story_id = s.id join ledger.profiles p on p.id = s.teller_id
                join ledger.narrators n on n.profile_id = p.id join ledger.custody_events e on e.story_id = s.id where s.id = $1
                """,
                story));

        // Nobody else: not another steward, not a member, not a visitor.
        foreach (var who in new[] { town.Steward, town.Member, town.Stranger, Actor.Anonymous })
        {
            Assert.Null(await new Drafts(town.Ledger.Database).OpenAsync(who, story, Cancellation));
            Assert.Null(await _desk.Imports.FindAsync(who, first.Id, Cancellation));
            Assert.Empty(await _desk.Imports.ListRowsAsync(who, first.Id, false, 0, Cancellation));
        }
    }

    [Fact]
    public async Task Rows_ThatFail_StopNoOther()
    {
        const string File = """
            id,title,narrator,text
            B1,One,Ada,Words
            B2,,Ada,Words
            B3,Three,Ada,=1+1
            B1,Four,Ben,Other words
            ,Five,ada ,Words
            ,Five,ada ,Words
            B7,=SUM(A1),Ben,Words
            B8,Eight,Ben,"Words
            """;
        var id = await _desk.PrepareAsync(town.Steward, town.Riverside, File);
        const string Report = "2 ready, 3 failed missing:title, 4 ready, 5 failed repeated_identifier:identifier, 6 ready, 7 known, "
            + "8 failed formula:title, 9 failed unclosed_quote";
        Assert.Equal(Report, await _desk.ReportAsync(town.Steward, id));
        var checkedView = await _desk.ViewAsync(town.Steward, id);
        Assert.Equal((ImportState.Checked, 8, 3, 1, 4), (checkedView.State, checkedView.RowsTotal!.Value, checkedView.RowsReady, checkedView.RowsKnown, checkedView.RowsFailed));

        Assert.Equal(ImportStepOutcome.Started, await _desk.Imports.StartAsync(town.Steward, id, Cancellation));
        await _desk.WorkAsync(id);
        Assert.Equal(Report.Replace("ready", "imported", StringComparison.Ordinal), await _desk.ReportAsync(town.Steward, id));
        Assert.Equal([3, 5, 8, 9], (await _desk.Imports.ListRowsAsync(town.Steward, id, true, 0, Cancellation)).Select(row => row.Number));
        Assert.Equal([9], (await _desk.Imports.ListRowsAsync(town.Steward, id, true, 8, Cancellation)).Select(row => row.Number));

        // Ada and ada are one narrator; the same file again adds nothing, and says the same of what failed.
        Assert.Equal(1L, await town.Ledger.AdminScalarAsync<long>("select count(*) from ledger.narrators where name_key = 'ada'"));
        var again = await _desk.PrepareAsync(town.Steward, town.Riverside, File);
        Assert.Equal(Report.Replace("ready", "known", StringComparison.Ordinal), await _desk.ReportAsync(town.Steward, again));
    }

    [Fact]
    public async Task Row_ThatOnlyTheDatabaseRefuses_FailsAlone()
    {
        await town.Ledger.AdminAsync("alter table ledger.story_drafts add constraint test_check check (title <> 'Story 123')");
        var view = await _desk.BringInAsync(town.Steward, town.Riverside, ArchiveDesk.Archive(500, prefix: "R"));
        await town.Ledger.AdminAsync("alter table ledger.story_drafts drop constraint test_check");
        Assert.Equal((ImportState.Done, 499, 1), (view.State, view.RowsImported, view.RowsFailed));
        var failed = Assert.Single(await _desk.Imports.ListRowsAsync(town.Steward, view.Id, true, 0, Cancellation));
        Assert.Equal((124, "Story 123", new RowReason(RowFault.Refused)), (failed.Number, failed.Title, failed.Reason!.Value));
    }

    [Theory]
    [InlineData("", ImportBeginOutcome.Empty)]
    [InlineData("title,narrator,text\nOne,Ada,Words", ImportBeginOutcome.NotFound)]
    public async Task File_ThatIsRefused_LeavesNothing(string file, ImportBeginOutcome outcome)
    {
        foreach (var who in new[] { town.Member, town.Elder, town.OtherSteward, town.Removed, town.Stranger, Actor.Anonymous })
        {
            var begun = await _desk.Imports.BeginAsync(who, town.Riverside, "x.csv", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file)), Cancellation);
            Assert.Equal(new ImportBegin(outcome, null), begun);
        }

        Assert.Equal(0L, await town.Ledger.AdminScalarAsync<long>("select count(*) from ledger.imports where file_name = 'x.csv'"));
    }

    [Fact]
    public async Task File_ThatCannotBeRead_TellsWhy_AtOnceOrWhereItIsMet()
    {
        var id = await _desk.UploadAsync(town.Steward, town.Riverside, [0x50, 0x4B, 0x03, 0x04, 1, 2, 3]);
        var view = await _desk.ViewAsync(town.Steward, id);
        Assert.Equal((ImportState.Unreadable, new CsvProblem(CsvProblemKind.Spreadsheet)), (view.State, view.Problem));

        byte[] file = [.. System.Text.Encoding.UTF8.GetBytes(ArchiveDesk.Archive(900, prefix: "L")), .. "x,Caf"u8, 0xE9, .. ",Ada,,,,Words\n"u8];
        id = await _desk.UploadAsync(town.Steward, town.Riverside, file);
        await _desk.CheckAsync(town.Steward, id);
        view = await _desk.ViewAsync(town.Steward, id);

        // 900 rows of three lines each, and the headings.
        Assert.Equal((ImportState.Unreadable, new CsvProblem(CsvProblemKind.NotUtf8, 2702)), (view.State, view.Problem));
        Assert.Equal(ImportStepOutcome.NotFound, await _desk.Imports.StartAsync(town.Steward, id, Cancellation));
    }

    [Fact]
    public async Task Columns_AreGuessed_AndSaidByHandWhereTheyCannotBe()
    {
        var id = await _desk.UploadAsync(town.Steward, town.Riverside, "Nr;Titel;Erzählerin;Text\nC1;Eins;Ida;Wörter\n");
        var view = await _desk.ViewAsync(town.Steward, id);
        Assert.Equal((ImportState.Uploaded, "Nr|Titel|Erzählerin|Text", "C1|Eins|Ida|Wörter"),
            (view.State, string.Join('|', view.Headings), string.Join('|', view.Sample.Single())));
        Assert.Equal([ImportField.Title, ImportField.Narrator], view.Mapping.FindMissing());
        Assert.Equal(ImportStepOutcome.Unmapped, await _desk.Imports.CheckAsync(town.Steward, id, view.Mapping, Cancellation));
        Assert.Equal(ImportStepOutcome.NotFound, await _desk.Imports.StartAsync(town.Steward, id, Cancellation));

        var mapping = view.Mapping.With(0, ImportField.Identifier).With(1, ImportField.Title).With(2, ImportField.Narrator);
        Assert.Equal(ImportStepOutcome.Started, await _desk.Imports.CheckAsync(town.Steward, id, mapping, Cancellation));
        await _desk.WorkAsync(id);
        Assert.Equal("2 ready", await _desk.ReportAsync(town.Steward, id));
        Assert.Equal(mapping, (await _desk.ViewAsync(town.Steward, id)).Mapping);
    }

    [Fact]
    public async Task Imports_OfOneSteward_AreBounded()
    {
        var steward = await town.AddMemberAsync("Bea", town.Riverside, Core.Communities.CommunityRole.Steward);
        for (var i = 0; i < 5; i++)
        {
            await _desk.UploadAsync(steward, town.Riverside, "title,narrator,text\nOne,Ada,Words");
        }

        Assert.Equal(
            new ImportBegin(ImportBeginOutcome.TooMany, null),
            await _desk.Imports.BeginAsync(steward, town.Riverside, "x.csv", new MemoryStream([65]), Cancellation));
        var open = await _desk.Imports.ListAsync(steward, town.Riverside, Cancellation);
        Assert.Equal(5, open.Count);
        await town.Ledger.AdminAsync($"update ledger.imports set updated_at = now() - interval '8 days' where steward_id = '{steward.ProfileId}'");
        await town.Ledger.AdminAsync("select app.forget_old_imports()");
        Assert.All(await _desk.Imports.ListAsync(steward, town.Riverside, Cancellation), import => Assert.Equal(ImportState.Cancelled, import.State));
        await town.Ledger.AdminAsync($"update ledger.imports set updated_at = now() - interval '91 days' where steward_id = '{steward.ProfileId}'");
        await town.Ledger.AdminAsync("select app.forget_old_imports()");
        Assert.Empty(await _desk.Imports.ListAsync(steward, town.Riverside, Cancellation));
    }
}
