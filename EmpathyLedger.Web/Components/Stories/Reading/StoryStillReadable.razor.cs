using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Stories.Reading;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EmpathyLedger.Web.Components.Stories.Reading;

/// <summary>
/// Asks again as its own reader whenever something about the story changes, and takes the words off the page when the
/// answer is no. Rendered without prerendering: before there is a circuit there is nothing to say.
/// </summary>
public sealed partial class StoryStillReadable
{
    private bool _isGone;
    private bool _isNewer;

    [Inject]
    private StoryReader Stories { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid StoryId { get; set; }

    /// <summary>The words that the page shows.</summary>
    [Parameter, EditorRequired]
    public Guid VersionId { get; set; }

    [Parameter]
    public bool IsNamed { get; set; }

    protected override bool IsWanted(LedgerEvent change) =>
        change.StoryId == StoryId
        || (change.Kind == LedgerEventKind.MembershipChanged && ViewerId is not null && change.ProfileId == ViewerId);

    protected override async Task RefreshAsync(Actor actor)
    {
        if (_isGone)
        {
            return;
        }

        var state = await Stories.GetStateAsync(actor, StoryId, Gone);
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
    }

    private async Task TellPageAsync(string what)
    {
        await using var page = await Script.InvokeAsync<IJSObjectReference>("import", Gone, "./js/reading-live.js");
        await page.InvokeVoidAsync(what, Gone, StoryId);
    }
}
