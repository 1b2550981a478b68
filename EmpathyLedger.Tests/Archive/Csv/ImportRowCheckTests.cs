using EmpathyLedger.Core.Archive.Csv;

namespace EmpathyLedger.Tests.Archive.Csv;

public sealed class ImportRowCheckTests
{
    private const string Headings =
        "Call Number;Story title;Interviewee;Interviewed by;Date of interview;Lang;Location;Abstract;Keywords;Transcription;Notes";

    [Fact]
    public async Task Row_OfKnownHeadings_IsReadWithoutHelp()
    {
        var read = await CsvFiles.ReadAsync(CsvFiles.Utf8(
            $"{Headings}\n A-1 ;\" The\n flood \";Ada Fox;Ben;1973;Arabic;'=Riverside;\"One line\r\n\";water | flood;\"One.\r\n\r\nTwo, three.\";none"));
        Assert.Null(read.Mapping.FindProblem(read.Headings));
        Assert.Null(read.Mapping.FieldOf(10));
        var row = Assert.Single(read.Checked).Row!;
        Assert.Equal(
            (2, "A-1", "The flood", "Ada Fox", "Ben", "1973"), (row.Number, row.Identifier, row.Title, row.Narrator, row.Interviewer, row.Recorded));
        Assert.Equal(("ar", "rtl", "=Riverside", "One line"), (row.Language, row.Direction, row.Place, row.Summary));
        Assert.Equal(["water", "flood"], row.Themes);
        Assert.Equal("One.\n\nTwo, three.", row.Body.ToPlainText());
        Assert.Equal("{\"ops\":[{\"insert\":\"One.\\n\\nTwo, three.\\n\"}]}", row.Body.ToJson());
    }

    [Theory]
    [InlineData("", "und")]
    [InlineData("en", "en")]
    [InlineData("EN-us", "en-us")]
    [InlineData("english", "en")]
    [InlineData("Lithuanian", "lt")]
    [InlineData("Māori", "mi")]
    [InlineData("nys", "nys")]
    [InlineData("Wiradjuri", "Wiradjuri")]
    public void Language_AsArchivesWriteIt_IsACodeWhereThereIsOne(string words, string language)
    {
        Assert.Equal(language, ImportLanguages.Read(words));
        Assert.Equal(language, ImportLanguages.Read(language));
    }

    [Fact]
    public void Reason_AsItIsStored_IsReadAgain()
    {
        foreach (var fault in Enum.GetValues<RowFault>())
        {
            foreach (var reason in ImportFields.All.Select(field => new RowReason(fault, field)).Prepend(new RowReason(fault)))
            {
                Assert.Equal(reason, RowReason.FromWord(reason.ToWord()));
                Assert.EndsWith(".", reason.InWords().TrimEnd(')'), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Problem_OfAFile_SaysWhatToDo() =>
        Assert.All(Enum.GetValues<CsvProblemKind>(), kind => Assert.EndsWith(".", new CsvProblem(kind, 3).InWords(), StringComparison.Ordinal));

    [Fact]
    public void Mapping_GivenByHand_TakesAFieldAwayFromWhereItWas()
    {
        var mapping = ImportMapping.Guess(["title", "narrator", "text", "notes"]).With(3, ImportField.Text);
        Assert.Equal((3, null, ImportField.Text), (mapping.ColumnOf(ImportField.Text), mapping.FieldOf(2), mapping.FieldOf(3)));
        Assert.Equal(mapping, ImportMapping.FromJson(mapping.ToJson()));
        Assert.False(mapping.Fits(["title", "narrator", "text"]));
        Assert.Equal([ImportField.Title], mapping.With(0, null).FindMissing());
    }

    [Fact]
    public async Task SourceKey_IsTheArchivesIdentifier_OrTheRowItself()
    {
        var read = await CsvFiles.ReadAsync(CsvFiles.Utf8(
            $"{CsvFiles.Headings}\nA,One,Ada,Words\nA,Two,Ben,Other words\n,One,Ada,Words\n,One,Ada,Words\n,One,Ada,Word\n,OneA,da,Words"));
        var keys = read.Checked.Select(check => Convert.ToHexString(check.Row!.ToSourceKey())).ToList();
        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(keys[2], keys[3]);
        Assert.Equal(4, keys.Distinct().Count());
    }

    [Fact]
    public async Task RealInterviews_MapByTheirHeadings_AndAllComeIn()
    {
        var read = await CsvFiles.ReadAsync(await File.ReadAllBytesAsync(
            SharedData.PathOf("scranton/interviews.csv"), TestContext.Current.CancellationToken));
        Assert.Null(read.Problem);
        Assert.Null(read.Mapping.FindProblem(read.Headings));
        Assert.Equal(18, read.Checked.Count(check => check.Row is not null));
        Assert.Equal(18, read.Checked.Count);
        var first = read.Checked[0].Row!;
        Assert.Equal(("SCRAN 4-13", "Anthony Naugin", "John L. Earl", "1973", "en"), (first.Identifier, first.Narrator, first.Interviewer, first.Recorded, first.Language));
        Assert.Equal(18, read.Checked.Select(check => Convert.ToHexString(check.Row!.ToSourceKey())).Distinct().Count());
    }
}
