using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Web.Components.Account;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EmpathyLedger.Web.Components.Stories.Reading;

/// <summary>
/// Asks again as its own reader whenever something about the story changes, and takes the words off the page when the
/// answer is no. Rendered without prerendering: before there is a circuit there is nothing to say.
/// </summary>
public sealed partial class StoryStillReadable : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IDisposable? _subscription;
    private bool _isGone;
    private bool _isNewer;

    public StoryStillReadable() => Gone = _leaving.Token;

    /// <summary>Still to be asked after the component was disposed, by what was under way then; its source is not.</summary>
    private CancellationToken Gone { get; }

    [Inject]
    private StoryReader Stories { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private LedgerEvents Events { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid StoryId { get; set; }

    /// <summary>The words that the page shows.</summary>
    [Parameter, EditorRequired]
    public Guid VersionId { get; set; }

    [Parameter]
    public bool IsNamed { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var actor = await CurrentActor.GetAsync();
        _subscription = Events.Subscribe(
            change => change.StoryId == StoryId
                || (change.Kind == LedgerEventKind.MembershipChanged && actor.ProfileId is not null && change.ProfileId == actor.ProfileId),
            _ => InvokeAsync(AskAgainAsync));
    }

    // What changed between drawing the page and listening was told to nobody.
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? AskAgainAsync() : Task.CompletedTask;

    private async Task AskAgainAsync()
    {
        if (_isGone || _leaving.IsCancellationRequested)
        {
            return;
        }

        try
        {
            var state = await Stories.GetStateAsync(await CurrentActor.GetAsync(), StoryId, Gone);
            _isGone = state is null;
            _isNewer = state is not null && state.VersionId != VersionId;
            if (_isGone)
            {
                await TellPageAsync("blankStory");
            }
            else if (IsNamed && state!.TellerName is null)
            {
                await TellPageAsync("keepNameBack");
            }

            StateHasChanged();
        }
        catch (Exception exception) when (exception is OperationCanceledException or JSDisconnectedException)
        {
            // The reader has left the page; there is nothing to take away.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task TellPageAsync(string what)
    {
        await using var page = await Script.InvokeAsync<IJSObjectReference>("import", Gone, "./js/reading-live.js");
        await page.InvokeVoidAsync(what, Gone, StoryId);
    }

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        await _leaving.CancelAsync();
        _leaving.Dispose();
    }
}
