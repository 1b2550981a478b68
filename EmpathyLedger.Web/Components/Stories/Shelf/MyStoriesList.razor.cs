using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Stories.Shelf;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Errors;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Shelf;

/// <summary>The rows, which change while one looks: a decision, a date that came, a save in another tab.</summary>
public sealed partial class MyStoriesList : IDisposable
{
    /// <summary>As many rows as a person reads; a longer list is asked for again at a change, so it has an end.</summary>
    private const int MostRows = 200;

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<ShelfStory> _stories = [];
    private ShelfPlace? _next;
    private IDisposable? _subscription;
    private bool _isReading;
    private bool _isAway;

    public MyStoriesList() => Gone = _gone.Token;

    /// <summary>Still to be asked after the component was disposed, by what was under way then; its source is not.</summary>
    private CancellationToken Gone { get; }

    [Inject]
    private StoryShelf Shelf { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private LedgerEvents Events { get; set; } = default!;

    [Parameter]
    public ShelfFilter Filter { get; set; }

    [Parameter]
    public string TitlePart { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            var profile = (await CurrentActor.GetAsync()).ProfileId;
            _subscription = Events.Subscribe(
                change => change.Kind == LedgerEventKind.DraftChanged && change.ProfileId == profile
                    || (change.Kind == LedgerEventKind.StoryChanged && change.CommunityId is null && _stories.Any(story => story.StoryId == change.StoryId)),
                _ => InvokeAsync(RefreshAsync));
        }
    }

    protected override Task OnParametersSetAsync() => ReadAsync(StoryShelf.PageSize);

    private async Task RefreshAsync()
    {
        if (!_gone.IsCancellationRequested)
        {
            await ReadAsync(Math.Clamp(_stories.Count, StoryShelf.PageSize, MostRows));
            StateHasChanged();
        }
    }

    private async Task ReadAsync(int size)
    {
        try
        {
            var page = await Shelf.ListAsync(await CurrentActor.GetAsync(), Filter, TitlePart, null, size, Gone);
            (_stories, _next, _isAway) = (page.Stories, page.Next, false);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (PortalErrors.IsDatabaseAway(failure))
        {
            _isAway = true;
        }
    }

    private async Task MoreAsync()
    {
        _isReading = true;
        try
        {
            var page = await Shelf.ListAsync(
                await CurrentActor.GetAsync(), Filter, TitlePart, _next, StoryShelf.PageSize, Gone);
            (_stories, _next) = ([.. _stories, .. page.Stories], page.Next);
        }
        catch (Exception failure) when (PortalErrors.IsDatabaseAway(failure))
        {
            _isAway = true;
        }
        finally
        {
            _isReading = false;
        }
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
