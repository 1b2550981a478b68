using EmpathyLedger.Core.Collaboration.Presence;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Web.Components.Live;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Editor;

/// <summary>The others who are in the story now, and who of them writes; whoever comes or leaves is told to screen readers.</summary>
public sealed partial class WhoIsHere
{
    private const int MostFaces = 5;

    private IReadOnlyList<PersonHere> _others = [];
    private IDisposable? _writing;
    private bool _hasLooked;
    private string _news = "";

    [Inject]
    private StoryPresence Presence { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid StoryId { get; set; }

    private string Words => PresenceWords.Of(_others);

    protected override bool IsWanted(LedgerEvent change) => change.Kind == LedgerEventKind.PresenceChanged && change.StoryId == StoryId;

    protected override async Task RefreshAsync(Actor actor)
    {
        // Before the first look, so that nobody begins to write unseen in between.
        _writing ??= Presence.SubscribeToWriting(StoryId, HearWriting);
        var others = (await Presence.ReadAsync(actor, StoryId, Gone)).Where(person => person.ProfileId != actor.ProfileId).ToList();
        if (_hasLooked)
        {
            _news = PresenceWords.News(_others, others) is { Length: > 0 } news ? news : _news;
        }

        (_others, _hasLooked) = (others, true);
    }

    protected override ValueTask LeaveAsync()
    {
        _writing?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>On whichever thread somebody's words came in.</summary>
    private void HearWriting() => _ = InvokeAsync(() =>
    {
        _others = [.. _others.Select(person => Presence.Now(StoryId, person))];
        try
        {
            StateHasChanged();
        }
        catch (Exception e) when (PageGone.Is(e))
        {
            // The page was left meanwhile.
        }
    });
}
