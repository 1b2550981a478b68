using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Web.Components.Account;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Reviews;

/// <summary>
/// Part of a page that follows what changes: drawn with the page, and asked again as its own actor when an event says so,
/// and once when the circuit has come up, because something may have changed in between.
/// </summary>
public abstract class LiveIsland : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;

    [Inject]
    private LedgerEvents Events { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    protected LiveIsland() => Gone = _gone.Token;

    /// <summary>Cancelled with the component, and still to be asked afterwards by a handler that was under way.</summary>
    protected CancellationToken Gone { get; }

    /// <summary>Whoever it was when the circuit came up: to filter events by, never to ask as.</summary>
    protected Guid? ViewerId { get; private set; }

    /// <summary>On the listener's thread: only compare.</summary>
    protected abstract bool IsWanted(LedgerEvent change);

    /// <summary>Asks the database anew.</summary>
    protected abstract Task RefreshAsync(Actor actor);

    protected ValueTask<Actor> ActorAsync() => Current.GetAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && RendererInfo.IsInteractive)
        {
            ViewerId = (await ActorAsync()).ProfileId;
            _subscription = Events.Subscribe(IsWanted, _ => InvokeAsync(FollowAsync));
            await FollowAsync();
        }
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task FollowAsync()
    {
        if (_gone.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await RefreshAsync(await ActorAsync());
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
        catch (Exception e) when (RefusedStatements.Translate(e) == StatementRefusal.Unavailable)
        {
            // The database is away: what is shown stays, and the events say when to ask again.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }
}
