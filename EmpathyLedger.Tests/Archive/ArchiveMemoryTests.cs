using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Tests.Archive.Csv;
using EmpathyLedger.Tests.Communities;

namespace EmpathyLedger.Tests.Archive;

/// <summary>Alone in the process, or what others hold would be counted too.</summary>
[CollectionDefinition(nameof(ArchiveMemoryTests), DisableParallelization = true)]
[Collection(nameof(ArchiveMemoryTests))]
public sealed class ArchiveMemoryTests(TestTown town) : IClassFixture<TestTown>
{
    private const int Rows = 50_000;
    private const long MostHeld = 48_000_000;

    private readonly ArchiveDesk _desk = new(town);

    private static CancellationToken Cancellation => TestTown.Cancellation;

    /// <summary>Fifty thousand rows in and out: what is held never grows with them (the file alone is twice the bound).</summary>
    [Fact]
    public async Task LargeArchive_ComesInAndGoesOut_InBoundedMemory()
    {
        var baseline = Held();
        var most = 0L;
        await using var file = new ManyRows(Rows);
        var begun = await _desk.Imports.BeginAsync(town.Steward, town.Riverside, "large.csv", file, Cancellation);
        var id = begun.ImportId!.Value;
        Assert.True((await _desk.ViewAsync(town.Steward, id)).ByteCount > 2 * MostHeld);
        Note();
        foreach (var isForReal in new[] { false, true })
        {
            var view = await _desk.ViewAsync(town.Steward, id);
            Assert.Equal(ImportStepOutcome.Started, isForReal
                ? await _desk.Imports.StartAsync(town.Steward, id, Cancellation)
                : await _desk.Imports.CheckAsync(town.Steward, id, view.Mapping, Cancellation));
            var node = _desk.NewNode();
            var batches = 0;
            node.BatchWritten = _ =>
            {
                if (++batches % 25 == 0)
                {
                    Note();
                }

                return Task.CompletedTask;
            };
            await node.RunAsync((await node.TakeAsync(id, Cancellation))!, Cancellation);
        }

        var done = await _desk.ViewAsync(town.Steward, id);
        Assert.Equal((ImportState.Done, Rows, 0, 0), (done.State, done.RowsImported, done.RowsKnown, done.RowsFailed));

        var output = new CountingStream();
        var told = new Noting(Note);
        Assert.Equal(Rows, await new ArchiveExport(town.Ledger.Database).WriteAsync(town.Steward, town.Riverside, output, told, Cancellation));
        Assert.True(output.Written > 2 * MostHeld);
        Assert.InRange(most, 0, MostHeld);

        void Note() => most = Math.Max(most, Held() - baseline);
    }

    private static long Held() => GC.GetTotalMemory(forceFullCollection: true);

    private sealed class Noting(Action note) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value % 10_000 == 0)
            {
                note();
            }
        }
    }

    /// <summary>A file that is made while it is read.</summary>
    private sealed class ManyRows(int rows) : TestStream
    {
        private static readonly string Text = string.Join(' ', Enumerable.Range(0, 300).Select(i => $"word{i}"));
        private byte[] _line = CsvFiles.Utf8("identifier,title,narrator,transcript\r\n");
        private int _position;
        private int _row;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_position == _line.Length)
            {
                if (_row == rows)
                {
                    return ValueTask.FromResult(0);
                }

                _row++;
                (_line, _position) = (CsvFiles.Utf8(CsvLine.Of($"M{_row}", $"Story {_row}", $"Narrator {_row % 500}", $"{Text}\n\nRow {_row}.")), 0);
            }

            var read = Math.Min(buffer.Length, _line.Length - _position);
            _line.AsMemory(_position, read).CopyTo(buffer);
            _position += read;
            return ValueTask.FromResult(read);
        }
    }

    private sealed class CountingStream : TestStream
    {
        public long Written { get; private set; }

        public override void Write(byte[] buffer, int offset, int count) => Written += count;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
