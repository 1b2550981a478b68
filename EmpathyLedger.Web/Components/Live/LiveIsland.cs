using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Errors;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Live;

/// <summary>
/// Part of a page that follows what changes. Once its circuit is up it subscribes, asks, and asks again as its own actor
/// when an event says so, when events may have been missed (<see cref="LedgerEventKind.Resync"/>) or when it could not ask.
/// What comes while it asks is answered by asking once more, however many events it were.
/// </summary>
public abstract class LiveIsland : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private int _isDue; // set by the listener's thread, taken by the circuit's
    private volatile bool _isFollowing; // these two: written on the circuit's thread, read on the listener's
    private volatile bool _isBehind;

    [Inject]
    private LedgerEvents Events { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    protected LiveIsland() => Gone = _gone.Token;

    /// <summary>Cancelled with the component, and still to be asked afterwards by a handler that was under way.</summary>
    protected CancellationToken Gone { get; }

    /// <summary>Whoever it was when the circuit came up: to filter events by, never to ask as.</summary>
    protected Guid? ViewerId { get; private set; }

    /// <summary>The page around it hands nothing in to be drawn first, so it asks for the static page, too.</summary>
    protected virtual bool AsksForStaticPage => false;

    /// <summary>On the listener's thread: only compare.</summary>
    protected abstract bool IsWanted(LedgerEvent change);

    /// <summary>Asks the database anew.</summary>
    protected abstract Task RefreshAsync(Actor actor);

    protected ValueTask<Actor> ActorAsync() => Current.GetAsync();

    protected override async Task OnInitializedAsync()
    {
        if (!RendererInfo.IsInteractive)
        {
            if (AsksForStaticPage)
            {
                await AskAsync();
            }

            return;
        }

        ViewerId = (await ActorAsync()).ProfileId;
        if (!_gone.IsCancellationRequested)
        {
            // Before the first look: a change between the two is heard, and one before it is seen.
            _subscription = Events.Subscribe(Hears, _ => HearAsync());
            await FollowAsync();
        }
    }

    /// <summary>Asks, and asks again while something came meanwhile. For the circuit's own thread.</summary>
    protected Task FollowAsync()
    {
        Volatile.Write(ref _isDue, 1);
        return FollowWhatIsDueAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        await _gone.CancelAsync();
        _gone.Dispose();
        await LeaveAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What else has to be let go.</summary>
    protected virtual ValueTask LeaveAsync() => ValueTask.CompletedTask;

    /// <summary>On the thread pool, one event at a time; it doesn't wait, so that all that come during one look are one.</summary>
    private Task HearAsync()
    {
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            _ = InvokeAsync(FollowWhatIsDueAsync);
        }

        return Task.CompletedTask;
    }

    /// <summary>After the node was away: what could not be asked then, or is being asked over a line that may be dead, is asked again.</summary>
    private bool Hears(LedgerEvent change) =>
        change.Kind == LedgerEventKind.Reconnected ? _isBehind || _isFollowing || Volatile.Read(ref _isDue) == 1 : IsWanted(change);

    private async Task FollowWhatIsDueAsync()
    {
        if (_isFollowing)
        {
            // Whoever asks already sees that it is due again.
            return;
        }

        _isFollowing = true;
        try
        {
            while (!_gone.IsCancellationRequested && Interlocked.Exchange(ref _isDue, 0) == 1)
            {
                await AskAsync();
                StateHasChanged();
            }
        }
        finally
        {
            _isFollowing = false;
        }
    }

    private async Task AskAsync()
    {
        try
        {
            await RefreshAsync(await ActorAsync());
            _isBehind = false;
        }
        catch (Exception e) when (PageGone.Is(e) || (e is ObjectDisposedException && _gone.IsCancellationRequested))
        {
            // The page was left while it asked, or the browser that it talks to is away.
        }
        catch (Exception e) when (PortalErrors.IsDatabaseAway(e) || RefusedStatements.Translate(e) == StatementRefusal.Unavailable)
        {
            // The database is away: what is shown stays, and is asked for again when the node hears again.
            _isBehind = true;
        }
        catch (Exception e) when (RendererInfo.IsInteractive)
        {
            await DispatchExceptionAsync(e);
        }
    }
}
