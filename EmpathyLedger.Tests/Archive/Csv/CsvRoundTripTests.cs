using System.Text;
using CsCheck;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Stories;

namespace EmpathyLedger.Tests.Archive.Csv;

/// <summary>The laws of the format: what was written is read again, whatever people wrote.</summary>
public sealed class CsvRoundTripTests
{
    private static readonly string[] Pieces =
    [
        "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", "'", "''", "=", "+", "-", "@", "=SUM(A1)", "'=1", "|", "\\", " ", "a", "Ada", "1973",
        "קול", "صوت", "\u202e", "é", "e\u0301", "😀", "語", "\u00a0", "sep=", "\ufeff",
    ];

    private static readonly Gen<string> AnyText = Gen.OneOf(
        OneOf(Pieces).Array[0, 8].Select(string.Concat),
        Gen.String[Gen.Char, 0, 20].Where(StoryTextOrLineEnds));

    private static readonly Gen<string[][]> Tables =
        Gen.Int[2, 5].SelectMany(columns => AnyText.Array[columns].Where(row => !Array.TrueForAll(row, string.IsNullOrWhiteSpace)).Array[0, 12]);

    /// <summary>The law of the format: read(write(rows)) = rows, and no cell that was written is run by a spreadsheet.</summary>
    [Fact]
    public async Task Rows_WrittenAndRead_AreTheSame() => await Tables.SampleAsync(async rows =>
    {
        var headings = Enumerable.Range(0, rows.Length == 0 ? 2 : rows[0].Length).Select(i => $"column {i}").ToArray();
        var file = string.Concat(rows.Prepend(headings).Select(row => CsvLine.Of(row)));
        var read = await CsvFiles.ReadAsync(Encoding.UTF8.GetBytes(file));
        Assert.Equal(rows.Length == 0 ? new CsvProblem(CsvProblemKind.NoRows) : null, read.Problem);
        Assert.Equal(headings, read.Headings);
        Assert.All(read.Rows, row => Assert.Null(row.Fault));
        Assert.Equal(rows, read.Rows.Select(row => row.Cells.Select(FormulaGuard.Unguard).ToArray()));
        Assert.All(read.Rows.SelectMany(row => row.Cells), cell => Assert.False(cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]));
    });

    /// <summary>Any text at all is read as rows or answered with a problem, the same whatever portions it comes in.</summary>
    [Fact]
    public async Task AnyFile_IsReadOrAnswered_WhateverPortionsItComesIn() =>
        await Gen.Select(OneOf("a", ",", "\"", "\n", "\r", "\r\n", ";", "b\"", "é", "\"\"").Array[0, 40].Select(string.Concat), Gen.Int[1, 7]).SampleAsync(async (text, most) =>
        {
            var file = CsvFiles.Utf8(text);
            var (whole, portions) = (await CsvFiles.ReadAsync(file), await CsvFiles.ReadAsync(file, stream => new TrickleStream(stream, most)));
            Assert.Equal(whole.Problem, portions.Problem);
            Assert.Equal(whole.Report, portions.Report);
            Assert.Equal(whole.Rows.SelectMany(row => row.Cells), portions.Rows.SelectMany(row => row.Cells));
            Assert.Equal(whole.Rows.Select(row => (row.Number, row.Line)).Order(), whole.Rows.Select(row => (row.Number, row.Line)));
        });

    [Fact]
    public void Guard_TakenOffAgain_GivesTheText() => AnyText.Sample(text => Assert.Equal(text, FormulaGuard.Unguard(FormulaGuard.Guard(text))));

    [Fact]
    public void Themes_JoinedAndSplit_AreTheSame() =>
        AnyText.Select(text => text.Trim()).Where(text => text.Length > 0).HashSet[0, 5].Sample(themes =>
            Assert.Equal(themes.Order(StringComparer.Ordinal), ImportRowCheck.SplitThemes(ImportRowCheck.JoinThemes(themes)).Order(StringComparer.Ordinal)));

    private static Gen<string> OneOf(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);

    private static bool StoryTextOrLineEnds(string text) => StoryText.IsPrintable(text.Replace('\r', '\n')) && !text.Contains(CsvSniffing.Undecodable, StringComparison.Ordinal);
}
