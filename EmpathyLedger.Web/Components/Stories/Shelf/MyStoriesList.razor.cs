using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Stories.Shelf;
using EmpathyLedger.Web.Components.Errors;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Shelf;

/// <summary>The rows, which change while one looks: a decision, a date that came, a save in another tab.</summary>
public sealed partial class MyStoriesList
{
    /// <summary>As many rows as a person reads; a longer list is asked for again at a change, so it has an end.</summary>
    private const int MostRows = 200;

    private IReadOnlyList<ShelfStory> _stories = [];
    private ShelfPlace? _next;
    private (ShelfFilter Filter, string TitlePart)? _shown;
    private bool _isReading;
    private bool _isAway;

    [Inject]
    private StoryShelf Shelf { get; set; } = default!;

    [Parameter]
    public ShelfFilter Filter { get; set; }

    [Parameter]
    public string TitlePart { get; set; } = "";

    protected override bool AsksForStaticPage => true;

    // The list is only ever replaced, never changed: the listener's thread may look through it.
    protected override bool IsWanted(LedgerEvent change) =>
        (change.Kind == LedgerEventKind.DraftChanged && change.ProfileId == ViewerId)
        || (change.Kind == LedgerEventKind.StoryChanged && change.CommunityId is null && _stories.Any(story => story.StoryId == change.StoryId));

    /// <summary>Another filter on the same page; the first reading is the island's own.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (_shown != (Filter, TitlePart))
        {
            await ReadAsync(await ActorAsync(), StoryShelf.PageSize);
        }
    }

    protected override Task RefreshAsync(Actor actor) => ReadAsync(actor, Math.Clamp(_stories.Count, StoryShelf.PageSize, MostRows));

    private async Task ReadAsync(Actor actor, int size)
    {
        var asked = (Filter, TitlePart);
        _shown = asked;
        try
        {
            var page = await Shelf.ListAsync(actor, asked.Filter, asked.TitlePart, null, size, Gone);
            if (_shown == asked)
            {
                (_stories, _next, _isAway) = (page.Stories, page.Next, false);
            }
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
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
                await ActorAsync(), Filter, TitlePart, _next, StoryShelf.PageSize, Gone);
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
}
