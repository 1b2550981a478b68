using System.Threading.Channels;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Web.Components.Live;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Tests.Live;

/// <summary>Counts how often it asks; a gate keeps it asking.</summary>
public sealed class TestIsland : LiveIsland
{
    private readonly AskedCount _asked = new();

    [Parameter]
    public bool IsBare { get; set; }

    public int Asked => _asked.Count;

    public TaskCompletionSource? Gate { get; set; }

    public Exception? Failure { get; set; }

    public bool WasCancelled => Gone.IsCancellationRequested;

    public bool HasLeft { get; private set; }

    protected override bool AsksForStaticPage => IsBare;

    public Task AskedAsync(int times) => _asked.ReachedAsync(times);

    protected override bool IsWanted(LedgerEvent change) => change.Kind == LedgerEventKind.StoryChanged;

    protected override async Task RefreshAsync(Actor actor)
    {
        _asked.Add();
        if (Failure is not null)
        {
            throw Failure;
        }

        await (Gate?.Task.WaitAsync(Gone) ?? Task.CompletedTask);
    }

    protected override ValueTask LeaveAsync()
    {
        HasLeft = true;
        return ValueTask.CompletedTask;
    }
}

public sealed class TestCommunitiesIsland : CommunitiesIsland
{
    private readonly AskedCount _asked = new();

    public int Asked => _asked.Count;

    public Task AskedAsync(int times) => _asked.ReachedAsync(times);

    protected override bool IsWanted(LedgerEvent change) => IsOfMine(change) || IsOwnMembership(change);

    protected override Task ReadAsync(Actor actor)
    {
        _asked.Add();
        return Task.CompletedTask;
    }
}

/// <summary>Added to by a circuit, awaited by a test.</summary>
internal sealed class AskedCount
{
    private readonly Channel<int> _reached = Channel.CreateUnbounded<int>();

    public int Count { get; private set; }

    public void Add() => _reached.Writer.TryWrite(++Count);

    public async Task ReachedAsync(int times)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (await _reached.Reader.ReadAsync(patience.Token) < times)
        {
        }
    }
}
