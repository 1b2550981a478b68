using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Reviews;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Reviews;

public sealed partial class ReviewList
{
    private readonly List<QueuedStory> _waiting = [];
    private readonly List<QueuedStory> _spoken = [];
    private AskedReviews _asked = new([], [], 0, null);
    private int _pages = 1;

    [Inject]
    private StoryReviews Reviews { get; set; } = default!;

    /// <summary>The first page of the queue, as the page around it has read it.</summary>
    [Parameter, EditorRequired]
    public AskedReviews Initial { get; set; } = default!;

    private bool IsOfSeveral => _waiting.Concat(_spoken).SelectMany(story => story.Seats).DistinctBy(seat => seat.CommunityId).Skip(1).Any();

    /// <summary>One "should not be told" stops a story, whatever was said beside it.</summary>
    private static bool IsDeclined(QueuedStory story) => story.Seats.Any(seat => seat.State == ClearanceState.Declined);

    protected override void OnInitialized() => Show([Initial]);

    protected override bool IsWanted(LedgerEvent change) =>
        (change.Kind == LedgerEventKind.ReviewChanged && IsOfMine(change)) || IsOwnMembership(change);

    protected override async Task ReadAsync(Actor actor)
    {
        var pages = new List<AskedReviews>();
        do
        {
            pages.Add(await Reviews.GetQueueAsync(actor, pages.Count == 0 ? null : pages[^1].Next, Gone));
        }
        while (pages.Count < _pages && pages[^1].Next is not null);
        Show(pages);
    }

    private async Task LoadMoreAsync()
    {
        _pages++;
        await FollowAsync();
    }

    private void Show(List<AskedReviews> pages)
    {
        _asked = pages[^1] with { WaitingCount = pages[0].WaitingCount };
        _waiting.Clear();
        _waiting.AddRange(pages.SelectMany(page => page.Waiting));
        _spoken.Clear();
        _spoken.AddRange(pages.SelectMany(page => page.Spoken));
    }
}
