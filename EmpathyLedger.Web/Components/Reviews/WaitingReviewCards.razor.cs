using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Reviews;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Reviews;

public sealed partial class WaitingReviewCards
{
    public const int Most = 2;

    private AskedReviews _asked = default!;

    [Inject]
    private StoryReviews Reviews { get; set; } = default!;

    [Parameter, EditorRequired]
    public AskedReviews Initial { get; set; } = default!;

    protected override void OnInitialized() => _asked = Initial;

    protected override bool IsWanted(LedgerEvent change) =>
        (change.Kind == LedgerEventKind.ReviewChanged && IsOfMine(change)) || IsOwnMembership(change);

    protected override async Task ReadAsync(Actor actor)
    {
        var asked = await Reviews.GetQueueAsync(actor, null, Gone);
        _asked = asked with { Waiting = [.. asked.Waiting.Take(Most)] };
    }
}
