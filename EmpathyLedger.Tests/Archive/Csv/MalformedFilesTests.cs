using System.IO.Compression;
using System.Text;
using EmpathyLedger.Core.Archive.Csv;

namespace EmpathyLedger.Tests.Archive.Csv;

/// <summary>Each file gets the answer that helps with it, and a row that cannot come in never stops the others.</summary>
public sealed class MalformedFilesTests
{
    private static readonly UnicodeEncoding Utf16 = new(bigEndian: false, byteOrderMark: false);

    public static TheoryData<string, string> Rows => new()
    {
        { "2,\"Second,Ben,Words", "2 ready, 3 unclosed_quote" },
        { "2,Sec\"ond,Ben,Words", "2 ready, 3 stray_quote, 4 ready" },
        { "2,\"Second\" part,Ben,Words", "2 ready, 3 stray_quote, 4 ready" },
        { "2,Second,Ben,\"Words\nand \"more\" words\"", "2 ready, 3 stray_quote, 4 ready" },
        { "2,Second,Ben,Words\"", "2 ready, 3 stray_quote, 4 ready" },
        { "2,\"Second,Ben,\"Words\"", "2 ready, 3 stray_quote, 4 ready" },
        { "2,Second,Ben", "2 ready, 3 too_few_cells, 4 ready" },
        { "2,Second,Ben,Words,and more", "2 ready, 3 too_many_cells, 4 ready" },
        { "2,Second,Ben,Words,,", "2 ready, 3 ready, 4 ready" },
        { "2,,Ben,Words", "2 ready, 3 missing:title, 4 ready" },
        { "2,Second,  ,Words", "2 ready, 3 missing:narrator, 4 ready" },
        { "2,Second,-?-,Words", "2 ready, 3 missing:narrator, 4 ready" },
        { "2,Second,Ben,\"\n \"", "2 ready, 3 missing:text, 4 ready" },
        { "2,=SUM(A1:A9),Ben,Words", "2 ready, 3 formula:title, 4 ready" },
        { "2,\"=HYPERLINK(\"\"http://x\"\")\",Ben,Words", "2 ready, 3 formula:title, 4 ready" },
        { "2,Second,@SUM(A1),Words", "2 ready, 3 formula:narrator, 4 ready" },
        { "2,Second, +cmd|' /C calc'!A0,Words", "2 ready, 3 ready, 4 ready" },
        { "2,Second,-CALL (1),Words", "2 ready, 3 formula:narrator, 4 ready" },
        { "-5,+49 170 12,Ben,\"=1, she said\"", "2 ready, 3 ready, 4 ready" },
        { "2,'=1+1,Ben,Words", "2 ready, 3 ready, 4 ready" },
        { "2,Sec\u0007ond,Ben,Words", "2 ready, 3 no_text:title, 4 ready" },
        { "2,Second,Ben,Words\u001b[0m", "2 ready, 3 no_text:text, 4 ready" },
        { ",,,", "2 ready, 4 ready" },
        { "", "2 ready, 4 ready" },
        { "\r\n \r\n", "2 ready, 6 ready" },
        { "2," + new string('t', 301) + ",Ben,Words", "2 ready, 3 too_long:title, 4 ready" },
        { "2,Second," + new string('n', 121) + ",Words", "2 ready, 3 too_long:narrator, 4 ready" },
        { "2,Second,Ben,\"" + new string('w', 1_200_001) + "\"", "2 ready, 3 too_long:text, 4 ready" },
        { "2,Second,Ben,\"" + new string('w', 6_000_000) + "\"", "2 ready, 3 cell_too_long, 4 ready" },
        { "2,Second,Ben," + new string('w', 6_000_000), "2 ready, 3 cell_too_long, 4 ready" },
        { "2,Second,Ben,\"" + string.Concat(Enumerable.Repeat("\"\"\r\n", 1_700_000)) + "\"", "2 ready, 3 cell_too_long, 4 ready" },
        { "2,\"" + new string('w', 6_000_000), "2 ready, 3 unclosed_quote" },
        { new string(',', 100_000), "2 ready, 3 cell_too_long, 4 ready" },
    };

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public async Task Row_ThatIsMalformed_IsAnsweredAlone(string row, string report)
    {
        var read = await CsvFiles.ReadAsync(CsvFiles.Around(row));
        Assert.Null(read.Problem);
        Assert.Equal(report, read.Report);
        Assert.All(read.Checked, check => Assert.True(check.Reason is null || check.Reason.Value.InWords().Length > 20));
    }

    [Fact]
    public async Task Row_AfterLongTexts_IsFoundByItsLine()
    {
        var read = await CsvFiles.ReadAsync(CsvFiles.Around("2,\"Second,Ben,Words"));
        Assert.Equal([2, 4], read.Rows.Select(row => row.Line));
        read = await CsvFiles.ReadAsync(CsvFiles.Around("2,Second,Ben,\"" + string.Concat(Enumerable.Repeat("line\r\n", 1_000_000)) + "\""));
        Assert.Equal([2, 4, 1_000_005], read.Rows.Select(row => row.Line));
    }

    public static TheoryData<string, byte[], CsvProblemKind, int?> Files => new()
    {
        { "Latin-1", Encoding.Latin1.GetBytes($"{CsvFiles.Headings}\n1,First,Ada,Words\n2,Café,Ben,Words\n"), CsvProblemKind.NotUtf8, 3 },
        { "Windows-1252 in the headings", Encoding.Latin1.GetBytes("Identité;title;narrator;text\n1;2;3;4\n"), CsvProblemKind.NotUtf8, 1 },
        { "a lone surrogate, as some programs write it", [.. CsvFiles.Utf8($"{CsvFiles.Headings}\n1,"), 0xED, 0xA0, 0x80, .. CsvFiles.Utf8(",Ada,Words\n")], CsvProblemKind.NotUtf8, 2 },
        { "a cut last letter", [.. CsvFiles.Utf8($"{CsvFiles.Headings}\n1,First,Ada,Words"), 0xC3], CsvProblemKind.NotUtf8, 2 },
        { "UTF-16 without a mark", Utf16.GetBytes($"{CsvFiles.Headings}\n1,First,Ada,Words\n"), CsvProblemKind.Utf16WithoutMark, null },
        { "UTF-16 with a lone surrogate", [0xFF, 0xFE, .. Utf16.GetBytes($"{CsvFiles.Headings}\n1,Fi"), 0x00, 0xD8, .. Utf16.GetBytes(",Ada,Words\n")], CsvProblemKind.NotUtf16, 2 },
        { "zero bytes", CsvFiles.Utf8($"{CsvFiles.Headings}\n1,First,Ada,Words\n2,Sec\0ond,Ben,Words\n"), CsvProblemKind.ZeroBytes, 3 },
        { "empty", [], CsvProblemKind.Empty, null },
        { "only blank lines", CsvFiles.Utf8("\r\n\r\n , ,\r\n"), CsvProblemKind.Empty, null },
        { "only a mark", [0xEF, 0xBB, 0xBF], CsvProblemKind.Empty, null },
        { "only headings", CsvFiles.Utf8(CsvFiles.Headings), CsvProblemKind.NoRows, null },
        { "only headings and blank rows", CsvFiles.Utf8($"{CsvFiles.Headings}\n\n,,,\n"), CsvProblemKind.NoRows, null },
        { "an xlsx", Zip(), CsvProblemKind.Spreadsheet, null },
        { "an xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], CsvProblemKind.Spreadsheet, null },
        { "a PDF", CsvFiles.Utf8("%PDF-1.7\n%abc"), CsvProblemKind.OtherFile, null },
        { "a quotation mark at the very start", CsvFiles.Utf8($"\"{CsvFiles.Headings}\n1,First,Ada,Words\n"), CsvProblemKind.BrokenHeadings, 1 },
        { "a stray one in the headings", CsvFiles.Utf8("\nid,ti\"tle,narrator,text\n1,First,Ada,Words\n"), CsvProblemKind.BrokenHeadings, 2 },
    };

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public async Task File_ThatCannotBeRead_SaysWhyAndWhere(string name, byte[] file, CsvProblemKind kind, int? line)
    {
        Assert.NotEmpty(name);
        var read = await CsvFiles.ReadAsync(file);
        Assert.Equal(new CsvProblem(kind, line), read.Problem);
        Assert.Equal(read.Problem, (await CsvFiles.ReadAsync(file, stream => new TrickleStream(stream, 3))).Problem);
        Assert.True(read.Problem!.InWords().Length >= 18);
    }

    public static TheoryData<string, byte[]> ReadableFiles => new()
    {
        { "lines that end with CR alone", CsvFiles.Utf8("id,title,narrator,text\r1,First,Ada,Café\r2,Second,Ben,\"Words\rmore\"\r") },
        { "a mark before UTF-8", [0xEF, 0xBB, 0xBF, .. CsvFiles.Utf8("id,title,narrator,text\n1,First,Ada,Café\n2,Second,Ben,\"Words\nmore\"")] },
        { "UTF-16", [0xFF, 0xFE, .. Utf16.GetBytes("id\ttitle\tnarrator\ttext\r\n1\tFirst\tAda\tCafé\r\n2\tSecond\tBen\t\"Words\r\nmore\"\r\n")] },
        { "UTF-16, the other way round", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("id,title,narrator,text\n1,First,Ada,Café\n2,Second,Ben,\"Words\nmore\"")] },
        { "semicolons", CsvFiles.Utf8("\"id\";\"title\";\"narrator\";\"text\"\n\"1\";\"First\";\"Ada\";\"Café\"\n\"2\";\"Second\";\"Ben\";\"Words\nmore\"\n") },
        { "Excel's note about semicolons", CsvFiles.Utf8("sep=;\nid;title;narrator;text\n1;First;Ada;Café\n2;Second;Ben;\"Words\nmore\"\n") },
        { "blank lines before and between", CsvFiles.Utf8("\n\nid,title,narrator,text\n\n1,First,Ada,Café\n\n\n2,Second,Ben,\"Words\nmore\"\n\n") },
        { "page breaks", CsvFiles.Utf8("id,title,narrator,text\n1,First,Ada,Café\n2,Second,Ben,Words\fmore\n") },
    };

    [Theory]
    [MemberData(nameof(ReadableFiles), DisableDiscoveryEnumeration = true)]
    public async Task File_InAnyUsualForm_IsRead(string name, byte[] file)
    {
        Assert.NotEmpty(name);
        foreach (var read in new[] { await CsvFiles.ReadAsync(file), await CsvFiles.ReadAsync(file, stream => new TrickleStream(stream, 1)) })
        {
            Assert.Null(read.Problem);
            Assert.Equal(["First by Ada: Café", "Second by Ben: Words\nmore"], read.Checked.Select(c => $"{c.Title} by {c.Narrator}: {c.Row!.Body.ToPlainText()}"));
        }
    }

    [Theory]
    [InlineData("1,First,Ada,Words\n2,Second,Ben,Words", "doesn't look like headings")]
    [InlineData("id,title,date,text\n1,First,1973,Words", "the narrator")]
    [InlineData("id,date,notes\n1,1973,none", "the title, the narrator, the text")]
    [InlineData("id,title,title,narrator,text\n1,First,Primero,Ada,Words", "Two columns are called “title”")]
    public async Task Headings_ThatDoNotSayEnough_AreAnsweredInWords(string file, string words)
    {
        var read = await CsvFiles.ReadAsync(CsvFiles.Utf8(file));
        Assert.Contains(words, read.Mapping.FindProblem(read.Headings), StringComparison.Ordinal);
    }

    /// <summary>The file on the disk is larger than what is held of it: its only cell never ends.</summary>
    [Fact]
    public async Task File_ThatIsOneEndlessCell_IsReadInBoundedMemory()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var before = GC.GetAllocatedBytesForCurrentThread();
        await using var table = await CsvTable.OpenAsync(new EndlessCell(600_000_000), cancellation);
        var faults = new List<RowFault?>();
        await foreach (var row in table.ReadRowsAsync(cancellation))
        {
            faults.Add(row.Fault);
        }

        Assert.Equal([RowFault.UnclosedQuote], faults);

        // The stream answers at once, so all of it happened on this thread.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    private static byte[] Zip()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("xl/workbook.xml");
        }

        return packed.ToArray();
    }

    private sealed class EndlessCell(long length) : TestStream
    {
        private static readonly byte[] Start = CsvFiles.Utf8("id,title,narrator,text\n1,\"");
        private long _position;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Span<byte> start = _position == 0 ? Start : default;
            start.CopyTo(buffer.Span);
            var read = start.IsEmpty ? (int)Math.Min(buffer.Length, length - _position) : start.Length;
            buffer.Span[start.Length..read].Fill((byte)'w');
            _position += read;
            return ValueTask.FromResult(read);
        }
    }
}
