using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Tests.Communities;
using Microsoft.Extensions.Logging.Abstractions;

namespace EmpathyLedger.Tests.Archive;

/// <summary>Whatever dies, stops or comes twice: no row comes in twice, none is lost, and the counts are right.</summary>
public sealed class ImportFaultsTests(TestTown town) : IClassFixture<TestTown>
{
    private readonly ArchiveDesk _desk = new(town);

    private static CancellationToken Cancellation => TestTown.Cancellation;

    [Theory]
    [InlineData("K", true)]
    [InlineData("D", false)]
    public async Task Node_ThatDiesInTheMiddle_IsFollowedByAnother(string prefix, bool isForReal)
    {
        var id = isForReal
            ? await _desk.PrepareAsync(town.Steward, town.Riverside, ArchiveDesk.Archive(1_000, prefix: prefix))
            : await _desk.UploadAsync(town.Steward, town.Riverside, ArchiveDesk.Archive(1_000, prefix: prefix));
        var before = await _desk.CountStoriesAsync(town.Riverside);
        await BeginPassAsync(id, isForReal);
        var dying = _desk.NewNode();
        dying.BatchWritten = _ => throw new InvalidOperationException("The node died.");
        var taken = (await dying.TakeAsync(id, Cancellation))!;
        await Assert.ThrowsAsync<InvalidOperationException>(() => dying.RunAsync(taken, Cancellation));
        Assert.Equal(400, (await _desk.ViewAsync(town.Steward, id)).RowsRead);

        // Held until the lease is over; then taken, and the dead one, should it come back, writes nothing.
        Assert.Null(await _desk.NewNode().TakeAsync(id, Cancellation));
        await _desk.PassTheLeaseAsync(id);
        var next = _desk.NewNode();
        var again = (await next.TakeAsync(id, Cancellation))!;
        dying.BatchWritten = null;
        await dying.RunAsync(taken, Cancellation);
        await next.RunAsync(again, Cancellation);

        var view = await _desk.ViewAsync(town.Steward, id);
        Assert.Equal(
            (isForReal ? ImportState.Done : ImportState.Checked, 1_000, 1_000, 0, 0),
            (view.State, view.RowsRead, isForReal ? view.RowsImported : view.RowsReady, view.RowsKnown, view.RowsFailed));
        Assert.Equal(before + (isForReal ? 1_000 : 0), await _desk.CountStoriesAsync(town.Riverside));
    }

    [Fact]
    public async Task Node_ThatStops_LeavesItToTheNextAtOnce()
    {
        var id = await _desk.PrepareAsync(town.Steward, town.Riverside, ArchiveDesk.Archive(900, prefix: "S"));
        await BeginPassAsync(id, isForReal: true);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var node = _desk.NewNode();
        node.BatchWritten = _ => stopping.CancelAsync();
        var taken = (await node.TakeAsync(id, Cancellation))!;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.RunAsync(taken, stopping.Token));
        await _desk.WorkAsync(id);
        var view = await _desk.ViewAsync(town.Steward, id);
        Assert.Equal((ImportState.Done, 900, 0), (view.State, view.RowsImported, view.RowsKnown));
    }

    [Fact]
    public async Task Nodes_AtOnce_ShareTheImports_AndAFileThatComesTwiceComesInOnce()
    {
        var file = ArchiveDesk.Archive(600, prefix: "T");
        var before = await _desk.CountStoriesAsync(town.Riverside);
        var ids = new[] { await _desk.PrepareAsync(town.Steward, town.Riverside, file), await _desk.PrepareAsync(town.Steward, town.Riverside, file) };
        foreach (var id in ids)
        {
            await BeginPassAsync(id, isForReal: true);
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            var node = _desk.NewNode();
            foreach (var id in ids)
            {
                if (await node.TakeAsync(id, Cancellation) is { } taken)
                {
                    await node.RunAsync(taken, Cancellation);
                }
            }
        }));
        var views = new[] { await _desk.ViewAsync(town.Steward, ids[0]), await _desk.ViewAsync(town.Steward, ids[1]) };
        Assert.All(views, view => Assert.Equal((ImportState.Done, 600, 0), (view.State, view.RowsImported + view.RowsKnown, view.RowsFailed)));
        Assert.Equal(600, views.Sum(view => view.RowsImported));
        Assert.Equal(before + 600, await _desk.CountStoriesAsync(town.Riverside));
    }

    [Fact]
    public async Task Import_ThatIsCancelled_EndsAfterTheBatch_AndMayComeAgain()
    {
        var file = ArchiveDesk.Archive(1_000, prefix: "X");
        var id = await _desk.PrepareAsync(town.Steward, town.Riverside, file);
        await BeginPassAsync(id, isForReal: true);
        var node = _desk.NewNode();
        node.BatchWritten = async _ => Assert.Equal(ImportStepOutcome.Cancelled, await _desk.Imports.CancelAsync(town.Steward, id, Cancellation));
        await node.RunAsync((await node.TakeAsync(id, Cancellation))!, Cancellation);
        var view = await _desk.ViewAsync(town.Steward, id);
        Assert.Equal((ImportState.Cancelled, 400, false), (view.State, view.RowsImported, view.HasLostSteward));
        Assert.Equal(0L, await town.Ledger.AdminScalarAsync<long>("select count(*) from ledger.import_parts where import_id = $1", id));
        Assert.Equal(ImportStepOutcome.NotFound, await _desk.Imports.CancelAsync(town.Steward, id, Cancellation));

        var again = await _desk.BringInAsync(town.Steward, town.Riverside, file);
        Assert.Equal((600, 400), (again.RowsImported, again.RowsKnown));
    }

    [Fact]
    public async Task Import_WhoseStewardIsNoneAnyMore_Stops()
    {
        var steward = await town.AddMemberAsync("Cleo", town.Riverside, CommunityRole.Steward);
        var id = await _desk.PrepareAsync(steward, town.Riverside, ArchiveDesk.Archive(1_000, prefix: "Q"));
        Assert.Equal(ImportStepOutcome.Started, await _desk.Imports.StartAsync(steward, id, Cancellation));
        var node = _desk.NewNode();
        node.BatchWritten = async _ => Assert.Equal(
            RolesOutcome.Changed, await town.Membership.SetRolesAsync(town.Steward, town.Riverside, steward.ProfileId!.Value, [CommunityRole.Member], Cancellation));
        await node.RunAsync((await node.TakeAsync(id, Cancellation))!, Cancellation);
        Assert.Null(await _desk.Imports.FindAsync(steward, id, Cancellation));
        Assert.Equal("cancelled not_steward 400", await town.Ledger.AdminScalarAsync<string>(
            "select concat_ws(' ', state, problem, rows_imported) from ledger.imports where id = $1", id));
        Assert.Null(await node.TakeAsync(id, Cancellation));
    }

    [Fact]
    public async Task Runner_ThatHearsOfAnImport_BringsItIn()
    {
        var id = await _desk.PrepareAsync(town.Steward, town.Riverside, ArchiveDesk.Archive(3, prefix: "H"));
        var events = new LedgerEvents(NullLogger<LedgerEvents>.Instance);
        var node = _desk.NewNode();
        var read = new TaskCompletionSource<int>();
        node.BatchWritten = rows =>
        {
            read.TrySetResult(rows);
            return Task.CompletedTask;
        };

        // Its own clock stands still: only hearing of it wakes it up a second time.
        using var runner = new ImportRunner(node, events, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(), NullLogger<ImportRunner>.Instance);
        await runner.StartAsync(Cancellation);
        await BeginPassAsync(id, isForReal: true);
        events.Raise(new LedgerEvent(LedgerEventKind.ImportChanged, null, town.Riverside, town.Steward.ProfileId));
        Assert.Equal(3, await read.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        await runner.StopAsync(Cancellation);
    }

    private async Task BeginPassAsync(Guid id, bool isForReal)
    {
        var view = await _desk.ViewAsync(town.Steward, id);
        Assert.Equal(ImportStepOutcome.Started, isForReal
            ? await _desk.Imports.StartAsync(town.Steward, id, Cancellation)
            : await _desk.Imports.CheckAsync(town.Steward, id, view.Mapping, Cancellation));
    }
}
