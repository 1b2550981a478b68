using System.Text;
using CsCheck;
using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Tests.Archive.Csv;
using EmpathyLedger.Tests.Communities;

namespace EmpathyLedger.Tests.Archive;

/// <summary>What comes in goes out again, and only what the steward may read.</summary>
public sealed class ArchiveExportTests(TestTown town) : IClassFixture<TestTown>
{
    private static readonly string[] Pieces =
    [
        "=", "+", "-", "@", "'", "''", "\"", ",", ";", "|", "\\", "\n", "\r\n", "\t", " ", "=SUM(A1)", "a", "Ada", "1973", "קול", "صوت", "😀", "e\u0301",
        "\u00a0", "\u2028", "语",
    ];

    private readonly ArchiveDesk _desk = new(town);

    private static CancellationToken Cancellation => TestTown.Cancellation;

    private ArchiveExport Export => new(town.Ledger.Database);

    /// <summary>The law: import(export(x)) = x, for whatever people wrote into an archive.</summary>
    [Fact]
    public async Task Archive_ImportedExportedAndImported_IsTheSame()
    {
        var text = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 6].Select(string.Concat);
        var row = Gen.Select(text, text, text, text, text, text, text, text).Select(cells => new[]
        {
            cells.Item1, $"Title {cells.Item2}", $"Ada {cells.Item3}", cells.Item4, cells.Item5, "en", cells.Item6, cells.Item7, "mines; a\\;b",
            $"Words {cells.Item8}\r\n\r\n{cells.Item1}",
        });
        await row.Array[1, 8].SampleAsync(
            async rows =>
            {
                var (one, other) = (await FoundAsync(), await FoundAsync());
                var file = CsvLine.Of("identifier", "title", "narrator", "interviewer", "recorded", "language", "place", "summary", "themes", "transcript")
                    + string.Concat(rows.Select(cells => CsvLine.Of(cells)));
                var first = await _desk.BringInAsync(one.Steward, one.Community, file);
                var exported = await ExportAsync(one.Steward, one.Community);
                if (first.RowsImported == 0)
                {
                    await AssertNothingWentOutAsync(other, exported);
                    return;
                }

                var second = await _desk.BringInAsync(other.Steward, other.Community, exported);
                Assert.Equal((first.RowsImported, 0), (second.RowsImported, second.RowsFailed));
                Assert.Equal(await ToRowsAsync(exported), await ToRowsAsync(await ExportAsync(other.Steward, other.Community)));

                // What is exported is what was checked and came in, cell by cell.
                var read = await CsvFiles.ReadAsync(CsvFiles.Utf8(file));
                var back = await CsvFiles.ReadAsync(CsvFiles.Utf8(exported));
                var imported = (await _desk.Imports.ListRowsAsync(one.Steward, first.Id, false, 0, Cancellation))
                    .Where(r => r.Outcome == ImportOutcome.Imported).Select(r => r.Number).ToHashSet();
                Assert.Equal(
                    read.Checked.Where(check => check.Row is { } r && imported.Contains(r.Number)).Select(check => Describe(check.Row!)),
                    back.Checked.Select(check => Describe(check.Row!)));

                // Into the community that it came from nothing comes again.
                var again = await _desk.BringInAsync(one.Steward, one.Community, exported);
                Assert.Equal((0, first.RowsImported, 0), (again.RowsImported, again.RowsKnown, again.RowsFailed));
            },
            iter: 25, threads: 1);
    }

    [Fact]
    public async Task RealInterviews_GoOutAsTheyCameIn()
    {
        var file = await File.ReadAllTextAsync(SharedData.PathOf("scranton/interviews.csv"), Cancellation);
        var (steward, community) = await FoundAsync();
        await _desk.BringInAsync(steward, community, file);
        var (before, after) = (await CsvFiles.ReadAsync(CsvFiles.Utf8(file)), await CsvFiles.ReadAsync(CsvFiles.Utf8(await ExportAsync(steward, community))));
        string[] headings = ["identifier", "title", "narrator", "interviewer", "recorded", "language", "transcript"];
        Assert.Equal(before.Rows.Select(row => Cells(before, row)), after.Rows.Select(row => Cells(after, row)));
        Assert.All(after.Rows, row => Assert.Equal("draft", row.Cells[after.Headings.ToList().IndexOf("state")]));

        string[] Cells(CsvFileReading read, CsvRow row) => [.. headings.Select(heading =>
            FormulaGuard.Unguard(row.Cells[read.Headings.ToList().IndexOf(heading)]).Replace("\r\n", "\n", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Export_GivesWhatTheStewardKeepsOrMayRead_AndTellsTheLog()
    {
        var file = ArchiveDesk.Archive(1100, prefix: "E");
        var (steward, community) = await FoundAsync();
        var other = await LetInAsync(steward, community, "Otto");
        await _desk.BringInAsync(steward, community, file);
        var told = new List<int>();
        using var output = new MemoryStream();
        Assert.Equal(1100, await Export.WriteAsync(steward, community, output, new Told(told), Cancellation));
        Assert.Equal([1000, 1100], told);
        Assert.Equal(1100L, await town.Ledger.AdminScalarAsync<long>(
            "select count(*) from ledger.access_log where action = 'export' and is_granted and actor_id = $1", steward.ProfileId));

        foreach (var who in new[] { other, town.Steward, town.Member, Actor.Anonymous })
        {
            Assert.Single((await ExportAsync(who, community)).Trim().Split('\n'));
        }

        // Another steward keeps none of them, and none is open.
        await MakeStewardAsync(steward, community, other);
        Assert.Single((await ExportAsync(other, community)).Trim().Split('\n'));

        // Open ones are anybody's to read: as they were published, under the name that readers see.
        await OpenAsync(community, "Story 7");
        var row = Assert.Single((await CsvFiles.ReadAsync(CsvFiles.Utf8(await ExportAsync(other, community)))).Checked);
        Assert.Equal(("As published", "Narrator 0", "Published words\n\nand what was recorded", "E7"),
            (row.Title, row.Narrator, row.Row!.Body.ToPlainText(), row.Row.Identifier));

        // Whoever keeps it has it once, as they work on it.
        Assert.Equal(1101, (await ExportAsync(steward, community)).Split('\n').Count(line => line.StartsWith('E') || line.StartsWith('\ufeff')));
    }

    /// <summary>Published to the community, as if it had gone the whole road.</summary>
    private Task OpenAsync(Guid community, string title) => town.Ledger.AdminAsync(
        $$"""
        insert into ledger.story_versions (id, story_id, teller_id, number, kind, kept_by, draft_revision, title, summary, language, direction, told_when,
            told_to, place, themes, warnings, people, community_ids, is_sensitive, body, body_text, transcript, word_count, audience, author_ids, created_at)
          select s.id, s.id, s.teller_id, 1, 'sent', 'person', 1, 'As published', '', 'en', 'ltr', '', '', '', '{}', '{}', '[]', '{ {{community}} }', false,
            d.body, 'Published words', 'and what was recorded', 2, 'community', '{}', now()
          from ledger.stories s join ledger.story_drafts d on d.story_id = s.id where d.title = '{{title}}' and s.custody_community_id = '{{community}}';
        update ledger.stories s set privacy_level = 'community', cleared_level = 'community', is_cleared = true, published_version_id = s.id,
            community_ids = '{ {{community}} }', published_at = now(), first_published_at = now()
          from ledger.story_drafts d where d.story_id = s.id and d.title = '{{title}}' and s.custody_community_id = '{{community}}';
        """);

    /// <summary>A row that names a story of this community is that story, whatever is amiss in the row; any other id says nothing.</summary>
    [Fact]
    public async Task Row_ThatNamesAStory_IsKnownHereAndNowhereElse()
    {
        var (steward, community) = await FoundAsync();
        var other = await FoundAsync();
        await _desk.BringInAsync(steward, community, ArchiveDesk.Archive(2, prefix: "N"));
        await OpenAsync(community, "Story 1");
        await town.Ledger.AdminAsync($"update ledger.stories set teller_name = null where is_open and custody_community_id = '{community}'");
        await town.Ledger.AdminAsync($"update ledger.story_drafts set title = '' where custody_community_id = '{community}'");

        // Another steward may read only the open one, and not who told it.
        var reader = await LetInAsync(steward, community, "Rea");
        await MakeStewardAsync(steward, community, reader);
        var withoutName = await ExportAsync(reader, community);
        Assert.Equal(new RowReason(RowFault.Missing, ImportField.Narrator), Assert.Single((await CsvFiles.ReadAsync(CsvFiles.Utf8(withoutName))).Checked).Reason);
        Assert.Equal("2 known", await _desk.ReportAsync(reader, await _desk.PrepareAsync(reader, community, withoutName)));
        var again = await _desk.BringInAsync(reader, community, withoutName);
        Assert.Equal((0, 1, 0), (again.RowsImported, again.RowsKnown, again.RowsFailed));

        // A draft without a title is known by its own row too; and for anybody else it is a row without a title.
        var withoutTitle = await ExportAsync(steward, community);
        Assert.Equal("2 known, 3 known", await _desk.ReportAsync(steward, await _desk.PrepareAsync(steward, community, withoutTitle)));
        Assert.Equal(
            "2 failed missing:title, 3 failed missing:title",
            await _desk.ReportAsync(other.Steward, await _desk.PrepareAsync(other.Steward, other.Community, withoutTitle)));
        Assert.Equal(
            "2 failed missing:narrator",
            await _desk.ReportAsync(other.Steward, await _desk.PrepareAsync(other.Steward, other.Community, withoutName)));
    }

    /// <summary>When no row came in, the headings are all there is, and a file of headings is answered as one.</summary>
    private async Task AssertNothingWentOutAsync((Actor Steward, Guid Community) other, string exported)
    {
        Assert.Single(exported.Trim().Split('\n'));
        var view = await _desk.ViewAsync(other.Steward, await _desk.UploadAsync(other.Steward, other.Community, exported));
        Assert.Equal((ImportState.Unreadable, new CsvProblem(CsvProblemKind.NoRows)), (view.State, view.Problem));
    }

    private async Task<(Actor Steward, Guid Community)> FoundAsync()
    {
        // Only somebody who is a steward already founds a community.
        var steward = await town.AddMemberAsync("Sia", town.Riverside, CommunityRole.Steward);
        var (_, slug) = await town.Membership.FoundAsync(steward, $"Archive {Guid.CreateVersion7()}", "", "", "Etc/UTC", Cancellation);
        return (steward, (await town.Directory.FindAsync(steward, slug!, Cancellation))!.Id);
    }

    private async Task<Actor> LetInAsync(Actor steward, Guid community, string name)
    {
        var person = await town.AddPersonAsync(name);
        await town.Membership.AskToJoinAsync(person, community, null, Cancellation);
        await town.Membership.AnswerMembershipAsync(steward, community, person.ProfileId!.Value, true, Cancellation);
        return person;
    }

    private async Task MakeStewardAsync(Actor steward, Guid community, Actor person) => Assert.Equal(
        RolesOutcome.Changed, await town.Membership.SetRolesAsync(steward, community, person.ProfileId!.Value, [CommunityRole.Steward], Cancellation));

    private async Task<string> ExportAsync(Actor actor, Guid community)
    {
        using var output = new MemoryStream();
        await Export.WriteAsync(actor, community, output, null, Cancellation);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>All but the stories' ids, in any order.</summary>
    private static async Task<List<string>> ToRowsAsync(string file)
    {
        var read = await CsvFiles.ReadAsync(CsvFiles.Utf8(file));
        var id = read.Headings.ToList().IndexOf("story id");
        return [.. read.Rows.Select(row => string.Join('\u001f', row.Cells.Where((_, i) => i != id))).Order(StringComparer.Ordinal)];
    }

    private static string Describe(ImportRow row) => string.Join(
        '\u001f', row.Identifier, row.Title, row.Narrator, row.Interviewer, row.Recorded, row.Language, row.Place, row.Summary,
        string.Join('\u001e', row.Themes), row.Body.ToPlainText());

    private sealed class Told(List<int> counts) : IProgress<int>
    {
        public void Report(int value) => counts.Add(value);
    }
}
